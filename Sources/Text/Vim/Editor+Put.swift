/// What else normal mode changes: putting, joining, replacing characters, and where typing begins.
extension Editor {
  // MARK: Putting

  mutating func put(
    _ register: Register, over target: NormalTarget?, isBefore: Bool, count: Int
  ) throws(NormalFailure) -> NormalResult {
    if register.bytes.isEmpty { throw .failure }
    let bytes = withOwnLineEnds(register.bytes)
    if let target { return putOver(target, Register(bytes, isLinewise: register.isLinewise), count) }
    if register.isLinewise {
      putLines(bytes, beside: vimLine, isBefore: isBefore, count)
    } else {
      let range = vimLineRange
      let place = isBefore || range.isEmpty ? selection.head : text.characterEnd(after: selection.head)
      putCharacters(bytes, at: min(place, range.upperBound), count)
    }
    return NormalResult()
  }

  private mutating func putCharacters(_ bytes: [UInt8], at offset: Int, _ count: Int) {
    let all = repeated(bytes, count)
    replace(offset..<offset, with: all)
    let isOneLine = !all.contains(UInt8(ascii: "\n"))
    select(Selection(at: text.ontoCharacter(isOneLine ? text.characterStart(before: offset + all.count) : offset)))
  }

  private mutating func putLines(_ bytes: [UInt8], beside line: Int, isBefore: Bool, _ count: Int) {
    var all = repeated(bytes, count)
    let next = text.start(ofLine: line + 1)
    let isUnended = !isBefore && next == text.range(ofLine: line).upperBound
    if isUnended { all = lineEnd + all.dropLast(lineEnd.count) }
    let place = isBefore ? text.start(ofLine: line) : next
    replace(place..<place, with: all)
    select(Selection(at: firstCharacter(ofLine: isBefore ? line : line + 1)))
  }

  private func repeated(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    let times = min(max(1, count), max(1, Self.mostPut / max(1, bytes.count)))
    return Array(repeatElement(bytes, count: times).joined())
  }

  /// No count makes a text larger than that.
  private static let mostPut = 64 << 20

  private mutating func putOver(_ target: NormalTarget, _ register: Register, _ count: Int) -> NormalResult {
    guard case .selection(let isLinewise) = target else { return NormalResult(hasFailed: true) }
    let found = selected(isLinewise)
    let old = self.register(of: found)
    var bytes = repeated(register.bytes, count)
    if isLinewise {
      if register.isLinewise { bytes.removeLast(min(bytes.count, lineEnd.count)) }
    } else if register.isLinewise {
      bytes = lineEnd + bytes
    }
    placeCursor(found.cursor)
    let start = found.range.lowerBound
    replace(found.range, with: bytes)
    let isBelow = register.isLinewise && !isLinewise
    if isBelow || isLinewise {
      select(Selection(at: firstCharacter(ofLine: text.line(at: start) + (isBelow ? 1 : 0))))
    } else {
      let isOneLine = !bytes.contains(UInt8(ascii: "\n"))
      let end = max(start, text.characterStart(before: start + bytes.count))
      select(Selection(at: text.ontoCharacter(isOneLine ? end : start)))
    }
    return NormalResult(yanked: old.bytes.isEmpty ? nil : old)
  }

  // MARK: Joining

  mutating func join(_ target: NormalTarget, withBlank: Bool, _ count: Int?) throws(NormalFailure) {
    var lines = vimLine...min(text.lastLine, vimLine + max(2, count ?? 2) - 1)
    switch target {
    case .selection:
      let found = selected(true).lines ?? lines
      lines = found.lowerBound...min(text.lastLine, max(found.upperBound, found.lowerBound + 1))
    case .stretch(let more, _, _): lines = vimLine...min(text.lastLine, vimLine + max(1, more))
    default: break
    }
    if lines.count < 2 { throw .failure }
    let start = text.start(ofLine: lines.lowerBound)
    var joined = text.bytes(in: text.range(ofLine: lines.lowerBound))
    var place = joined.count
    for line in lines.dropFirst() {
      let whole = text.bytes(in: text.range(ofLine: line))
      let next = withBlank ? whole.drop(while: isBlank) : whole[...]
      place = joined.count
      if withBlank, let last = joined.last, let first = next.first, first != UInt8(ascii: ")"),
        !isBlank(last)
      {
        joined.append(UInt8(ascii: " "))
      }
      joined += next
    }
    placeCursor(selection.range.lowerBound)
    replace(start..<text.range(ofLine: lines.upperBound).upperBound, with: joined)
    select(Selection(at: text.ontoCharacter(start + place)))
  }

