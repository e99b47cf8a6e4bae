public import Text

/// The part of a document that is seen.
public struct DocumentScroll: Sendable, Hashable {
  /// The row of the document at the top, from 0, and how many of its wrapped pieces stand above the screen.
  public var row: Int
  public var piece: Int
  public var leftColumn: Int

  public init(row: Int = 0, piece: Int = 0, leftColumn: Int = 0) {
    self.row = row
    self.piece = piece
    self.leftColumn = leftColumn
  }
}

/// How a document is drawn for reading: line numbers, colours, found places. Touches only the rows that are seen, also
/// in a document of one long line.
public struct DocumentView: Sendable {
  public var document: TextDocument
  public var scroll: DocumentScroll
  /// Long rows go on below instead of to the right.
  public var wraps: Bool
  public var pattern: SearchPattern?
  /// The found place at which the search stands.
  public var currentMatch: Range<Int>?
  /// Places at which something is wrong.
  public var marks: [Range<Int>] = []

  public init(
    _ document: TextDocument, scroll: DocumentScroll, wraps: Bool = true, pattern: SearchPattern? = nil,
    currentMatch: Range<Int>? = nil
  ) {
    self.document = document
    self.scroll = scroll
    self.wraps = wraps
    self.pattern = pattern
    self.currentMatch = currentMatch
  }

  public func draw(on canvas: inout Canvas, in area: Rect, theme: Theme) {
    canvas.within(area) { canvas in
      canvas.fill(canvas.bounds, style: theme[.text])
      let gutter = gutterColumns(in: area.columns)
      var reader = XMLTokenReader(document.text)
      for (row, piece) in pieces(height: area.rows, columns: area.columns).enumerated() {
        if gutter > 0, let number = piece.lineNumber.map({ String($0) }) {
          canvas.text(number, column: gutter - 1 - number.utf8.count, row: row, style: theme[.lineNumber])
        }
        let textArea = Rect(column: gutter, row: row, columns: area.columns - gutter, rows: 1)
        canvas.within(textArea) { draw(piece, on: &$0, &reader, theme) }
      }
    }
  }

  private func draw(
    _ piece: Piece, on canvas: inout Canvas, _ reader: inout XMLTokenReader<IndexedText>, _ theme: Theme
  ) {
    var row = TextRow(range: piece.range, bytes: document.text.slice(piece.range), startColumn: piece.column)
    if document.isXML { row.tokens = reader.tokens(in: piece.range) }
    row.highlights = marks.filter { $0.overlaps(piece.range) }.map { ($0, .problem) }
    row.highlights += matches(in: piece.range).map { ($0, $0 == currentMatch ? .matchCurrent : .match) }
    row.draw(on: &canvas, leftColumn: wraps ? piece.column : scroll.leftColumn, goesOn: false, theme: theme)
  }

  /// Also those that begin in the piece before or end in the next.
  private func matches(in range: Range<Int>) -> [Range<Int>] {
    guard let pattern else { return currentMatch.map { [$0] } ?? [] }
    let reach = pattern.text.utf8.count - 1
    return pattern.matches(in: document.text.slice(max(0, range.lowerBound - reach)..<range.upperBound + reach))
  }
}
