internal import Synchronization

/// A request to stop that whoever works on the call looks at, or is told of.
final class Cancellation: Sendable {
  private struct State {
    var isCancelled = false
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func cancel() {
    let action = state.withLock { state in
      state.isCancelled = true
      defer { state.action = nil }
      return state.action
    }
    action?()
  }

  /// `action` runs once on cancellation, at once when that has already happened. A later one takes its place.
  func whenCancelled(_ action: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isCancelled { state.action = action }
      return state.isCancelled
    }
    if isLate { action() }
  }
}
