internal import Basics
internal import Synchronization

/// Runs what a caller has registered: in a task of its own, which a cancelled call does not wait for.
enum CallbackRun {
  enum Outcome<Value: Sendable>: Sendable {
    case value(Value)
    case failed(any Error)
    case cancelled
  }

  static func outcome<Value: Sendable>(
    _ cancellation: Cancellation, _ work: @escaping @Sendable () async throws -> Value
  ) async -> Outcome<Value> {
    let outcome = await withCheckedContinuation { (continuation: CheckedContinuation<Outcome<Value>, Never>) in
      let once = Once<Value>(continuation)
      // Takes over the task-local values: `SOAPRequest.current` among them.
      let task = Task {
        do { once.resume(.value(try await work())) } catch { once.resume(.failed(error)) }
      }
      cancellation.whenCancelled {
        task.cancel()
        once.resume(.cancelled)
      }
    }
    return cancellation.isCancelled ? .cancelled : outcome
  }

  /// What was thrown: its type, and what it says of itself when it says something for people.
  static func words(for error: any Error) -> String {
    let type = String(describing: type(of: error))
    guard let words = (error as? any CustomStringConvertible)?.description else { return type }
    return "\(type): \(String(words.prefix(500)).neutralised)"
  }

  /// A continuation that the first of two resumes.
  private final class Once<Value: Sendable>: Sendable {
    private let continuation: Mutex<CheckedContinuation<Outcome<Value>, Never>?>

    init(_ continuation: CheckedContinuation<Outcome<Value>, Never>) { self.continuation = Mutex(continuation) }

    func resume(_ outcome: Outcome<Value>) {
      let waiting = continuation.withLock { waiting in
        defer { waiting = nil }
        return waiting
      }
      waiting?.resume(returning: outcome)
    }
  }
}
