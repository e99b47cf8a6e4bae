/// The rows of a text as pieces of the text that it was laid out from, or of itself: most take two bytes.
///
/// What is packed is where a row differs from the one before. Every 64th row is marked, so that any is found by going
/// through fewer than 64.
struct TextRows: Sendable, Equatable {
  struct Row {
    var index: Int
    /// In the text as laid out.
    var start: Int
    /// Before its piece.
    var blanks: Int
    /// In the text that it is of.
    var piece: Range<Int>
    /// A line feed stands behind its piece.
    var endsLine: Bool
    /// It is a part of the line that the row before is of.
    var goesOn: Bool
    /// Counted from 0.
    var line: Int

    /// Where its piece begins in the text as laid out.
    var text: Int { start + blanks }
    /// Where the next row begins.
    var end: Int { text + piece.count + (endsLine ? 1 : 0) }
  }

  private(set) var count = 0
  /// Of the text as laid out.
  private(set) var byteCount = 0
  /// A line feed is its last byte.
  private(set) var endsLine = false
  private var lineEnds = 0
  private(set) var packed: [UInt8] = []
  private var marks: [Mark] = []
  /// Of the last row.
  private var (blanks, pieceEnd) = (0, 0)

  /// What the rows before a marked one come to.
  private struct Mark: Equatable {
    var start: UInt32
    var pieceEnd: UInt32
    var line: UInt32
    var goesOn: Bool
    var offset: Int
  }

  private static let interval = 64

  /// - Parameter count: of the text that they are of. Pages that are not written to cost nothing.
  init(for count: Int) { packed.reserveCapacity(count / 12) }

  var lineCount: Int { lineEnds + 1 }

  /// Pieces follow one another, with or without gaps between them.
  mutating func append(_ piece: Range<Int>, blanks: Int, endsLine: Bool) {
    if count % Self.interval == 0 { mark() }
    let gap = UInt(bitPattern: piece.lowerBound - pieceEnd)
    let shift = blanks - self.blanks
    // The sign is the lowest bit, so that a small number is short whatever its sign.
    pack(UInt(bitPattern: shift << 1 ^ shift >> 63) << 3 | min(gap, 2) << 1 | (endsLine ? 1 : 0))
    pack(UInt(piece.count))
    if gap >= 2 { pack(gap) }
    count += 1
    byteCount += blanks + piece.count + (endsLine ? 1 : 0)
    lineEnds += endsLine ? 1 : 0
    (self.blanks, self.endsLine, pieceEnd) = (blanks, endsLine, piece.upperBound)
  }

  private mutating func mark() {
    marks.append(
      Mark(
        start: UInt32(byteCount), pieceEnd: UInt32(pieceEnd), line: UInt32(lineEnds), goesOn: count > 0 && !endsLine,
        offset: packed.count))
    blanks = 0
  }

  /// Seven bits a byte, the lowest first; the eighth says that more follow.
  private mutating func pack(_ number: UInt) {
    var number = number
    while number >= 0x80 {
      packed.append(UInt8(truncatingIfNeeded: number) | 0x80)
      number >>= 7
    }
    packed.append(UInt8(truncatingIfNeeded: number))
  }
}

extension TextRows {
  /// All of them in order, which takes less than one by one.
  func map<Value>(_ transform: (Row) -> Value) -> [Value] {
    let packed = packed.span
    var reader = Reader()
    return (0..<count).map { _ in transform(reader.next(packed)) }
  }

  /// Nil for a row that is not there.
  subscript(index: Int) -> Row? {
    guard index >= 0, index < count else { return nil }
    return row(fromMark: index / Self.interval) { $0.index == index }
  }

  /// The last row that does not begin behind the place.
  func row(at place: Int) -> Row? {
    row(fromMark: lastMark { $0.start <= place }) { $0.end > place || $0.index + 1 == count }
  }

  /// The row in which the line begins.
  ///
  /// - Parameter line: counted from 0.
  func row(ofLine line: Int) -> Row? {
    let line = min(max(0, line), lineEnds)
    return row(fromMark: lastMark { $0.line < line }) { $0.line == line }
  }

  /// A part of the text as laid out.
  func bytes(in range: Range<Int>, of source: [UInt8]) -> [UInt8] {
    let range = range.clamped(to: 0..<byteCount)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    let packed = packed.span
    var reader = reader(fromMark: lastMark { $0.start <= range.lowerBound })
    while reader.index < count, reader.start < range.upperBound {
      let row = reader.next(packed)
      guard row.end > range.lowerBound else { continue }
      for _ in range.clamped(to: row.start..<row.text) { bytes.append(UInt8(ascii: " ")) }
      let seen = range.clamped(to: row.text..<row.text + row.piece.count)
      let shift = row.piece.lowerBound - row.text
      bytes += source[seen.lowerBound + shift..<seen.upperBound + shift]
      if row.endsLine, range.contains(row.end - 1) { bytes.append(UInt8(ascii: "\n")) }
    }
    return bytes
  }

  /// The first row from there on that is asked for; nil without one.
  private func row(fromMark mark: Int, where isOne: (Row) -> Bool) -> Row? {
    let packed = packed.span
    var reader = reader(fromMark: mark)
    while reader.index < count {
      let row = reader.next(packed)
      if isOne(row) { return row }
    }
    return nil
  }

  /// The last of those for which it holds, which are the first; the first of all where it holds for none.
  private func lastMark(where isBefore: (Mark) -> Bool) -> Int {
    var (low, high) = (0, marks.count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(marks[middle]) { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }

  private func reader(fromMark index: Int) -> Reader {
    guard index < marks.count else { return Reader() }
    let mark = marks[index]
    return Reader(
      index: index * Self.interval, start: Int(mark.start), line: Int(mark.line), goesOn: mark.goesOn,
      pieceEnd: Int(mark.pieceEnd), offset: mark.offset)
  }

  fileprivate struct Reader {
    var index = 0
    var start = 0
    var line = 0
    var goesOn = false
    var pieceEnd = 0
    var blanks = 0
    var offset = 0

    /// There must be one.
    mutating func next(_ packed: Span<UInt8>) -> Row {
      if index % TextRows.interval == 0 { blanks = 0 }
      let head = number(packed)
      let count = Int(number(packed))
      let gap = head >> 1 & 3
      let place = pieceEnd &+ Int(bitPattern: gap < 2 ? gap : number(packed))
      let shift = Int(bitPattern: head >> 4) ^ -Int(head >> 3 & 1)
      blanks += shift
      let row = Row(
        index: index, start: start, blanks: blanks, piece: place..<place + count, endsLine: head & 1 == 1,
        goesOn: goesOn, line: line)
      (start, pieceEnd, goesOn) = (row.end, row.piece.upperBound, !row.endsLine)
      line += row.endsLine ? 1 : 0
      index += 1
      return row
    }

    @inline(__always) private mutating func number(_ packed: Span<UInt8>) -> UInt {
      var (number, shift) = (UInt(0), UInt(0))
      while true {
        let byte = packed[offset]
        offset += 1
        number |= UInt(byte & 0x7F) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
    }
  }
}
