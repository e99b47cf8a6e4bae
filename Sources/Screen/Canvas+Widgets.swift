/// Parts that several panes are made of.
extension Canvas {
  /// A frame with a title on its upper edge.
  ///
  /// - Returns: the area inside.
  @discardableResult
  public mutating func frame(_ rect: Rect, title: StyledLine, note: StyledLine = "", style: Style) -> Rect {
    box(rect, style: style)
    let room = rect.columns - 4
    if room > 0 {
      let taken = line(title, column: rect.column + 1, row: rect.row, maxColumns: room)
      let left = room - taken - 1
      if note.columns > 0, note.columns <= left {
        line(note, column: rect.endColumn - 2 - note.columns, row: rect.row)
      }
    }
    return rect.inset(columns: 1, rows: 1)
  }

  /// A bar along the right edge that shows which part of a long list is seen; nothing when all of it is.
  public mutating func scrollbar(_ rect: Rect, top: Int, count: Int, style: Style) {
    guard count > rect.rows, rect.rows > 0, rect.columns > 0 else { return }
    let length = max(1, rect.rows * rect.rows / count)
    let span = rect.rows - length
    let start = min(span, (top * span + (count - rect.rows) / 2) / max(1, count - rect.rows))
    let thumb = Rect(column: rect.column, row: rect.row + start, columns: 1, rows: length)
    fill(thumb, Cell(glyphs.scrollThumb, style: style))
  }

  /// The names of tabs in one row, the chosen one in brackets, so that it shows without colour too.
  ///
  /// - Returns: where each stands.
  @discardableResult
  public mutating func tabs(
    _ names: [String], selected: Int, column: Int, row: Int, style: Style, selectedStyle: Style
  ) -> [Rect] {
    var column = column
    return names.indices.map { index in
      let isSelected = index == selected
      let name = isSelected ? "[\(names[index])]" : " \(names[index]) "
      let used = text(name, column: column, row: row, style: isSelected ? selectedStyle : style)
      defer { column += used }
      return Rect(column: column, row: row, columns: used, rows: used > 0 ? 1 : 0)
    }
  }
}
