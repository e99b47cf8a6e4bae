internal import Synchronization

/// Carries out HTTP exchanges on libcurl, all on one thread of its own that starts with the first.
///
/// A connection is kept and shared only between requests of the same identity, chain, trust, TLS settings and route;
/// TLS sessions are never resumed, so that every new connection shows its whole handshake. Callable from any thread.
public final class Transport: Sendable {
  private let inbox = Inbox()
  private static let exchanges = Atomic<Int>(0)

  public init() {}

  /// Begins at once; the answer's pieces are held back from the wire while nobody takes them from the stream.
  public func start(_ request: TransferRequest) -> Transfer { Transfer(lease: lease(of: SharedRequest(request))) }

  /// The same for a reader who needs nothing of it before its end.
  ///
  /// - Parameter inRow: whether it goes out only when those of the same transport that are in the row too, and were started
  ///   before it, have ended. It is made ready until then, so that the connection does not lie idle between two of them.
  package func startGathering(_ request: SharedRequest, inRow: Bool) -> GatheredTransfer {
    GatheredTransfer(lease: lease(of: request, isGathered: true, inRow: inRow))
  }

  private func lease(of request: SharedRequest, isGathered: Bool = false, inRow: Bool = false) -> TransferLease {
    let number = Self.exchanges.add(1, ordering: .relaxed).newValue
    let inbox = inbox
    let queue = EventQueue { inbox.post(.resume(number)) }
    inbox.post(
      .start(
        PendingTransfer(
          number: number, shared: request, isGathered: isGathered, isInRow: inRow, queue: queue,
          clock: ExchangeClock())))
    return TransferLease(queue: queue) { inbox.post(.cancel(number)) }
  }

  /// Cancels what runs, closes every connection and ends the thread; returns when that is done.
  public func shutdown() { inbox.shutdown() }

  deinit { shutdown() }
}
