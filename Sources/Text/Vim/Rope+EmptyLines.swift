/// Empty lines, looked for by bytes: a text of 5 MB may have none.
extension Rope {
  /// The start of the first empty line from the start of a line on.
  func nextEmptyLine(from lineStart: Int) -> Int? {
    var position = lineStart
    var (isAtStart, hasReturn) = (true, false)
    while position < byteCount {
      let piece = piece(at: position)
      for index in (position - piece.start)..<piece.bytes.count {
        let byte = piece.bytes[index]
        if byte == lineFeed {
          if isAtStart { return piece.start + index - (hasReturn ? 1 : 0) }
          isAtStart = true
        } else if byte == carriageReturn, isAtStart, !hasReturn {
          hasReturn = true
          continue
        } else {
          isAtStart = false
        }
        hasReturn = false
      }
      position = piece.start + piece.bytes.count
    }
    return nil
  }

  /// The start of the last empty line before the start of a line.
  func previousEmptyLine(before lineStart: Int) -> Int? {
    var position = lineStart
    // Where a line end begins, while nothing has been seen before it.
    var end: Int?
    while position > 0 {
      let piece = piece(at: position - 1)
      for index in stride(from: position - piece.start - 1, through: 0, by: -1) {
        let offset = piece.start + index
        switch piece.bytes[index] {
        case lineFeed:
          if let end { return end }
          end = offset
        case carriageReturn where end == offset + 1: end = offset
        default: end = nil
        }
      }
      position = piece.start
    }
    return end == 0 ? 0 : nil
  }
}

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")
