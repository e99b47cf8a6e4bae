internal import Glibc

/// SIGINT and SIGTERM as one call, on a thread of its own, instead of the sudden end of the program.
///
/// The signals are blocked in every thread that starts later, so this comes before anything else starts one.
enum Interrupt {
  /// - Parameter handler: runs on the waiting thread at the first signal. A second signal ends the program at once.
  static func catchSignals(_ handler: @escaping @Sendable () -> Void) {
    var signals = interruptSignals()
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    let box = Unmanaged.passRetained(InterruptHandler(handler))
    var thread = pthread_t()
    // The thread takes over the reference; when there is no thread, it is given back here.
    if pthread_create(&thread, nil, waitForInterrupts, box.toOpaque()) == 0 {
      pthread_detach(thread)
    } else {
      box.release()
    }
  }
}

private final class InterruptHandler: Sendable {
  let call: @Sendable () -> Void

  init(_ call: @escaping @Sendable () -> Void) { self.call = call }
}

private func waitForInterrupts(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  // The reference that `catchSignals` passed to this thread.
  let handler = Unmanaged<InterruptHandler>.fromOpaque(context).takeRetainedValue()
  var signals = interruptSignals()
  var received: Int32 = 0
  guard sigwait(&signals, &received) == 0 else { return nil }
  handler.call()
  guard sigwait(&signals, &received) == 0 else { return nil }
  _exit(128 + received)
}

private func interruptSignals() -> sigset_t {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGINT)
  sigaddset(&signals, SIGTERM)
  return signals
}
