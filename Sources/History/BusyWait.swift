internal import Glibc
internal import Synchronization

/// Waits while another process writes: in short steps of different lengths, for as long as is allowed. SQLite's own
/// waiting sleeps ever longer, and whoever came first is overtaken for seconds by those that came later.
final class BusyWait: Sendable {
  private let seconds: Double
  private let now: @Sendable () -> ContinuousClock.Instant
  private let sleep: @Sendable (_ microseconds: UInt32) -> Void
  private let end = Mutex<ContinuousClock.Instant?>(nil)

  init(
    seconds: Double, now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock().now },
    sleep: @escaping @Sendable (UInt32) -> Void = { usleep($0) }
  ) {
    (self.seconds, self.now, self.sleep) = (seconds, now, sleep)
  }

  /// Returns after a step.
  ///
  /// - Parameter tries: how often it was called before for the same lock.
  /// - Returns: false when the time is over.
  func goesOn(_ tries: Int) -> Bool {
    let now = now()
    let end = end.withLock { end in
      let this = (tries == 0 ? nil : end) ?? now + .seconds(seconds)
      end = this
      return this
    }
    guard now < end else { return false }
    sleep(.random(in: 500...3_000))
    return true
  }
}
