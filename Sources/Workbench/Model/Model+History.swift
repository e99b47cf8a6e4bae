internal import Basics
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen

// Past exchanges: listed in a window, shown again in the panes.
extension Model {
  /// The window with the current request's exchanges; without a request, with those of all.
  mutating func openHistory() -> [Effect] {
    let list = HistoryList(of: ofCurrentRequest)
    return open(Popup(.history(list))) + [.listPast(list.filter(""))]
  }

  private var ofCurrentRequest: PastExchangeFilter.OfRequest? {
    guard let path = currentPath, let folder = collection?.folder else { return nil }
    return PastExchangeFilter.OfRequest(collection: folder, path: path)
  }

  /// The window, wherever it is among those on top.
  private var historyIndex: Int? {
    popups.lastIndex { if case .history = $0.purpose { true } else { false } }
  }

  private mutating func changeList(_ change: (inout HistoryList) -> Void) -> [Effect] {
    guard let index = historyIndex, case .history(var list) = popups[index].purpose else { return [] }
    change(&list)
    popups[index].purpose = .history(list)
    return [.listPast(list.filter(popups[index].field.text))]
  }

  mutating func listPastAgain() -> [Effect] { changeList { _ in } }

  mutating func adopt(_ exchanges: [PastExchange], of filter: PastExchangeFilter) -> [Effect] {
    guard let index = historyIndex, case .history(var list) = popups[index].purpose,
      list.filter(popups[index].field.text) == filter
    else { return [] }
    list.exchanges = exchanges
    popups[index].purpose = .history(list)
    let selected = min(popups[index].scroll.selected, max(0, exchanges.count - 1))
    popups[index].scroll.select(selected, of: exchanges.count, height: popupListHeight)
    return []
  }

  // MARK: Keys in the window

  /// - Returns: nil for what every list does with the key.
  mutating func handle(_ command: Command?, in list: HistoryList) -> [Effect]? {
    if list.isFiltering { return command == .back ? endFiltering(clears: true) : nil }
    switch command {
    case .search: return changeList { $0.isFiltering = true }
    case .allExchanges:
      let request = list.request == nil ? ofCurrentRequest : nil
      return changeList { ($0.request, $0.exchanges) = (request, nil) }
    case .compare: return selected(in: list).map { [.readPast(number: $0.number, .compare)] } ?? []
    case .send: return selected(in: list).map { [.readPast(number: $0.number, .resend)] } ?? []
    case .reopen: return selected(in: list).map { [.readPast(number: $0.number, .reopen)] } ?? []
    case .writeBody:
      return selected(in: list).map {
        promptForNewFile(
          .exportPast($0.number), "Write exchange \($0.number) to", "exchange-\($0.number).har",
          "HAR when it ends in .har, else JSON")
      } ?? []
    case .pin: return selected(in: list).map { [.pinPast(number: $0.number, !$0.isPinned)] } ?? []
    case .remove: return selected(in: list).map { open(Popup(.question(deletion(of: $0)))) } ?? []
    default: return nil
    }
  }

  /// Back to the list, with what was typed or without.
  mutating func endFiltering(clears: Bool = false) -> [Effect] {
    if clears, let index = historyIndex { popups[index].field = InputField() }
    return changeList { $0.isFiltering = false }
  }

  private func selected(in list: HistoryList) -> PastExchange? {
    guard let index = historyIndex, let exchanges = list.exchanges else { return nil }
    let row = popups[index].scroll.selected
    return exchanges.indices.contains(row) ? exchanges[row] : nil
  }

  private func deletion(of past: PastExchange) -> Question {
    Question(
      title: "Delete exchange \(past.number)?",
      lines: ["\(past.result), \(past.time), \(past.name)".neutralised, "It is gone for good."],
      choices: [Choice("y", "delete it", .deletePast(past.number)), Choice("n", "keep it", .close)])
  }

  // MARK: Showing one

  mutating func adopt(_ past: PastExchange, _ report: Report, for use: PastUse) -> [Effect] {
    switch use {
    case .show: return show(past, report)
    case .compare: return compareWith(past, report)
    case .resend: return resend(past, report.draft)
    case .reopen: return reopen(past, report.draft)
    case .restore: return path(of: past).map { restore(pastState(past, report), $0) } ?? []
    }
  }

  /// The request whose panes show it: its own; of another collection's, or of a call without one, the current request.
  mutating func panes(of past: PastExchange) -> String? {
    guard let path = path(of: past) ?? currentPath else {
      say("Open a request first: its panes show the exchange.", .bad)
      return nil
    }
    guard exchanges[path]?.isRunning != true else {
      say("A call of this request is still running; x stops it.", .bad)
      return nil
    }
    return path
  }

  mutating func closeHistory() {
    if let index = historyIndex { popups.remove(at: index) }
  }

  private mutating func show(_ past: PastExchange, _ report: Report) -> [Effect] {
    guard let path = panes(of: past) else { return [] }
    closeHistory()
    let effects = path == currentPath ? [] : openRequest(path)
    let state = pastState(past, report)
    exchanges[path] = state
    keep(KeptExchange(report, number: state.number, path: path, finishedAt: past.time))
    isTyping = false
    let answered = report.response.map { !$0.body.isEmpty } ?? false
    let moved = moveFocus(to: answered && !state.hasFailed ? .response : .handshake)
    say("Exchange \(past.number) of \(past.time), from the history: \(past.result)".neutralised)
    guard answered, let response = report.response else { return effects + moved }
    return effects + moved + [.layOutResponse(exchange: state.number, response.message, received: nil)]
  }

  func path(of past: PastExchange) -> String? {
    guard let path = past.request, past.collection == collection?.folder, collection?.request(at: path) != nil else {
      return nil
    }
    return path
  }

  /// Certificates are looked at as they were then.
  private mutating func pastState(_ past: PastExchange, _ report: Report) -> ExchangeState {
    lastExchangeNumber += 1
    var state = ExchangeState(number: lastExchangeNumber, draft: report.draft, startedAtMilliseconds: milliseconds)
    state.take(.finished(report), certificates: certificates, now: past.time)
    state.elapsedMilliseconds = past.durationMilliseconds.map { Int(max(0, min($0, 1e12)).rounded()) } ?? 0
    state.past = past
    return state
  }

  /// At the left of the comparison with the exchange that is shown.
  private mutating func compareWith(_ past: PastExchange, _ report: Report) -> [Effect] {
    guard let shown = exchange?.number, kept.contains(where: { $0.number == shown }) else {
      say("There is nothing to compare it with: send the request, or open another exchange (Enter).", .bad)
      return []
    }
    closeHistory()
    lastExchangeNumber += 1
    let number = lastExchangeNumber
    referenceNumber = number
    keep(KeptExchange(report, number: number, path: past.name, finishedAt: past.time))
    return compare(with: number)
  }

  /// Said in the top line: the window may show what it has.
  mutating func failPast(_ problem: Problem) -> [Effect] {
    askForFileAgain(after: problem)
    log(Notice(text: problem.message, tone: .bad))
    if historyIndex != nil { return show(problem) }
    notice = Notice(text: problem.summary + " ! shows more.", tone: .bad)
    return []
  }
}
