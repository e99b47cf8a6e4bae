internal import Text

/// Where the rows of a document stand on the screen.
extension DocumentView {
  struct Piece: Sendable, Hashable {
    var range: Range<Int>
    /// Where it begins in its row.
    var column = 0
    /// Of the line that begins here.
    var lineNumber: Int?
  }

  func gutterColumns(in columns: Int) -> Int {
    let digits = max(2, String(document.text.lineCount).utf8.count)
    return columns >= digits + 17 ? digits + 1 : 0
  }

  func pieces(height: Int, columns: Int) -> [Piece] {
    let text = document.text
    var pieces: [Piece] = []
    var row = min(max(0, scroll.row), text.rowCount - 1)
    var skipped = max(0, scroll.piece)
    while pieces.count < height, row < text.rowCount {
      let parts = parts(ofRow: row, columns: columns)
      pieces += parts.dropFirst(min(skipped, parts.count - 1))
      row += 1
      skipped = 0
    }
    return Array(pieces.prefix(max(0, height)))
  }

  /// A row, cut where it is wrapped; never empty.
  private func parts(ofRow row: Int, columns: Int) -> [Piece] {
    let range = document.text.range(ofRow: row)
    let width = columns - gutterColumns(in: columns)
    let whole = Piece(range: range, lineNumber: document.text.lineNumber(ofRow: row))
    guard wraps, width > 1, range.count * Clusters.tabWidth > width else { return [whole] }
    var parts: [Piece] = []
    var (piece, end) = (whole, range.lowerBound)
    var clusters = Clusters(document.text.slice(range))
    while let cluster = clusters.next() {
      if clusters.column - piece.column > width {
        piece.range = piece.range.lowerBound..<end
        parts.append(piece)
        piece = Piece(range: end..<range.upperBound, column: clusters.column - cluster.width)
      }
      end += cluster.byteCount
    }
    return parts + [piece]
  }

  /// The scroll moved by rows of the screen, at most until the end of the document stands at the bottom.
  public func scrolled(by rows: Int, in size: Size) -> DocumentScroll {
    var scroll = self.scroll
    for _ in 0..<abs(rows) {
      guard let next = rows > 0 ? below(scroll, size) : above(scroll, size) else { break }
      scroll = next
    }
    return rows > 0 ? first(scroll, scrollToEnd(in: size)) : scroll
  }

  public func scrollToEnd(in size: Size) -> DocumentScroll {
    var scroll = self.scroll
    scroll.row = document.text.rowCount - 1
    scroll.piece = parts(ofRow: scroll.row, columns: size.columns).count - 1
    for _ in 1..<max(1, size.rows) { scroll = above(scroll, size) ?? scroll }
    return scroll
  }

  /// The scroll that has the bytes in sight; unchanged when they are, else with some rows above them.
  public func scroll(toShow range: Range<Int>, in size: Size) -> DocumentScroll {
    let shown = pieces(height: size.rows, columns: size.columns)
    let width = max(1, size.columns - gutterColumns(in: size.columns))
    var view = self
    let seen = (shown.first?.range.lowerBound ?? 0)..<(shown.last?.range.upperBound ?? 0)
    if !seen.contains(range.lowerBound) {
      view.scroll.row = document.text.row(at: range.lowerBound)
      let parts = parts(ofRow: view.scroll.row, columns: size.columns)
      view.scroll.piece = parts.lastIndex { $0.range.lowerBound <= range.lowerBound } ?? 0
      for _ in 0..<(size.rows / 3) { view.scroll = above(view.scroll, size) ?? view.scroll }
      view.scroll = first(view.scroll, scrollToEnd(in: size))
    }
    if !wraps {
      let row = document.text.range(ofRow: document.text.row(at: range.lowerBound))
      let column = DisplayWidth.columns(of: document.text.slice(row.lowerBound..<range.lowerBound))
      let isSeen = column >= scroll.leftColumn && column + range.count < scroll.leftColumn + width
      if !isSeen { view.scroll.leftColumn = column + range.count < width ? 0 : max(0, column - width / 4) }
    }
    return view.scroll
  }

  private func first(_ one: DocumentScroll, _ other: DocumentScroll) -> DocumentScroll {
    (one.row, one.piece) < (other.row, other.piece) ? one : other
  }

  private func below(_ scroll: DocumentScroll, _ size: Size) -> DocumentScroll? {
    var next = scroll
    next.piece += 1
    if next.piece < parts(ofRow: scroll.row, columns: size.columns).count { return next }
    guard scroll.row + 1 < document.text.rowCount else { return nil }
    return DocumentScroll(row: scroll.row + 1, leftColumn: scroll.leftColumn)
  }

  private func above(_ scroll: DocumentScroll, _ size: Size) -> DocumentScroll? {
    if scroll.piece > 0 {
      // A narrower screen may have had more pieces than this one.
      let last = parts(ofRow: scroll.row, columns: size.columns).count - 1
      return DocumentScroll(row: scroll.row, piece: min(scroll.piece - 1, last), leftColumn: scroll.leftColumn)
    }
    guard scroll.row > 0 else { return nil }
    let last = parts(ofRow: scroll.row - 1, columns: size.columns).count - 1
    return DocumentScroll(row: scroll.row - 1, piece: last, leftColumn: scroll.leftColumn)
  }
}
