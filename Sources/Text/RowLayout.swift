/// A text that is laid out anew without being copied: rows that are pieces of it, each with blanks before it and a line
/// feed behind it. 10 bytes a row.
struct RowLayout: Sendable, Equatable {
  /// Where each row begins in the text as laid out.
  private(set) var starts: [UInt32] = [0]
  /// The rows that go on with the line of the row before.
  private(set) var continuations: [UInt32] = []
  private(set) var byteCount = 0
  /// Where its piece begins in the text that it is of.
  private var places: [UInt32] = [0]
  private var blanks: [UInt16] = [0]
  /// Where the latest piece ends.
  private var pieceEnd = 0

  /// The bytes of the row, without blanks and line feed, in the text that they are of.
  func piece(ofRow row: Int) -> Range<Int> {
    let end = row + 1 < starts.count ? Int(starts[row + 1]) : byteCount
    let feed = row + 1 < starts.count && !isContinuation(row + 1) ? 1 : 0
    let place = Int(places[row])
    return place..<place + end - Int(starts[row]) - Int(blanks[row]) - feed
  }

  func isContinuation(_ row: Int) -> Bool {
    let before = continuations.countOf(atMost: row)
    return before > 0 && continuations[before - 1] == row
  }

  /// The part of the text as laid out.
  func bytes(in range: Range<Int>, of source: [UInt8]) -> [UInt8] {
    let range = range.clamped(to: 0..<byteCount)
    // Byte by byte: a slice for each row would be counted up and down as often.
    var bytes = [UInt8](repeating: UInt8(ascii: " "), count: range.count)
    var output = bytes.mutableSpan
    let input = source.span
    var row = max(0, starts.countOf(atMost: range.lowerBound) - 1)
    var end = range.lowerBound
    while end < range.upperBound {
      let piece = piece(ofRow: row)
      let text = Int(starts[row]) + Int(blanks[row])
      for offset in range.clamped(to: text..<text + piece.count) {
        output[offset - range.lowerBound] = input[piece.lowerBound + offset - text]
      }
      end = row + 1 < starts.count ? Int(starts[row + 1]) : byteCount
      if end > text + piece.count, range.contains(end - 1) {
        output[end - 1 - range.lowerBound] = UInt8(ascii: "\n")
      }
      row += 1
    }
    return bytes
  }

  private mutating func begin(at place: Int, blanks count: Int) {
    starts.append(UInt32(byteCount))
    places.append(UInt32(place))
    blanks.append(UInt16(count))
    byteCount += count
    pieceEnd = place
  }

  private mutating func goOn(at place: Int) {
    continuations.append(UInt32(starts.count))
    begin(at: place, blanks: 0)
  }
}

extension RowLayout: XMLLayoutTarget {
  init(for input: [UInt8]) {
    // Pages that are not written to cost nothing.
    starts.reserveCapacity(input.count / 16)
    places.reserveCapacity(input.count / 16)
    blanks.reserveCapacity(input.count / 16)
  }

  var endsLine: Bool { starts.count > 1 && Int(starts[starts.count - 1]) == byteCount }

  mutating func copy(_ range: Range<Int>, of input: [UInt8]) {
    if byteCount == Int(starts[starts.count - 1]) + Int(blanks[blanks.count - 1]) {
      places[places.count - 1] = UInt32(range.lowerBound)
    } else if range.lowerBound != pieceEnd {
      goOn(at: range.lowerBound)
    }
    var start = range.lowerBound
    for index in range where input[index] == UInt8(ascii: "\n") {
      take(start..<index, of: input)
      byteCount += 1
      begin(at: index + 1, blanks: 0)
      start = index + 1
    }
    take(start..<range.upperBound, of: input)
  }

  mutating func breakLine(depth: Int) {
    byteCount += 1
    begin(at: pieceEnd, blanks: 2 * depth)
  }

  /// Without line feeds; what is too long for a row goes on in the next.
  private mutating func take(_ piece: Range<Int>, of input: [UInt8]) {
    var piece = piece
    while byteCount + piece.count - Int(starts[starts.count - 1]) > IndexedText.rowLimit {
      let room = max(0, Int(starts[starts.count - 1]) + IndexedText.rowLimit - byteCount)
      guard let cut = piece.dropFirst(room).first(where: { input[$0] & 0xC0 != 0x80 }) else { break }
      byteCount += cut - piece.lowerBound
      goOn(at: cut)
      piece = cut..<piece.upperBound
    }
    byteCount += piece.count
    pieceEnd = piece.upperBound
  }
}

extension [UInt32] {
  /// How many of the ascending numbers are not larger.
  func countOf(atMost limit: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle]) <= limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
