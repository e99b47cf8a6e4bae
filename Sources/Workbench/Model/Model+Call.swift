internal import Basics
internal import Bindings
internal import Certificates
internal import Collections
internal import Exchange
internal import Handshake
internal import Screen
internal import Text

// Sending, and what comes back.
extension Model {
  /// Saves and sends the current request, unless something must be known first.
  mutating func send() -> [Effect] {
    guard let request = current, let collection else {
      say("There is no request to send: press a in the tree of requests to make one.", .bad)
      return []
    }
    guard exchange?.isRunning != true else {
      say("The call is still running; x stops it.", .bad)
      return []
    }
    do {
      var draft = try collection.draft(of: request.toStore, identities: identities, choice: variableChoice)
      if let question = try settleIdentity(of: &draft, then: .send) { return saveAll() + open(question) }
      if let question = programQuestion(draft, of: request.path, then: .send) { return saveAll() + open(question) }
      if let question = settleSecrets(of: &draft, then: .send) { return saveAll() + open(question) }
      return saveAll() + start(draft)
    } catch {
      return show(Problem(error))
    }
  }

  /// Puts the typed password into the draft.
  ///
  /// - Returns: what must be asked before the certificate may be used; nil when nothing.
  func settleIdentity(of draft: inout Draft, then: PasswordQuestion.Then) throws(Refusal) -> Popup? {
    guard let name = draft.identity?.name, let entry = identities.named(name) else { return nil }
    if let address = try? HTTPAddress(draft.effectiveURL), address.scheme == "https", !entry.isAllowed(address) {
      return Popup(.question(hostQuestion(identity: name, address: address, then: then)))
    }
    if let secret = secrets[name] {
      draft.identity?.password = .literal(secret)
    } else if entry.reference.password == .prompt {
      let file = entry.reference.certificate.label
      return Popup(.password(PasswordQuestion(name: name, file: file, then: then)))
    }
    return nil
  }

  /// Puts what else was typed into the draft, or asks for what is missing.
  func settleSecrets(of draft: inout Draft, then: PasswordQuestion.Then) -> Popup? {
    settleUser(of: &draft, then: then) ?? settleVariables(of: &draft, then: then)
  }

  private func settleUser(of draft: inout Draft, then: PasswordQuestion.Then) -> Popup? {
    guard let user = draft.user, user.password == .prompt,
      (try? draft.binding.wirePlan(action: draft.action, flavour: draft.flavour))?.needsUserName == true
    else { return nil }
    if let secret = userSecrets[user.name] {
      draft.user?.password = .literal(secret)
      return nil
    }
    return Popup(
      .password(
        PasswordQuestion(owner: .user, name: user.name, file: "user \(user.name.neutralised)", then: then)))
  }

  private func hostQuestion(
    identity: String, address: HTTPAddress, then: PasswordQuestion.Then
  ) -> Question {
    Question(
      title: "A certificate for a new server",
      lines: ["\(identity) has not been shown to \(address.hostAndPort) before.", "May this server see it?"],
      choices: [
        Choice(
          "y", "yes, \(then.words)",
          .allowHost(identity: identity, host: address.hostAndPort, then: then)),
        Choice("n", "no", .close),
      ])
  }

  /// - Parameter past: what is sent again in place of the request.
  mutating func start(_ draft: Draft, again past: PastExchange? = nil) -> [Effect] {
    lastExchangeNumber += 1
    var draft = draft
    draft.captures = capturesNext
    var state = ExchangeState(number: lastExchangeNumber, draft: draft, startedAtMilliseconds: milliseconds)
    if let previous = exchange {
      state.handshakePane.tab = previous.handshakePane.tab
      state.responsePane.isPretty = previous.responsePane.isPretty
      state.earlierAnswer =
        previous.responsePane.document.map { EarlierAnswer(number: previous.number, document: $0) }
        ?? previous.earlierAnswer
    }
    state.resent = past
    exchange = state
    if let currentPath { tabs.keep(currentPath) }
    lower = .handshake
    isTyping = false
    notice = nil
    return [.send(exchange: lastExchangeNumber, draft)]
  }

  mutating func cancel() -> [Effect] {
    guard let exchange, exchange.isRunning else {
      if let effects = stopProbes() ?? stopReading() { return effects }
      say("No call is running.")
      return []
    }
    return [.cancel(exchange: exchange.number)]
  }

  mutating func take(_ event: ExchangeEvent, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    exchanges[path]?.take(event, certificates: certificates, now: now)
    guard case .finished(let report) = event else { return [] }
    let bell: [Effect] = hasTakenLong(path) ? announceEnd(of: path) : []
    return bell + finish(report, number, path)
  }

