/// A transfer that has begun.
public struct Transfer: Sendable {
  /// To be read once, by one task. Dropping it, or cancelling the task that reads, cancels the transfer.
  public let events: AsyncStream<TransferEvent>
  private let cancellation: @Sendable () -> Void

  init(lease: TransferLease) {
    cancellation = lease.cancel
    events = AsyncStream(unfolding: { await lease.next() }, onCancel: lease.cancel)
  }

  /// The stream then ends with an outcome of `cancelled`, within 50 ms at any stage.
  public func cancel() { cancellation() }
}

/// A transfer that has begun or waits its turn, read when it has ended.
package struct GatheredTransfer: Sendable {
  fileprivate let lease: TransferLease

  init(lease: TransferLease) { self.lease = lease }

  /// The events that came since, in one piece where the answer is not long; empty once the transfer has ended. To be called
  /// by one task.
  package func next() async -> [TransferEvent] { await lease.gather() }

  /// As of `Transfer`.
  package func cancel() { lease.cancel() }
}

/// Held by the event stream alone: its end is the stream's end.
final class TransferLease: Sendable {
  private let queue: EventQueue
  let cancel: @Sendable () -> Void

  init(queue: EventQueue, cancel: @escaping @Sendable () -> Void) {
    self.queue = queue
    self.cancel = { if !queue.isClosed { cancel() } }
  }

  func next() async -> TransferEvent? { await queue.next() }

  func gather() async -> [TransferEvent] { await queue.gather() }

  deinit { cancel() }
}
