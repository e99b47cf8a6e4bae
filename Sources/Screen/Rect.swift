/// A rectangle of cells; never of negative size.
public struct Rect: Sendable, Hashable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  public init(_ size: Size) { self.init(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  public var size: Size { Size(columns: columns, rows: rows) }
  public var isEmpty: Bool { columns == 0 || rows == 0 }
  public var endColumn: Int { column + columns }
  public var endRow: Int { row + rows }

  public func contains(_ position: Position) -> Bool {
    (column..<endColumn).contains(position.column) && (row..<endRow).contains(position.row)
  }

  /// What both cover; empty when they do not touch.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return Rect(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left, rows: min(endRow, other.endRow) - top)
  }

  /// Smaller by that much on each side.
  public func inset(columns horizontal: Int = 0, rows vertical: Int = 0) -> Rect {
    Rect(
      column: column + min(horizontal, columns / 2), row: row + min(vertical, rows / 2),
      columns: columns - 2 * horizontal, rows: rows - 2 * vertical)
  }

  /// Of that size in the middle of this one, cut down to fit.
  public func centered(_ size: Size) -> Rect {
    let width = min(size.columns, columns)
    let height = min(size.rows, rows)
    return Rect(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width, rows: height)
  }
}

/// Layouts are made by cutting pieces off: each cut returns the piece and leaves the rest.
extension Rect {
  public mutating func cutTop(_ count: Int) -> Rect {
    let height = min(max(0, count), rows)
    defer { self = Rect(column: column, row: row + height, columns: columns, rows: rows - height) }
    return Rect(column: column, row: row, columns: columns, rows: height)
  }

  public mutating func cutBottom(_ count: Int) -> Rect {
    let height = min(max(0, count), rows)
    rows -= height
    return Rect(column: column, row: row + rows, columns: columns, rows: height)
  }

  public mutating func cutLeft(_ count: Int) -> Rect {
    let width = min(max(0, count), columns)
    defer { self = Rect(column: column + width, row: row, columns: columns - width, rows: rows) }
    return Rect(column: column, row: row, columns: width, rows: rows)
  }

  public mutating func cutRight(_ count: Int) -> Rect {
    let width = min(max(0, count), columns)
    columns -= width
    return Rect(column: column + columns, row: row, columns: width, rows: rows)
  }
}
