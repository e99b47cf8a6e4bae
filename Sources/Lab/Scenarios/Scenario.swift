public import Exchange
public import Handshake
public import TLS

/// A story that the Lab can play: what the server does, what the client uses, and the finding that must come of it.
public struct Scenario: Sendable, Hashable {
  /// Lower case with hyphens.
  public var name: String
  /// One or two sentences for a person.
  public var story: String
  public var server: ServerSetup
  public var client: ClientSetup
  /// Code of the verdict; nil where everything must go well.
  public var finding: String?
  /// Whose side the verdict is on; nil with no finding.
  public var blame: Finding.Blame?
  /// Code of what is noticed though everything goes well; nil where nothing is.
  public var noticed: String?
  /// What the probes of a diagnosis make of it; nil where they come to `finding` as well.
  public var probed: ProbedVerdict?

  public struct ProbedVerdict: Sendable, Hashable {
    public var code: String
    public var blame: Finding.Blame
  }

  public enum ServerSetup: Sendable, Hashable {
    /// The port is taken and nothing listens on it.
    case deaf
    case plainHTTP
    /// Another protocol's first words.
    case banner(String)
    case tls(TLSSetup)
  }

  public struct TLSSetup: Sendable, Hashable {
    public var identity = LabPKI.Server.good
    public var minimum = TLSVersion.tls12
    public var maximum = TLSVersion.tls13
    /// OpenSSL cipher list; nil leaves the library's own.
    public var ciphers: String?
    /// For a certificate below the Lab's root, the only anchor.
    public var demand = ClientAuthentication.Demand.required
    public var gate = ClientGate.open
    /// What is wrong with the service's messages; nil where nothing is.
    public var answers: AnswerChange?
    /// What the attached (stapled) status says of the server's certificate; nil attaches none.
    public var stapledStatus: MintedStatus?
    public var way = Way.direct
    /// Longest Certificate message that the server takes of a client, in certificates; nil sets no limit. With one, the
    /// server knows the Lab's intermediate itself.
    public var maximumChainLength: Int?
  }

  /// What stands between client and server; it shares the server's port.
  public enum Way: Sendable, Hashable {
    case direct
    case tls13Filter, cuttingProxy, inspectingProxy

    var isProxy: Bool { self == .cuttingProxy || self == .inspectingProxy }
  }

  /// What the client has: always the Lab's root as its only anchor.
  public struct ClientSetup: Sendable, Hashable {
    public var scheme: String
    /// The server certificate holds `localhost` and `127.0.0.1`.
    public var host: String
    /// Nil for no client certificate at all.
    public var identity: LabPKI.Client?
    public var chain: ChainChoice
    public var tls: TLSSettings
    /// Goes through the HTTP proxy on the server's own port.
    public var usesProxy: Bool
    /// In its text form; nil is what the address suggests.
    public var binding: String?

    public init(
      scheme: String = "https", host: String = "localhost", identity: LabPKI.Client? = .alice,
      chain: ChainChoice = .full, tls: TLSSettings = TLSSettings(), usesProxy: Bool = false,
      binding: String? = nil
    ) {
      self.scheme = scheme
      self.host = host
      self.identity = identity
      self.chain = chain
      self.tls = tls
      self.usesProxy = usesProxy
      self.binding = binding
    }

    /// Address of the SOAP service.
    public func url(port: UInt16) -> String { "\(scheme)://\(host):\(port)/service" }

    /// The proxy to be used, if any.
    public func proxyURL(port: UInt16) -> String? { usesProxy ? "http://127.0.0.1:\(port)" : nil }
  }
}

extension Scenario {
  /// By its name, or by the code of the finding that it causes: then the first of those. Fails with the known names.
  public static func named(_ name: String) throws(LabError) -> Scenario {
    if let scenario = all.first(where: { $0.name == name }) ?? all.first(where: { $0.finding == name }) {
      return scenario
    }
    throw .unknownName(kind: "scenario", name: name, known: all.map(\.name))
  }
}

extension LabServer {
  /// Plays the scenario's server.
  /// - Parameter port: 0 takes a free one.
  public static func start(_ scenario: Scenario, pki: LabPKI, port: UInt16 = 0) throws(LabError) -> LabServer {
    switch scenario.server {
    case .deaf: try start(.deaf, port: port)
    case .plainHTTP: try start(.plainHTTP, port: port)
    case .banner(let text): try start(.banner(text), port: port)
    case .tls(let setup): try start(setup.behaviour(pki), port: port)
    }
  }
}

extension Scenario.TLSSetup {
  func behaviour(_ pki: LabPKI) throws(LabError) -> ServerBehaviour {
    let context = try LabServer.context(settings(pki))
    if let answers { return .answering(AnswerChanger(change: answers, signer: try pki.server(identity).leaf), context) }
    if let middlebox = try middlebox(pki) { return .behind(middlebox, context) }
    return .tls(context, gate: gate)
  }

  func settings(_ pki: LabPKI) throws(LabError) -> TLSServerSettings {
    var settings = try TLSServerSettings.lab(pki, server: identity, clients: demand)
    settings.minimum = minimum
    settings.maximum = maximum
    settings.ciphers = ciphers
    settings.stapledStatus = try stapledStatus.map { status throws(LabError) in
      try pki.status(status, of: identity)
    }
    settings.clientAuthentication.isPostHandshake = gate == .asksAfterRequest
    settings.clientAuthentication.toleratesFailure = gate == .frontEnd
    if let maximumChainLength {
      settings.clientAuthentication.maximumChainLength = maximumChainLength
      settings.clientAuthentication.anchors.append(pki.intermediate.certificateDER)
    }
    return settings
  }

  /// Nil on the direct way.
  func middlebox(_ pki: LabPKI) throws(LabError) -> Middlebox? {
    switch way {
    case .direct: nil
    case .tls13Filter: .tls13Filter
    case .cuttingProxy: .cuttingProxy
    case .inspectingProxy:
      .inspectingProxy(try LabServer.context(try .lab(pki, server: .untrusted, clients: .none)))
    }
  }
}
