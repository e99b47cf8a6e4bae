internal import Certificates
internal import Handshake

/// Which probes tell the possible causes apart, once the call as it is configured has ended.
public struct ProbePlan: Sendable, Hashable {
  public var probes: [Probe]

  /// - Parameter first: the call as it is configured. When it was not sent at all, there is nothing to probe.
  public init(after first: Report, limits: DiagnosisLimits = DiagnosisLimits()) {
    guard first.refusal == nil, first.outcome.ending != .cancelled else {
      probes = []
      return
    }
    var names = Self.names(for: first)
    if first.draft.route.proxyURL != nil, first.findings.first?.severity == .error { names.insert(.direct, at: 0) }
    var seen: Set<Probe.Name> = []
    probes = Array(
      names.filter { seen.insert($0).inserted }.map { Probe($0) }.filter { $0.differs(from: first) }
        .prefix(max(0, limits.probeCount)))
  }

  private static func names(for first: Report) -> [Probe.Name] {
    let status = first.response?.status ?? 0
    if first.draft.method == .head, ProbeResult.refusingStatuses.contains(status) { return [.answerText] }
    guard let verdict = first.findings.first(where: { $0.severity == .error }) else { return whenFine }
    let asksAgain = first.draft.method == .head && unanswered.contains(verdict.code)
    return (asksAgain ? [.answerText] : []) + (table.first { $0.codes.contains(verdict.code) }?.probes ?? otherwise)
  }

  /// Nothing failed: is the certificate needed, and what else does the server speak?
  public static let whenFine: [Probe.Name] = [.withoutCertificate, .leafOnly, .tls13, .tls12]

  /// A HEAD that ended so may be answered as a GET.
  static let unanswered = ["closed-without-answer", "answer-timeout", "answer-not-http"]

  /// For findings that no row of the table names.
  public static let otherwise: [Probe.Name] = [.withoutCertificate, .tls12, .withoutServerName, .securityLevel]

  public struct Row: Sendable {
    /// Findings that can be told apart or confirmed by these.
    public var codes: [String]
    public var probes: [Probe.Name]
  }

