internal import Basics
public import Certificates

/// The steps of an exchange with what became of each, while it runs and after it ended.
public struct Ladder: Sendable, Hashable {
  public var rungs: [Rung]
  /// Index of the rung on which the exchange broke; nil while it runs and when it worked.
  public var brokenRung: Int?

  /// - Parameters:
  ///   - outcome: nil while the exchange runs.
  ///   - http: the answer, once its head has arrived.
  public init(
    transcript: Transcript, target: Evidence.Target, outcome: TransferOutcome? = nil,
    identity: Evidence.IdentityEvidence? = nil, trust: ServerTrust = ServerTrust(), http: Evidence.HTTPEvidence? = nil
  ) {
    let climber = Climber(
      transcript: transcript, target: target, outcome: outcome, trust: trust, http: http,
      line: CertificateLine(transcript: transcript, outcome: outcome, identity: identity, http: http))
    rungs = Rung.Kind.allCases.filter(climber.includes).map(climber.rung)
    settle(outcome)
    timeDurations()
  }

  public init(_ evidence: Evidence) {
    self.init(
      transcript: evidence.transcript, target: evidence.target, outcome: evidence.outcome,
      identity: evidence.identity, trust: evidence.trust, http: evidence.http)
  }

  /// Decides what the rungs that were not reached mean.
  private mutating func settle(_ outcome: TransferOutcome?) {
    skipOver()
    let failed = rungs.firstIndex { $0.state == .failed }
    let next = rungs.firstIndex { $0.state == .pending }
    guard let outcome else {
      if let next, failed == nil { rungs[next].state = .running }
      return
    }
    if outcome.ending == .answered {
      for index in rungs.indices where rungs[index].state == .pending { rungs[index].state = .skipped }
      brokenRung = failed
    } else {
      brokenRung = failed ?? next ?? rungs.indices.last
      guard let brokenRung, failed == nil else { return }
      rungs[brokenRung].state = .failed
      if rungs[brokenRung].detail.isEmpty { rungs[brokenRung].detail = outcome.ending.text }
    }
  }

  /// A rung that was not reached although a later one was is not part of this exchange.
  /// In TLS 1.3 the request for our certificate comes before the server's own, so that it says nothing of that one.
  private mutating func skipOver() {
    let reached = rungs.lastIndex {
      $0.state != .pending && $0.state != .skipped && $0.kind != .certificateRequest
    }
    guard let last = reached else { return }
    for index in rungs.indices.prefix(last) where rungs[index].state == .pending { rungs[index].state = .skipped }
  }

  private mutating func timeDurations() {
    var previous: Int64 = 0
    for index in rungs.indices {
      guard let time = rungs[index].atMicroseconds else { continue }
      rungs[index].durationMicroseconds = max(0, time - previous)
      previous = max(previous, time)
    }
  }
}

extension TransferOutcome.Ending {
  /// One short line.
  var text: String {
    switch self {
    case .answered: "answered"
    case .failed(_, let name, let message): message.isEmpty ? name : message.neutralised
    case .cancelled: "cancelled"
    case .limit(let name, let value): "\(name) limit of \(value) reached"
    }
  }
}
