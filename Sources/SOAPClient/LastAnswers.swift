internal import Basics
internal import Exchange
internal import Handshake
internal import Synchronization

/// What was made of the last answers to a call that is sent again and again: an answer in which nothing has changed that is
/// read of it is not read and diagnosed again. Dates are judged to the second, as in all reports.
final class LastAnswers: Sendable {
  private final class Known: Sendable {
    let status: Int
    let headers: [HTTPHeader]
    let body: [UInt8]
    let report: Report

    init(_ status: Int, _ headers: [HTTPHeader], _ body: [UInt8], _ report: Report) {
      (self.status, self.headers, self.body, self.report) = (status, headers, body, report)
    }

    func again(_ received: Call.Received, now: Timestamp) -> Report? {
      guard let head = received.head, head.status == status, head.headers == headers, received.body == body,
        received.capture == nil
      else { return nil }
      return report.again(
        transcript: received.transcript.transcript, outcome: received.outcome, endedAt: now)
    }
  }

  private let last = Mutex<[Known]>([])
  /// They take turns: when a server is quick, its first byte comes before or after the request's last.
  private static let limit = 4
  /// A larger one is not held in memory for this.
  private static let largestBody = 1 << 16

  /// Nil for an answer that is another than the last ones.
  func report(of received: Call.Received, now: Timestamp) -> Report? {
    for known in last.withLock({ $0 }).reversed() where known.report.endedAt == now {
      if let report = known.again(received, now: now) { return report }
    }
    return nil
  }

  /// - Parameter received: what came, which nobody has changed since.
  func keep(_ report: Report, of received: Call.Received) {
    guard received.outcome.ending == .answered, received.body.count <= Self.largestBody, let head = received.head else {
      return
    }
    last.withLock { last in
      last.removeAll { $0.report.endedAt != report.endedAt }
      if last.count == Self.limit { last.removeFirst() }
      last.append(Known(head.status, head.headers, received.body, report))
    }
  }
}
