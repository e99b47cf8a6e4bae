/// All that normal mode does to a text.
public enum NormalEdit: Sendable, Hashable {
  case move(NormalMotion, count: Int?)
  /// The cursor's end of what visual mode selects.
  case extend(NormalMotion, count: Int?)
  case select(TextObject, isAround: Bool, count: Int?)
  case operate(NormalOperator, NormalTarget, count: Int?)
  /// - Parameter target: nil is as many characters as the count says.
  case replaceCharacters(Unicode.Scalar, NormalTarget?, count: Int?)
  case swapCase(count: Int?)
  case join(NormalTarget, withBlank: Bool, count: Int?)
  /// - Parameter target: what it takes the place of; nil puts it beside the cursor.
  case put(Register, over: NormalTarget?, isBefore: Bool, count: Int?)
  /// Goes to where typing begins.
  case insert(NormalAction.Insert)
  /// Typing has ended: the cursor goes back onto what was typed.
  case endInsert
  case openFold, closeFold
}

/// What normal mode could not do, without a word: the motion leads nowhere, or there is nothing of that kind.
enum NormalFailure: Error {
  case failure
  /// The motion ran out of text, and the cursor stands where it ended.
  case moved(Int)
}

extension Editor {
  mutating func run(_ edit: NormalEdit) -> NormalResult {
    let before = selection
    do throws(NormalFailure) { return try attempt(edit) } catch .moved(let offset) {
      let isExtending = if case .extend = edit { true } else { false }
      select(isExtending ? Selection(anchor: before.anchor, head: offset) : Selection(at: text.ontoCharacter(offset)))
    } catch {
      if selection != before { select(before) }
    }
    return NormalResult(hasFailed: true)
  }

  private mutating func attempt(_ edit: NormalEdit) throws(NormalFailure) -> NormalResult {
    switch edit {
    case .move(let motion, let count): try goTo(motion, count, isExtending: false)
    case .extend(let motion, let count): try goTo(motion, count, isExtending: true)
    case .select(let object, let isAround, let count): try select(object, isAround: isAround, count: count ?? 1)
    case .operate(let operation, let target, let count): return try operate(operation, target, count)
    case .replaceCharacters(let scalar, let target, let count): try replaceCharacters(scalar, target, count ?? 1)
    case .swapCase(let count): try swapCase(count ?? 1)
    case .join(let target, let withBlank, let count): try join(target, withBlank: withBlank, count)
    case .put(let register, let target, let isBefore, let count):
      return try put(register, over: target, isBefore: isBefore, count: count ?? 1)
    case .insert(let place): startInsert(place)
    case .endInsert: endInsert()
    case .openFold: try openFold()
    case .closeFold: try closeFold()
    }
    return NormalResult()
  }
}

struct NormalResult {
  var yanked: Register?
  var hasFailed = false
}

// MARK: Motions

extension Editor {
  /// How much of the text between both ends a motion is for.
  enum Reach { case exclusive, inclusive, linewise }

  struct Arrival {
    var offset: Int
    var reach: Reach
    /// The column that up and down keep to; nil takes the one of the place.
    var column: Int?
  }

  /// A column beyond every line.
  static let farColumn = 1 << 40

  private mutating func goTo(_ motion: NormalMotion, _ count: Int?, isExtending: Bool) throws(NormalFailure) {
    let kept = preferredColumn
    let arrival = try arrival(of: motion, count, for: nil, isVisual: isExtending)
    let head = isExtending ? arrival.offset : text.ontoCharacter(arrival.offset)
    select(isExtending ? Selection(anchor: selection.anchor, head: head) : Selection(at: head))
    preferredColumn = arrival.column ?? (isVertical(motion) ? kept : nil)
  }

  private func isVertical(_ motion: NormalMotion) -> Bool { motion == .up || motion == .down }

  /// - Parameter operation: what waits for the motion; nil in normal and visual mode.
  func arrival(
    of motion: NormalMotion, _ count: Int?, for operation: NormalOperator?, isVisual: Bool = false
  ) throws(NormalFailure) -> Arrival {
    let times = count ?? 1
    switch motion {
    case .left: return try left(times, isOperator: operation != nil)
    case .right: return try right(times, isOperator: operation != nil, isVisual: isVisual)
    case .up: return try vertical(-times)
    case .down: return try vertical(times)
    case .rowUp, .rowDown: return byRow(motion == .rowUp ? .up : .down, times)
    case .word(let word, let isBig): return try self.word(word, isBig, times, operation)
    case .lineStart: return Arrival(offset: text.start(ofLine: vimLine), reach: .exclusive)
    case .firstCharacter: return Arrival(offset: firstCharacter(ofLine: vimLine), reach: .exclusive)
    case .lineEnd: return try lineEnd(times, isVisual)
    case .lastCharacter: return try lastCharacter(times)
    case .column: return column(times)
    case .firstLine: return ofLine(count.map { $0 - 1 } ?? 0)
    case .lastLine: return ofLine(count.map { $0 - 1 } ?? text.lastLine)
    case .line(let line): return ofLine(line)
    case .lineBelow: return try firstCharacter(ofLineBeyond: times)
    case .lineAbove: return try firstCharacter(ofLineBeyond: -times)
    case .thisLine:
      let there = try firstCharacter(ofLineBeyond: times - 1)
      // What is only copied leaves the cursor where it is.
      return operation == .yank && times == 1 ? Arrival(offset: selection.head, reach: .linewise) : there
    case .nextParagraph, .previousParagraph: return try paragraph(times, isForward: motion == .nextParagraph)
    case .match: return try match(count, operation)
    case .character(let find, let isAgain): return try character(find, isAgain, times)
    case .offset(let offset): return Arrival(offset: text.characterBoundary(at: offset), reach: .exclusive)
    case .screen, .characterAgain: throw .failure
    }
  }

