internal import Basics
internal import Collections
internal import Exchange
internal import Screen
internal import Text

// The windows on top.
extension Model {
  mutating func open(_ popup: Popup) -> [Effect] {
    popups.append(popup)
    return []
  }

  mutating func show(_ problem: Problem) -> [Effect] {
    let remedy = WorkbenchWords.of(problem.remedy)
    log(Notice(text: ([problem.summary] + problem.values + [remedy]).joined(separator: " "), tone: .bad))
    return open(Popup(.problem(problem)))
  }

  mutating func openMessages() -> [Effect] {
    guard !messageLog.isEmpty else {
      say("Nothing was said yet.")
      return []
    }
    let choices = messageLog.reversed().map { entry in
      let time = entry.at.map { String($0.description.dropFirst(11).prefix(8)) + "  " } ?? ""
      let mark = entry.notice.tone == .bad ? "! " : ""
      return Choice(nil, time + mark + entry.notice.text.neutralised, .copy(.line(entry.notice.text)))
    }
    return open(Popup(.menu(title: "What was said; Enter copies it", choices)))
  }

  /// Something that was asked of the world could not be done.
  mutating func fail(_ problem: Problem) -> [Effect] {
    (pendingRenames, wantedPath, wantsAddress, completionWaits) = ([:], nil, false, nil)
    afterTrust = nil
    stopListing()
    endReading()
    if notice?.text == Self.makingRequests { notice = nil }
    askForFileAgain(after: problem)
    for path in requests.keys { requests[path]?.takesTheirs = false }
    if exchange?.responsePane.comparesFile == true { leaveFileCompare() }
    return show(problem)
  }

  mutating func closePopup() -> [Effect] {
    _ = popups.popLast()
    return []
  }

  mutating func handleInPopup(_ chord: KeyChord, _ command: Command?) -> [Effect] {
    guard let popup = popups.last else { return [] }
    if case .probes = popup.purpose { return handleInProbes(command) }
    if case .history(let list) = popup.purpose, let effects = handle(command, in: list) { return effects }
    if case .explorer = popup.purpose { return handleInExplorer(chord, command) }
    if let choice = choice(for: chord, in: popup) { return choose(choice.action) }
    switch command {
    case .closeRequest: return closeRequestInList()
    case .closeOthers: return closeOthersInList()
    case .back: return closePopup()
    case .open: return confirmPopup()
    case .up: movePopup(by: -1)
    case .down, .next: movePopup(by: 1)
    case .previous: movePopup(by: -1)
    case .pageUp: movePopup(by: -10)
    case .pageDown: movePopup(by: 10)
    case .top: movePopup(by: -popup.rowLimit(items: items(of: popup).count))
    case .bottom: movePopup(by: popup.rowLimit(items: items(of: popup).count))
    case .help: return perform(.help)
    default: return type(chord)
    }
    return []
  }

  /// Whether the letter chooses a line of the list on top.
  func isChoice(_ chord: KeyChord) -> Bool { popups.last.map { choice(for: chord, in: $0) != nil } ?? false }

  private func choice(for chord: KeyChord, in popup: Popup) -> Choice? {
    guard !popup.hasField, chord.modifiers.isEmpty, case .character(let scalar) = chord.key else { return nil }
    return items(of: popup).first { $0.key == scalar }
  }

  private mutating func type(_ chord: KeyChord) -> [Effect] {
    guard var popup = popups.last, popup.hasField else { return [] }
    if case .files(let browser) = popup.purpose, chord.key == .backspace, popup.field.isEmpty {
      return browse(browser.use, parent(of: browser.path))
    }
    if case .certificates(let browser) = popup.purpose, chord.key == .backspace, popup.field.isEmpty {
      return browseCertificates(parent(of: browser.path), from: popups.popLast())
    }
    let before = popup.field.text
    guard popup.field.handle(chord) else { return [] }
    if popup.field.text != before { popup.scroll = ScrollState() }
    popups[popups.count - 1] = popup
    return popup.field.text == before ? [] : followPath() + listPastAgain()
  }

