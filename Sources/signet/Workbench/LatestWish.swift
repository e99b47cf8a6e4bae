internal import Synchronization

/// Which of several wishes was the last: work for one before it need not be done any more.
final class LatestWish: Sendable {
  private let number = Mutex(0)

  /// - Returns: whether this wish is still the last one.
  func next() -> @Sendable () -> Bool {
    let own = number.withLock { number in
      number += 1
      return number
    }
    return { self.number.withLock { $0 == own } }
  }
}
