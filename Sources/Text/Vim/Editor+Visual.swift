/// What visual mode has selected, and as much of it elsewhere.
extension Editor {
  /// With the character under the cursor; behind the last character of a line that is the line's end.
  public var selectedCharacters: Range<Int> {
    let range = selection.range
    let isEnd = range.upperBound >= text.range(ofLine: text.lastLine).upperBound
    return range.lowerBound..<(isEnd ? range.upperBound : text.characterEnd(after: range.upperBound))
  }

  /// Without the last line's end.
  public var selectedWholeLines: Range<Int> {
    let range = selection.range
    let lines = text.lineForVim(at: range.lowerBound)...text.lineForVim(at: range.upperBound)
    return text.start(ofLine: lines.lowerBound)..<text.range(ofLine: lines.upperBound).upperBound
  }

  func selected(_ isLinewise: Bool) -> OperatorRange {
    let range = selection.range
    if isLinewise {
      let lines = text.lineForVim(at: range.lowerBound)...text.lineForVim(at: range.upperBound)
      let isUpward = text.lineForVim(at: selection.head) < text.lineForVim(at: selection.anchor)
      return wholeLines(lines, cursor: isUpward ? selection.head : text.start(ofLine: lines.lowerBound))
    }
    return OperatorRange(range: selectedCharacters, lines: nil, cursor: range.lowerBound)
  }

  /// As much as is selected, for repeating it elsewhere.
  public func stretch(isLinewise: Bool) -> NormalTarget {
    let range = selection.range
    let (first, last) = (text.lineForVim(at: range.lowerBound), text.lineForVim(at: range.upperBound))
    if preferredColumn == Self.farColumn {
      return .stretch(linesMore: last - first, characters: Self.farColumn, isLinewise: isLinewise)
    }
    let start = last > first ? text.start(ofLine: last) : range.lowerBound
    let characters = Clusters(text.bytes(in: start..<selectedCharacters.upperBound)[...]).reduce(0) { count, _ in
      count + 1
    }
    return .stretch(linesMore: last - first, characters: characters, isLinewise: isLinewise)
  }

  func stretch(_ linesMore: Int, _ characters: Int, _ isLinewise: Bool) -> OperatorRange {
    let first = vimLine
    let last = min(text.lastLine, first + linesMore)
    if isLinewise { return wholeLines(first...last, cursor: selection.head) }
    // The other end may lie before the cursor, where there are not as many lines.
    var copy = self
    var head = linesMore > 0 ? text.start(ofLine: last) : selection.head
    let limit = text.range(ofLine: last).upperBound
    var left = characters
    while left > 1, head < limit { (head, left) = (text.characterEnd(after: head), left - 1) }
    copy.selection = Selection(anchor: selection.head, head: min(head, limit))
    return copy.selected(false)
  }
}