  mutating func movePopup(by rows: Int) {
    guard let popup = popups.last else { return }
    if case .probes = popup.purpose { return scrollProbes(by: rows) }
    if case .page = popup.purpose { return scrollPage(by: rows) }
    if case .explorer = popup.purpose { return moveInExplorer(by: rows) }
    popups[popups.count - 1].scroll.move(by: rows, of: items(of: popup).count, height: popupListHeight)
  }

  /// Enter: takes the chosen line, or what was typed.
  mutating func confirmPopup() -> [Effect] {
    guard let popup = popups.last else { return [] }
    switch popup.purpose {
    case .password(let question): return takePassword(Secret(popup.field.text), question)
    case .prompt(let prompt): return take(popup.field.text, prompt)
    case .problem, .page: return closePopup()
    case .probes, .explorer: return []
    case .history(let list) where list.isFiltering: return endFiltering()
    case .help, .palette, .menu, .question, .files, .openRequests, .history, .settings, .certificates:
      let items = items(of: popup)
      guard items.indices.contains(popup.scroll.selected) else { return [] }
      return choose(items[popup.scroll.selected].action)
    }
  }

  // MARK: What can be chosen

  func items(of popup: Popup) -> [Choice] {
    switch popup.purpose {
    case .help(let contexts): helpItems(contexts, TypedFilter(popup.field.text))
    case .palette: paletteItems(popup.field.text)
    case .menu(_, let choices): choices
    case .openRequests: openRequestItems
    case .question(let question): question.choices
    case .page(let page): page.choices
    case .settings(let settings): settings.choices
    case .certificates(let browser): browser.rows(filter: popup.field.text).map(\.choice)
    case .files(let browser): browser.choices(filter: popup.field.text)
    case .history(let list): list.choices
    case .password, .prompt, .problem, .probes, .explorer: []
    }
  }

  /// First the keys of this place, then all others; those whose key, name or explanation holds the text.
  private func helpItems(_ contexts: [KeyContext], _ filter: TypedFilter) -> [Choice] {
    let others = KeyContext.allCases.filter { !contexts.contains($0) }
    return (contexts + others).flatMap { context in
      keymap.bindings.filter { $0.contexts.contains(context) }.compactMap { binding in
        let keys = binding.keys.map(\.description).joined(separator: " ")
        let note = "\(binding.command.info.help)  · \(context.title)"
        let words = "\(keys) \(binding.command.rawValue) \(binding.command.info.title) \(note)"
        guard filter.matches(words) else { return nil }
        return Choice(nil, keys, note: note, .perform(binding.command))
      }
    }
  }

  /// What is called as was typed comes first.
  private func paletteItems(_ filter: String) -> [Choice] {
    let commands = Command.table.filter { !$0.command.isOfVim }.map { info -> (rank: Int?, choice: Choice) in
      let key = keymap.keys(for: info.command, in: [paneContext, .global, .always]).first?.description ?? ""
      let texts = ["\(info.command.rawValue) \(info.title)", info.help, info.command.otherWords]
      let rank = FuzzyMatch.rank(filter, texts)
      return (rank, Choice(nil, info.command.rawValue, note: "\(info.help)  \(key)", .perform(info.command)))
    }
    let requests = (collection?.requests ?? []).map { request -> (rank: Int?, choice: Choice) in
      let title = "go to \(request.path)"
      return (
        FuzzyMatch.rank(filter, [title]),
        Choice(nil, title, note: request.document.url ?? "", .openRequest(path: request.path))
      )
    }
    // Those that are typed into a form are found by their names too, once anything is looked for.
    let fields =
      filter.isEmpty
      ? []
      : WorkbenchSetting.all.map { setting -> (rank: Int?, choice: Choice) in
        let rank = FuzzyMatch.rank(filter, [setting.label, setting.text, setting.flag])
        return (rank, Choice(nil, setting.label, note: setting.text, .goTo(setting.place)))
      }
    let ranked = (commands + fields + requests).filter { $0.rank != nil }
    return (0...FuzzyMatch.lastRank).flatMap { rank in ranked.filter { $0.rank == rank }.map(\.choice) }
  }

