internal import Screen
internal import Text

// What whole commands of normal mode do.
extension Model {
  mutating func execute(_ command: NormalCommand) -> [Effect] {
    switch command {
    case .move(let motion, let count): return go(motion, count)
    case .operate(let operation, let target, let count): return operate(operation, target, count)
    case .select(let object, let isAround, let count):
      let done = normal(.select(object, isAround: isAround, count: count))
      if !done.hasFailed { vim.visual = .characters }
      return done.effects
    case .replaceCharacter(let scalar, let target, let count):
      return change(
        .replaceCharacters(scalar, target, count: count),
        as: .replaceCharacter(scalar, target.map { repeatable($0) }, count: count))
    case .act(let action, let count): return act(action, count)
    }
  }

  /// One edit of normal mode.
  mutating func normal(_ edit: NormalEdit) -> (hasFailed: Bool, effects: [Effect], yanked: Register?) {
    let (result, effects) = apply(.normal(edit))
    return (result?.hasFailed ?? true, effects, result?.yanked)
  }

  private mutating func go(_ motion: NormalMotion, _ count: Int?) -> [Effect] {
    let motion = resolved(motion, count)
    return normal(vim.visual == nil ? .move(motion, count: count) : .extend(motion, count: count)).effects
  }

  /// Where a line of the screen is, only the screen knows.
  private func resolved(_ motion: NormalMotion, _ count: Int?) -> NormalMotion {
    guard case .screen(let place) = motion, let current else { return motion }
    let visible = VisibleLines(of: current.editor)
    let top = visible.index(ofLine: current.scroll.topLine)
    let bottom = max(top, min(top + envelopeSize.rows, visible.count) - 1)
    let index =
      switch place {
      case .top: min(top + (count ?? 1) - 1, bottom)
      case .middle: (top + bottom) / 2
      case .bottom: max(top, bottom - (count ?? 1) + 1)
      }
    return .line(visible.line(atIndex: index))
  }

  // MARK: Changes

  private mutating func operate(_ operation: NormalOperator, _ target: NormalTarget, _ count: Int?) -> [Effect] {
    var target = target
    if case .motion(let motion) = target { target = .motion(resolved(motion, count)) }
    let repeated = repeatable(target)
    vim.beginStep()
    defer { if vim.session == nil { vim.step = nil } }
    let done = normal(.operate(operation, target, count: count))
    leaveVisual()
    if done.hasFailed { return done.effects }
    let effects = done.effects + keep(done.yanked, forClipboard: operation == .yank)
    let command = NormalCommand.operate(operation, repeated, count: count)
    if operation == .change { return effects + type(after: command, count: 1) }
    if !operation.isChange { return effects }
    vim.lastChange = RecordedChange(command: command)
    return effects + saveAll()
  }

  private mutating func change(_ edit: NormalEdit, as command: NormalCommand) -> [Effect] {
    vim.beginStep()
    defer { vim.step = nil }
    let done = normal(edit)
    leaveVisual()
    if done.hasFailed { return done.effects }
    vim.lastChange = RecordedChange(command: command)
    return done.effects + keep(done.yanked, forClipboard: false) + saveAll()
  }

  private func repeatable(_ target: NormalTarget) -> NormalTarget {
    guard case .selection(let isLinewise) = target, let editor = current?.editor else { return target }
    return editor.stretch(isLinewise: isLinewise)
  }

  private mutating func leaveVisual() {
    guard let mode = vim.visual else { return }
    vim.lastVisual = current.map { (mode, $0.editor.selection) }
    vim.visual = nil
  }

  /// What is only deleted does not take the place of what the terminal's clipboard holds.
  private mutating func keep(_ register: Register?, forClipboard: Bool) -> [Effect] {
    guard let register else { return [] }
    let effects = forClipboard ? toClipboard(register.bytes) : []
    clipboard = register.bytes
    vim.register = register
    return effects
  }

  /// What was copied last, here or elsewhere.
  private var register: Register {
    clipboard == vim.register.bytes ? vim.register : Register(clipboard, isLinewise: false)
  }

  // MARK: Actions

