internal import Basics
internal import Screen
internal import Text

// What a person does: keys, pasted text, the mouse.
extension Model {
  mutating func handle(_ event: InputEvent) -> [Effect] {
    defer { settleVim() }
    return take(event)
  }

  private mutating func take(_ event: InputEvent) -> [Effect] {
    if isTitled, event != .focus(false) {
      isTitled = false
      return [.setTitle("")] + take(event)
    }
    if keepsEarly(event) { return [] }
    switch event {
    case .key(let chord): return tryTheme(with: handle(chord))
    case .paste(let bytes): return paste(bytes)
    case .mouse(let mouse): return tryTheme(with: handle(mouse))
    case .resize(let size):
      self.size = size
      revealCursor()
      return []
    case .focus: return []
    }
  }

  /// Where a key is looked up, innermost first.
  var contexts: [KeyContext] {
    if case .explorer? = popups.last?.purpose, explorer?.found != nil { return [.field, .always] }
    if let popup = popups.last { return popup.contexts + [.always] }
    if commandLine != nil { return [.field, .always] }
    if isTyping { return (completion == nil ? [] : [.completion]) + [.typing, .always] }
    return paneContexts + [.global, .always]
  }

  private var paneContexts: [KeyContext] { paneContext == .envelope ? envelopeContexts : [paneContext] }

  var paneContext: KeyContext {
    switch focus {
    case .tree: .tree
    case .request: current?.tab == .envelope ? .envelope : .form
    case .handshake: .handshake
    case .response: .response
    }
  }

  private mutating func handle(_ chord: KeyChord) -> [Effect] {
    if popups.isEmpty { notice = nil }
    if let letter = letterBehindEscape(chord) { return handle(KeyChord(.escape)) + handle(letter) }
    if isInNormalMode, let effects = takeInNormalMode(chord) { return effects }
    let keys = begun.map { KeySequence($0, chord) } ?? KeySequence(chord)
    begun = nil
    let meaning = keymap.meaning(of: keys, in: contexts)
    if meaning == .begins {
      // A letter that chooses a line of a list waits for nothing.
      if isChoice(chord) { return handleInPopup(chord, nil) }
      begun = chord
      return []
    }
    guard case .command(let command)? = meaning else { return handle(keys, nil) }
    return handle(keys, command)
  }

  /// Terminals send Alt and a letter as Esc and the letter, which is what quick hands mean in Vim.
  private func letterBehindEscape(_ chord: KeyChord) -> KeyChord? {
    guard isModal, popups.isEmpty, commandLine == nil, paneContext == .envelope, chord.modifiers.contains(.alt),
      case .character = chord.key, keymap.meaning(of: KeySequence(chord), in: contexts) == nil
    else { return nil }
    return KeyChord(chord.key, chord.modifiers.subtracting(.alt))
  }

  private mutating func handle(_ keys: KeySequence, _ command: Command?) -> [Effect] {
    let chord = keys.second ?? keys.first
    if keys.second != nil, command == nil { return refuse(keys) }
    if let command, keys.second == nil, keymap.command(for: chord, in: [.always]) != nil,
      !contexts.dropLast().contains(where: {
        keymap.command(for: chord, in: [$0]) != nil
      })
    {
      return perform(command)
    }
    if !popups.isEmpty { return handleInPopup(chord, command) }
    if commandLine != nil { return handleInCommandLine(chord, command) }
    if isTyping { return handleTyping(chord, command) }
    guard let command else {
      sayUnused(chord)
      return []
    }
    return isInNormalMode ? performInNormalMode(command, keys) : perform(command)
  }

  /// A sequence that leads nowhere; Esc in place of its second key takes it back.
  private mutating func refuse(_ keys: KeySequence) -> [Effect] {
    resetVim()
    if keys.second?.key == .escape { return [] }
    say("\(keys) does nothing here. \(helpKey)")
    return []
  }

  private var helpKey: String {
    keymap.keys(for: .help, in: contexts).first.map { "\($0) lists the keys." } ?? ""
  }

