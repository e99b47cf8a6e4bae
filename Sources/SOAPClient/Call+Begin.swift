internal import Exchange
internal import Transport

// Of calls that nobody watches.
extension Call {
  /// Settled, with what the wire gets. An object, because it is large and handed around for every call.
  final class Ready: Sendable {
    let settled: Settled
    let request: TransferRequest

    init(settled: Settled, request: TransferRequest) {
      self.settled = settled
      self.request = request
    }
  }

  func begin(inRow: Bool) async -> BegunCall.State {
    let ready: Ready
    switch await readied() {
    case .failure(let refusal): return .ended(unprepared(refusal))
    case .success(let made): ready = made
    }
    if client.cancellation.isCancelled { return .ended(unsent(ready.settled)) }
    var request = ready.request
    request.waitsItsTurn = inRow
    client.enter(.opened)
    let transfer = client.session.transport.startGathering(request)
    client.cancellation.whenCancelled { transfer.cancel() }
    return .sent(ready, transfer)
  }

  /// As it was before where nothing has changed, else prepared.
  private func readied() async -> Result<Ready, Refusal> {
    let session = client.session
    let now = session.environment.now()
    var files: [FileStamp]?
    if client.isAsDrafted {
      let folder = session.environment.intermediatesFolder
      let look = { client.draft.fileStamps(intermediatesFolder: folder) }
      if let ready = session.settled.ready(client.draft, files: look, now: now) {
        _ = client.freeze()
        return .success(ready)
      }
      files = look()
    }
    return await prepare().map { [files] settled in
      let ready = Ready(settled: settled, request: transferRequest(settled))
      if let files { session.settled.keep(ready, of: client.draft, files: files, now: now) }
      return ready
    }
  }
}
