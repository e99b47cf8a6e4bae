internal import Handshake

extension Probe {
  /// Every probe, in the order of the documentation. Help, plan and tests read this table.
  ///
  /// The call as it is configured offers HTTP/1.1 alone (ALPN), so that "HTTP/1.1 only" needs no probe of its own; the
  /// two about application protocols leave the offer out and add HTTP/2 to it.
  public static let all: [Probe] = [
    Probe(.asConfigured, "as configured", "How far does the call come as it is set up?", .nothing),
    Probe(
      .withoutCertificate, "no client certificate", "Is our certificate what the server objects to?",
      .guarded(.withoutCertificate)),
    Probe(
      .leafOnly, "leaf certificate only", "Does the server take the certificate without its chain?",
      .guarded(.chain(.leaf))),
    Probe(
      .completedChain, "completed chain", "Was only the intermediate missing, or is the authority unknown?",
      .guarded(.chain(.full))),
    Probe(.tls13, "TLS 1.3 only", "Does the server speak TLS 1.3?", .guarded(.version(.tls13))),
    Probe(
      .tls12, "TLS 1.2 only", "Does something on the way not tolerate a hello with TLS 1.3?",
      .guarded(.version(.tls12))),
    Probe(.tls11, "TLS 1.1 only", "Is the server so old that it speaks TLS 1.1?", .loosened(.version(.tls11))),
    Probe(.tls10, "TLS 1.0 only", "Is the server so old that it speaks TLS 1.0?", .loosened(.version(.tls10))),
    Probe(
      .withoutServerName, "no server name (SNI)", "Is the host name in our hello what the server objects to?",
      .guarded(.withoutServerName)),
    Probe(
      .withoutProtocols, "no ALPN", "Is the offer of HTTP/1.1 (ALPN) what the server objects to?",
      .guarded(.protocols(.none))),
    Probe(.http2, "HTTP/2 offered", "Does the port want HTTP/2?", .guarded(.protocols(.http2))),
    Probe(
      .securityLevel, "every cipher", "Which weak cipher or key would the server use?", .loosened(.securityLevel)),
    Probe(
      .legacyRenegotiation, "legacy renegotiation", "Is safe renegotiation all that is missing?",
      .loosened(.legacyRenegotiation)),
    Probe(.direct, "without the proxy", "Is it the proxy?", .guarded(.direct)),
    Probe(
      .unverified, "server not verified", "What would come after the server's certificate?", .loosened(.unverified)),
    Probe(.answerText, "GET", "What does the refusal say, and is it only for HEAD?", .guarded(.readsAnswer)),
    Probe(.plainHTTP, "HTTP without TLS", "Does the port speak HTTP without TLS?", .loosened(.plainHTTP)),
  ]

  /// The one of that name. Every name has one.
  public init(_ name: Name) {
    self =
      Self.all.first { $0.name == name } ?? Probe(name, name.rawValue, "", .loosened(.unverified))
  }

  private init(_ name: Name, _ title: String, _ question: String, _ change: Change) {
    self.name = name
    self.title = title
    self.question = question
    self.change = change
  }

  /// Whether it takes protection away, and so goes out without the client certificate.
  public var loosens: Bool { if case .loosened = change { true } else { false } }
}
