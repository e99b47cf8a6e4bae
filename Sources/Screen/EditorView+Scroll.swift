internal import Basics
internal import Text

/// Where lines stand on the screen, and where the screen stands on the lines.
extension EditorView {
  enum RowContent: Sendable, Hashable {
    /// From 0.
    case line(Int)
    /// What is wrong with the line above.
    case message(String)
  }

  func rows(height: Int) -> [RowContent] {
    var rows: [RowContent] = []
    var line = max(0, scroll.topLine)
    while rows.count < height, line < editor.text.lineCount {
      rows.append(.line(line))
      line += 1
      if let problem, problem.position.line == line { rows.append(.message(problem.message)) }
    }
    return Array(rows.prefix(max(0, height)))
  }

  /// Columns of the line numbers; none where the text would have hardly any room beside them.
  func gutterColumns(in columns: Int) -> Int {
    let digits = max(2, String(editor.text.lineCount).utf8.count)
    return columns >= digits + 17 ? digits + 1 : 0
  }

  /// The scroll that has the cursor in sight, changed no further than that takes.
  public func scrollToCursor(in size: Size) -> TextScroll {
    let cursor = editor.cursor
    let columns = max(1, size.columns - gutterColumns(in: size.columns))
    let height = max(1, size.rows - (problem == nil || size.rows < 2 ? 0 : 1))
    var scroll = scroll
    scroll.topLine = min(max(scroll.topLine, cursor.line - height + 1), cursor.line)
    if cursor.column < scroll.leftColumn { scroll.leftColumn = max(0, cursor.column - columns / 4) }
    // The last column shows that a line goes on.
    if cursor.column > scroll.leftColumn + columns - 2 {
      scroll.leftColumn = max(0, cursor.column - columns + 1 + columns / 4)
    }
    return scroll
  }

  /// The scroll moved by lines, the cursor staying where it is.
  public func scrolled(by lines: Int, in size: Size) -> TextScroll {
    var scroll = scroll
    scroll.topLine = min(max(0, scroll.topLine + lines), max(0, editor.text.lineCount - size.rows))
    return scroll
  }

  /// The byte that is drawn at a position of the area that the editor was drawn in; nil on the row of a problem.
  public func offset(at position: Position, in size: Size) -> Int? {
    let rows = rows(height: size.rows)
    guard let content = rows.indices.contains(position.row) ? rows[position.row] : nil else {
      return position.row < 0 ? 0 : editor.text.byteCount
    }
    guard case .line(let line) = content else { return nil }
    let column = position.column - gutterColumns(in: size.columns) + scroll.leftColumn
    return editor.text.offset(ofColumn: max(0, column), inLine: line)
  }
}
