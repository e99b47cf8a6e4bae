internal import Basics
internal import Collections
internal import Exchange
internal import History
internal import TLS
internal import Terminal
internal import Workbench

// Past exchanges: read and changed on the history's own thread.
extension WorkbenchRunner {
  /// Every letter of a filter asks anew: of those that wait only the last is looked for.
  func listPast(_ filter: PastExchangeFilter) {
    pastLists.run(waiting: { [mailbox, history] in
      await withCheckedContinuation { done in
        history.use {
          try $0.list(filter)
        } _: {
          Self.post($0, to: mailbox) { .pastListed(filter, $0) }
          done.resume()
        }
      }
    })
  }

  func readPast(_ number: Int, _ use: PastUse) {
    let mailbox = mailbox
    history.use { database in
      let stored = try database.stored(number)
      guard var report = stored.report(.openSSL), let asked = stored.draft else {
        throw ExchangeUnreadable(numbers: [number])
      }
      if use == .resend {
        if asked.lacksSecrets { throw SecretsNotKept(stored.summary) }
        // With the places that are filled when it is sent; the report's own has them as they were written.
        report.draft = asked.draft
      }
      return (stored.summary, report)
    } _: {
      Self.post($0, to: mailbox) { .pastRead($0.0, $0.1, use) }
    }
  }

  /// Nobody asked for it: what goes wrong is told when somebody opens the history.
  func readLatestPast(of request: PastExchangeFilter.OfRequest) {
    let mailbox = mailbox
    history.use { database -> (PastExchange, Report)? in
      guard let latest = try database.list(PastExchangeFilter(ofRequest: request, limit: 1)).first else { return nil }
      return try database.stored(latest.number).report(.openSSL).map { (latest, $0) }
    } _: { result in
      if case .success(let latest?)? = result { mailbox.post(.pastRead(latest.0, latest.1, .restore)) }
    }
  }

  func pinPast(_ number: Int, _ isPinned: Bool) {
    let mailbox = mailbox
    history.use {
      try $0.pin(number, isPinned)
    } _: {
      Self.post($0, to: mailbox) { _ in .pastChanged }
    }
  }

  func deletePast(_ number: Int) {
    let mailbox = mailbox
    history.use {
      try $0.delete(number)
    } _: {
      Self.post($0, to: mailbox) { _ in .pastChanged }
    }
  }

  /// To a new file, for its owner alone.
  func exportPast(_ number: Int, to file: String) {
    let mailbox = mailbox
    history.use { database in
      let path = Disk.absolute(file)
      let text = try database.stored(number).text(isHAR: StoredExchange.isArchive(path))
      if Disk.exists(path) { throw CollectionError.exists(path: path) }
      try Disk.write(Array(text.utf8), to: path, mode: 0o600)
      return path
    } _: {
      Self.post($0, to: mailbox) { .written(path: $0) }
    }
  }

  private static func post<Value>(
    _ result: Result<Value, any Error>?, to mailbox: Mailbox<Message>, _ message: (Value) -> Message
  ) {
    switch result {
    case .success(let value): mailbox.post(message(value))
    case .failure(let error):
      let problem = (error as? any Remediable).map { Problem($0) }
      mailbox.post(.pastFailed(problem ?? Problem(HistoryError.unusable(path: "", text: "\(error)"))))
    case nil: mailbox.post(.pastFailed(Problem(HistoryIsOff())))
    }
  }
}
