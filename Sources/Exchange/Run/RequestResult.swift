public import Basics
internal import Handshake

/// What became of one request of a run.
public struct RequestResult: Sendable {
  /// Path of the request's file, relative to the collection's folder.
  public var file: String
  /// Of the last attempt; nil when the request could not be made into a call.
  public var report: Report?
  /// Why there is no report.
  public var refusal: Refusal?
  public var assertions: [AssertionResult]
  /// In the order of the file.
  public var captured: [(name: String, value: String)]
  /// Of all attempts.
  public var elapsedMilliseconds: Double
  /// How often it was sent.
  public var attempts: Int
  /// Which pass over the requests this was, from 1.
  public var pass: Int
  /// How the request ended, for the status of the run: what assertions speak of is no failure.
  public var status: ExitStatus

  public init(
    file: String, report: Report?, refusal: Refusal? = nil, assertions: [AssertionResult] = [],
    captured: [(name: String, value: String)] = [], elapsedMilliseconds: Double, attempts: Int = 1, pass: Int = 1,
    status: ExitStatus
  ) {
    self.file = file
    self.report = report
    self.refusal = refusal
    self.assertions = assertions
    self.captured = captured
    self.elapsedMilliseconds = elapsedMilliseconds
    self.attempts = attempts
    self.pass = pass
    self.status = status
  }

  public var passed: Bool { status == .answered }

  /// What the report said that is not kept.
  private var answer: String?

  /// Reports are large: of thousands of requests that passed, a line each is enough.
  public mutating func dropReport() {
    answer = summary
    report = nil
  }

  /// Whether it has an answer that assertions could speak of.
  public var isAnswered: Bool { refused == nil && (report.map { $0.response != nil } ?? true) }

  /// Why it was not sent.
  public var refused: Refusal? { refusal ?? report?.refusal }

  /// Those that say something: without an answer none holds.
  public var failedAssertions: [AssertionResult] { isAnswered ? assertions.filter { !$0.passed } : [] }

  /// One line that says why it failed, or what it answered.
  public var summary: String {
    if status == .interrupted { return "interrupted" }
    if let refused { return refused.summary }
    if !isAnswered, let verdict = report?.findings.first { return verdict.summary }
    if let failed = failedAssertions.first { return "\(failed.text): \(failed.detail)".neutralised }
    guard let report else { return answer ?? "not sent" }
    if !passed, let verdict = report.findings.first { return verdict.summary }
    guard let response = report.response else { return "no answer" }
    return response.fault.map { "fault \($0.code): \($0.reason)".neutralised } ?? "HTTP \(response.status)"
  }

  public var json: JSONValue {
    [
      "file": .string(file), "passed": .bool(passed), "report": report?.json ?? .null,
      "refusal": refused?.json ?? .null,
      "assertions": .array(assertions.map(\.json)),
      "captured": .object(captured.map { JSONValue.Member($0.name, .string($0.value)) }),
      "elapsedMs": .double((elapsedMilliseconds * 1000).rounded() / 1000), "attempts": .int(attempts),
      "pass": .int(pass), "exitStatus": .int(Int(status.rawValue)),
    ]
  }
}

extension RequestResult {
  /// How an exchange counts, given what its assertions say of it.
  ///
  /// - Parameter kinds: of the request's assertions, all of which hold.
  public static func status(of report: Report, kinds: [AssertionKind]) -> ExitStatus {
    let status = report.exitStatus
    // A request that was not sent answered nothing that could be asserted.
    if report.refusal != nil || status == .interrupted { return status }
    return kinds.contains { $0.speaksOf.contains(status) } ? .answered : status
  }
}
