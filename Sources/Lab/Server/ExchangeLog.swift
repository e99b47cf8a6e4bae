internal import Synchronization

/// The last exchanges, bounded in number and bytes so that a Lab can run for days.
final class ExchangeLog: Sendable {
  private static let countLimit = 4_096
  private static let byteLimit = 268_435_456

  private struct State {
    var exchanges: [LabExchange] = []
    var dropped = 0
    var bytes = 0
  }

  private let state = Mutex(State())

  var exchanges: [LabExchange] { state.withLock(\.exchanges) }
  /// With those that were dropped.
  var totalCount: Int { state.withLock { $0.dropped + $0.exchanges.count } }

  func append(_ exchange: LabExchange) {
    state.withLock { state in
      state.exchanges.append(exchange)
      state.bytes += exchange.byteCount
      while state.exchanges.count > Self.countLimit || (state.bytes > Self.byteLimit && state.exchanges.count > 1) {
        state.bytes -= state.exchanges.removeFirst().byteCount
        state.dropped += 1
      }
    }
  }
}

extension LabExchange {
  fileprivate var byteCount: Int { request?.body.count ?? 0 }
}
