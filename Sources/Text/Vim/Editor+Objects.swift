/// Vim's text objects.
extension Editor {
  /// The bytes of an object; nil when there is none here.
  ///
  /// - Parameter selected: what visual mode has selected already; then the next larger one is meant.
  func range(
    of object: TextObject, isAround: Bool, count: Int, selected: Range<Int>? = nil
  ) throws(NormalFailure) -> Range<Int> {
    switch object {
    case .word(let isBig): return try word(isBig, isAround, count)
    case .quoted(let mark): return try quoted(mark, isAround)
    case .bracketed(let open, let close): return try bracketed(open, close, isAround, count, selected)
    case .element: return try element(isAround, count, selected)
    }
  }

  mutating func select(_ object: TextObject, isAround: Bool, count: Int) throws(NormalFailure) {
    let selected = selectedCharacters
    let isSmall = selected.upperBound <= text.characterEnd(after: selected.lowerBound)
    if case .word = object, !isSmall {
      // A selection goes on over what follows.
      var copy = self
      copy.select(Selection(at: selected.upperBound))
      let more = try copy.word(object == .word(isBig: true), isAround, count)
      return select(Selection(anchor: selected.lowerBound, head: text.characterStart(before: more.upperBound)))
    }
    let range = try range(of: object, isAround: isAround, count: count, selected: isSmall ? nil : selected)
    if range.isEmpty { throw .failure }
    select(Selection(anchor: range.lowerBound, head: text.characterStart(before: range.upperBound)))
  }

  // MARK: Words

  private func word(_ isBig: Bool, _ isAround: Bool, _ count: Int) throws(NormalFailure) -> Range<Int> {
    var walker = TextWalker(text, at: selection.head, isBig: isBig)
    walker.goToStartInLine()
    var start = walker.offset
    var takesBlanks = try walker.takePiece(isAround)
    for _ in 1..<max(1, count) {
      let step = walker.forward()
      if step == .none || step == .toLineEnd && walker.forward() == .none { break }
      takesBlanks = try walker.takePiece(isAround)
    }
    let end = walker.offset
    if takesBlanks, walker.characterClass != .blank { start = blanks(before: start, isBig) ?? start }
    return start..<max(start, walker.isAtLineEnd ? end : text.characterEnd(after: end))
  }

  /// Those between words, not the indentation.
  private func blanks(before start: Int, _ isBig: Bool) -> Int? {
    var walker = TextWalker(text, at: start, isBig: isBig)
    guard !walker.isAtLineStart, walker.backward() != .none else { return nil }
    walker.goToStartInLine()
    return walker.characterClass == .blank && !walker.isAtLineStart ? walker.offset : nil
  }

  // MARK: Quotes

  private func quoted(_ mark: UInt8, _ isAround: Bool) throws(NormalFailure) -> Range<Int> {
    let line = vimLineRange
    // A long line is looked through near the cursor only.
    let start = max(line.lowerBound, selection.head - Self.quoteReach)
    let bytes = text.bytes(in: start..<min(line.upperBound, selection.head + Self.quoteReach))
    let head = selection.head - start
    let marks = bytes.indices.filter { bytes[$0] == mark }
    guard let pair = Self.pair(of: marks, at: head, isOnMark: head < bytes.count && bytes[head] == mark) else {
      throw .failure
    }
    var (first, last) = (pair.open, pair.close + 1)
    if isAround {
      let end = bytes[last...].firstIndex { !isBlank($0) } ?? bytes.count
      if end > last {
        last = end
      } else {
        while first > 0, isBlank(bytes[first - 1]) { first -= 1 }
      }
    } else {
      (first, last) = (first + 1, last - 1)
    }
    return start + first..<start + last
  }

  private static let quoteReach = 64 << 10

  private static func pair(of marks: [Int], at head: Int, isOnMark: Bool) -> (open: Int, close: Int)? {
    if isOnMark {
      // Which of two it is, is told from the start of the line.
      var index = 0
      while index + 1 < marks.count {
        if marks[index] <= head, head <= marks[index + 1] { return (marks[index], marks[index + 1]) }
        index += 2
      }
      return nil
    }
    let before = marks.lastIndex { $0 < head }
    let open = before ?? marks.firstIndex { $0 > head }
    guard let open, open + 1 < marks.count else { return nil }
    return (marks[open], marks[open + 1])
  }

  // MARK: Brackets and elements

  private func bracketed(
    _ open: UInt8, _ close: UInt8, _ isAround: Bool, _ count: Int, _ selected: Range<Int>?
  ) throws(NormalFailure) -> Range<Int> {
    let place = selected ?? selection.head..<selection.head + 1
    var found = brackets(open, close, around: place, levels: count)
    if found == nil, selected == nil, let next = text.firstOffset(from: selection.head, where: { $0 == open }) {
      found = brackets(open, close, around: next..<next + 1, levels: 1)
    }
    guard let pair = found else { throw .failure }
    if isAround { return pair.open..<pair.close + 1 }
    // Lines of their own between brackets that end and begin lines stay lines.
    var (start, end) = (pair.open + 1, pair.close)
    let first = text.range(ofLine: text.line(at: start))
    if start == first.upperBound, start < end { start = text.characterEnd(after: start) }
    let last = text.range(ofLine: text.line(at: end))
    if end > start, text.bytes(in: last.lowerBound..<end).allSatisfy(isBlank), last.lowerBound > start {
      end = text.range(ofLine: text.line(at: end) - 1).upperBound
    }
    return start..<max(start, end)
  }

  private func element(
    _ isAround: Bool, _ count: Int, _ selected: Range<Int>?
  ) throws(NormalFailure) -> Range<Int> {
    var place = selected ?? elementHead..<elementHead
    var isLarger = selected != nil
    var found: Range<Int>?
    var left = count
    while left > 0 {
      guard let element = nearElement(at: place, isLarger: isLarger) else { throw .failure }
      // What is selected may be the content already: then its tags are the next larger.
      let range = isAround ? element.whole : element.content ?? element.whole
      if selected != nil, !isAround, range == selected {
        found = element.whole
      } else {
        found = isAround || element.content != nil ? range : nil
      }
      (place, isLarger) = (element.whole, true)
      left -= 1
    }
    guard let found else { throw .failure }
    return found
  }
}

extension TextWalker {
  /// From the start of a word or of blanks to its last character, with the blanks that go with it.
  ///
  /// - Returns: whether blanks before it are taken where there are none behind.
  fileprivate mutating func takePiece(_ isAround: Bool) throws(NormalFailure) -> Bool {
    if (characterClass == .blank) == isAround {
      guard goToWordEnd(1, isStaying: true, stopsAtEmptyLine: true) else { throw .failure }
      return false
    }
    _ = goToNextWord(1, staysInLine: true)
    if isAtLineStart, backward() == .toOtherLine, isAtLineStart { return isAround }
    if !isAtLineStart { _ = backward() }
    return isAround
  }
}
