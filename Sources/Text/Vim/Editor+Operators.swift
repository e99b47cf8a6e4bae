/// Vim's operators.
extension Editor {
  /// What an operator works on: bytes, or whole lines.
  struct OperatorRange {
    var range: Range<Int>
    /// Of the bytes; the lines as a whole are meant where there are any.
    var lines: ClosedRange<Int>?
    /// Where the cursor stands while the operator works, which is where undo goes back to.
    var cursor: Int
  }

  mutating func operate(
    _ operation: NormalOperator, _ target: NormalTarget, _ count: Int?
  ) throws(NormalFailure) -> NormalResult {
    var found = try range(of: target, count, for: operation)
    if operation.isOnLines, found.lines == nil { found.lines = lines(of: found.range) }
    switch operation {
    case .yank:
      select(Selection(at: text.ontoCharacter(found.cursor)))
      return NormalResult(yanked: register(of: found))
    case .delete: return delete(found)
    case .change: return change(found)
    case .indent, .outdent:
      let isVisual = if case .selection = target { true } else { false }
      shift(found.lines ?? vimLine...vimLine, by: (operation == .indent ? 1 : -1) * (isVisual ? count ?? 1 : 1))
    case .reindent: reindent(found.lines ?? vimLine...vimLine)
    case .lowercase, .uppercase, .swapCase: changeCase(operation, found)
    }
    return NormalResult()
  }

  // MARK: What is worked on

  func range(
    of target: NormalTarget, _ count: Int?, for operation: NormalOperator
  ) throws(NormalFailure) -> OperatorRange {
    switch target {
    case .lines: return try lines(count ?? 1, for: operation)
    case .motion(let motion): return try range(of: motion, count, for: operation)
    case .object(let object, let isAround):
      let range = try range(of: object, isAround: isAround, count: count ?? 1)
      let found = OperatorRange(range: range, lines: nil, cursor: range.lowerBound)
      return operation == .delete ? widened(found) : found
    case .selection(let isLinewise): return selected(isLinewise)
    case .stretch(let linesMore, let characters, let isLinewise):
      return stretch(linesMore, characters, isLinewise)
    }
  }

  private func lines(_ count: Int, for operation: NormalOperator) throws(NormalFailure) -> OperatorRange {
    let first = vimLine
    let last = min(first + count - 1, text.lastLine)
    if count > 1, first == text.lastLine { throw .failure }
    let start = firstCharacter(ofLine: first)
    let cursor = last == first && operation != .yank ? min(selection.head, start) : selection.head
    return wholeLines(first...last, cursor: cursor)
  }

  /// With what is folded below the last.
  func wholeLines(_ lines: ClosedRange<Int>, cursor: Int) -> OperatorRange {
    let visible = VisibleLines(of: self)
    let last = lines.upperBound + visible.hiddenCount(below: lines.upperBound)
    let whole = lines.lowerBound...max(lines.lowerBound, min(last, text.lastLine))
    let range = text.start(ofLine: whole.lowerBound)..<text.range(ofLine: whole.upperBound).upperBound
    return OperatorRange(range: range, lines: whole, cursor: cursor)
  }

  private func range(
    of motion: NormalMotion, _ count: Int?, for operation: NormalOperator
  ) throws(NormalFailure) -> OperatorRange {
    let arrival = try arrival(of: motion, count, for: operation)
    let (first, last) = (min(selection.head, arrival.offset), max(selection.head, arrival.offset))
    switch arrival.reach {
    case .linewise:
      let lines = text.lineForVim(at: first)...text.lineForVim(at: last)
      return wholeLines(lines, cursor: text.ontoCharacter(first))
    case .inclusive:
      let isAtEnd = last == text.range(ofLine: text.lineForVim(at: last)).upperBound
      let found = OperatorRange(
        range: first..<(isAtEnd ? last : text.characterEnd(after: last)), lines: nil, cursor: first)
      return operation == .delete ? widened(found) : found
    case .exclusive:
      let found = OperatorRange(range: first..<last, lines: nil, cursor: first)
      return widened(narrowed(found, for: operation), only: operation == .delete)
    }
  }

