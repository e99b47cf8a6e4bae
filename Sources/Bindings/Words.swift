internal import Basics

enum BindingKind: CaseIterable {
  case basic, basicHTTPS, wsHTTP, ws2007HTTP, custom

  init(word: String) throws(BindingError) {
    self = try Words.binding.value(word)
  }
}

/// The tables of names: what exists, and what WCF has besides.
enum Words {
  static let binding = Vocabulary<BindingKind>(
    subject: "binding",
    values: [
      ("basic", .basic), ("basicHttps", .basicHTTPS), ("wsHttp", .wsHTTP), ("ws2007Http", .ws2007HTTP),
      ("custom", .custom),
    ],
    aliases: [
      "basichttp": .basic, "basichttpbinding": .basic, "basichttpsbinding": .basicHTTPS, "wshttpbinding": .wsHTTP,
      "ws2007httpbinding": .ws2007HTTP, "custombinding": .custom,
    ],
    later: ["netTcp", "netNamedPipe", "netHttp", "netHttps", "wsDualHttp", "wsFederationHttp", "ws2007FederationHttp"])

  static let basicMode = Vocabulary(
    subject: "security mode of a basic binding", all: BasicHTTPSecurityMode.self,
    aliases: ["twmc": .transportWithMessageCredential, "tco": .transportCredentialOnly])
  static let basicHTTPSMode = Vocabulary(
    subject: "security mode of BasicHttpsBinding", all: BasicHTTPSSecurityMode.self,
    aliases: ["twmc": .transportWithMessageCredential])
  static let wsMode = Vocabulary(
    subject: "security mode of WSHttpBinding", all: WSSecurityMode.self,
    aliases: ["twmc": .transportWithMessageCredential])

  static let credential = Vocabulary(
    subject: "transport client credential type", all: HTTPClientCredentialType.self,
    aliases: ["negotiate": .windows])

  static let messageCredential = Vocabulary(
    subject: "message client credential type", all: MessageCredentialType.self)

  static let scheme = Vocabulary(
    subject: "authentication scheme", all: AuthenticationScheme.self, aliases: ["windows": .negotiate],
    later: ["integratedWindowsAuthentication"])

  static let algorithmSuite = Vocabulary(
    subject: "algorithm suite", all: SecurityAlgorithmSuite.self, aliases: ["default": .basic256])

  static let messageSecurityVersion = Vocabulary(
    subject: "message security version", all: MessageSecurityVersion.self,
    aliases: ["default": .wss11, "wss11": .wss11, "wss10": .wss10Profile])

  static let securityKind = Vocabulary(
    subject: "security element", all: SecurityBindingElement.Kind.self,
    aliases: ["username": .userNameOverTransport, "certificate": .certificateOverTransport])

  static let messageVersion = Vocabulary(
    subject: "message version", all: MessageVersion.self,
    aliases: Dictionary(
      MessageVersion.allCases.map { ($0.shortName, $0) } + [("default", .soap12WSAddressing10)],
      uniquingKeysWith: { first, _ in first }))

  static func encoding(_ word: String) throws(BindingError) -> TextEncoding {
    if let encoding = TextEncoding(word) { return encoding }
    throw .illegal(
      code: "unknown-name", summary: "There is no text encoding called \"\(word.neutralised)\".",
      values: ["WCF's own: " + TextEncoding.standard.map(\.name).joined(separator: ", ")],
      remedy: "Give the name of a charset: utf-8, iso-8859-1, windows-1252")
  }
}

/// The names that the command line and the request files take, for help.
public enum BindingNames {
  public static let bindings = names(Words.binding)
  /// Of all bindings together.
  public static let securityModes = names(Words.basicMode)
  public static let credentials = names(Words.credential)
  public static let messageCredentials = names(Words.messageCredential)
  public static let messageVersions = names(Words.messageVersion)
  public static let elements = ElementKind.all.map(\.example)
  public static let flavours = Flavour.allCases.map(\.rawValue)

  private static func names<Value>(_ vocabulary: Vocabulary<Value>) -> [String] { vocabulary.values.map(\.name) }
}

/// One set of names, compared without regard to case.
struct Vocabulary<Value: Sendable>: Sendable {
  var subject: String
  var values: [(name: String, value: Value)]
  /// Other names, in lower case.
  var aliases: [String: Value] = [:]
  /// Names that WCF knows and this program does not offer.
  var later: [String] = []

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

extension Vocabulary where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  init(subject: String, all: Value.Type, aliases: [String: Value] = [:], later: [String] = []) {
    self.init(
      subject: subject, values: all.allCases.map { ($0.rawValue, $0) }, aliases: aliases, later: later)
  }
}
