internal import Exchange
internal import SOAPClient
internal import Synchronization

/// One call after another until a signal comes.
final class InterruptibleCalls: Sendable {
  private let state = Mutex<(client: SOAPClient?, isInterrupted: Bool)>((nil, false))

  func interrupt() {
    let running = state.withLock { state in
      state.isInterrupted = true
      return state.client
    }
    running?.cancel()
  }

  var isInterrupted: Bool { state.withLock { $0.isInterrupted } }

  func report(of draft: Draft, _ session: SOAPSession) throws -> Report {
    let client = SOAPClient(draft, session: session)
    state.withLock { $0.client = client }
    if !isInterrupted {
      let report = runBlocking { await client.report() }
      if !isInterrupted { return report }
    }
    throw CommandStop(.interrupted)
  }
}
