import Synchronization

/// A count that grows on one thread and is watched from another.
final class Progress: Sendable {
  private let count = Atomic<Int>(0)

  func add(_ amount: Int) { count.add(amount, ordering: .relaxed) }

  /// The count once it has stood still for 100 ms.
  func settled() async throws -> Int {
    var last = -1
    var since = ContinuousClock.now
    while since.duration(to: .now) < .milliseconds(100) {
      let now = count.load(ordering: .relaxed)
      if now != last || now == 0 { (last, since) = (now, .now) }
      try await Task.sleep(for: .milliseconds(1))
    }
    return last
  }
}
