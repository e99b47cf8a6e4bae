internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake

extension RequestDocument {
  /// A key of a request file: its name, and the way between its text and the value.
  struct Key: Sendable {
    enum Form: Sendable {
      case text(
        get: @Sendable (RequestDocument) -> String?,
        /// Nil takes the value out; false: the text means nothing here.
        set: @Sendable (inout RequestDocument, String?) -> Bool)
      case list(
        get: @Sendable (RequestDocument) -> [String],
        set: @Sendable (inout RequestDocument, [String]) -> Bool)
      /// Names with a text each.
      case map(
        get: @Sendable (RequestDocument) -> [Pair],
        set: @Sendable (inout RequestDocument, [Pair]) -> Bool)
    }

    struct Pair: Sendable, Equatable {
      var name, text: String
    }

    var name: String
    /// What its value looks like, for messages.
    var hint: String
    var form: Form

    static let booleanHint = "true or false"

    /// Whether a text that was put there by mistake may be a password: then messages do not repeat it.
    var isSecret: Bool { name == "user-password" }

    /// What is asked of the answer begins and closes a file that has it not yet (`place`). Whatever else is added stands
    /// before its last entry, so that a header of one person and an assertion of another are two places to git also in a
    /// file of an address and an action.
    var closesFile: Bool { ["assertions", "captures", "namespaces", "tags"].contains(name) }

    /// What its value, or a line of it, can begin with; empty when it can be anything.
    var words: [String] {
      switch name {
      case "assertions": AssertionKind.all.map(\.word)
      case "behaviors": BehaviorKind.all.map(\.word)
      case "binding": BindingNames.bindings
      case "security": BindingNames.securityModes
      case "credential": BindingNames.credentials
      case "message-credential": BindingNames.messageCredentials
      case "message-version": BindingNames.messageVersions
      case "flavour": BindingNames.flavours
      case "chain": ChainChoice.allCases.map(\.rawValue)
      default: []
      }
    }

    /// The line that was probably meant by one whose first word is right.
    func correction(_ line: String) -> String? { name == "assertions" ? Assertion.correction(of: line) : nil }
  }

  /// The names of all keys, in the order in which a new file has them.
  public static var keyNames: [String] { keys.map(\.name) }

  /// Every key, in the order in which a new file has them. The names are the command line's flags.
  ///
  /// What is often added later stands in different gaps between those that nearly every request has (address, action,
  /// binding, identity), so that a header of one person and an assertion of another are two places to git.
  static let keys: [Key] = [
    .text("url", "an http or https URL", \.url),
    .converted("connect-timeout", "seconds", \.limits.connectSeconds, Double.init(seconds:), \.shortest),
    .converted("max-time", "seconds", \.limits.totalSeconds, Double.init(seconds:), \.shortest),
    .converted("idle-time", "seconds", \.limits.idleSeconds, Double.init(seconds:), \.shortest),
    .converted("max-response", "bytes", \.limits.responseBytes, { Int(whole: $0, in: 1...(1 << 40)) }, \.description),
    .text("proxy", "a URL", \.route.proxyURL),
    .list("resolve", "a list of HOST:PORT:ADDRESS", \.route.resolve, { $0 }, \.self),
    .text("action", "a text", \.action),
    .converted("one-way", Key.booleanHint, \.oneWay, Bool.init(word:), \.description),
    .text("envelope", "a file beside this one", \.envelope),
    .list("headers", "a list of 'Name: value'", \.headers, HTTPHeader.init(line:), \.line),
    .text("binding", "one of \(list(BindingNames.bindings)), or a text form", \.binding),
    .text("security", "one of \(list(BindingNames.securityModes))", \.security),
    .text("credential", "one of \(list(BindingNames.credentials))", \.credential),
    .text("message-credential", "one of \(list(BindingNames.messageCredentials))", \.messageCredential),
    .text("elements", "a stack such as text:soap12,https", \.elements),
    .text("message-version", "one of \(list(BindingNames.messageVersions))", \.messageVersion),
    .text("encoding", "a charset", \.encoding),
    .converted("flavour", list(BindingNames.flavours), \.flavour, Flavour.init(rawValue:), \.rawValue),
    .text("user", "a user name", \.user),
    .converted(
      "user-password", "env:NAME, file:PATH, keyring:NAME, command:COMMAND or prompt:, never the password itself",
      \.userPassword,
      String.init(secretReference:), \.self, takesPlaceholders: false),
    .list(
      "behaviors", "a list of 'KIND ARGUMENT', such as http-header X-Trace=42, with off before those switched off",
      \.behaviors, RequestBehavior.init(written:), \.description),
    .text("cacert", "a file", \.trust.anchorsPath),
    .text("capath", "a folder", \.trust.folderPath),
    .list("crl", "a file, or a list of files", \.trust.revocationListPaths, { $0 }, \.self),
    .converted("insecure", Key.booleanHint, \.trust.insecure, Bool.init(word:), \.description),
    .converted("tls-min", "1.0 to 1.3", \.tls.minimum, TLSVersion.init(number:), \.number),
    .converted("tls-max", "1.0 to 1.3", \.tls.maximum, TLSVersion.init(number:), \.number),
    .text("ciphers", "an OpenSSL cipher list", \.tls.ciphers),
    .text("curves", "an OpenSSL group list", \.tls.curves),
    .converted("security-level", "0 to 5", \.tls.securityLevel, { Int(whole: $0, in: 0...5) }, \.description),
    .converted("legacy-renegotiation", Key.booleanHint, \.tls.legacyRenegotiation, Bool.init(word:), \.description),
    .text("identity", "a name in identities.yaml", \.identity),
    .converted("chain", "full or leaf", \.chain, ChainChoice.init(rawValue:), \.rawValue),
    .list(
      "assertions", "a list of lines such as 'status = 200' or 'xpath //m:Total > 10'", \.assertions, Assertion.init,
      \.description),
    Key(
      name: "captures", hint: "a list of `variable: XPath`, `variable: header NAME` or `variable: status`",
      form: .map(
        get: { $0.captures.map { Key.Pair(name: $0.name, text: $0.text) } },
        set: { document, pairs in
          document.captures = pairs.compactMap { AnswerCapture(name: $0.name, $0.text) }
          return document.captures.count == pairs.count
        })),
    Key(
      name: "namespaces", hint: "a list of `prefix: URI`",
      form: .map(
        get: { $0.namespaces.sorted { $0.key < $1.key }.map { Key.Pair(name: $0.key, text: $0.value) } },
        set: { document, pairs in
          document.namespaces = Dictionary(pairs.map { ($0.name, $0.text) }) { $1 }
          return pairs.allSatisfy { !$0.name.isEmpty && !$0.text.isEmpty }
        })),
    .list("tags", "a list of words", \.tags, { $0.isEmpty ? nil : $0 }, \.self),
  ]
}

