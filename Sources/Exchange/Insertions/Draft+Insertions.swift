public import Basics
internal import Handshake

extension Draft {
  /// The draft for a person or a report: every insertion as it was written, none of its values.
  public var asWritten: Draft {
    guard !insertions.isEmpty else { return self }
    var draft = self
    draft.replaceMarkers(insertions.map { insertion in (insertion, Array(insertion.written.utf8)) }, escapes: false)
    draft.insertions = []
    return draft
  }

  /// The request as text, for a person to look at before it is sent: placeholders replaced as far as they are known now,
  /// secrets as dots; then what the binding adds.
  public var preview: String {
    var draft = self
    draft.replaceMarkers(
      insertions.map { insertion in
        var shown = insertion.written
        if case .secret = insertion.content { shown = "••••" }
        return (insertion, Array(shown.utf8))
      }, escapes: false)
    let head = ["\(method.rawValue) \(draft.url.withoutCredentials)"] + (draft.action.map { ["action: \($0)"] } ?? [])
    let lines = head + draft.httpHeaders.redacted.map { "\($0.name): \($0.value)" } + draft.behaviors.map(\.description)
    let envelope = draft.envelope.map { String(decoding: $0, as: UTF8.self).neutralisedLines } ?? "(an empty body)"
    let text = lines.map(\.neutralised).joined(separator: "\n") + "\n\n" + envelope
    let additions = bindingAdditions.map { "  \($0)\n" }.joined()
    return text + (text.hasSuffix("\n") ? "" : "\n") + "\nThe binding adds:\n" + additions
  }

  /// The draft as it is sent.
  ///
  /// - Returns: also the texts that must never be shown, in every form in which they stand in the draft.
  /// - Throws: a refusal when a value is missing, or cannot stand where it was put.
  public func filled(with values: InsertionValues) throws(Refusal) -> (draft: Draft, secrets: [Secret]) {
    guard !insertions.isEmpty else { return (self, []) }
    var pairs: [(Insertion, [UInt8])] = []
    var secrets: [Secret] = []
    for insertion in insertions {
      guard let bytes = values.bytes(of: insertion) else { throw .insertionMissing(insertion) }
      try check(bytes, of: insertion)
      pairs.append((insertion, bytes))
      if case .secret = insertion.content { secrets.append(Secret(bytes: bytes)) }
    }
    var draft = self
    draft.replaceMarkers(pairs, escapes: true)
    draft.insertions = []
    return (draft, secrets)
  }

  /// A value that breaks a header into two, or XML, is no value there.
  private func check(_ bytes: [UInt8], of insertion: Insertion) throws(Refusal) {
    let isInField = texts.contains { Array($0.utf8).firstPlace(of: insertion.marker(.plain)) != nil }
    if isInField, bytes.contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }) {
      throw .insertionUnfit(
        insertion, "it has a line break or another control character, and stands in a header or address")
    }
    let isEscaped = envelope.map { $0.contains(insertion, .xml) || $0.contains(insertion, .cdata) } ?? false
    guard isInField || isEscaped else { return }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .insertionUnfit(insertion, "it is not UTF-8 text")
    }
    if isEscaped, text.unicodeScalars.contains(where: { !$0.isInXML }) {
      throw .insertionUnfit(insertion, "it has a character that XML cannot hold")
    }
  }

  /// Every text outside the envelope that can have a marker.
  private var texts: [String] {
    [url, action ?? "", user?.name ?? ""] + httpHeaders.flatMap { [$0.name, $0.value] }
      + behaviors.map(\.description)
  }

  private mutating func replaceMarkers(_ pairs: [(Insertion, [UInt8])], escapes: Bool) {
    let plain = pairs.map { (Array($0.marker(.plain).utf8), $1) }
    let inField = { (text: String) in String(decoding: Array(text.utf8).replacing(plain), as: UTF8.self) }
    url = inField(url)
    action = action.map(inField)
    if let name = user?.name { user?.name = inField(name) }
    for index in httpHeaders.indices {
      httpHeaders[index] = HTTPHeader(inField(httpHeaders[index].name), inField(httpHeaders[index].value))
    }
    for index in behaviors.indices {
      behaviors[index] = RequestBehavior(inField(behaviors[index].description)) ?? behaviors[index]
    }
    guard let bytes = envelope else { return }
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    envelope = bytes.replacing(
      plain
        + pairs.flatMap { insertion, value in
          [
            (Array(insertion.marker(.xml).utf8), escapes ? value.xmlEscaped(asciiOnly: !isUTF8) : value),
            (Array(insertion.marker(.cdata).utf8), escapes ? value.inCDATA : value),
          ]
        })
  }
}

extension Refusal {
  fileprivate static func insertionMissing(_ insertion: Insertion) -> Refusal {
    Refusal(
      stage: .usage, code: "insertion-missing", summary: "\(insertion.written.neutralised) has no value.",
      remedy: "Send the request anew.")
  }

  fileprivate static func insertionUnfit(_ insertion: Insertion, _ why: String) -> Refusal {
    Refusal(
      stage: .usage, code: "insertion-unfit",
      summary: "The value of \(insertion.written.neutralised) cannot stand there: \(why).",
      remedy: "Correct the value, or insert it as base64: {{$base64 NAME}}, {{$file-base64 PATH}}.")
  }
}