  /// Vim's `o_v` rules: a motion that ends at the start of a line ends with the line before, and takes lines as a whole
  /// when it begins in the indentation of one.
  private func narrowed(_ found: OperatorRange, for operation: NormalOperator) -> OperatorRange {
    let line = text.lineForVim(at: found.range.upperBound)
    guard line > text.lineForVim(at: found.range.lowerBound),
      found.range.upperBound == text.start(ofLine: line)
    else { return found }
    if isInIndentation(found.range.lowerBound) {
      return wholeLines(text.line(at: found.range.lowerBound)...line - 1, cursor: found.cursor)
    }
    let end = text.range(ofLine: line - 1).upperBound
    return OperatorRange(
      range: found.range.lowerBound..<max(found.range.lowerBound, end), lines: nil, cursor: found.cursor)
  }

  /// Several lines of which only blanks would be left are deleted as lines.
  private func widened(_ found: OperatorRange, only isDelete: Bool = true) -> OperatorRange {
    guard isDelete, found.lines == nil else { return found }
    let last = text.lineForVim(at: found.range.upperBound)
    guard last > text.lineForVim(at: found.range.lowerBound), isInIndentation(found.range.lowerBound),
      text.bytes(in: found.range.upperBound..<max(found.range.upperBound, text.range(ofLine: last).upperBound))
        .allSatisfy(isBlank)
    else { return found }
    return wholeLines(text.line(at: found.range.lowerBound)...last, cursor: found.cursor)
  }

  private func isInIndentation(_ offset: Int) -> Bool {
    offset <= firstCharacter(ofLine: text.lineForVim(at: offset))
  }

  private func lines(of range: Range<Int>) -> ClosedRange<Int> {
    let last = range.isEmpty ? range.lowerBound : range.upperBound - 1
    let first = text.lineForVim(at: range.lowerBound)
    return first...max(first, text.lineForVim(at: last))
  }

  // MARK: Delete, change, yank

  /// Lines end with a line end, even the last.
  func register(of found: OperatorRange) -> Register {
    var bytes = text.bytes(in: found.range)
    if found.lines != nil { bytes += lineEnd }
    return Register(bytes, isLinewise: found.lines != nil)
  }

  private mutating func delete(_ found: OperatorRange) -> NormalResult {
    if found.lines == nil, found.range.isEmpty { return NormalResult() }
    let register = register(of: found)
    remove(found)
    return NormalResult(yanked: register)
  }

  /// The cursor goes to where the text was, or the line that has taken its place.
  mutating func remove(_ found: OperatorRange) {
    placeCursor(found.cursor)
    guard let lines = found.lines else {
      replace(found.range, with: [])
      return select(Selection(at: text.ontoCharacter(found.range.lowerBound)))
    }
    var range = text.start(ofLine: lines.lowerBound)..<text.start(ofLine: lines.upperBound + 1)
    if lines.upperBound == text.lineCount - 1, lines.lowerBound > 0 {
      range = text.range(ofLine: lines.lowerBound - 1).upperBound..<text.byteCount
    }
    replace(range, with: [])
    select(Selection(at: firstCharacter(ofLine: min(lines.lowerBound, text.lastLine))))
  }

  /// Where an edit begins is where undo goes back to; nothing else is told of it.
  mutating func placeCursor(_ offset: Int) {
    if selection != Selection(at: offset) { select(Selection(at: offset)) }
  }

  /// Lines keep the indentation of the first.
  private mutating func change(_ found: OperatorRange) -> NormalResult {
    let register = register(of: found)
    placeCursor(found.cursor)
    var range = found.range
    if let lines = found.lines {
      let start = min(firstCharacter(ofLine: lines.lowerBound), range.upperBound)
      range = start..<range.upperBound
    }
    replace(range, with: [])
    select(Selection(at: range.lowerBound))
    if found.lines != nil { indentationEnd = range.lowerBound }
    return NormalResult(yanked: register.bytes.isEmpty ? nil : register)
  }

  // MARK: Lines

  private mutating func shift(_ lines: ClosedRange<Int>, by steps: Int) {
    rewrite(lines) { line in
      let indentation = line.prefix(while: isBlank)
      if line.isEmpty { return line }
      let columns = DisplayWidth.columns(of: indentation)
      let step = Self.indentStep.count
      let wanted = max(0, columns + steps * step)
      return [UInt8](repeating: UInt8(ascii: " "), count: wanted)[...] + line.dropFirst(indentation.count)
    }
  }

