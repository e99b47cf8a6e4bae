internal import Exchange
internal import Transport

// Of calls that nobody watches.
extension Call {
  /// Settled, with what the wire gets. An object, because it is large and handed around for every call.
  final class Ready: Sendable {
    let settled: Settled
    let request: SharedRequest
    let lastAnswers = LastAnswers()

    init(settled: Settled, request: TransferRequest) {
      self.settled = settled
      self.request = SharedRequest(request)
    }
  }

  func begin(inRow: Bool) async -> BegunCall.State {
    let ready: Ready
    switch await readied() {
    case .failure(let refusal): return .ended(unprepared(refusal))
    case .success(let made): ready = made
    }
    if client.cancellation.isCancelled { return .ended(unsent(ready.settled)) }
    client.enter(.opened)
    let transfer = client.session.transport.startGathering(ready.request, inRow: inRow)
    client.cancellation.whenCancelled { transfer.cancel() }
    return .sent(ready, transfer)
  }

  /// As it was before where nothing has changed, else prepared.
  private func readied() async -> Result<Ready, Refusal> {
    guard client.isAsDrafted else { return await prepared() }
    let session = client.session
    let files = { [client] in client.draft.fileStamps(intermediatesFolder: session.environment.intermediatesFolder) }
    let now = session.environment.now()
    if let ready = session.settled.ready(client.draft, files: files, now: now) {
      _ = client.freeze()
      return .success(ready)
    }
    let before = files()
    let made = await prepared()
    if let before, case .success(let ready) = made {
      session.settled.keep(ready, of: client.draft, files: before, now: now)
    }
    return made
  }

  private func prepared() async -> Result<Ready, Refusal> {
    await prepare().map { Ready(settled: $0, request: transferRequest($0)) }
  }
}
