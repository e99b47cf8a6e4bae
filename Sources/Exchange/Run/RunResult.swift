public import Basics

/// What became of a run.
public struct RunResult: Sendable {
  /// Of the collection.
  public var name: String
  public var results: [RequestResult]
  /// Files of requests that were chosen and not sent, because the run was stopped.
  public var skipped: [String]
  public var isInterrupted: Bool
  public var elapsedMilliseconds: Double
  public var startedAt: Timestamp

  public init(
    name: String, results: [RequestResult] = [], skipped: [String] = [], isInterrupted: Bool = false,
    elapsedMilliseconds: Double = 0, startedAt: Timestamp
  ) {
    self.name = name
    self.results = results
    self.skipped = skipped
    self.isInterrupted = isInterrupted
    self.elapsedMilliseconds = elapsedMilliseconds
    self.startedAt = startedAt
  }

  public var passedCount: Int { results.count { $0.passed } }
  public var failedCount: Int { results.count - passedCount }

  /// The most fundamental of the failures, in this order.
  public static let ranking: [ExitStatus] = [
    .interrupted, .usage, .file, .identity, .network, .handshake, .protocolViolation, .fault,
  ]

  public var exitStatus: ExitStatus {
    if isInterrupted { return .interrupted }
    let found = Set(results.map(\.status))
    return Self.ranking.first(where: found.contains) ?? .answered
  }

  public var json: JSONValue {
    [
      "requests": .array(results.map(\.json)), "passed": .int(passedCount), "failed": .int(failedCount),
      "skipped": .int(skipped.count), "notSent": .strings(skipped), "interrupted": .bool(isInterrupted),
      "elapsedMs": .double(elapsedMilliseconds.rounded()), "exitStatus": .int(Int(exitStatus.rawValue)),
    ]
  }

  /// `3 passed, 1 failed, 2 not sent in 120 ms`.
  public var line: String {
    "\(passedCount) passed, \(failedCount) failed" + (skipped.isEmpty ? "" : ", \(skipped.count) not sent")
      + " in \(Int(elapsedMilliseconds.rounded())) ms" + (isInterrupted ? ", interrupted" : "")
  }
}
