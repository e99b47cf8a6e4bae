internal import Dispatch
internal import Glibc
internal import Synchronization

/// Runs work that waits or computes for long on a thread of its own, so that no thread of the concurrency pool is held.
package func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    WorkThread.run { continuation.resume(returning: work()) }
  }
}

/// A thread that stays for the next work: making one costs more than most of the work of a call.
private final class WorkThread: Sendable {
  typealias Work = @Sendable () -> Void

  private static let idle = Mutex<[WorkThread]>([])
  private static let idleSeconds = 2

  private let next: Mutex<Work?>
  private let hasNext = DispatchSemaphore(value: 0)

  private init(_ work: @escaping Work) { next = Mutex(work) }

  static func run(_ work: @escaping Work) {
    if let thread = idle.withLock({ $0.popLast() }) {
      thread.next.withLock { $0 = work }
      thread.hasNext.signal()
    } else if !WorkThread(work).start() {
      // Without a thread the work is done here: slower for others, but never lost.
      work()
    }
  }

  private func start() -> Bool {
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    // The thread takes over this reference.
    let context = Unmanaged.passRetained(self)
    if pthread_create(&thread, &attributes, runWorkThread, context.toOpaque()) == 0 { return true }
    context.release()
    return false
  }

  fileprivate func loop() {
    repeat { takeNext()?() } while waitsForNext()
  }

  private func takeNext() -> Work? {
    next.withLock { next in
      defer { next = nil }
      return next
    }
  }

  private func waitsForNext() -> Bool {
    Self.idle.withLock { $0.append(self) }
    if hasNext.wait(timeout: .now() + .seconds(Self.idleSeconds)) == .success { return true }
    let wasIdle = Self.idle.withLock { idle in
      let index = idle.firstIndex { $0 === self }
      if let index { idle.remove(at: index) }
      return index != nil
    }
    // Otherwise somebody has just chosen it, and the work is on its way.
    if !wasIdle { hasNext.wait() }
    return !wasIdle
  }
}

private func runWorkThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  // Balances the retain of `start`; called exactly once.
  Unmanaged<WorkThread>.fromOpaque(context).takeRetainedValue().loop()
  return nil
}
