/// What belongs together: brackets, and the tags of an element.
extension Editor {
  /// The element at the cursor, looked for in growing stretches around it, so that a small one in a long text is
  /// found at once.
  struct NearElement {
    var startTag: Range<Int>
    /// Nil for an empty tag.
    var endTag: Range<Int>?

    var whole: Range<Int> { startTag.lowerBound..<(endTag ?? startTag).upperBound }
    var content: Range<Int>? { endTag.map { startTag.upperBound..<$0.lowerBound } }
  }

  /// Bytes on each side that are looked through first.
  private static let firstReach = 16 << 10

  /// The element whose tag the range is in, else the smallest around it.
  ///
  /// - Parameter isLarger: only one that is larger than the range.
  func nearElement(at range: Range<Int>, isLarger: Bool = false) -> NearElement? {
    var reach = Self.firstReach
    while true {
      let (start, end) = (stretchStart(max(0, range.lowerBound - reach)), min(text.byteCount, range.upperBound + reach))
      if start <= range.lowerBound {
        let outline = XMLOutline(text.bytes(in: start..<end))
        let local = range.lowerBound - start..<range.upperBound - start
        let index =
          isLarger || range.count > 1
          ? outline.innermost(around: local) : outline.closedElement(at: local.lowerBound)
        if let index {
          let element = outline.elements[index]
          let moved = { (range: Range<Int>) in range.lowerBound + start..<range.upperBound + start }
          return NearElement(startTag: moved(element.startTag), endTag: element.endTag.map(moved))
        }
      }
      if start == 0, end == text.byteCount { return nil }
      reach *= 8
    }
  }

  /// The next place where a tag begins; the text before it may be the rest of one.
  private func stretchStart(_ offset: Int) -> Int {
    offset == 0 ? 0 : text.firstOffset(from: offset) { $0 == UInt8(ascii: "<") } ?? text.byteCount
  }

  /// In the indentation of a line, its first character is meant.
  var elementHead: Int { max(selection.head, firstCharacter(ofLine: vimLine)) }

  // MARK: %

  func match(_ count: Int?, _ operation: NormalOperator?) throws(NormalFailure) -> Arrival {
    if let count {
      guard (1...100).contains(count) else { throw .failure }
      let line = (count * (text.lastLine + 1) + 99) / 100 - 1
      return Arrival(offset: firstCharacter(ofLine: min(max(0, line), text.lastLine)), reach: .linewise)
    }
    let brackets = Array("()[]{}<".utf8)
    let range = vimLineRange
    let head = selection.head
    if isInTag(head) { return try otherTag(head, operation) }
    guard let place = text.firstOffset(from: head, where: { brackets.contains($0) }), place < range.upperBound,
      let found = text[place]
    else { throw .failure }
    if found == UInt8(ascii: "<") { return try otherTag(place, operation) }
    let index = brackets.firstIndex(of: found) ?? 0
    let other = brackets[index ^ 1]
    guard let end = bracket(other, against: found, from: place, isForward: index % 2 == 0) else { throw .failure }
    return Arrival(offset: end, reach: .inclusive)
  }

  private func isInTag(_ offset: Int) -> Bool {
    let isEdge = { (byte: UInt8) in byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") }
    guard let start = text.lastOffset(before: offset + 1, where: { $0 == UInt8(ascii: "<") }) else { return false }
    if start == offset { return true }
    guard let next = text.firstOffset(from: start + 1, where: isEdge) else { return false }
    return next >= offset
  }

  /// For an operator all of the element is meant, from whichever tag.
  private func otherTag(_ offset: Int, _ operation: NormalOperator?) throws(NormalFailure) -> Arrival {
    guard let element = nearElement(at: offset..<offset), let endTag = element.endTag else { throw .failure }
    let isFromStart = element.startTag.contains(offset)
    guard isFromStart || endTag.contains(offset) else { throw .failure }
    if operation == nil {
      return Arrival(offset: isFromStart ? endTag.lowerBound : element.startTag.lowerBound, reach: .inclusive)
    }
    return Arrival(
      offset: isFromStart ? text.characterStart(before: endTag.upperBound) : element.startTag.lowerBound,
      reach: .inclusive)
  }

  /// The bracket that stands against one; from a place between two, the one around it.
  private func bracket(_ wanted: UInt8, against own: UInt8, from offset: Int, isForward: Bool) -> Int? {
    var depth = 0
    var place = offset
    let isEither = { (byte: UInt8) in byte == wanted || byte == own }
    while true {
      let next =
        isForward ? text.firstOffset(from: place + 1, where: isEither) : text.lastOffset(before: place, where: isEither)
      guard let next else { return nil }
      place = next
      if text[next] == own { depth += 1 } else if depth == 0 { return next } else { depth -= 1 }
    }
  }

  /// Both brackets around the place, or that it is on.
  func brackets(_ open: UInt8, _ close: UInt8, around range: Range<Int>, levels: Int) -> (open: Int, close: Int)? {
    var (start, end) = (range.lowerBound, range.upperBound)
    var pair: (Int, Int)?
    for level in 0..<max(1, levels) {
      let isOnOpen = level == 0 && range.count <= 1 && text[start] == open
      let isOnClose = level == 0 && range.count <= 1 && text[start] == close
      let first = isOnOpen ? start : bracket(open, against: close, from: start, isForward: false)
      guard let first else { return nil }
      let last =
        isOnClose ? start : bracket(close, against: open, from: isOnOpen ? start : max(first, end - 1), isForward: true)
      guard let last else { return nil }
      pair = (first, last)
      (start, end) = (first, last + 1)
    }
    return pair
  }
}

extension XMLOutline {
  /// The element whose tag is at the place, when it is closed, else the smallest closed one around it.
  fileprivate func closedElement(at offset: Int) -> Int? {
    if let index = element(withTagAt: offset), elements[index].range != nil { return index }
    return innermost(around: offset..<offset + 1)
  }
}
