internal import Glibc

/// Runs work that waits or computes for long on a thread of its own, so that no thread of the concurrency pool is held.
func onOwnThread<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
  await withCheckedContinuation { continuation in
    let box = WorkBox { continuation.resume(returning: work()) }
    // The thread takes over the box's only extra reference.
    let context = Unmanaged.passRetained(box).toOpaque()
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let failure = pthread_create(&thread, &attributes, runWorkBox, context)
    // Without a thread the work is done here: slower for others, but never lost.
    if failure != 0 { _ = runWorkBox(context) }
  }
}

private final class WorkBox: Sendable {
  let work: @Sendable () -> Void
  init(work: @escaping @Sendable () -> Void) { self.work = work }
}

private func runWorkBox(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  guard let context else { return nil }
  // Balances the retain above; called exactly once.
  Unmanaged<WorkBox>.fromOpaque(context).takeRetainedValue().work()
  return nil
}
