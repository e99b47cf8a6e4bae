internal import Basics
internal import Text

/// Where lines stand on the screen, and where the screen stands on the lines.
extension EditorView {
  /// A line, or a row of it, as far as it is seen.
  struct Piece: Sendable, Hashable {
    /// From 0.
    var line: Int
    var range: Range<Int>
    /// The column of the line in which the first of the bytes begins.
    var textColumn: Int
    /// The column of the line that stands at the left edge.
    var startColumn: Int
    var isFirst = true
    var isLast = true
    /// Lines that are folded below.
    var hiddenCount = 0
  }

  enum RowContent: Sendable, Hashable {
    case line(Piece)
    /// What is wrong with the line above.
    case message(String)
    /// A message that goes on.
    case messageRest(String)
  }

  func rows(in size: Size) -> [RowContent] {
    let visible = VisibleLines(of: editor)
    var rows: [RowContent] = []
    var next: Int? = visible.line(
      atIndex: visible.index(ofLine: min(max(0, scroll.topLine), editor.text.lineCount - 1)))
    var skipped = wraps ? scroll.topRow : 0
    let cursorLine = marks.isEmpty ? nil : editor.cursor.line
    while rows.count < size.rows, let line = next {
      let pieces = pieces(ofLine: line, textColumns(in: size), limit: skipped + size.rows - rows.count, visible)
      rows += pieces.dropFirst(min(skipped, pieces.count - 1)).map { .line($0) }
      skipped = 0
      if let problem, problem.position.line == line + 1 { rows.append(.message(problem.message)) }
      if line == cursorLine { rows += markRows(ofLine: line, columns: textColumns(in: size)) }
      next = visible.line(after: line)
    }
    return Array(rows.prefix(max(0, size.rows)))
  }

  /// Rows that a message may take.
  private static let messageRows = 3

  private func markRows(ofLine line: Int, columns: Int) -> [RowContent] {
    guard let message = message(ofMarksIn: line) else { return [] }
    let lines = message.neutralised.wrapped(columns: max(8, columns - 2)).prefix(Self.messageRows)
    return lines.enumerated().map { $0 == 0 ? .message($1) : .messageRest($1) }
  }

  /// Nil when the line has no mark.
  private func message(ofMarksIn line: Int) -> String? {
    let range = editor.text.range(ofLine: line)
    let found = marks.filter { range.lowerBound <= $0.range.lowerBound && $0.range.lowerBound <= range.upperBound }
    guard let first = found.first else { return nil }
    return found.count == 1 ? first.message : "\(first.message) (and \(found.count - 1) more in this line)"
  }

  /// Rows below the cursor's line that a message takes.
  private func messageHeight(columns: Int) -> Int {
    max(problem == nil ? 0 : 1, marks.isEmpty ? 0 : markRows(ofLine: editor.cursor.line, columns: columns).count)
  }

  private func pieces(ofLine line: Int, _ columns: Int, limit: Int, _ visible: VisibleLines) -> [Piece] {
    let hidden = visible.hiddenCount(below: line)
    guard wraps else {
      let start = editor.text.character(atColumn: scroll.leftColumn, inLine: line)
      let end = editor.text.range(ofLine: line).upperBound
      return [
        Piece(
          line: line, range: start.offset..<max(start.offset, end), textColumn: start.column,
          startColumn: scroll.leftColumn, hiddenCount: hidden)
      ]
    }
    let wrapped = WrappedLine(editor.text, line: line, columns: columns)
    return wrapped.rows.indices.prefix(max(1, limit)).map { row in
      let column = wrapped.rows[row].column
      return Piece(
        line: line, range: wrapped.range(ofRow: row), textColumn: column, startColumn: column, isFirst: row == 0,
        isLast: row == wrapped.rows.count - 1, hiddenCount: hidden)
    }
  }

  /// Columns of the line numbers; none where the text would have hardly any room beside them.
  func gutterColumns(in columns: Int) -> Int {
    let digits = max(2, String(editor.text.lineCount).utf8.count)
    return columns >= digits + 17 ? digits + 1 : 0
  }

  private func textColumns(in size: Size) -> Int { max(1, size.columns - gutterColumns(in: size.columns)) }