  /// Whoever waits that long looks elsewhere.
  private static let longCallMilliseconds = 5_000

  private func hasTakenLong(_ path: String) -> Bool {
    exchanges[path].map { milliseconds - $0.startedAtMilliseconds >= Self.longCallMilliseconds } ?? false
  }

  /// By ear, and for whoever looks at another window, in the list of windows.
  private mutating func announceEnd(of path: String) -> [Effect] {
    isTitled = true
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return [.ringBell, .setTitle("\(badge(of: path).text) \(name) - Signet".neutralised)]
  }

  private mutating func finish(_ report: Report, _ number: Int, _ path: String) -> [Effect] {
    keepCertificateLine(of: report, path)
    keep(KeptExchange(report, number: number, path: path, finishedAt: now))
    let checks = (path == currentPath ? showOutcome() : []) + judge(path)
    forgetUser(refusedBy: report)
    if report.refusal?.code == "wrong-password" { return checks + askPasswordAgain(path) }
    guard let response = report.response, !response.body.isEmpty else { return checks }
    return checks + [
      .layOutResponse(
        exchange: number, response.message, received: response.isMultipart ? response.body : nil)
    ]
  }

  /// A password that was not accepted is asked for anew.
  mutating func forgetUser(refusedBy report: Report) {
    if report.response?.status == 401, let user = report.draft.user { userSecrets[user.name] = nil }
  }

  /// Exchanges that use the connection again name the one that made it.
  private mutating func keepCertificateLine(of report: Report, _ path: String) {
    guard let line = exchanges[path]?.certificateLine, !line.isOfKeptConnection else { return }
    certificateLines[report.outcome.exchangeNumber] = line
  }

  private mutating func askPasswordAgain(_ path: String) -> [Effect] {
    guard path == currentPath, popups.isEmpty, let entry = currentIdentity, secrets[entry.name] != nil else {
      return []
    }
    secrets[entry.name] = nil
    return askPassword(of: entry, then: exchange?.resent.map { .resend($0.number) } ?? .send, isRetry: true)
  }

  /// The eye goes where the result is: to the answer, or to the rung that broke.
  private mutating func showOutcome() -> [Effect] {
    guard var state = exchange else { return [] }
    if state.isRefused, case .broken? = current?.wellFormedness, !isTyping, popups.isEmpty {
      lower = .response
      return goToError(by: 1, because: "Nothing was sent: the envelope is no XML. ")
    }
    let target: Pane = !state.isRefused && (state.report?.response == nil || state.hasFailed) ? .handshake : .response
    if !isTyping, popups.isEmpty {
      focus = target
    }
    lower = target
    if target == .handshake {
      state.standOnFailure(columns: handshakeColumns, height: listHeight(of: .handshake), now: now)
    }
    exchange = state
    return []
  }

  mutating func begin(_ document: TextDocument, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    exchanges[path]?.responsePane.showBeginning(document)
    return []
  }

  mutating func adopt(_ document: TextDocument, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    exchanges[path]?.responsePane.show(document)
    return checkShownAnswer(path) + catchUp(path)
  }

  /// For the tab of changes, when it is shown first.
  mutating func compareAnswers() -> [Effect] {
    guard let exchange, exchange.responsePane.tab == .changes, exchange.responsePane.changes == nil,
      let earlier = exchange.earlierAnswer, let document = exchange.responsePane.document
    else { return [] }
    let pair = AnswerPair(
      against: "the answer to call #\(earlier.number)", old: earlier.document.text, new: document.text)
    return [.compareAnswers(exchange: exchange.number, pair)]
  }

  mutating func adopt(_ changes: AnswerChanges, ofExchange number: Int) -> [Effect] {
    guard let path = exchanges.first(where: { $0.value.number == number })?.key else { return [] }
    exchanges[path]?.responsePane.changes = changes
    return []
  }

  mutating func tick(_ now: Timestamp, _ milliseconds: Int) -> [Effect] {
    self.now = now
    self.milliseconds = milliseconds
    for path in exchanges.keys { exchanges[path]?.tick(milliseconds) }
    for path in diagnoses.keys { diagnoses[path]?.tick(milliseconds) }
    return saveSessionWhenDue()
  }
}

extension ExchangeState {
  /// Puts the cursor on the first finding, which says why; without one on the rung that broke.
  mutating func standOnFailure(columns: Int, height: Int, now: Timestamp?) {
    guard ladder.brokenRung != nil else { return }
    handshakePane.tab = .ladder
    let rows = HandshakeRows(self, columns: columns, now: now).rows
    guard let index = rows.index(of: .finding(0)) ?? rows.firstIndex(where: { $0.isBroken }) else { return }
    handshakePane.scroll.select(index, of: rows.count, height: height)
  }
}