  // MARK: Characters

  mutating func replaceCharacters(
    _ scalar: Unicode.Scalar, _ target: NormalTarget?, _ count: Int
  ) throws(NormalFailure) {
    let isLineEnd = scalar == "\n"
    let typed = isLineEnd ? lineEnd : Array(String(scalar).utf8)
    if let target { return try replaceSelection(typed, target) }
    let line = vimLineRange
    var end = selection.head
    for _ in 0..<count {
      if end >= line.upperBound { throw .failure }
      end = text.characterEnd(after: end)
    }
    let start = selection.head
    if isLineEnd {
      let margin = text.bytes(in: line.lowerBound..<start).prefix(while: isBlank)
      var rest = end
      while rest < line.upperBound, let byte = text[rest], isBlank(byte) { rest += 1 }
      replace(start..<rest, with: typed + margin)
      select(Selection(at: start + typed.count + margin.count))
      indentationEnd = selection.head
      return endInsert()
    }
    replace(start..<end, with: Array(repeatElement(typed, count: count).joined()))
    select(Selection(at: start + typed.count * (count - 1)))
  }

  /// Line ends stay.
  private mutating func replaceSelection(_ typed: [UInt8], _ target: NormalTarget) throws(NormalFailure) {
    let range = try range(of: target, nil, for: .swapCase).range
    var result: [UInt8] = []
    var clusters = Clusters(text.bytes(in: range)[...])
    var place = range.lowerBound
    while let cluster = clusters.next() {
      let isEnd = text[place] == UInt8(ascii: "\n") || text[place] == UInt8(ascii: "\r")
      result += isEnd ? text.bytes(in: place..<place + cluster.byteCount) : typed
      place += cluster.byteCount
    }
    placeCursor(range.lowerBound)
    replace(range, with: result)
    select(Selection(at: text.ontoCharacter(range.lowerBound)))
  }

  // MARK: Typing

  mutating func startInsert(_ place: NormalAction.Insert) {
    let line = vimLineRange
    switch place {
    case .here: select(Selection(at: selection.head))
    case .after: select(Selection(at: line.isEmpty ? line.lowerBound : text.characterEnd(after: selection.head)))
    case .lineStart: select(Selection(at: firstCharacter(ofLine: vimLine)))
    case .lineEnd: select(Selection(at: line.upperBound))
    case .below: insertNewLine(at: line.upperBound..<line.upperBound)
    case .above: openAbove(line)
    }
  }

  private mutating func openAbove(_ line: Range<Int>) {
    let margin = text.bytes(in: line).prefix(while: isBlank)
    replace(
      line.lowerBound..<line.lowerBound, with: margin + lineEnd,
      selecting: Selection(at: line.lowerBound + margin.count))
    indentationEnd = selection.head
  }

  /// A line that holds only the indentation that it was given is left empty.
  mutating func endInsert() {
    let line = vimLineRange
    let head = min(max(selection.head, line.lowerBound), line.upperBound)
    if !line.isEmpty, indentationEnd == head, head == line.upperBound, text.bytes(in: line).allSatisfy(isBlank) {
      replace(line, with: [])
      return select(Selection(at: line.lowerBound))
    }
    select(Selection(at: head == line.lowerBound ? head : text.characterStart(before: head)))
  }

  // MARK: Folds

  mutating func openFold() throws(NormalFailure) {
    let line = vimLine
    let before = folds.count
    folds.removeAll { text.line(at: $0.lowerBound) == line }
    if folds.count == before { throw .failure }
  }

  mutating func closeFold() throws(NormalFailure) {
    if folds.contains(where: { text.line(at: $0.lowerBound) == vimLine }) { throw .failure }
    do throws(EditRefusal) { try toggleFold() } catch { throw .failure }
  }
}
