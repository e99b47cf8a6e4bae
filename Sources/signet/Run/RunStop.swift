internal import SOAPClient
internal import Synchronization

/// Ends a run from another thread: the calls that are being made, and those that would follow.
final class RunStop: Sendable {
  private let state = Mutex<(clients: [ObjectIdentifier: SOAPClient], isInterrupted: Bool)>(([:], false))

  var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

  func interrupt() {
    let clients = state.withLock { state in
      state.isInterrupted = true
      return Array(state.clients.values)
    }
    for client in clients { client.cancel() }
  }

  func began(_ client: SOAPClient) {
    let isInterrupted = state.withLock { state in
      state.clients[ObjectIdentifier(client)] = client
      return state.isInterrupted
    }
    if isInterrupted { client.cancel() }
  }

  func ended(_ client: SOAPClient) { state.withLock { $0.clients[ObjectIdentifier(client)] = nil } }
}
