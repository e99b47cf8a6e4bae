internal import Basics
internal import Certificates

/// An exchange as named values, section by section: small enough to be kept, and all that a comparison looks at.
public struct ExchangeOutline: Sendable, Hashable {
  public enum Section: String, Sendable, Hashable, CaseIterable {
    case result = "Result"
    case offered = "What we offered"
    case negotiated = "What was agreed"
    case serverChain = "The server's chain"
    case request = "What the server asked for"
    case clientChain = "Our certificate"
    case alerts = "Alerts"
    case findings = "Findings"
    case timings = "Timings"

    /// Whether it tells of the handshake, which an exchange on a kept connection does not make.
    var isOfHandshake: Bool { [.offered, .negotiated, .serverChain, .request, .clientChain].contains(self) }
  }

  public struct Row: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      case value
      /// Several values, in an order that says something.
      case list
      /// Milliseconds: they are never the same, so only a large difference counts.
      case time
    }
    public var section: Section
    public var label: String
    public var kind: Kind
    /// Empty when there is none.
    public var values: [String]
  }

  public private(set) var rows: [Row] = []
  /// The exchange of the same process whose connection was used again; nil where the connection was new.
  public let reusedExchange: Int?
  /// False for an exchange on a kept connection, until it is completed.
  public private(set) var hasHandshake: Bool

  /// - Parameters:
  ///   - status: of the HTTP answer; nil without one.
  ///   - identity: the client certificate as it was configured.
  public init(
    transcript: Transcript, outcome: TransferOutcome, status: Int? = nil,
    identity: Evidence.IdentityEvidence? = nil, findings: [Finding] = []
  ) {
    reusedExchange = transcript.reusedExchange
    hasHandshake = transcript.reusedExchange == nil
    addResult(outcome, status)
    add(.result, "connection", hasHandshake ? "new" : "kept")
    addOffer(transcript.clientHello, transcript)
    addAgreement(transcript)
    add(.serverChain, "chain", list: transcript.serverChain.map(\.subject.description))
    addLeaf(transcript.serverChain.first, in: .serverChain)
    addRequest(transcript)
    addCertificate(transcript, identity)
    add(
      .alerts, "from the server", list: transcript.alerts(from: .server).map { "\($0.alert.code) \($0.alert.name)" })
    add(.alerts, "from us", list: transcript.alerts(from: .client).map { "\($0.alert.code) \($0.alert.name)" })
    add(.findings, "codes", list: findings.map(\.code))
    addTimings(outcome.timings)
  }

  /// On a kept connection the handshake is that of the exchange that opened it.
  public func completed(by opener: ExchangeOutline) -> ExchangeOutline {
    var completed = self
    completed.rows = zip(rows, opener.rows).map { $0.section.isOfHandshake ? $1 : $0 }
    completed.hasHandshake = opener.hasHandshake
    return completed
  }

  // MARK: Sections

  private mutating func addResult(_ outcome: TransferOutcome, _ status: Int?) {
    add(.result, "ended", outcome.ending.text)
    add(.result, "HTTP status", status.map(String.init))
    add(.result, "address", outcome.remoteAddress?.neutralised)
    add(.result, "proxy's answer", outcome.proxyConnectStatus.map(String.init))
    add(.result, "verification", list: outcome.verification?.failures.map(\.text.neutralised) ?? [])
  }

  private mutating func addOffer(_ hello: ClientHello?, _ transcript: Transcript) {
    add(.offered, "versions", list: transcript.offeredVersions.map(\.description))
    add(.offered, "server name (SNI)", transcript.serverName?.neutralised)
    add(.offered, "ALPN", list: hello?.applicationProtocols.map(\.neutralised) ?? [])
    add(.offered, "cipher suites", list: hello?.cipherSuites.map(\.description) ?? [])
    add(.offered, "groups", list: hello?.groups.map(\.description) ?? [])
    add(.offered, "signature algorithms", list: hello?.signatureSchemes.map(\.description) ?? [])
    add(.offered, "extensions", list: hello?.extensions.map(\.description) ?? [])
    add(.offered, "size of the hello", hello.map { "\($0.byteCount) bytes" })
  }

  private mutating func addAgreement(_ transcript: Transcript) {
    add(.negotiated, "version", transcript.version?.description)
    add(.negotiated, "cipher suite", transcript.cipherSuite)
    add(.negotiated, "group", transcript.group)
    add(.negotiated, "ALPN", transcript.alpn?.neutralised)
    add(.negotiated, "resumed", transcript.serverHello.map { _ in transcript.isResumed ? "yes" : "no" })
    add(.negotiated, "stapled OCSP", transcript.stapledStatus?.rawValue)
  }

  private mutating func addLeaf(_ leaf: CertificateFacts?, in section: Section) {
    add(section, "serial", leaf?.serial)
    add(section, "valid", leaf.map { "\($0.notBefore.date) to \($0.notAfter.date)" })
    add(section, "key", leaf.map { "\($0.keyType)" + ($0.keyType == .rsa ? " \($0.keyBits)" : "") })
    add(section, "signed with", leaf?.signatureAlgorithm)
    add(section, "names", list: leaf?.subjectAltNames.map(\.neutralised) ?? [])
  }

  private mutating func addRequest(_ transcript: Transcript) {
    let request = transcript.certificateRequest
    add(
      .request, "asked",
      request.map { $0.isPostHandshake ? "after the handshake" : "in the handshake" }
        ?? (transcript.clientFinished ? "not asked" : nil))
    add(.request, "authorities", list: request?.authorities.map(\.description) ?? [])
    add(
      .request, "signature algorithms",
      list: request?.signatureSchemes.map { SignatureScheme(rawValue: $0).description } ?? [])
    add(
      .request, "certificate types",
      list: request?.certificateTypes.map { ClientCertificateType(rawValue: $0).description } ?? [])
  }

  private mutating func addCertificate(_ transcript: Transcript, _ identity: Evidence.IdentityEvidence?) {
    let sent = transcript.clientChain
    add(.clientChain, "sent", list: sent.map { $0.isEmpty ? ["empty"] : $0.map(\.subject.description) } ?? [])
    add(.clientChain, "configured", identity?.chain.certificates.first?.subject.description)
    add(.clientChain, "issuer", (sent?.first ?? identity?.chain.certificates.first)?.issuer.description)
    addLeaf(sent?.first ?? identity?.chain.certificates.first, in: .clientChain)
    add(
      .clientChain, "accepted",
      transcript.sentCertificate ? (transcript.serverAcceptedClient ? "yes" : "not proved") : nil)
  }

  private mutating func addTimings(_ timings: TransferOutcome.Timings) {
    let phases: [(String, Double?)] = [
      ("name looked up", timings.lookupMs), ("connected", timings.connectMs), ("TLS done", timings.tlsMs),
      ("request sent", timings.sentMs), ("first byte", timings.firstByteMs), ("complete", timings.totalMs),
    ]
    for (label, time) in phases {
      let bounded = time.map { max(0, min($0, 1e9)) }
      rows.append(
        Row(section: .timings, label: label, kind: .time, values: bounded.map { [Self.milliseconds($0)] } ?? []))
    }
  }

  /// With one digit after the point.
  private static func milliseconds(_ time: Double) -> String {
    let tenths = Int((time * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) ms"
  }

  // MARK: Rows

  private mutating func add(_ section: Section, _ label: String, _ value: String?) {
    rows.append(Row(section: section, label: label, kind: .value, values: value.map { [$0] } ?? []))
  }

  private mutating func add(_ section: Section, _ label: String, list values: [String]) {
    rows.append(Row(section: section, label: label, kind: .list, values: values))
  }
}