  // MARK: What choosing does

  mutating func choose(_ action: Action) -> [Effect] {
    let popup = popups.popLast()
    switch action {
    case .close: return []
    case .perform(let command): return perform(command)
    case .openRequest(let path):
      let effects = path == currentPath ? [] : openRequest(path)
      tabs.open(path, after: currentPath)
      return effects + moveFocus(to: .request)
    case .showRequest(let path): return show(openRequest: path)
    case .copy(let source): return copy(source)
    case .setBinding(let name): return setBinding(name)
    case .choose(let field, let word): return choose(word, of: field)
    case .useIdentity(let name): return use(identity: name)
    case .askToken:
      return prompt(.token, "Object of a PKCS#11 token", "pkcs11:token=;object=", hint: "Esc leaves it")
    case .browse(let use, let path): return browse(use, path)
    case .pickFile(let use, let path): return pick(path, as: use)
    case .deleteFiles(let path): return delete(path)
    case .moveEntry(let path, let folder): return moveEntry(path, to: folder)
    case .useEnvironment(let name): return choose(environment: name)
    case .allowHost(let identity, let host, let then): return allow(identity, host: host, then: then)
    case .addBehavior(let word): return addBehavior(word)
    case .trustPrograms(let programs, let request, let then):
      afterTrust = (request, then)
      return [.trust(programs)]
    case .overwrite(let path): return requests[path]?.beginSave(overwrites: true).map { [$0] } ?? []
    case .takeTheirs(let path): return takeTheirs(path)
    case .showConflict(let path): return showConflict(path)
    case .editSetting(let name): return editSetting(name)
    case .setSetting(let name, let value): return set(name, to: value)
    case .askSetting(let name): return askSetting(name)
    case .browseCertificates(let path): return browseCertificates(path, from: popup)
    case .useCertificate(let path): return useCertificate(path, from: popup)
    case .addCheck(let check): return add(check)
    case .askCheck:
      return prompt(
        .newCheck, "What must hold of each answer", "",
        hint: AssertionKind.all.map(\.word).joined(separator: ", "))
    case .stopAndQuit: return stopAndQuit()
    case .quitUnsaved: return [.quit]
    case .compareWith(let number): return compare(with: number)
    case .showPast(let number): return [.readPast(number: number, .show)]
    case .deletePast(let number): return [.deletePast(number: number)]
    case .showInAnswer(let range): return showInAnswer(range)
    case .travel(let number): return editEnvelope(.travel(number))
    case .goTo(let place): return goTo(place)
    case .openKeptDescription: return openKeptDescription()
    case .askDescription: return askDescription()
    case .makeRequests(let selection): return add(selection)
    }
  }

  // MARK: Prompts

  mutating func prompt(_ use: Prompt.Use, _ title: String, _ text: String, hint: String = "") -> [Effect] {
    let needsRequest: Bool
    switch use {
    case .newRequest, .newFolder, .description, .exportPast: needsRequest = false
    default: needsRequest = true
    }
    if needsRequest, current == nil {
      say("There is no request yet: press a in the tree of requests to make one.", .bad)
      return []
    }
    return open(Popup(.prompt(Prompt(use: use, title: title, hint: hint)), text: text))
  }