  /// Puts other text in place of each line, as one step, and goes to the first.
  mutating func rewrite(_ lines: ClosedRange<Int>, _ rewritten: (ArraySlice<UInt8>) -> ArraySlice<UInt8>) {
    let range = text.start(ofLine: lines.lowerBound)..<text.range(ofLine: lines.upperBound).upperBound
    var result: [UInt8] = []
    for line in lines {
      let content = text.range(ofLine: line)
      result += rewritten(text.bytes(in: content)[...])
      let next = line < lines.upperBound ? text.start(ofLine: line + 1) : content.upperBound
      result += text.bytes(in: content.upperBound..<next)
    }
    let start = selection.range.lowerBound
    placeCursor(text.line(at: start) == lines.lowerBound ? start : range.lowerBound)
    if result != text.bytes(in: range) { replace(range, with: result) }
    select(Selection(at: firstCharacter(ofLine: lines.lowerBound)))
  }

  /// The whole text is laid out anew; some of its lines get the indentation that the tags before them ask for.
  private mutating func reindent(_ lines: ClosedRange<Int>) {
    if lines == 0...text.lastLine {
      reformat()
      return select(Selection(at: text.ontoCharacter(selection.head)))
    }
    var columns = indentation(before: lines.lowerBound)
    rewrite(lines) { line in
      let content = line.drop(while: isBlank)
      if content.isEmpty { return [] }
      let depth = TagDepth(content)
      columns = max(0, columns - depth.closesFirst * Self.indentStep.count)
      defer { columns = max(0, columns + depth.rest * Self.indentStep.count) }
      return [UInt8](repeating: UInt8(ascii: " "), count: columns)[...] + content
    }
  }

  /// What follows the nearest line above that is not empty.
  private func indentation(before line: Int) -> Int {
    guard
      let last = text.lastOffset(before: text.start(ofLine: line), where: { !$0.isXMLSpace }),
      case let above = text.range(ofLine: text.line(at: last))
    else { return 0 }
    let bytes = text.bytes(in: above)
    let columns = DisplayWidth.columns(of: bytes.prefix(while: isBlank)[...])
    return max(0, columns + TagDepth(bytes.drop(while: isBlank)).rest * Self.indentStep.count)
  }

  // MARK: Case

  private mutating func changeCase(_ operation: NormalOperator, _ found: OperatorRange) {
    placeCursor(found.cursor)
    let bytes = text.bytes(in: found.range)
    let changed = bytes.changingCase(operation)
    if changed != bytes { replace(found.range, with: changed) }
    select(Selection(at: text.ontoCharacter(found.cursor)))
  }

  /// The next characters of the line, and goes behind them.
  mutating func swapCase(_ count: Int) throws(NormalFailure) {
    let end = vimLineRange.upperBound
    var (last, left) = (selection.head, count)
    if last == end { throw .failure }
    while left > 0, last < end { (last, left) = (text.characterEnd(after: last), left - 1) }
    let range = selection.head..<last
    let bytes = text.bytes(in: range)
    let changed = bytes.changingCase(.swapCase)
    if changed != bytes { replace(range, with: changed) }
    select(Selection(at: text.ontoCharacter(range.lowerBound + changed.count)))
  }
}

/// How many elements a line closes before anything else, and opens in sum after that.
private struct TagDepth {
  var closesFirst = 0
  var rest = 0

  init(_ line: ArraySlice<UInt8>) {
    var scanner = XMLScanner(Array(line))
    var isFirst = true
    while let node = scanner.next() {
      switch node.kind {
      case .endTag where isFirst: closesFirst += 1
      case .endTag: rest -= 1
      case .startTag: (rest, isFirst) = (rest + 1, false)
      case .space: break
      default: isFirst = false
      }
    }
  }
}

extension [UInt8] {
  /// Of what is UTF-8.
  fileprivate func changingCase(_ operation: NormalOperator) -> [UInt8] {
    guard let text = String(validating: self, as: UTF8.self) else { return self }
    switch operation {
    case .lowercase: return Array(text.lowercased().utf8)
    case .uppercase: return Array(text.uppercased().utf8)
    default:
      return text.unicodeScalars.reduce(into: []) { result, scalar in
        let properties = scalar.properties
        let swapped = properties.isLowercase ? properties.uppercaseMapping : properties.lowercaseMapping
        // Two capitals for one small letter would not be swapped back.
        result += Array((swapped.unicodeScalars.count == 1 ? swapped : String(scalar)).utf8)
      }
    }
  }
}
