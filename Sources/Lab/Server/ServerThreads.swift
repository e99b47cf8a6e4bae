internal import Dispatch
internal import Glibc
internal import Synchronization

/// The threads of one server: bounded in number, awaited at its end. They block in `poll`, so they are no tasks.
final class ServerThreads: Sendable {
  private static let stackBytes = 524_288

  private let limit: Int
  private let running = Mutex(0)
  private let group = DispatchGroup()

  init(limit: Int) { self.limit = limit }

  /// False when there are as many as may be, or the system gives none.
  func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    guard reserve() else { return false }
    // Unmanaged: the new thread takes this reference over.
    let job = Unmanaged.passRetained(ThreadJob(threads: self, body: body))
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, Self.stackBytes)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    if pthread_create(&thread, &attributes, runThread, job.toOpaque()) == 0 { return true }
    // Unmanaged: no thread took it over.
    job.release()
    release()
    return false
  }

  func waitUntilAllEnded() { group.wait() }

  private func reserve() -> Bool {
    running.withLock { count in
      guard count < limit else { return false }
      count += 1
      group.enter()
      return true
    }
  }

  fileprivate func release() {
    running.withLock { $0 -= 1 }
    group.leave()
  }
}

// Touched by its own thread alone once that runs.
private final class ThreadJob: @unchecked Sendable {
  private let threads: ServerThreads
  private var body: (@Sendable () -> Void)?

  init(threads: ServerThreads, body: @escaping @Sendable () -> Void) {
    self.threads = threads
    self.body = body
  }

  /// What the body holds, sockets above all, is let go before the thread counts as ended.
  func run() {
    body?()
    body = nil
    threads.release()
  }
}

private func runThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let argument else { return nil }
  // Unmanaged: `start` retained it for this thread alone.
  Unmanaged<ThreadJob>.fromOpaque(argument).takeRetainedValue().run()
  return nil
}
