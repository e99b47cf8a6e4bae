internal import Basics
internal import Text

/// Draws into a frame. Positions count from the top left of the canvas; nothing is ever drawn outside it.
public struct Canvas: Sendable {
  public private(set) var frame: Frame
  public let glyphs: Glyphs
  /// The part of the frame that is drawn on, before clipping: where position (0, 0) stands and how far it goes.
  private var area: Rect
  private var clip: Rect
  private var outer: [(area: Rect, clip: Rect)] = []

  public init(size: Size, style: Style = .plain, glyphs: Glyphs = .unicode) {
    frame = Frame(size: Size(columns: max(0, size.columns), rows: max(0, size.rows)), style: style)
    area = Rect(frame.size)
    clip = area
    self.glyphs = glyphs
  }

  /// The canvas's own rectangle: its size, from (0, 0).
  public var bounds: Rect { Rect(area.size) }

  /// Draws on a part of the canvas as on a canvas of its own.
  public mutating func within(_ rect: Rect, _ draw: (inout Canvas) -> Void) {
    enter(rect)
    draw(&self)
    leave()
  }

  /// Makes a part of the canvas the canvas, until `leave`.
  public mutating func enter(_ rect: Rect) {
    outer.append((area, clip))
    area = Rect(
      column: area.column + rect.column, row: area.row + rect.row, columns: rect.columns, rows: rect.rows)
    clip = clip.intersection(area)
  }

  public mutating func leave() {
    guard let last = outer.popLast() else { return }
    (area, clip) = last
  }

  /// Where a rectangle of the canvas stands on the frame, as far as it is seen.
  public func placeOnFrame(_ rect: Rect) -> Rect {
    Rect(column: area.column + rect.column, row: area.row + rect.row, columns: rect.columns, rows: rect.rows)
      .intersection(clip)
  }

  public mutating func fill(_ rect: Rect, _ cell: Cell) {
    let target = placeOnFrame(rect)
    for row in target.row..<target.endRow {
      for column in target.column..<target.endColumn { set(cell, column: column, row: row) }
    }
  }

  public mutating func fill(_ rect: Rect, style: Style) { fill(rect, Cell(" ", style: style)) }

  /// Changes how cells look and leaves what they hold.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let target = placeOnFrame(rect)
    for row in target.row..<target.endRow {
      for column in target.column..<target.endColumn { change(&frame.cells[row * frame.size.columns + column].style) }
    }
  }

  /// Draws one line of text, cut off with an ellipsis where it does not fit. Control characters are made visible.
  ///
  /// - Parameter maxColumns: nil goes to the right edge.
  /// - Returns: the columns it took.
  @discardableResult
  public mutating func text(
    _ text: String, column: Int = 0, row: Int = 0, style: Style = .plain, maxColumns: Int? = nil
  ) -> Int {
    let room = max(0, min(maxColumns ?? .max, area.columns - column))
    guard (0..<area.rows).contains(row), room > 0 else { return 0 }
    var used = 0
    for cluster in text.drawn {
      let scalar = shown(cluster.scalar)
      let width = scalar == cluster.scalar ? cluster.width : scalar.columns
      guard used + width <= room else {
        return truncate(column: column, row: row, used: used, room: room, style: style)
      }
      put(scalar, column: column + used, row: row, style: style)
      for blank in scalar.columns..<max(width, scalar.columns) {
        put(" ", column: column + used + blank, row: row, style: style)
      }
      used += width
      if let mark = cluster.mark { put(mark, column: column + used, row: row, style: style) }
    }
    return used
  }

  /// Draws one character; one of width 0 becomes the mark of the character before it.
  public mutating func put(_ scalar: Unicode.Scalar, column: Int, row: Int, style: Style) {
    let scalar = shown(scalar)
    let target = Position(column: area.column + column, row: area.row + row)
    switch scalar.columns {
    case 0: mark(scalar, before: target)
    case 1: if clip.contains(target) { set(Cell(scalar, style: style), column: target.column, row: target.row) }
    default: putWide(scalar, target, style)
    }
  }

  /// A box of lines along the edge of the rectangle.
  public mutating func box(_ rect: Rect, style: Style = .plain) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    let (right, bottom) = (rect.endColumn - 1, rect.endRow - 1)
    let inner = (columns: rect.columns - 2, rows: rect.rows - 2)
    for row in [rect.row, bottom] {
      let edge = Rect(column: rect.column + 1, row: row, columns: inner.columns, rows: 1)
      fill(edge, Cell(glyphs.horizontal, style: style))
    }
    for column in [rect.column, right] {
      let edge = Rect(column: column, row: rect.row + 1, columns: 1, rows: inner.rows)
      fill(edge, Cell(glyphs.vertical, style: style))
    }
    put(glyphs.topLeft, column: rect.column, row: rect.row, style: style)
    put(glyphs.topRight, column: right, row: rect.row, style: style)
    put(glyphs.bottomLeft, column: rect.column, row: bottom, style: style)
    put(glyphs.bottomRight, column: right, row: bottom, style: style)
  }

  /// Stands the terminal's cursor here, if the canvas shows that place.
  public mutating func setCursor(column: Int, row: Int) {
    let target = Position(column: area.column + column, row: area.row + row)
    if clip.contains(target) { frame.cursor = target }
  }

  public mutating func hideCursor() { frame.cursor = nil }
}

extension Canvas {
  private func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x20..<0x7F).contains(scalar.value) { return scalar }
    if scalar.value == 9 { return " " }
    return glyphs.drawable(scalar)
  }

  private mutating func truncate(column: Int, row: Int, used: Int, room: Int, style: Style) -> Int {
    // The ellipsis takes the last column; half of a wide character before it is blanked by `set`.
    let last = room - 1
    if used < last { fill(Rect(column: column + used, row: row, columns: last - used, rows: 1), style: style) }
    put(glyphs.ellipsis, column: column + last, row: row, style: style)
    return room
  }

  private mutating func mark(_ scalar: Unicode.Scalar, before target: Position) {
    for column in [target.column - 1, target.column - 2]
    where clip.contains(Position(column: column, row: target.row)) {
      let index = target.row * frame.size.columns + column
      guard frame.cells[index].width > 0 else { continue }
      if frame.cells[index].mark == nil { frame.cells[index].mark = scalar }
      return
    }
  }

  private mutating func putWide(_ scalar: Unicode.Scalar, _ target: Position, _ style: Style) {
    let second = Position(column: target.column + 1, row: target.row)
    switch (clip.contains(target), clip.contains(second)) {
    case (true, true):
      set(Cell(scalar, width: 2, style: style), column: target.column, row: target.row)
      set(Cell(" ", width: 0, style: style), column: second.column, row: target.row)
    case (true, false): set(Cell(" ", style: style), column: target.column, row: target.row)
    case (false, true): set(Cell(" ", style: style), column: second.column, row: target.row)
    case (false, false): break
    }
  }

  /// Writes one cell of the frame; a wide character that loses one of its halves loses the other too.
  private mutating func set(_ cell: Cell, column: Int, row: Int) {
    let index = row * frame.size.columns + column
    if frame.cells[index].width == 0, cell.width > 0, column > 0 {
      frame.cells[index - 1] = Cell(" ", style: frame.cells[index - 1].style)
    }
    if frame.cells[index].width == 2, column + 1 < frame.size.columns {
      frame.cells[index + 1] = Cell(" ", style: frame.cells[index + 1].style)
    }
    frame.cells[index] = cell
  }
}
