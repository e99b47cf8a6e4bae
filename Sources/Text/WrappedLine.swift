/// Where the rows of a line begin when it is wrapped.
///
/// A row holds as many characters as fit into its columns; one that is wider than all of them has a row to itself.
public struct WrappedLine: Sendable {
  public struct Row: Sendable, Hashable {
    /// Bytes of the text.
    public var offset: Int
    /// The column of the line that stands at the row's start.
    public var column: Int
  }

  /// At least one, the first with the line's start.
  public private(set) var rows: [Row]
  /// The line's end.
  public let end: Int

  public init(_ text: Rope, line: Int, columns: Int) {
    let range = text.range(ofLine: line)
    end = range.upperBound
    rows = [Row(offset: range.lowerBound, column: 0)]
    wrap(text.bytes(in: range)[...], max(1, columns))
  }

  private mutating func wrap(_ bytes: ArraySlice<UInt8>, _ columns: Int) {
    var clusters = Clusters(bytes)
    var offset = rows[0].offset
    while true {
      let row = rows[rows.count - 1]
      offset += clusters.skipPlain(toColumn: row.column + columns)
      let column = clusters.column
      guard let cluster = clusters.next() else { return }
      // A tab may be narrower at the start of a row than its stop is away; it keeps its width.
      if clusters.column > row.column + columns, offset > row.offset {
        rows.append(Row(offset: offset, column: column))
      }
      offset += cluster.byteCount
    }
  }

  /// The row with the byte at `offset`.
  public func row(at offset: Int) -> Int {
    var (low, high) = (0, rows.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if rows[middle].offset <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }

  public func range(ofRow row: Int) -> Range<Int> {
    rows[row].offset..<(row + 1 < rows.count ? rows[row + 1].offset : end)
  }
}

extension Rope {
  /// The character of a wrapped row that covers `column`, counted from the row's start; the row's last one when it is
  /// shorter, or the line's end in the last row.
  public func offset(ofColumn column: Int, inRow row: Int, of line: WrappedLine) -> Int {
    let range = line.range(ofRow: row)
    var clusters = Clusters(bytes(in: range)[...], column: line.rows[row].column)
    let target = line.rows[row].column + max(0, column)
    var (offset, last) = (range.lowerBound, range.lowerBound)
    while let cluster = clusters.next(), clusters.column <= target {
      last = offset
      offset += cluster.byteCount
    }
    return offset == range.upperBound && row + 1 < line.rows.count ? last : offset
  }
}