  private mutating func take(_ text: String, _ prompt: Prompt) -> [Effect] {
    _ = popups.popLast()
    let trimmed = text.trimmingSpaces
    if prompt.use.isFile { lastFilePrompt = (prompt, trimmed) }
    switch prompt.use {
    case .url: if let problem = takeAddress(trimmed) { return show(problem) }
    case .action: current?.document.action = text.isEmpty ? nil : text == "\"\"" ? "" : text
    case .elements: current?.document.elements = trimmed.isEmpty ? nil : trimmed
    case .userName: current?.document.user = trimmed.isEmpty ? nil : trimmed
    case .userPassword:
      if !trimmed.isEmpty, String(secretReference: trimmed) == nil { return show(.passwordInsteadOfSource) }
      current?.document.userPassword = trimmed.isEmpty ? nil : trimmed
    case .serverFolder: current?.document.trust.folderPath = trimmed.isEmpty ? nil : trimmed
    case .token: return takeToken(trimmed)
    case .headerName: return takeHeaderName(trimmed)
    case .headerValue(let index): takeHeaderValue(trimmed, index)
    case .newBehavior(let word): return takeNewBehavior(trimmed, word)
    case .behavior(let index): return takeBehavior(trimmed, index)
    case .newRequest(let folder): return trimmed.isEmpty ? [] : createRequest(named: trimmed, in: folder)
    case .newFolder(let folder): return createFolder(trimmed, in: folder)
    case .rename(let path): return rename(path, to: trimmed)
    case .duplicate(let path): return duplicate(path, to: trimmed)
    case .writeBody: return write(to: trimmed)
    case .writeReport: return writeReport(to: trimmed)
    case .exportTranscript: return writeTranscript(to: trimmed)
    case .exportPast(let number): return trimmed.isEmpty ? [] : [.exportPast(number: number, path: trimmed)]
    case .writeCapture: return writeCapture(to: trimmed)
    case .renameElement: return editEnvelope(.renameElement(trimmed))
    case .description: return openDescription(at: trimmed)
    case .newCheck: return takeCheck(trimmed)
    case .setting(let name): return set(name, to: trimmed)
    }
    return saveAll() + inspectIdentity()
  }

  /// A whole address may have been pasted behind the scheme that stood there.
  private mutating func takeAddress(_ text: String) -> Problem? {
    if text.contains(where: \.isWhitespace), !text.contains("{{") {
      return Problem(
        code: "not-an-address", summary: "This is not an address.", values: ["given: \(text.neutralised.prefix(200))"],
        remedy: "Give https://HOST/PATH, a blank as %20. `signet import curl` takes commands.")
    }
    let pasted = ["https://http://", "https://https://"].contains { text.lowercased().hasPrefix($0) }
    let address = pasted ? String(text.dropFirst("https://".count)) : text
    current?.document.url = ["", "https://"].contains(address) ? nil : address
    return nil
  }

  /// Rows of a popup's list that fit: what `paint` gives it.
  var popupListHeight: Int { max(1, PopupShape.listRows(screen: size)) }
}

/// Letters that occur in a text in their order.
enum FuzzyMatch {
  static let lastRank = 3

  /// How well a command is meant: 0 when its name begins so, then when a text holds the letters side by side, its name
  /// before the others, then when its name holds them in their order; nil when not at all.
  ///
  /// - Parameter texts: the name, then what explains it.
  static func rank(_ letters: String, _ texts: [String]) -> Int? {
    let letters = letters.lowercased()
    let texts = texts.map { $0.lowercased() }
    guard let name = texts.first else { return nil }
    if name.hasPrefix(letters) { return 0 }
    if name.contains(letters) { return 1 }
    if texts.contains(where: { $0.contains(letters) }) { return 2 }
    return matches(letters, name) ? lastRank : nil
  }

  static func matches(_ letters: String, _ text: String) -> Bool {
    var rest = text.lowercased()[...]
    for letter in letters.lowercased() where letter != " " {
      guard let index = rest.firstIndex(of: letter) else { return false }
      rest = rest[rest.index(after: index)...]
    }
    return true
  }
}
