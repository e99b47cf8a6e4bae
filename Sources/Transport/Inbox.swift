internal import CCurl
internal import Glibc
internal import Synchronization

/// What the transport's thread is told to do.
enum Assignment {
  case start(PendingTransfer)
  case cancel(Int)
  /// The reader caught up: the transfer may receive again.
  case resume(Int)
  case shutdown
}

/// A request on its way to the thread.
struct PendingTransfer: Sendable {
  var number: Int
  var shared: SharedRequest
  /// Nobody reads before its end, or before there is no more room.
  var isGathered: Bool
  /// Goes out when those in the row before it have ended.
  var isInRow: Bool
  var queue: EventQueue
  var clock: ExchangeClock
}

/// The only door to the transport's thread, which starts with the first request.
final class Inbox: Sendable {
  private struct State {
    var waiting: [Assignment] = []
    var thread: pthread_t?
    var isShutDown = false
    /// One of the row is on its way: the thread looks in by itself before it could send another.
    var isRowBusy = false
  }

  private let state = Mutex(State())
  /// Readable while something waits.
  let wakeup: Int32 = signet_eventfd()

  func post(_ assignment: Assignment) {
    let (refused, wakes) = state.withLock { state -> (PendingTransfer?, Bool) in
      var canWait = false
      if case .start(let pending) = assignment {
        guard !state.isShutDown, startThread(&state) else { return (pending, false) }
        canWait = pending.isInRow && state.isRowBusy
      }
      guard state.thread != nil else { return (nil, false) }
      state.waiting.append(assignment)
      return (nil, !canWait)
    }
    if let refused { return refused.queue.push(.finished(.refused(refused))) }
    if wakes { eventfd_write(wakeup, 1) }
  }

  /// Called by the thread.
  ///
  /// - Parameter isWoken: whether `wakeup` is readable: it is read then, and only then.
  func takeAll(isWoken: Bool) -> [Assignment] {
    if isWoken {
      var count: eventfd_t = 0
      eventfd_read(wakeup, &count)
    }
    return state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// Called by the thread before it waits.
  ///
  /// - Parameter isRowBusy: whether one of the row is on its way.
  /// - Returns: false when something waits already.
  func mayWait(isRowBusy: Bool) -> Bool {
    state.withLock { state in
      state.isRowBusy = isRowBusy
      return state.waiting.isEmpty
    }
  }

  func shutdown() {
    let thread = state.withLock { state -> pthread_t? in
      defer { state.thread = nil }
      state.isShutDown = true
      state.waiting.append(.shutdown)
      return state.thread
    }
    guard let thread else { return }
    eventfd_write(wakeup, 1)
    pthread_join(thread, nil)
  }

  private func startThread(_ state: inout State) -> Bool {
    if state.thread != nil { return true }
    var thread = pthread_t()
    // Taken back by `runLoop`, the thread's first and only function.
    let inbox = Unmanaged.passRetained(self)
    guard wakeup >= 0, pthread_create(&thread, nil, runLoop, inbox.toOpaque()) == 0 else {
      inbox.release()
      return false
    }
    state.thread = thread
    return true
  }

  deinit { close(wakeup) }
}

private func runLoop(_ pointer: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let pointer else { return nil }
  // Takes over the reference that `startThread` made.
  let inbox = Unmanaged<Inbox>.fromOpaque(pointer).takeRetainedValue()
  TransferLoop(inbox: inbox).run()
  return nil
}
