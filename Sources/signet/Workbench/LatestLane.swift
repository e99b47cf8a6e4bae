internal import SOAPClient
internal import Synchronization

/// Work of which only the last counts: what is asked for while other work runs or is waited for takes the place of what
/// waited.
final class LatestLane: Sendable {
  private struct State {
    var waiting: (@Sendable () async -> Void)?
    var isRunning = false
  }

  private let state = Mutex(State())
  private let delay: Duration

  /// - Parameter delay: from the first wish to the work, so that a burst of them costs one.
  init(delay: Duration = .zero) { self.delay = delay }

  /// Work that computes for long, on a thread of its own.
  func run(_ work: @escaping @Sendable () -> Void) { run(waiting: { await onOwnThread(work) }) }

  /// Work that is done elsewhere, and waited for.
  func run(waiting work: @escaping @Sendable () async -> Void) {
    let starts = state.withLock { state in
      state.waiting = work
      defer { state.isRunning = true }
      return !state.isRunning
    }
    if starts { Task { await drain() } }
  }

  private func drain() async {
    while true {
      if delay > .zero { try? await Task.sleep(for: delay) }
      guard let work = next() else { return }
      await work()
    }
  }

  private func next() -> (@Sendable () async -> Void)? {
    state.withLock { state in
      let work = state.waiting
      state.waiting = nil
      state.isRunning = work != nil
      return work
    }
  }
}
