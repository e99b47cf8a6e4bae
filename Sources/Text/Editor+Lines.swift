/// Edits that know about lines and indentation.
extension Editor {
  /// The end of the first line, or LF.
  var lineEnd: [UInt8] {
    let end = text.range(ofLine: 0).upperBound
    return text[end] == UInt8(ascii: "\r") ? Array("\r\n".utf8) : Array("\n".utf8)
  }

  func withOwnLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    guard lineEnd.count == 2 else { return bytes }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), previous != UInt8(ascii: "\r") { result.append(UInt8(ascii: "\r")) }
      result.append(byte)
      previous = byte
    }
    return result
  }

  /// The selected lines with their line ends; the cursor's line when nothing is selected.
  var wholeLines: Range<Int> {
    let lines = selectedLines
    return text.start(ofLine: lines.lowerBound)..<text.start(ofLine: lines.upperBound + 1)
  }

  /// A selection that ends at the start of a line does not reach into it.
  var selectedLines: ClosedRange<Int> {
    let range = selection.range
    let first = text.line(at: range.lowerBound)
    let last = text.line(at: range.upperBound)
    return first...(last > first && text.start(ofLine: last) == range.upperBound ? last - 1 : last)
  }

  mutating func insertNewLine(at range: Range<Int>) {
    let line = text.range(ofLine: text.line(at: range.lowerBound))
    let before = text.bytes(in: line.lowerBound..<range.lowerBound)
    let margin = lineEnd + before.prefix(while: isBlank)
    if standsOnCharacters, range.isEmpty, indentationEnd == line.upperBound, before.allSatisfy(isBlank) {
      // Indentation that nothing was typed behind goes on to the next line.
      replace(line, with: margin)
      indentationEnd = selection.head
      return
    }
    defer { indentationEnd = selection.head }
    guard endsWithStartTag(before) else { return replace(range, with: margin) }
    let inner = margin + Self.indentStep
    let isBeforeEndTag = text.bytes(in: range.upperBound..<range.upperBound + 2) == Array("</".utf8)
    replace(
      range, with: isBeforeEndTag ? inner + margin : inner,
      selecting: Selection(at: range.lowerBound + inner.count))
  }

  private func endsWithStartTag(_ line: [UInt8]) -> Bool {
    guard line.last == UInt8(ascii: ">"), let open = line.lastIndex(of: UInt8(ascii: "<")) else { return false }
    let isOther = [UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(line[open + 1])
    return !isOther && line[line.count - 2] != UInt8(ascii: "/")
  }

  mutating func delete(to offset: Int, as edit: Edit) {
    guard selection.isEmpty else { return replace(selection.range, with: []) }
    replace(min(offset, selection.head)..<max(offset, selection.head), with: [], as: edit)
  }

  /// At the end of a line, joins the next one to it.
  mutating func deleteToLineEnd() {
    let end = text.range(ofLine: text.line(at: selection.head)).upperBound
    delete(to: selection.head == end ? text.characterEnd(after: end) : end, as: .other)
  }

  /// What was typed in front of the cursor, or its line's end where there is nothing.
  mutating func deleteToLineStart() {
    let start = text.range(ofLine: text.line(at: selection.head)).lowerBound
    delete(to: selection.head == start ? text.characterStart(before: start) : start, as: .other)
  }

  mutating func copy(isCutting: Bool) -> [UInt8] {
    let range = selection.isEmpty ? wholeLines : selection.range
    let bytes = text.bytes(in: range)
    if isCutting { replace(range, with: []) }
    return bytes
  }

  mutating func duplicate() {
    let range = selection.isEmpty ? wholeLines : selection.range
    var copy = text.bytes(in: range)
    if selection.isEmpty, copy.last != UInt8(ascii: "\n") { copy = lineEnd + copy }
    let moved = Selection(anchor: selection.anchor + copy.count, head: selection.head + copy.count)
    replace(range.upperBound..<range.upperBound, with: copy, selecting: moved)
  }

  /// Keeps the cursor's line and column as far as the new text has them.
  mutating func replaceAll(_ bytes: [UInt8]) {
    guard text.bytes != bytes else { return }
    let (line, column) = cursor
    replace(0..<text.byteCount, with: bytes, selecting: Selection(at: 0))
    selection = Selection(at: text.offset(ofColumn: column, inLine: min(line, text.lineCount - 1)))
  }

  mutating func reformat() { layOut(XMLPrettyPrinter(text.bytes).output) }

  mutating func minimise() throws(EditRefusal) {
    let printer = XMLPrettyPrinter(text.bytes, as: .minimised)
    guard printer.isWellFormed else { throw .notWellFormed(line: text.line(at: printer.soundCount) + 1) }
    layOut(printer.output)
  }

  /// Only white space is changed, so the other bytes tell where the cursor was.
  private mutating func layOut(_ output: [UInt8]) {
    let bytes = text.bytes
    guard output != bytes else { return }
    let passed = bytes[..<selection.head].count { !$0.isXMLSpace }
    let isBeforeCharacter = selection.head < bytes.count && !bytes[selection.head].isXMLSpace
    let solid = output.indices.lazy.filter { !output[$0].isXMLSpace }
    let offset = isBeforeCharacter ? solid.dropFirst(passed).first : solid.prefix(passed).suffix(1).first.map { $0 + 1 }
    replace(0..<text.byteCount, with: output, selecting: Selection(at: offset ?? 0))
  }

  // MARK: Lines as a whole

  mutating func moveLines(by step: Int) throws(EditRefusal) {
    let lines = selectedLines
    let neighbour = step < 0 ? lines.lowerBound - 1 : lines.upperBound + 1
    guard (0..<text.lineCount).contains(neighbour), !isEmptyLastLine(neighbour), !isEmptyLastLine(lines.upperBound)
    else { throw .atEdge }
    let (first, last) = (min(lines.lowerBound, neighbour), max(lines.upperBound, neighbour))
    let range = text.start(ofLine: first)..<text.start(ofLine: last + 1)
    let upper = contents(of: first...(step < 0 ? first : lines.upperBound))
    let lower = contents(of: (step < 0 ? lines.lowerBound : last)...last)
    let end = text.bytes(in: text.range(ofLine: last).upperBound..<range.upperBound)
    let shift = step < 0 ? range.lowerBound - text.start(ofLine: lines.lowerBound) : lower.count + lineEnd.count
    let moved = Selection(anchor: selection.anchor + shift, head: selection.head + shift)
    replace(range, with: lower + lineEnd + upper + end, selecting: moved)
    keepSelectionInside()
  }

  private func isEmptyLastLine(_ line: Int) -> Bool {
    line == text.lineCount - 1 && line > 0 && text.range(ofLine: line).isEmpty
  }

  /// Without the end of the last.
  private func contents(of lines: ClosedRange<Int>) -> [UInt8] {
    text.bytes(in: text.start(ofLine: lines.lowerBound)..<text.range(ofLine: lines.upperBound).upperBound)
  }

  /// With one blank between two texts, and none between two tags.
  mutating func joinLines() throws(EditRefusal) {
    let lines = selectedLines
    let last = max(lines.upperBound, lines.lowerBound + 1)
    guard last < text.lineCount else { throw .nothingToJoin }
    var joined = text.bytes(in: text.range(ofLine: lines.lowerBound))
    var place = joined.count
    for line in lines.lowerBound + 1...last {
      while let byte = joined.last, isBlank(byte) { joined.removeLast() }
      place = joined.count
      let next = text.bytes(in: text.range(ofLine: line)).drop(while: isBlank)
      let areTags = joined.last == UInt8(ascii: ">") && next.first == UInt8(ascii: "<")
      if !joined.isEmpty, !next.isEmpty, !areTags { joined.append(UInt8(ascii: " ")) }
      joined += next
    }
    let start = text.start(ofLine: lines.lowerBound)
    replace(
      start..<text.range(ofLine: last).upperBound, with: joined, selecting: Selection(at: start + place))
  }

  mutating func indent() {
    guard text.line(at: selection.anchor) != text.line(at: selection.head) else {
      let step = Self.indentStep.count
      let column = text.column(of: selection.range.lowerBound, inLine: text.line(at: selection.range.lowerBound))
      return replace(selection.range, with: Array(Self.indentStep.prefix(step - column % step)), as: .typing)
    }
    indentLines()
  }

  mutating func indentLines() {
    shiftLines { line in line.first.map(isLineEnd) ?? true ? (0, []) : (0, Self.indentStep) }
  }

  mutating func outdent() {
    shiftLines { line in
      line.first == UInt8(ascii: "\t") ? (1, []) : (line.prefix(2).prefix { $0 == UInt8(ascii: " ") }.count, [])
    }
  }

  /// Drops and adds bytes at the start of each selected line, and moves both ends of the selection along.
  private mutating func shiftLines(_ shift: (ArraySlice<UInt8>) -> (dropped: Int, added: [UInt8])) {
    let range = wholeLines
    var moved = selection
    var result: [UInt8] = []
    var start = range.lowerBound
    for line in selectedLines {
      let next = text.start(ofLine: line + 1)
      let bytes = text.bytes(in: start..<next)[...]
      let (dropped, added) = shift(bytes)
      result += added + bytes.dropFirst(dropped)
      for end in [\Selection.anchor, \Selection.head] where selection[keyPath: end] > start || selection.isEmpty {
        moved[keyPath: end] += added.count - min(dropped, selection[keyPath: end] - start)
      }
      start = next
    }
    guard result != text.bytes(in: range) else { return }
    replace(range, with: result, selecting: moved)
  }
}

private func isLineEnd(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
