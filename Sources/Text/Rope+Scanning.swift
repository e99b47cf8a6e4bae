extension Rope {
  /// Where the first byte at or after `offset` stands that `isWanted`; nil when there is none.
  func firstOffset(from offset: Int, where isWanted: (UInt8) -> Bool) -> Int? {
    var position = clamp(offset)
    while position < byteCount {
      let piece = piece(at: position)
      if let index = piece.bytes[(position - piece.start)...].firstIndex(where: isWanted) { return piece.start + index }
      position = piece.start + piece.bytes.count
    }
    return nil
  }

  /// Where the last byte before `offset` stands that `isWanted`; nil when there is none.
  func lastOffset(before offset: Int, where isWanted: (UInt8) -> Bool) -> Int? {
    var position = clamp(offset)
    while position > 0 {
      let piece = piece(at: position - 1)
      if let index = piece.bytes[..<(position - piece.start)].lastIndex(where: isWanted) { return piece.start + index }
      position = piece.start
    }
    return nil
  }
}

/// Characters as the cursor sees them: clusters, and a line end as one.
extension Rope {
  // Longer than any character that a person types; a longer pile of marks is crossed in several steps.
  private static let reach = 256

  func characterEnd(after offset: Int) -> Int {
    let line = line(at: offset)
    let end = range(ofLine: line).upperBound
    if offset >= end { return start(ofLine: line + 1) }
    var clusters = Clusters(bytes(in: offset..<min(end, offset + Self.reach))[...])
    return offset + (clusters.next()?.byteCount ?? 0)
  }

  func characterStart(before offset: Int) -> Int {
    let line = line(at: offset)
    let range = range(ofLine: line)
    if offset <= range.lowerBound { return line == 0 ? 0 : self.range(ofLine: line - 1).upperBound }
    var window = bytes(in: max(range.lowerBound, offset - Self.reach)..<offset)[...]
    if window.count == Self.reach { window = window.drop { $0 & 0xC0 == 0x80 } }
    let last = Clusters(window).reduce(0) { $1.byteCount }
    return offset - max(1, last)
  }

  /// The column in which the character at `offset` of the line begins.
  func column(of offset: Int, inLine line: Int) -> Int {
    DisplayWidth.columns(of: bytes(in: start(ofLine: line)..<offset)[...])
  }

  /// The character of the line that covers `column`; the line's end when it is shorter.
  public func offset(ofColumn column: Int, inLine line: Int) -> Int { character(atColumn: column, inLine: line).offset }

  /// The character of the line that covers `column`, and the column in which it begins.
  public func character(atColumn column: Int, inLine line: Int) -> (offset: Int, column: Int) {
    let range = range(ofLine: line)
    // A column seldom takes more than four bytes; piles of marks that take more than 16 are cut short.
    let limit = min(range.upperBound, range.lowerBound + 16 * (max(0, column) + 1))
    var clusters = Clusters(bytes(in: range.lowerBound..<limit)[...])
    let skipped = clusters.skipPlain(toColumn: column)
    var character = (offset: range.lowerBound + skipped, column: skipped)
    while let cluster = clusters.next(), clusters.column <= column {
      character = (character.offset + cluster.byteCount, clusters.column)
    }
    return character
  }
}
