internal import Screen
internal import Text

// Searching and scrolling in normal mode.
extension Model {
  /// - Parameter text: what was typed behind / or ?; empty looks for the same again.
  mutating func searchInNormalMode(_ text: String, isForward: Bool) -> [Effect] {
    vim.searchesBack = !isForward
    if !text.isEmpty { current?.search = text }
    return searchAgain(isReversed: false, 1)
  }

  mutating func searchAgain(isReversed: Bool, _ count: Int) -> [Effect] {
    guard let before = current?.editor.selection, let path = currentPath else { return [] }
    vim.hidesMatches = false
    let isForward = isReversed == vim.searchesBack
    var hasFound = true
    for _ in 0..<min(count, Self.mostSearches) where hasFound {
      let here = current?.editor.selection.range.lowerBound
      hasFound = findInEnvelope(isForward, false)
      let found = current?.editor.selection ?? before
      hasFound = hasFound && !(found.isEmpty && found.head == here)
      requests[path]?.select(Selection(at: found.range.lowerBound))
    }
    let place = current?.editor.selection.head ?? before.head
    requests[path]?.select(before)
    if !hasFound, notice == nil { say("Not found.", .bad) }
    guard hasFound else {
      resetVim()
      return []
    }
    guard case .whole(let command) = vim.grammar.take(.motion(.offset(place)), visual: vim.visual) else { return [] }
    vim.typed = ""
    // What is said of the match stays said.
    let said = notice
    defer { if notice == nil { notice = said } }
    return execute(command)
  }

  private static let mostSearches = 10_000

  mutating func searchWord(isForward: Bool, _ count: Int) -> [Effect] {
    guard let word = current?.editor.wordForSearch else {
      resetVim()
      say("There is no word under the cursor.", .bad)
      return []
    }
    findOptions.insert([.regularExpression, .matchesCase])
    vim.searchesBack = !isForward
    current?.search = "\\b\(word)\\b"
    return searchAgain(isReversed: false, count)
  }

  mutating func scroll(_ action: NormalAction, _ count: Int?) -> [Effect] {
    let rows = max(1, envelopeSize.rows)
    switch action {
    case .halfPage(let isDown): return scrollWithCursor(by: (count ?? max(1, rows / 2)) * (isDown ? 1 : -1))
    case .page(let isDown): return scrollWithCursor(by: max(1, rows - 2) * (count ?? 1) * (isDown ? 1 : -1))
    case .scrollLine(let isDown): return scrollPastCursor(by: (count ?? 1) * (isDown ? 1 : -1))
    case .cursorLine(let place): placeCursorLine(place, rows)
    default: break
    }
    return []
  }

  private mutating func scrollWithCursor(by lines: Int) -> [Effect] {
    scrollEnvelope(by: lines)
    let motion = lines > 0 ? NormalMotion.lineBelow : .lineAbove
    let edit: NormalEdit =
      vim.visual == nil ? .move(motion, count: abs(lines)) : .extend(motion, count: abs(lines))
    return normal(edit).effects
  }

  /// The cursor is taken along only where it would no longer be seen.
  private mutating func scrollPastCursor(by lines: Int) -> [Effect] {
    scrollEnvelope(by: lines)
    guard let current else { return [] }
    let visible = VisibleLines(of: current.editor)
    let cursor = visible.index(ofLine: current.editor.cursor.line)
    let top = visible.index(ofLine: current.scroll.topLine)
    let bottom = top + envelopeSize.rows - 1
    let steps = cursor < top ? top - cursor : cursor > bottom ? bottom - cursor : 0
    if steps == 0 { return [] }
    let motion = steps > 0 ? NormalMotion.down : .up
    return normal(vim.visual == nil ? .move(motion, count: abs(steps)) : .extend(motion, count: abs(steps))).effects
  }

  private mutating func placeCursorLine(_ place: NormalMotion.ScreenPlace, _ rows: Int) {
    guard let editor = current?.editor else { return }
    let visible = VisibleLines(of: editor)
    let above =
      switch place {
      case .top: 0
      case .middle: (rows - 1) / 2
      case .bottom: rows - 1
      }
    current?.scroll.topLine = visible.line(atIndex: max(0, visible.index(ofLine: editor.cursor.line) - above))
    current?.scroll.topRow = 0
    revealCursor()
  }
}