  var vimLine: Int { text.lineForVim(at: selection.head) }
  var vimLineRange: Range<Int> { text.range(ofLine: vimLine) }

  private func ofLine(_ line: Int) -> Arrival {
    Arrival(offset: firstCharacter(ofLine: min(max(0, line), text.lastLine)), reach: .linewise)
  }

  private func left(_ times: Int, isOperator: Bool) throws(NormalFailure) -> Arrival {
    let start = vimLineRange.lowerBound
    var (offset, left) = (selection.head, times)
    if offset == start, !isOperator { throw .failure }
    while left > 0, offset > start { (offset, left) = (text.characterStart(before: offset), left - 1) }
    return Arrival(offset: max(start, offset), reach: .exclusive)
  }

  private func right(_ times: Int, isOperator: Bool, isVisual: Bool) throws(NormalFailure) -> Arrival {
    let range = vimLineRange
    let end = isOperator || isVisual ? range.upperBound : text.ontoCharacter(range.upperBound)
    if selection.head >= end, !isOperator { throw .failure }
    var (offset, left) = (selection.head, times)
    while left > 0, offset < end { (offset, left) = (text.characterEnd(after: offset), left - 1) }
    return Arrival(offset: min(offset, end), reach: .exclusive)
  }

  private func vertical(_ lines: Int) throws(NormalFailure) -> Arrival {
    let visible = VisibleLines(of: self)
    let from = visible.index(ofLine: vimLine)
    let to = min(max(0, from + lines), visible.index(ofLine: text.lastLine))
    if to == from, lines != 0 { throw .failure }
    let column = preferredColumn ?? cursor.column
    let offset = text.offset(ofColumn: column, inLine: visible.line(atIndex: to))
    return Arrival(offset: offset, reach: .linewise, column: column)
  }

  private func byRow(_ motion: Motion, _ times: Int) -> Arrival {
    var copy = self
    for _ in 0..<times {
      let before = copy.selection
      copy.move(motion, isExtending: false)
      if copy.selection == before { break }
    }
    return Arrival(offset: copy.selection.head, reach: .exclusive, column: copy.preferredColumn)
  }

  private func line(beyond lines: Int) throws(NormalFailure) -> Int {
    let line = vimLine
    let target = min(max(0, line + lines), text.lastLine)
    if target == line, lines != 0 { throw .failure }
    return target
  }

  private func lineEnd(_ times: Int, _ isVisual: Bool) throws(NormalFailure) -> Arrival {
    let end = text.range(ofLine: try line(beyond: times - 1)).upperBound
    return Arrival(
      offset: isVisual ? end : text.ontoCharacter(end), reach: .inclusive, column: Self.farColumn)
  }

  private func lastCharacter(_ times: Int) throws(NormalFailure) -> Arrival {
    let range = text.range(ofLine: try line(beyond: times - 1))
    let last = text.lastOffset(before: range.upperBound) { !isBlank($0) } ?? range.lowerBound
    return Arrival(offset: text.ontoCharacter(max(range.lowerBound, last)), reach: .inclusive)
  }

  private func column(_ number: Int) -> Arrival {
    let offset = text.ontoCharacter(text.offset(ofColumn: number - 1, inLine: vimLine))
    return Arrival(offset: offset, reach: .exclusive, column: number - 1)
  }

  private func firstCharacter(ofLineBeyond lines: Int) throws(NormalFailure) -> Arrival {
    ofLine(try line(beyond: lines))
  }

  /// To the next empty line behind a line that is not.
  private func paragraph(_ times: Int, isForward: Bool) throws(NormalFailure) -> Arrival {
    var line = vimLine
    for time in 1...max(1, times) {
      while text.range(ofLine: line).isEmpty, (0...text.lastLine).contains(isForward ? line + 1 : line - 1) {
        line += isForward ? 1 : -1
      }
      let start = text.start(ofLine: line)
      let found = isForward ? text.nextEmptyLine(from: start) : text.previousEmptyLine(before: start)
      guard let found, found != start else {
        if time < times { throw .failure }
        return isForward
          ? Arrival(offset: text.ontoCharacter(text.range(ofLine: text.lastLine).upperBound), reach: .inclusive)
          : Arrival(offset: 0, reach: .exclusive)
      }
      line = text.line(at: found)
    }
    return Arrival(offset: text.start(ofLine: line), reach: .exclusive)
  }

  /// Within the line.
  private func character(_ find: CharacterFind, _ isAgain: Bool, _ times: Int) throws(NormalFailure) -> Arrival {
    guard let wanted = find.character.map({ Array(String($0).utf8) }) else { throw .failure }
    let range = vimLineRange
    var offset = selection.head
    var left = times
    var passes = isAgain && find.isTill && times == 1
    var before = offset
    while left > 0 {
      before = offset
      if find.isForward {
        offset = text.characterEnd(after: offset)
        if offset >= range.upperBound { throw .failure }
      } else {
        if offset <= range.lowerBound { throw .failure }
        offset = text.characterStart(before: offset)
      }
      let isFound = text[offset] == wanted[0] && text.bytes(in: offset..<offset + wanted.count) == wanted
      if isFound, !passes { left -= 1 }
      passes = false
    }
    if find.isTill { offset = find.isForward ? before : text.characterEnd(after: offset) }
    return Arrival(offset: offset, reach: find.isForward ? .inclusive : .exclusive)
  }
}
