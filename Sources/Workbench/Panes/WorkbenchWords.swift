internal import Basics
internal import Handshake

/// Remedies name flags and commands, because reports and tickets are read at a shell. In the workbench the same is a
/// field, a key of the request's file, or a key to press.
enum WorkbenchWords {
  /// Commands, and flags whose value reads otherwise here; longer ones first.
  private static let phrases: [(shell: String, here: String)] = [
    ("signet send --intermediates FILE", "2 Request › Identity › + intermediates"),
    ("signet intermediates add FILE", "2 Request › Identity › + intermediates"),
    ("`signet inspect FILE`", "B (certificates)"), ("`signet diagnose`", "p (probe)"),
    ("`signet lint`", "2 Request › Binding"), ("--chain leaf", "\"Sends\": the leaf alone"),
    ("--chain full", "\"Sends\": the whole chain"), ("drop --insecure", "set \"Check the server\" to yes"),
    ("--insecure", "\"Check the server\": NO"),
  ]

  /// Words that stand for a value behind a flag.
  private static let values: Set<String> = [
    "certificate", "basic", "digest", "none", "transport", "custom", "soap11", "soap12", "utf-8",
  ]

  /// The text with every flag of `WorkbenchSetting.all` as what the workbench calls it. A whole command of ours stays one
  /// for the shell.
  static func of(_ text: String) -> String {
    guard text.contains("--") || text.contains("signet ") else { return text }
    let told = phrases.reduce(text) { text, phrase in replaced(text, phrase.shell) { _ in phrase.here } }
    let parts = told.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1 && part.hasPrefix("signet ") ? String(part) : withoutFlags(String(part))
    }.joined(separator: "`")
  }

  private static func withoutFlags(_ text: String) -> String {
    WorkbenchSetting.all.reduce(text) { text, setting in
      replaced(text, "--" + setting.flag) { setting.words(before: &$0) }
    }
  }

  /// Every place that is this word, and no longer one.
  ///
  /// - Parameter words: what stands there instead; takes from the rest what it says itself.
  private static func replaced(_ text: String, _ word: String, by words: (inout Substring) -> String) -> String {
    var (result, rest) = ("", text[...])
    while let place = rest.firstRange(of: word) {
      result += rest[..<place.lowerBound]
      rest = rest[place.upperBound...]
      let goesOn = rest.first.map { $0.isLetter || $0.isNumber || $0 == "-" } ?? false
      result += goesOn ? word : words(&rest)
    }
    return result + rest
  }

  /// The value at the start of the rest, which is taken from it; nil where the sentence goes on.
  fileprivate static func value(_ rest: inout Substring) -> String? {
    guard rest.first == " " else { return nil }
    var word = rest.dropFirst().prefix { $0 != " " && $0 != "," && $0 != ";" && $0 != ")" }
    while let last = word.last, last == "." || last == ":" { word.removeLast() }
    guard let first = word.first, first.isNumber || word.isPlaceholder || values.contains(String(word)) else {
      return nil
    }
    rest = rest.dropFirst(word.count + 1)
    return String(word)
  }
}

extension Substring {
  /// `FILE`, `NAME:PORT:ADDRESS`, or what a cipher list looks like.
  fileprivate var isPlaceholder: Bool {
    count > 1 && first?.isUppercase == true && !contains { $0.isLowercase }
  }
}

extension WorkbenchSetting {
  /// `"Highest TLS version": 1.2`, `security-level: 0`, or the name alone.
  fileprivate func words(before rest: inout Substring) -> String {
    let value = WorkbenchWords.value(&rest)
    switch place {
    case .field:
      return "\"\(label)\""
        + (value.map { $0.first?.isNumber == true || !$0[...].isPlaceholder ? ": \($0)" : "" } ?? "")
    case .file(let key): return key + (value.map { ": \($0)" } ?? "")
    }
  }
}

extension Finding.Remedy {
  /// Whose it is, and what to do.
  var line: String { "→ \(who.rawValue): \(who == .client ? WorkbenchWords.of(text) : text)" }
}