  /// By the verdict on the call as it is configured; the most telling probe comes first.
  public static let table: [Row] = [
    Row(
      codes: [
        "client-intermediate-missing", "client-intermediate-wrong", "client-ca-unknown", "client-ca-not-listed",
        "client-certificate-refused", "client-certificate-refused-silently", "client-certificate-unsupported",
        "server-cannot-check-client", "client-certificate-self-signed", "client-signature-refused",
      ], probes: [.completedChain, .leafOnly, .withoutCertificate, .tls12]),
    Row(
      codes: [
        "client-certificate-missing", "client-certificate-expired", "client-certificate-not-yet-valid",
        "client-key-usage", "client-certificate-weak", "client-certificate-revoked", "client-certificate-not-mapped",
        "client-key-type-unusable", "client-signature-not-possible", "client-certificate-not-enabled",
        "client-certificate-swallowed", "renegotiation-refused", "server-clock-or-crl",
      ], probes: [.withoutCertificate, .tls12]),
    Row(codes: ["front-end-refused"], probes: [.completedChain, .leafOnly, .withoutCertificate]),
    Row(
      codes: ["no-common-version", "server-version-too-old", "old-tls-version"],
      probes: [.tls13, .tls12, .tls11, .tls10]),
    Row(
      codes: ["no-common-cipher", "no-common-group", "diffie-hellman-too-small"],
      probes: [.securityLevel, .withoutServerName, .tls13, .tls12]),
    Row(codes: ["no-renegotiation-safety"], probes: [.legacyRenegotiation, .tls13]),
    Row(
      codes: [
        "tls-silent", "closed-after-hello", "reset-after-hello", "server-going-away", "hello-edited",
        "handshake-failed", "hello-refused", "access-denied", "server-internal-error", "cut-in-server-flight",
        "stalled-in-server-flight", "cut-in-tunnel", "damaged-record", "large-packets-lost", "connection-lost",
      ], probes: [.tls12, .withoutServerName, .withoutProtocols, .plainHTTP, .securityLevel]),
    Row(codes: ["server-name-unknown", "no-server-name"], probes: [.withoutServerName, .tls12]),
    Row(codes: ["no-common-protocol", "protocol-not-offered"], probes: [.withoutProtocols, .http2]),
    Row(codes: ["not-tls"], probes: [.plainHTTP]),
    Row(
      codes: [
        "server-untrusted", "server-chain-incomplete", "server-self-signed", "server-certificate-expired",
        "server-certificate-not-yet-valid", "server-certificate-revoked", "server-certificate-weak",
        "server-certificate-invalid", "server-key-usage", "server-intermediate-expired",
        "server-issuer-not-ca", "server-name-constraint", "server-path-length", "server-revocation-unknown",
        "server-signature-broken", "server-critical-extension", "tls-inspected", "trust-anchor-expired",
        "local-clock-wrong",
      ], probes: [.unverified]),
    Row(codes: ["server-name-mismatch"], probes: [.withoutServerName, .unverified]),
    Row(
      codes: [
        "application-refused", "login-redirect", "gateway-error", "misdirected-request", "https-required",
        "closed-without-answer", "answer-timeout", "answer-truncated", "answer-not-http", "exchange-failed",
      ], probes: [.withoutCertificate]),
    // Nothing to tell apart but the way through the proxy, which comes first whenever there is one.
    Row(
      codes: [
        "name-not-found", "connection-refused", "connect-timeout", "host-unreachable", "proxy-name-not-found",
        "proxy-refused", "proxy-timeout", "proxy-not-tls", "proxy-closed", "proxy-login-required", "proxy-forbidden",
        "proxy-cannot-reach-server", "proxy-refused-tunnel", "proxy-answered-instead",
      ], probes: []),
  ]
}

extension Probe {
  /// Whether it can show anything that the call as it is configured has not shown.
  func differs(from first: Report) -> Bool {
    let draft = first.draft
    let hasIdentity = first.ticket?.identity != nil && first.ticket?.offersClientCertificate == true
    let chainLength = first.ticket?.identity?.chain.certificates.count ?? 0
    let isTLS = first.target?.scheme == "https"
    switch change {
    case .nothing: return false
    case .guarded(.withoutCertificate): return hasIdentity
    case .guarded(.chain(let choice)):
      let isOther = chainLength > 1 && draft.chain != choice
      let isLonger = choice == .full && !first.completingAuthorities.isEmpty
      return hasIdentity && (isOther || isLonger) && !draft.loosensSecurity
    case .guarded(.version(let version)): return isTLS && first.leavesOpen(version)
    case .guarded(.withoutServerName): return isTLS && draft.tls.sendsServerName && first.target?.isIPAddress == false
    case .guarded(.protocols(let protocols)): return isTLS && draft.tls.applicationProtocols != protocols
    case .guarded(.direct): return draft.route.proxyURL != nil
    case .guarded(.readsAnswer): return draft.method == .head
    case .loosened(.unverified): return isTLS && !draft.trust.insecure
    case .loosened(.legacyRenegotiation): return isTLS && !draft.tls.legacyRenegotiation
    // What a proxy answers to plain HTTP says nothing of the port behind it.
    case .loosened(.plainHTTP): return isTLS && draft.route.proxyURL == nil
    case .loosened: return isTLS
    }
  }
}

extension Report {
  /// Whether it is not known yet if the server speaks that version: it chose another one although it might have.
  fileprivate func leavesOpen(_ version: Probe.ModernVersion) -> Bool {
    guard let chosen = transcript.version else { return version == .tls13 || (draft.tls.maximum ?? .tls13) > .tls12 }
    switch version {
    case .tls12: return chosen == .tls13
    case .tls13: return chosen == .tls12 && draft.tls.maximum == .tls12
    }
  }
}
