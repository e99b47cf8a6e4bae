internal import Basics
internal import Exchange
internal import Synchronization

/// What was made of the last answers to a call that is sent again and again: an answer in which nothing has changed that is
/// read of it is not read and diagnosed again. Dates are judged to the second, as in all reports.
final class LastAnswers: Sendable {
  private final class Known: Sendable {
    let received: Call.Received
    let now: Timestamp
    let understood: Call.Understood

    init(_ received: Call.Received, _ now: Timestamp, _ understood: Call.Understood) {
      (self.received, self.now, self.understood) = (received, now, understood)
    }
  }

  private let last = Mutex<[Known]>([])
  /// They take turns: when a server is quick, its first byte comes before or after the request's last.
  private static let limit = 4
  /// A larger one is not held in memory for this.
  private static let largestBody = 1 << 16

  /// Nil for an answer that is another than the last ones.
  func understood(_ received: Call.Received, now: Timestamp) -> Call.Understood? {
    last.withLock { $0 }.last { $0.now == now && $0.received.isLike(received) }?.understood
  }

  /// - Parameter received: what came, which nobody has changed since.
  func keep(_ understood: Call.Understood, of received: Call.Received, now: Timestamp) {
    guard received.outcome.ending == .answered, received.body.count <= Self.largestBody, received.capture == nil else {
      return
    }
    last.withLock { last in
      last.removeAll { $0.now != now }
      if last.count == Self.limit { last.removeFirst() }
      last.append(Known(received, now, understood))
    }
  }
}

extension Call.Received {
  /// Whether both say the same, whenever they came.
  fileprivate func isLike(_ other: Call.Received) -> Bool {
    head?.status == other.head?.status && head?.headers == other.head?.headers && body == other.body
      && other.capture == nil && outcome.isLike(other.outcome)
      && transcript.transcript.isQuiet(like: other.transcript.transcript)
  }
}
