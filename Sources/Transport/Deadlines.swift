internal import Exchange
internal import Handshake

/// When a transfer must be over, counted from when it is made.
struct Deadlines {
  struct Deadline {
    var at: Int64
    var ending: TransferOutcome.Ending
  }

  let total: Deadline
  private let connect: Deadline
  private let idleSeconds: Double

  init(_ limits: Limits) {
    let start = ExchangeClock.nowNanoseconds()
    total = Self.deadline("total", limits.totalSeconds, after: start)
    connect = Self.deadline("connect", limits.connectSeconds, after: start)
    idleSeconds = limits.idleSeconds
  }

  var whileConnecting: Deadline { connect.at < total.at ? connect : total }

  func whileMoving(since last: Int64) -> Deadline {
    let idle = Self.deadline("idle", idleSeconds, after: last)
    return idle.at < total.at ? idle : total
  }

  private static func deadline(_ name: String, _ seconds: Double, after start: Int64) -> Deadline {
    // No limit is longer than a year, whatever the number: it must fit the clock.
    let nanoseconds = Int64(min(max(seconds, 0), 31_536_000) * 1e9)
    return Deadline(at: start + nanoseconds, ending: .limit(name: name, value: "\(shortest(seconds)) s"))
  }

  private static func shortest(_ seconds: Double) -> String {
    let text = "\(seconds)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
