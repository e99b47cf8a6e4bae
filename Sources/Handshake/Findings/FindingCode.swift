/// What a finding's code stands for, apart from any one exchange: help, documentation and tests read this table.
public struct FindingCode: Sendable, Hashable {
  /// Where in an exchange it belongs, in the order of an exchange.
  public enum Family: String, Sendable, Hashable, CaseIterable {
    case network = "The way to the server"
    case proxy = "Proxies"
    case hello = "Hello and negotiation"
    case serverCertificate = "The server's certificate"
    case clientCertificate = "The client certificate"
    case answer = "The answer"
    case probes = "What only probes show"
    case warning = "It works, with something to look at"
    case request = "Before anything is sent"
    case binding = "What the binding will not do"
    case inspection = "What is found in a certificate file"
  }

  /// Stable name, lower case with hyphens.
  public var code: String
  public var family: Family
  /// A few words.
  public var title: String
  /// The sides on which it can put the cause, the likeliest first.
  public var blames: [Finding.Blame]
  /// What it says, and what that rests on.
  public var meaning: String
  /// Typical causes, the likeliest first.
  public var causes: [String]
  /// What each side does about it.
  public var remedies: [Finding.Remedy]
  /// RFC sections, products' own documents.
  public var sources: [String]

  init(
    _ code: String, _ family: Family, _ title: String, _ blames: [Finding.Blame], _ meaning: String, causes: [String],
    client: String? = nil, server: String? = nil, network: String? = nil, proxy: String? = nil, sources: [String] = []
  ) {
    self.code = code
    self.family = family
    self.title = title
    self.blames = blames
    self.meaning = meaning
    self.causes = causes
    let texts: [(Finding.Blame, String?)] = [
      (.client, client), (.server, server), (.network, network), (.proxy, proxy),
    ]
    remedies = texts.compactMap { who, text in text.map { Finding.Remedy(who, $0) } }
    self.sources = sources
  }

  /// Every code that a report can carry: of the rules, of the probes' verdicts, of the client around them, of the lint,
  /// of identities that cannot be loaded, and of the inspection of files.
  public static let all: [FindingCode] =
    network + proxy + hello + serverCertificate + clientCertificate + answer + multipart + security + probes + warnings
    + credentials + request + lint + inspection

  /// Nil when there is no such code.
  public static func named(_ code: String) -> FindingCode? { all.first { $0.code == code } }
}