  private mutating func act(_ action: NormalAction, _ count: Int?) -> [Effect] {
    switch action {
    case .insert(let place): return insert(place, count)
    case .swapCase: return change(.swapCase(count: count), as: .act(action, count: count))
    case .join(let withBlank): return join(withBlank, count)
    case .put(let isBefore): return put(isBefore, count)
    case .undo, .redo: return travel(action == .undo ? .undo : .redo, count ?? 1)
    case .repeatChange: return repeatChange(count)
    case .visual(let isLinewise): beginVisual(isLinewise ? .lines : .characters)
    case .visualAgain: selectAgain()
    case .visualOtherEnd: swapEnds()
    case .searchAgain(let isReversed): return searchAgain(isReversed: isReversed, count ?? 1)
    case .searchWord(let isForward): return searchWord(isForward: isForward, count ?? 1)
    case .fold: return edit(.toggleFold)
    case .openFold: return normal(.openFold).effects
    case .closeFold: return normal(.closeFold).effects
    case .halfPage, .page, .scrollLine, .cursorLine: return scroll(action, count)
    }
    return []
  }

  private mutating func travel(_ command: EditCommand, _ count: Int) -> [Effect] {
    var effects: [Effect] = []
    for _ in 0..<min(count, UndoTree.stateLimit) {
      let (result, more) = apply(command)
      effects += more
      if result?.hasChangedText != true { break }
    }
    return effects + saveAll()
  }

  private mutating func join(_ withBlank: Bool, _ count: Int?) -> [Effect] {
    let target: NormalTarget = vim.visual == nil ? .lines : .selection(isLinewise: true)
    let repeated = repeatable(target)
    if vim.visual == nil {
      return change(
        .join(target, withBlank: withBlank, count: count), as: .act(.join(withBlank: withBlank), count: count))
    }
    var lines = 2
    if case .stretch(let more, _, _) = repeated { lines = more + 1 }
    return change(
      .join(target, withBlank: withBlank, count: nil), as: .act(.join(withBlank: withBlank), count: lines))
  }

  private mutating func put(_ isBefore: Bool, _ count: Int?) -> [Effect] {
    if clipboard.isEmpty {
      say("Nothing was copied or deleted here yet; the terminal's own paste works while typing.", .bad)
      return []
    }
    let target = vim.visual.map { NormalTarget.selection(isLinewise: $0 == .lines) }
    return change(
      .put(register, over: target, isBefore: isBefore, count: count), as: .act(.put(isBefore: isBefore), count: count))
  }

  private mutating func selectAgain() {
    guard let (mode, selection) = vim.lastVisual, let path = currentPath, let text = current?.editor.text else {
      return
    }
    let end = text.byteCount
    requests[path]?.select(Selection(anchor: min(selection.anchor, end), head: min(selection.head, end)))
    (vim.visual, vim.visualPath) = (mode, path)
    revealCursor()
  }

  private mutating func swapEnds() {
    guard let path = currentPath, let selection = current?.editor.selection else { return }
    requests[path]?.select(Selection(anchor: selection.head, head: selection.anchor))
    revealCursor()
  }

  // MARK: Typing

  private mutating func insert(_ place: NormalAction.Insert, _ count: Int?) -> [Effect] {
    vim.beginStep()
    let effects = normal(.insert(place)).effects
    return effects + type(after: .act(.insert(place), count: nil), count: count ?? 1)
  }

  /// Typing begins, until Esc.
  mutating func type(after command: NormalCommand, count: Int) -> [Effect] {
    resetVim()
    vim.session = InsertSession(command, count: count)
    return startTyping()
  }

  /// As many times what was typed may be repeated, and as many bytes may come of it.
  private static let mostTyped = 10_000
  private static let mostTypedBytes = 16 << 20

  private func times(_ wanted: Int, _ typed: [InsertSession.Edit]) -> Int {
    let bytes = typed.reduce(0) { $0 + $1.byteCount }
    return min(wanted, Self.mostTyped, max(1, Self.mostTypedBytes / max(1, bytes)))
  }

