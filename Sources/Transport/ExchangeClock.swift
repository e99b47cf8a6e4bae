internal import Glibc

/// Monotonic time since an exchange began.
struct ExchangeClock: Sendable {
  private let start = ExchangeClock.nowNanoseconds()

  var microseconds: Int64 { (Self.nowNanoseconds() - start) / 1000 }

  /// The start in microseconds since 1970-01-01T00:00:00Z, by the clock of the system as it is now.
  var startedAtMicroseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000 - microseconds
  }

  static func nowNanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
