internal import Synchronization

/// Runs asynchronous work to its end from the synchronous main function.
func runBlocking<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
  let finished = StopLatch()
  let result = Mutex<Value?>(nil)
  Task {
    let value = await work()
    result.withLock { $0 = value }
    finished.open()
  }
  while true {
    finished.wait()
    if let value = result.withLock({ $0 }) { return value }
  }
}
