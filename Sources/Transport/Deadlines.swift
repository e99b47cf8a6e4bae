internal import Exchange
internal import Handshake

/// When a transfer must be over, counted from when it is made.
struct Deadlines {
  struct Deadline {
    var name: String
    var seconds: Double
    /// On the monotonic clock, in nanoseconds.
    var at: Int64

    init(_ name: String, _ seconds: Double, after start: Int64) {
      self.name = name
      self.seconds = seconds
      // No limit is longer than a year, whatever the number: it must fit the clock.
      at = start + Int64(min(max(seconds, 0), 31_536_000) * 1e9)
    }

    var ending: TransferOutcome.Ending {
      let text = "\(seconds)"
      return .limit(name: name, value: (text.hasSuffix(".0") ? String(text.dropLast(2)) : text) + " s")
    }
  }

  let total: Deadline
  private let connect: Deadline
  private let idleSeconds: Double

  init(_ limits: Limits) {
    let start = ExchangeClock.nowNanoseconds()
    total = Deadline("total", limits.totalSeconds, after: start)
    connect = Deadline("connect", limits.connectSeconds, after: start)
    idleSeconds = limits.idleSeconds
  }

  var whileConnecting: Deadline { connect.at < total.at ? connect : total }

  func whileMoving(since last: Int64) -> Deadline {
    let idle = Deadline("idle", idleSeconds, after: last)
    return idle.at < total.at ? idle : total
  }
}