  /// Columns in which lines are wrapped on an area of that size; the last is left to a cursor behind a full row.
  public func wrapColumns(in size: Size) -> Int? { wraps ? textColumns(in: size) : nil }

  /// The scroll that has the cursor in sight, changed no further than that takes.
  public func scrollToCursor(in size: Size) -> TextScroll {
    let height = max(1, size.rows - messageHeight(columns: textColumns(in: size)))
    if wraps { return wrappedScroll(columns: textColumns(in: size), height: height) }
    let cursor = editor.cursor
    let columns = textColumns(in: size)
    let visible = VisibleLines(of: editor)
    let index = visible.index(ofLine: cursor.line)
    let top = min(max(visible.index(ofLine: scroll.topLine), index - height + 1), index)
    var scroll = scroll
    (scroll.topLine, scroll.topRow) = (visible.line(atIndex: top), 0)
    if cursor.column < scroll.leftColumn { scroll.leftColumn = max(0, cursor.column - columns / 4) }
    // The last column shows that a line goes on.
    if cursor.column > scroll.leftColumn + columns - 2 {
      scroll.leftColumn = max(0, cursor.column - columns + 1 + columns / 4)
    }
    return scroll
  }

  private func wrappedScroll(columns: Int, height: Int) -> TextScroll {
    let visible = VisibleLines(of: editor)
    let head = editor.selection.head
    var line = visible.line(atIndex: visible.index(ofLine: editor.text.line(at: head)))
    var row = WrappedLine(editor.text, line: line, columns: columns).row(at: head)
    var scroll = scroll
    scroll.leftColumn = 0
    if (line, row) < (scroll.topLine, scroll.topRow) {
      (scroll.topLine, scroll.topRow) = (line, row)
      return scroll
    }
    // Backwards from the cursor: where the top would be if the cursor stood in the last row.
    var left = height - 1
    while left > row, line > 0 {
      left -= row + 1
      line = visible.line(atIndex: visible.index(ofLine: line) - 1)
      if (line, 0) < (scroll.topLine, 0) { return scroll }
      row = WrappedLine(editor.text, line: line, columns: columns).rows.count - 1
    }
    let top = (line, max(0, row - left))
    if top > (scroll.topLine, scroll.topRow) { (scroll.topLine, scroll.topRow) = top }
    return scroll
  }

  /// The scroll moved by lines, or rows where they are wrapped, the cursor staying where it is.
  public func scrolled(by rows: Int, in size: Size) -> TextScroll {
    let visible = VisibleLines(of: editor)
    var scroll = scroll
    if !wraps {
      let index = visible.index(ofLine: scroll.topLine) + rows
      scroll.topLine = visible.line(atIndex: min(max(0, index), max(0, visible.count - size.rows)))
      return scroll
    }
    let columns = textColumns(in: size)
    var index = visible.index(ofLine: scroll.topLine)
    var row = scroll.topRow + rows
    while row < 0, index > 0 {
      index -= 1
      row += WrappedLine(editor.text, line: visible.line(atIndex: index), columns: columns).rows.count
    }
    while true {
      let count = WrappedLine(editor.text, line: visible.line(atIndex: index), columns: columns).rows.count
      if row < count { break }
      guard index + 1 < visible.count else {
        row = count - 1
        break
      }
      row -= count
      index += 1
    }
    (scroll.topLine, scroll.topRow) = (visible.line(atIndex: index), max(0, row))
    return scroll
  }

  /// The byte that is drawn at a position of the area that the editor was drawn in; nil on the row of a problem.
  public func offset(at position: Position, in size: Size) -> Int? {
    let rows = rows(in: size)
    guard let content = rows.indices.contains(position.row) ? rows[position.row] : nil else {
      return position.row < 0 ? 0 : editor.text.byteCount
    }
    guard case .line(let piece) = content else { return nil }
    let column = max(0, position.column - gutterColumns(in: size.columns))
    if !wraps { return editor.text.offset(ofColumn: column + piece.startColumn, inLine: piece.line) }
    let wrapped = WrappedLine(editor.text, line: piece.line, columns: textColumns(in: size))
    return editor.text.offset(ofColumn: column, inRow: wrapped.row(at: piece.range.lowerBound), of: wrapped)
  }
}
