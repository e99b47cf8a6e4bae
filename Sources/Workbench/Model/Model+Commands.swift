internal import Basics
internal import Collections
internal import Exchange
internal import Screen
internal import Text

// What each command does.
extension Model {
  mutating func perform(_ command: Command) -> [Effect] {
    if waits(for: command) { return [] }
    switch command {
    case .send: return send()
    case .probe: return probe()
    case .cancel: return cancel()
    case .save: return saveNow()
    case .tree: return moveFocus(to: .tree)
    case .request: return moveFocus(to: .request)
    case .handshake: return moveFocus(to: .handshake)
    case .response: return moveFocus(to: .response)
    case .nextPane: return stepFocus(by: 1)
    case .previousPane: return stepFocus(by: -1)
    case .nextTab: return stepTab(by: 1)
    case .previousTab: return stepTab(by: -1)
    case .nextRequest: return stepRequest(by: 1)
    case .previousRequest: return stepRequest(by: -1)
    case .openRequests: return openRequestList()
    case .closeRequest: return closeRequest(currentPath)
    case .closeOthers: return closeOtherRequests()
    case .zoomIn: isZoomed = true
    case .zoomOut: isZoomed = false
    case .taller, .shorter, .wider, .narrower: return resizePane(command)
    case .even: return resetSplits()
    case .filter: return openFilter()
    case .undoChange: return undoTreeChange()
    case .redoChange: return redoTreeChange()
    case .moveEntry: return openMoveMenu()
    case .back: return goBack()
    case .up, .down, .left, .right, .pageUp, .pageDown, .top, .bottom: return move(command)
    case .open: return openUnderCursor()
    case .fold: return foldUnderCursor()
    case .edit: return startTyping()
    case .editURL: return prompt(.url, "Address", current?.document.url ?? defaults.url ?? "https://")
    case .editAction: return prompt(.action, "SOAP action", current?.document.action ?? "")
    case .binding: return openBindingMenu()
    case .identity: return openIdentityMenu()
    case .externalEditor: return openExternalEditor()
    case .add: return addEntry()
    case .remove: return removeEntry()
    case .rename, .duplicate, .newFolder: return changeTree(command)
    case .environment: return openEnvironmentMenu()
    case .moveUp: return moveBehavior(by: -1)
    case .moveDown: return moveBehavior(by: 1)
    case .previous: return changeField(by: -1)
    case .next: return changeField(by: 1)
    case .search: commandLine = CommandLine(kind: .search)
    case .searchBack: commandLine = CommandLine(kind: .searchBack)
    case .clearMatches: vim.hidesMatches = true
    case .notHere: say("Vim has something on this key that is not here.")
    case .searchNext: return searchAgain(isForward: true)
    case .searchPrevious: return searchAgain(isForward: false)
    case .pretty: return togglePretty()
    case .copy: return openCopyMenu()
    case .query: return openQuery()
    case .writeBody: return promptForFile()
    case .validate: return validate()
    case .complete: return complete()
    case .explorer: return openExplorer()
    case .openDescription: return openDescriptionMenu()
    case .keepDescription, .optionalParts:
      say("O opens a description; \(command.info.title) is done there.")
    case .evidence: return goToEvidence()
    case .bytes: return focus == .response ? toggleBodyBytes() : toggleBytes()
    case .compare: return openCompareMenu()
    case .exportTranscript: return promptForTranscriptFile()
    case .capture: return capture()
    case .writeCapture: return promptForCaptureFile()
    case .history: return openHistory()
    case .pin, .allExchanges: say("This is for the list of past exchanges: press H.")
    case .nextSibling, .previousSibling, .parent: return goToElement(command)
    case .addCheck: return openCheckMenu()
    case .compareFile: return openFileCompare()
    case .preview: return openPreview()
    case .settings: return openSettings()
    case .certificates: return openCertificates()
    case .commandLine: commandLine = CommandLine(kind: .command, text: vim.visual == nil ? "" : CommandLine.selected)
    case .messages: return openMessages()
    case .palette: return open(Popup(.palette))
    case .help: return open(Popup(.help(popups.isEmpty ? helpContexts : contexts)))
    case .reload: return saveAll() + [.reloadCollection]
    case .redraw: return [.redraw]
    case .suspend: return saveAll() + [.suspend]
    case .quit: return quit()
    default: return performInEnvelope(command)
    }
    return []
  }

  private mutating func saveNow() -> [Effect] {
    let effects = saveAll()
    say(effects.isEmpty ? "Everything is saved." : "Saved.", .good)
    return effects
  }

  /// Leaves the innermost thing that is open; when nothing is, nothing happens.
  private mutating func goBack() -> [Effect] {
    if isTyping { return stopTyping() }
    if stopSearching() { return [] }
    if focus == .handshake, leaveMessages() { return [] }
    if focus == .tree, !tree.filter.isEmpty {
      clearFilter()
      return []
    }
    if isZoomed { isZoomed = false } else if focus != .tree, layout.paneTabs != nil { return moveFocus(to: .tree) }
    return []
  }

  // MARK: Typing

  mutating func startTyping() -> [Effect] {
    guard current != nil else { return [] }
    let effects = moveFocus(to: .request)
    current?.tab = .envelope
    isTyping = true
    beginInsertSession()
    return effects
  }

  mutating func stopTyping() -> [Effect] {
    let effects = endInsertSession()
    isTyping = false
    completion = nil
    return effects + saveAll() + checkEnvelope()
  }

  private var helpContexts: [KeyContext] {
    let modes: [KeyContext] = isModal && paneContext == .envelope ? [.visual, .pending] : []
    return [paneContext] + modes + [.global, .always]
  }

  private mutating func openExternalEditor() -> [Effect] {
    guard let current else { return [] }
    return saveAll() + [.openExternalEditor(request: current.path, current.editor.text.bytes)]
  }

  // MARK: Quitting

  /// Quitting loses nothing: files are written first, and a running call is asked about.
  private mutating func quit() -> [Effect] {
    if isRunning {
      return open(
        Popup(
          .question(
            Question(
              title: "A call is running", lines: ["Quitting stops it."],
              choices: [Choice("y", "stop it and quit", .stopAndQuit), Choice("n", "stay", .close)]))))
    }
    isQuitting = true
    let effects = saveAll()
    return effects + quitWhenSaved()
  }

  mutating func stopAndQuit() -> [Effect] {
    let running = exchanges.values.filter(\.isRunning).map(\.number).sorted()
    let probing = diagnoses.values.filter(\.isRunning).map(\.number).sorted()
    isQuitting = true
    return running.map { .cancel(exchange: $0) } + probing.map { .stopDiagnosis(number: $0) } + saveAll()
      + quitWhenSaved()
  }

  mutating func quitWhenSaved() -> [Effect] {
    requests.values.contains { $0.isSaving } ? [] : saveSession() + [.quit]
  }
}