  /// Where a letter is a command of another pane only, that is told.
  private mutating func sayUnused(_ chord: KeyChord) {
    guard case .character = chord.key, chord.modifiers.isEmpty else { return }
    let places: [KeyContext] = [.tree, .envelope, .form, .handshake, .response]
    let found = places.lazy.compactMap { [keymap] place in
      keymap.command(for: chord, in: [place]).map { " In \(place.title) it is: \($0.info.title)." }
    }.first
    resetVim()
    say("\(chord) does nothing here.\(found ?? "") \(helpKey)")
  }

  private mutating func paste(_ bytes: [UInt8]) -> [Effect] {
    if let index = popups.indices.last {
      if popups[index].hasField, !popups[index].field.paste(bytes) { return sayTooLong(bytes) }
      return followPath()
    }
    if commandLine != nil {
      if commandLine?.field.paste(bytes) == false { return sayTooLong(bytes) }
      if let line = commandLine, line.kind == .filter { filterTree(line.field.text) }
      return countMatches()
    }
    return pasteIntoEnvelope(bytes)
  }

  /// A whole envelope takes the place of a new request's template. What is not being edited says how it is taken back.
  private mutating func pasteIntoEnvelope(_ bytes: [UInt8]) -> [Effect] {
    guard let current else {
      say("There is no request yet to paste into: a in the tree makes one.")
      return []
    }
    guard isTyping || paneContext == .envelope else {
      say("Pasting goes into the envelope: press 2 first.")
      return []
    }
    let isXML = bytes.first { ![0x09, 0x0A, 0x0D, 0x20].contains($0) } == UInt8(ascii: "<")
    let isNew = isXML && current.editor.text.bytes == Array(Self.emptyEnvelope.utf8)
    let effects = (isNew ? edit(.selectAll) : []) + edit(.paste(bytes))
    if isTyping { return effects }
    let undo = keymap.keys(for: .undo, in: contexts).first.map { "\($0)" } ?? "undo"
    say("Pasted \(bytes.count) bytes; \(undo) takes it back.")
    return effects + saveAll() + checkEnvelope()
  }

  private mutating func sayTooLong(_ bytes: [UInt8]) -> [Effect] {
    say(
      "Pasted were \(bytes.count) bytes; a line holds \(InputField.maximumCharacters) characters. Nothing was taken.",
      .bad)
    return []
  }

  // MARK: Typing into the envelope

  private mutating func handleTyping(_ chord: KeyChord, _ command: Command?) -> [Effect] {
    if let effects = handleInCompletion(chord, command) { return effects }
    let revision = current?.revision
    let isStep = current?.editor.selection.range.isEmpty == true && Self.isStep(chord)
    defer { if command != .complete { refreshCompletion(since: revision, isStep: isStep) } }
    if command == .notHere {
      say(VimAbsence.text(of: KeySequence(chord), whileTyping: true), .bad)
      return []
    }
    if let command { return perform(command) }
    guard let edit = TypingKeys.edit(for: chord, rows: height(of: .request)) else { return [] }
    return self.edit(edit)
  }

  private static func isStep(_ chord: KeyChord) -> Bool {
    guard chord.modifiers.isEmpty else { return false }
    if case .character = chord.key { return true }
    return chord.key == .backspace
  }

  mutating func edit(_ command: EditCommand) -> [Effect] {
    let head = current?.editor.selection.head ?? 0
    let (result, effects) = apply(command)
    record(command, head: head, hasChanged: result?.hasChangedText == true)
    return effects
  }

  /// Edits the envelope without remembering it as something that was typed.
  mutating func apply(_ command: EditCommand) -> (result: EditResult?, effects: [Effect]) {
    configureEditor()
    // In place: a copy of the request would copy its whole undo history.
    guard let path = currentPath, let result = requests[path]?.edit(command, at: now) else { return (nil, []) }
    revealCursor()
    if let refusal = result.refusal { say("\(refusal.summary) \(refusal.remedy)", .bad) }
    if result.hasChangedText { tabs.keep(path) }
    let effects = result.clipboard.map { toClipboard($0) } ?? []
    return (result, result.hasChangedText ? effects + checkEnvelope() : effects)
  }

  // MARK: Mouse

