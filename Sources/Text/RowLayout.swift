/// A text that is cut into rows, or laid out anew, without being copied.
struct RowLayout: Sendable {
  /// Those that are complete.
  private var rows: TextRows
  // The row that is being added to.
  private var blanks = 0
  private var piece = 0..<0

  /// The rows, of which the last ends with the text.
  var finished: TextRows {
    var rows = rows
    rows.append(piece, blanks: blanks, endsLine: false)
    return rows
  }

  private mutating func begin(at place: Int, blanks count: Int = 0, onNewLine: Bool) {
    rows.append(piece, blanks: blanks, endsLine: onNewLine)
    (blanks, piece) = (count, place..<place)
  }
}

extension RowLayout: XMLLayoutTarget {
  init(for input: [UInt8]) { rows = TextRows(for: input.count) }

  var byteCount: Int { rows.byteCount + blanks + piece.count }

  var endsLine: Bool { rows.endsLine && blanks == 0 && piece.isEmpty }

  mutating func copy(_ range: Range<Int>, of input: [UInt8]) {
    if piece.isEmpty {
      piece = range.lowerBound..<range.lowerBound
    } else if range.lowerBound != piece.upperBound {
      begin(at: range.lowerBound, onNewLine: false)
    }
    var start = range.lowerBound
    for index in range where input[index] == UInt8(ascii: "\n") {
      take(start..<index, of: input)
      begin(at: index + 1, onNewLine: true)
      start = index + 1
    }
    take(start..<range.upperBound, of: input)
  }

  mutating func breakLine(depth: Int) { begin(at: piece.upperBound, blanks: 2 * depth, onNewLine: true) }

  /// Without line feeds; what is too long for a row goes on in the next.
  private mutating func take(_ part: Range<Int>, of input: [UInt8]) {
    var part = part
    while blanks + piece.count + part.count > IndexedText.rowLimit {
      let room = max(0, IndexedText.rowLimit - blanks - piece.count)
      guard let cut = part.dropFirst(room).first(where: { input[$0] & 0xC0 != 0x80 }) else { break }
      piece = piece.lowerBound..<cut
      begin(at: cut, onNewLine: false)
      part = cut..<part.upperBound
    }
    piece = piece.lowerBound..<part.upperBound
  }
}
