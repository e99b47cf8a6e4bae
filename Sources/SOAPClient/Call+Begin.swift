internal import Exchange
internal import Transport

// Of calls that nobody watches.
extension Call {
  /// Settled, with what the wire gets.
  struct Ready: Sendable {
    var settled: Settled
    var request: TransferRequest
  }

  func begin(inRow: Bool) async -> BegunCall.State {
    var ready: Ready
    switch await readied() {
    case .failure(let refusal): return .ended(unprepared(refusal))
    case .success(let made): ready = made
    }
    if client.cancellation.isCancelled { return .ended(unsent(ready.settled)) }
    ready.request.waitsItsTurn = inRow
    client.enter(.opened)
    let transfer = client.session.transport.startGathering(ready.request)
    client.cancellation.whenCancelled { transfer.cancel() }
    return .sent(ready.settled, transfer)
  }

  /// As it was before where nothing has changed, else prepared.
  private func readied() async -> Result<Ready, Refusal> {
    let session = client.session
    let files =
      client.isAsDrafted ? client.draft.fileStamps(intermediatesFolder: session.environment.intermediatesFolder) : nil
    let now = session.environment.now()
    if let files, let ready = session.settled.ready(client.draft, files: files, now: now) {
      _ = client.freeze()
      return .success(ready)
    }
    return await prepare().map { settled in
      let ready = Ready(settled: settled, request: transferRequest(settled))
      if let files { session.settled.keep(ready, of: client.draft, files: files, now: now) }
      return ready
    }
  }
}