  private mutating func handle(_ mouse: MouseEvent) -> [Effect] {
    switch mouse.action {
    case .press where mouse.button == .left: return click(mouse.position)
    case .press where mouse.button == .middle: return middleClick(mouse.position)
    case .drag where mouse.button == .left:
      return draggedBorder == nil ? drag(to: mouse.position) : dragBorder(to: mouse.position)
    case .release:
      draggedBorder = nil
      return []
    case .wheelUp: return wheel(-3, at: mouse.position)
    case .wheelDown: return wheel(3, at: mouse.position)
    default: return []
    }
  }

  private func target(at position: Position) -> Target? {
    paint(size: size, theme: .mono).target(at: position)
  }

  private mutating func click(_ position: Position) -> [Effect] {
    draggedBorder = nil
    guard let target = target(at: position) else { return [] }
    if !popups.isEmpty {
      guard case .popupRow(let row) = target else { return target == .popup ? [] : closePopup() }
      if case .explorer? = popups.last?.purpose { return clickInExplorer(row) }
      let count = items(of: popups[popups.count - 1]).count
      popups[popups.count - 1].scroll.select(row, of: count, height: count)
      return confirmPopup()
    }
    commandLine = nil
    if case .completion(let row) = target { return acceptCompletion(row) }
    completion = nil
    switch target {
    case .pane(let pane): return moveFocus(to: pane)
    case .tab(let pane, let index): return moveFocus(to: pane) + showTab(index)
    case .request(let path): return show(openRequest: path)
    case .row(let pane, let row): return clickRow(row, of: pane)
    case .text(let pane, let area): return clickText(position, in: area, of: pane)
    case .command(let command): return perform(command)
    case .border(let border):
      draggedBorder = border
      return []
    case .popup, .popupRow, .completion: return []
    }
  }

  /// Closes the request whose tab is there, as browsers do.
  private mutating func middleClick(_ position: Position) -> [Effect] {
    guard popups.isEmpty, case .request(let path) = target(at: position) else { return [] }
    return closeRequest(path)
  }

  private mutating func clickText(_ position: Position, in area: Rect, of pane: Pane) -> [Effect] {
    let effects = moveFocus(to: pane)
    guard pane == .request, let offset = envelopeOffset(at: position, in: area) else { return effects }
    switch countPress(at: position) {
    case 1:
      endVisual()
      return effects + edit(.move(.offset(offset)))
    case 2: return effects + edit(.selectWord(offset)) + selected()
    default: return effects + edit(.selectLine(offset)) + selected()
    }
  }

  private static let doubleClickMilliseconds = 400

  /// How many times the mouse was pressed there in a row: once, twice or three times.
  private mutating func countPress(at position: Position) -> Int {
    var count = 1
    if let last = lastPress, last.position == position,
      milliseconds - last.milliseconds <= Self.doubleClickMilliseconds
    {
      count = last.count % 3 + 1
    }
    lastPress = (position, milliseconds, count)
    return count
  }

  private mutating func drag(to position: Position) -> [Effect] {
    guard popups.isEmpty, case .text(.request, let area) = target(at: position),
      let offset = envelopeOffset(at: position, in: area)
    else { return [] }
    return edit(.extend(.offset(offset))) + selected()
  }

  /// What the mouse has selected is what visual mode selects.
  private mutating func selected() -> [Effect] {
    if vim.visual == nil { adoptSelection() }
    return []
  }

  private mutating func clickRow(_ row: Int, of pane: Pane) -> [Effect] {
    let wasSelected = (focus == pane || pane == .tree) && selectedRow(of: pane) == row
    let effects = moveFocus(to: pane)
    select(row, of: pane)
    if pane == .tree, !wasSelected, let row = rowUnderCursor, !row.isFolder {
      return effects + showUnderCursor() + moveFocus(to: .request)
    }
    return wasSelected || pane == .tree ? effects + perform(.open) : effects
  }

  private mutating func wheel(_ rows: Int, at position: Position) -> [Effect] {
    if !popups.isEmpty {
      movePopup(by: rows)
      return []
    }
    switch target(at: position) {
    case .request: return stepRequest(by: rows.signum())
    case .pane(let pane), .tab(let pane, _), .row(let pane, _), .text(let pane, _): scroll(pane, by: rows)
    default: break
    }
    return []
  }
}