private func list(_ names: [String]) -> String { names.joined(separator: ", ") }

extension String {
  /// Nil for a text that names no source, or holds the secret itself. `{{name}}` stands for a variable's source.
  public init?(secretReference text: String) {
    if let placeholder = Placeholder.scan(text).first, placeholder.range == 0..<text.utf8.count {
      self = text
      return
    }
    guard let source = try? SecretSource.parse(text) else { return nil }
    if case .literal = source { return nil }
    self = text
  }
}

// Key paths of a Sendable type's stored properties capture nothing.
private typealias Path<Value> = any WritableKeyPath<RequestDocument, Value> & Sendable

extension RequestDocument.Key {
  fileprivate static func text(_ name: String, _ hint: String, _ path: Path<String?>) -> Self {
    converted(name, hint, path, { $0 }, { $0 })
  }

  /// What is not understood is kept as a text where there are placeholders in it.
  fileprivate static func converted<Value>(
    _ name: String, _ hint: String, _ path: Path<Value?>, _ read: @escaping @Sendable (String) -> Value?,
    _ write: @escaping @Sendable (Value) -> String, takesPlaceholders: Bool = true
  ) -> Self {
    Self(
      name: name, hint: hint,
      form: .text(
        get: { $0[keyPath: path].map(write) ?? $0.placeholders[name] },
        set: { document, text in
          let value = text.flatMap(read)
          let isOpen = takesPlaceholders && value == nil && text.map { !Placeholder.scan($0).isEmpty } ?? false
          if text != nil && value == nil && !isOpen { return false }
          document[keyPath: path] = value
          document.placeholders[name] = isOpen ? text : nil
          return true
        }))
  }

  fileprivate static func list<Value>(
    _ name: String, _ hint: String, _ path: Path<[Value]>, _ read: @escaping @Sendable (String) -> Value?,
    _ write: @escaping @Sendable (Value) -> String
  ) -> Self {
    Self(
      name: name, hint: hint,
      form: .list(
        get: { $0[keyPath: path].map(write) },
        set: { document, texts in
          let values = texts.compactMap(read)
          document[keyPath: path] = values
          return values.count == texts.count
        }))
  }
}

extension HTTPHeader {
  fileprivate init?(line: String) {
    let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !line.unicodeScalars.contains(where: { $0.value < 0x20 && $0 != "\t" })
    else { return nil }
    self.init(String(parts[0]).trimmedSpaces, String(parts[1]).trimmedSpaces)
  }

  fileprivate var line: String { "\(name): \(value)" }
}

extension Bool {
  /// Those that the initialiser reads, in any case.
  static let words = ["true", "yes", "on", "false", "no", "off"]

  fileprivate init?(word: String) {
    switch word.lowercased() {
    case "true", "yes", "on": self = true
    case "false", "no", "off": self = false
    default: return nil
    }
  }
}

extension Int {
  fileprivate init?(whole text: String, in range: ClosedRange<Int>) {
    guard let value = Int(text), range.contains(value), value.description == text else { return nil }
    self = value
  }
}

extension TLSVersion {
  /// In the order of their numbers.
  static let texts = ["1.0", "1.1", "1.2", "1.3"]

  fileprivate init?(number: String) {
    guard let minor = Self.texts.firstIndex(of: number) else { return nil }
    self.init(rawValue: 0x0301 + UInt16(minor))
  }

  fileprivate var number: String { "1.\(Int(rawValue) - 0x0301)" }
}

extension Double {
  fileprivate init?(seconds text: String) {
    guard let value = Double(text), value > 0, value <= 86400 else { return nil }
    self = value
  }

  /// `30`, `2.5`.
  fileprivate var shortest: String { self == rounded() ? String(Int(self)) : description }
}
