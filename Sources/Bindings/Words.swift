internal import Basics

enum BindingKind: CaseIterable {
  case basic, basicHTTPS, custom

  init(word: String) throws(BindingError) {
    self = try Words.binding.value(word)
  }
}

/// The tables of names: what exists, and what WCF has besides.
enum Words {
  static let binding = Vocabulary<BindingKind>(
    subject: "binding",
    values: [("basic", .basic), ("basicHttps", .basicHTTPS), ("custom", .custom)],
    aliases: [
      "basichttp": .basic, "basichttpbinding": .basic, "basichttpsbinding": .basicHTTPS, "custombinding": .custom,
    ],
    later: ["wsHttp", "ws2007Http", "netTcp", "netNamedPipe", "wsDualHttp", "wsFederationHttp"])

  static func securityMode(_ word: String) throws(BindingError) -> BasicHTTPSecurityMode {
    try Vocabulary(
      subject: "security mode", values: BasicHTTPSecurityMode.allCases.map { ($0.rawValue, $0) },
      later: ["transportCredentialOnly", "transportWithMessageCredential", "message"]
    ).value(word)
  }

  static func credential(_ word: String) throws(BindingError) -> HTTPClientCredentialType {
    try Vocabulary(
      subject: "transport client credential type",
      values: HTTPClientCredentialType.allCases.map { ($0.rawValue, $0) },
      later: ["basic", "digest", "ntlm", "windows", "inheritedFromHost"]
    ).value(word)
  }

  static func messageVersion(_ word: String) throws(BindingError) -> MessageVersion {
    try Vocabulary(
      subject: "message version", values: MessageVersion.allCases.map { ($0.rawValue, $0) },
      later: [
        "default", "none", "soap11wsaddressing10", "soap12wsaddressing10", "soap11wsaddressingaugust2004",
        "soap12wsaddressingaugust2004", "soap11wsa10", "soap12wsa10",
      ]
    ).value(word)
  }

  static func encoding(_ word: String) throws(BindingError) -> TextEncoding {
    try Vocabulary(
      subject: "text encoding", values: TextEncoding.allCases.map { ($0.rawValue, $0) },
      aliases: ["utf8": .utf8, "utf-16le": .utf16LE, "utf16": .utf16LE], later: []
    ).value(word)
  }
}

/// One set of names, compared without regard to case.
struct Vocabulary<Value: Sendable>: Sendable {
  var subject: String
  var values: [(name: String, value: Value)]
  var aliases: [String: Value] = [:]
  /// Names that WCF knows and this program does not offer.
  var later: [String]

  func value(_ word: String) throws(BindingError) -> Value {
    let wanted = word.lowercased()
    if let match = values.first(where: { $0.name.lowercased() == wanted }) { return match.value }
    if let match = aliases[wanted] { return match }
    throw refusal(word, isKnown: later.contains { $0.lowercased() == wanted })
  }

  private func refusal(_ word: String, isKnown: Bool) -> BindingError {
    let names = values.map(\.name).joined(separator: ", ")
    let shown = word.neutralised
    return .illegal(
      code: isKnown ? "not-available" : "unknown-name",
      summary: isKnown
        ? "The \(subject) \(shown) is WCF's, but not available in this version."
        : "There is no \(subject) called \"\(shown)\".",
      values: ["available: \(names)"], remedy: "Choose one of: \(names)")
  }
}
