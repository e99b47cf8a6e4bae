internal import Certificates
public import Handshake

/// What the probes make of the first diagnosis.
public struct Verdict: Sendable {
  public enum Certainty: String, Sendable, Hashable, CaseIterable {
    /// A probe shows it.
    case confirmed
    /// The call itself shows it; no probe says more.
    case observed
    /// The first diagnosis stands; no probe speaks for or against it.
    case likely
    /// Several causes are left; `alternatives` says which, and what would tell them apart.
    case open
  }

  /// Nil when nothing is wrong.
  public var finding: Finding?
  public var certainty: Certainty
  /// What each telling probe shows, one sentence each.
  public var reasons: [String]
  public var alternatives: [String]

  /// Whether more probes can be spared.
  public var isDecided: Bool { certainty == .confirmed && finding != nil }

  /// - Parameters:
  ///   - first: the call as it is configured.
  ///   - results: of all probes, that call among them.
  public init(_ first: Report, _ results: [ProbeResult]) {
    let scene = ProbeScene(first: first, results: results)
    let conclusions = VerdictRule.all.flatMap { $0.conclude(scene) }
    reasons = conclusions.map(\.reason)
    alternatives = conclusions.flatMap(\.alternatives)
    finding = first.findings.first { $0.severity == .error }
    let isAlone = results.allSatisfy { [.asConfigured, .answerText].contains($0.probe.name) }
    certainty = isAlone || reasons.isEmpty || finding == nil ? .observed : .likely
    if !alternatives.isEmpty { certainty = .open }
    if conclusions.contains(where: { $0.effect == .confirms }) { certainty = .confirmed }
    for conclusion in conclusions {
      guard case .replaces(let better) = conclusion.effect else { continue }
      (finding, certainty) = (better, .confirmed)
      break
    }
    if certainty == .confirmed { alternatives = [] }
  }
}

/// What the probes found, by name.
struct ProbeScene {
  let first: Report
  let base: ProbeResult
  private let results: [Probe.Name: ProbeResult]

  init(first: Report, results: [ProbeResult]) {
    self.first = first
    base = ProbeResult(Probe(.asConfigured), first)
    self.results = Dictionary(results.map { ($0.probe.name, $0) }) { $1 }
  }

  subscript(name: Probe.Name) -> ProbeResult? { results[name] }

  /// The error of the call as it is configured.
  var verdict: Finding? { first.findings.first { $0.severity == .error } }
  var code: String { verdict?.code ?? "" }

  /// It failed before the server's certificate was known.
  var failedEarly: Bool { verdict != nil && base.reach < .serverVerified }

  /// Our certificate went out, and was refused.
  var wasCertificateRefused: Bool { base.certificateSent && base.isCertificateRefused }

  /// The missing issuer, where the server itself sent it and the completed chain was tried with it.
  var issuerFromServer: CertificateFacts? { self[.completedChain] == nil ? nil : first.completingAuthorities.first }

  var host: String { first.target?.host ?? "" }
  var endpoint: String { first.target.map { "\($0.host):\($0.port)" } ?? "" }
}

/// One way in which probes confirm, refine or exclude a cause.
struct VerdictRule: Sendable {
  var name: String
  /// Every code that it can put in place of the first verdict's.
  var codes: [String]
  var conclude: @Sendable (ProbeScene) -> [Conclusion]

  init(_ name: String, codes: [String] = [], _ conclude: @escaping @Sendable (ProbeScene) -> [Conclusion]) {
    self.name = name
    self.codes = codes
    self.conclude = conclude
  }

  struct Conclusion: Sendable {
    enum Effect: Sendable, Hashable {
      case confirms, notes
      /// Nil: nothing is wrong after all.
      case replaces(Finding?)
    }
    var effect: Effect
    var reason: String
    var alternatives: [String] = []
  }

  /// Those that name another cause come first: the first of them wins.
  static let all: [VerdictRule] =
    [answerText, direct, plainHTTP] + negotiation + clientCertificate + [unverified]
}

extension VerdictRule.Conclusion {
  static func confirms(_ reason: String) -> Self { Self(effect: .confirms, reason: reason) }
  static func notes(_ reason: String) -> Self { Self(effect: .notes, reason: reason) }
  static func replaces(_ finding: Finding?, _ reason: String) -> Self {
    Self(effect: .replaces(finding), reason: reason)
  }
}

extension ProbeScene {
  /// A finding that two outcomes together prove.
  func finding(
    _ code: String, _ blame: Finding.Blame, _ summary: String, detail: String, _ remedies: [Finding.Remedy],
    by result: ProbeResult
  ) -> Finding {
    Finding(
      code: code, blame: blame, summary: summary, detail: detail, remedies: remedies,
      evidence: [base, result].map { "\($0.probe.title): \($0.outcome)" } + (verdict?.evidence ?? []),
      messages: verdict?.messages ?? [])
  }
}