  /// Typing that did not begin in normal mode.
  mutating func beginInsertSession() {
    guard isModal, vim.session == nil else { return }
    vim.visual = nil
    resetVim()
    vim.beginStep()
    vim.session = InsertSession(.act(.insert(.here), count: nil), count: 1)
  }

  /// - Parameters:
  ///   - head: where the cursor stood.
  ///   - hasChanged: what has changed nothing is nothing to repeat, unless it moved the cursor.
  mutating func record(_ command: EditCommand, head: Int, hasChanged: Bool) {
    guard isTyping, var session = vim.session, hasChanged || current?.editor.selection.head != head else { return }
    // Where the cursor was moved to, typing is a change of its own.
    if !session.record(command, head: head) { vim.beginStep() }
    vim.session = session
  }

  mutating func endInsertSession() -> [Effect] {
    guard let session = vim.session else { return [] }
    vim.session = nil
    var effects: [Effect] = []
    for _ in 1..<max(1, times(session.count, session.edits)) {
      effects += again(session.command, session.edits, isFirst: false) ?? []
    }
    effects += normal(.endInsert).effects
    vim.step = nil
    let count = session.count > 1 ? session.count : nil
    vim.lastChange = RecordedChange(command: session.command.counting(count), typed: session.edits)
    return effects
  }

  // MARK: Repeating

  /// - Parameter isFirst: a command that opens a line does so each time, every other one only at first.
  ///
  /// - Returns: nil where the command could not be carried out.
  private mutating func again(_ command: NormalCommand, _ typed: [InsertSession.Edit], isFirst: Bool) -> [Effect]? {
    var effects: [Effect] = []
    switch command {
    case .act(.insert(let place), _) where isFirst: effects += normal(.insert(place)).effects
    case .act(.insert(.below), _), .act(.insert(.above), _): effects += apply(.newLine).effects
    case .operate(let operation, let target, let count) where isFirst:
      let done = normal(.operate(operation, target, count: count))
      effects += done.effects + keep(done.yanked, forClipboard: false)
      if done.hasFailed { return nil }
    default: break
    }
    for edit in typed { effects += replay(edit) }
    return effects
  }

  private mutating func replay(_ edit: InsertSession.Edit) -> [Effect] {
    switch edit {
    case .command(let command): return apply(command).effects
    case .replace(let before, let after, let bytes):
      let head = current?.editor.selection.head ?? 0
      let range = max(0, head - before)..<max(head, head + after)
      return apply(.replaceRanges([TextReplacement(range, with: bytes)])).effects
    }
  }

  private mutating func repeatChange(_ count: Int?) -> [Effect] {
    guard var change = vim.lastChange else {
      say("Nothing was changed yet that could be repeated.")
      return []
    }
    change.command = change.command.counting(count)
    vim.lastChange = change
    switch change.command {
    case .operate(.change, _, _), .act(.insert, _): return typeAgain(change)
    case .act(.put(let isBefore), let count):
      return self.change(.put(register, over: nil, isBefore: isBefore, count: count), as: change.command)
    case .act(.join(let withBlank), let count):
      return self.change(.join(.lines, withBlank: withBlank, count: count), as: change.command)
    default: return execute(change.command)
    }
  }

  private mutating func typeAgain(_ change: RecordedChange) -> [Effect] {
    vim.beginStep()
    defer { vim.step = nil }
    var times = 1
    if case .act(.insert, let count?) = change.command { times = count }
    var effects: [Effect] = []
    for time in 0..<self.times(times, change.typed) {
      guard let more = again(change.command, change.typed, isFirst: time == 0) else { return effects }
      effects += more
    }
    return effects + normal(.endInsert).effects + saveAll()
  }
}

extension NormalCommand {
  /// With another count, where there is one.
  fileprivate func counting(_ count: Int?) -> NormalCommand {
    guard let count else { return self }
    switch self {
    case .move(let motion, _): return .move(motion, count: count)
    case .operate(let operation, let target, _): return .operate(operation, target, count: count)
    case .select(let object, let isAround, _): return .select(object, isAround: isAround, count: count)
    case .replaceCharacter(let scalar, let target, _): return .replaceCharacter(scalar, target, count: count)
    case .act(let action, _): return .act(action, count: count)
    }
  }
}
