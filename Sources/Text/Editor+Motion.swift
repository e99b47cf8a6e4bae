extension Editor {
  mutating func move(_ motion: Motion, isExtending: Bool) {
    let column = preferredColumn
    let target = target(of: motion, isExtending: isExtending)
    select(isExtending ? Selection(anchor: selection.anchor, head: target.offset) : Selection(at: target.offset))
    if target.isVertical { preferredColumn = column ?? target.column }
  }

  private func target(of motion: Motion, isExtending: Bool) -> (offset: Int, isVertical: Bool, column: Int) {
    switch motion {
    case .up: vertical(-1)
    case .down: vertical(1)
    case .pageUp(let rows): vertical(-rows)
    case .pageDown(let rows): vertical(rows)
    default: (horizontal(motion, isExtending: isExtending), false, 0)
    }
  }

  private func horizontal(_ motion: Motion, isExtending: Bool) -> Int {
    let leavesSelection = !isExtending && !selection.isEmpty
    switch motion {
    case .left: return leavesSelection ? selection.range.lowerBound : text.characterStart(before: selection.head)
    case .right: return leavesSelection ? selection.range.upperBound : text.characterEnd(after: selection.head)
    case .wordLeft: return wordStart(before: selection.head)
    case .wordRight: return wordEnd(after: selection.head)
    case .lineStart: return lineStart
    case .lineEnd: return text.range(ofLine: text.line(at: selection.head)).upperBound
    case .documentStart: return 0
    case .documentEnd: return text.byteCount
    case .line(let line): return firstCharacter(ofLine: min(max(0, line), text.lineCount - 1))
    case .offset(let offset): return text.characterBoundary(at: offset)
    case .up, .down, .pageUp, .pageDown: return selection.head
    }
  }

  /// Above the first line is its start, below the last its end.
  private func vertical(_ lines: Int) -> (offset: Int, isVertical: Bool, column: Int) {
    if let wrapColumns { return byRows(lines, columns: wrapColumns) }
    let cursor = cursor
    let column = preferredColumn ?? cursor.column
    let visible = VisibleLines(of: self)
    let target = visible.index(ofLine: cursor.line) + lines
    let line = target < 0 ? -1 : target >= visible.count ? text.lineCount : visible.line(atIndex: target)
    if line < 0 { return (cursor.line == 0 ? 0 : text.offset(ofColumn: column, inLine: 0), true, column) }
    let last = visible.line(atIndex: visible.count - 1)
    if line > last {
      return (cursor.line == last ? text.byteCount : text.offset(ofColumn: column, inLine: last), true, column)
    }
    return (text.offset(ofColumn: column, inLine: line), true, column)
  }

  private var lineStart: Int {
    let line = text.line(at: selection.head)
    let first = firstCharacter(ofLine: line)
    return selection.head == first ? text.start(ofLine: line) : first
  }

  /// Up or down by rows of wrapped lines, keeping the column within the row.
  private func byRows(_ rows: Int, columns: Int) -> (offset: Int, isVertical: Bool, column: Int) {
    let visible = VisibleLines(of: self)
    var index = visible.index(ofLine: text.line(at: selection.head))
    var line = WrappedLine(text, line: visible.line(atIndex: index), columns: columns)
    var row = line.row(at: selection.head)
    let start = line.rows[row]
    let own = DisplayWidth.columns(of: text.bytes(in: start.offset..<selection.head)[...], from: start.column)
    let column = preferredColumn ?? own
    for _ in 0..<abs(rows) {
      if rows > 0, row + 1 < line.rows.count {
        row += 1
      } else if rows < 0, row > 0 {
        row -= 1
      } else {
        let next = index + rows.signum()
        guard (0..<visible.count).contains(next) else {
          let isStuck =
            line.row(at: selection.head) == row && text.line(at: selection.head) == visible.line(atIndex: index)
          if isStuck { return (rows < 0 ? 0 : line.end, true, column) }
          break
        }
        index = next
        line = WrappedLine(text, line: visible.line(atIndex: index), columns: columns)
        row = rows > 0 ? 0 : line.rows.count - 1
      }
    }
    return (text.offset(ofColumn: column, inRow: row, of: line), true, column)
  }

  mutating func selectWord(at offset: Int) {
    let start = text.characterBoundary(at: offset)
    guard let byte = text[start], byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") else {
      return select(Selection(at: start))
    }
    let kind = WordClass(byte)
    let line = text.range(ofLine: text.line(at: start))
    let from = text.lastOffset(before: start) { WordClass($0) != kind }.map { $0 + 1 } ?? 0
    let end = text.firstOffset(from: start) { WordClass($0) != kind } ?? text.byteCount
    select(Selection(anchor: max(line.lowerBound, from), head: min(line.upperBound, end)))
  }

  mutating func selectLine(at offset: Int) {
    let line = text.line(at: offset)
    select(Selection(anchor: text.start(ofLine: line), head: text.start(ofLine: line + 1)))
  }

  /// The first that is no blank, or the line's end.
  func firstCharacter(ofLine line: Int) -> Int {
    let range = text.range(ofLine: line)
    return min(text.firstOffset(from: range.lowerBound) { !isBlank($0) } ?? range.upperBound, range.upperBound)
  }

  func wordEnd(after offset: Int) -> Int {
    guard let start = text.firstOffset(from: offset, where: { WordClass($0) != .blank }), let first = text[start] else {
      return text.byteCount
    }
    return text.firstOffset(from: start) { WordClass($0) != WordClass(first) } ?? text.byteCount
  }

  func wordStart(before offset: Int) -> Int {
    guard let end = text.lastOffset(before: offset, where: { WordClass($0) != .blank }), let last = text[end] else {
      return 0
    }
    return text.lastOffset(before: end) { WordClass($0) != WordClass(last) }.map { $0 + 1 } ?? 0
  }
}

extension Rope {
  /// The start of the character that the byte at `offset` is in, a line end counting as one.
  func characterBoundary(at offset: Int) -> Int {
    let offset = clamp(offset)
    let lineEnd = range(ofLine: line(at: offset)).upperBound
    if offset >= lineEnd { return lineEnd }
    let start = characterStart(before: offset)
    return start < offset && characterEnd(after: start) > offset ? start : offset
  }
}

/// Bytes that a word motion crosses together; everything beyond ASCII belongs to words.
private enum WordClass {
  case blank, word, punctuation

  init(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): self = .blank
    case let byte where byte.isInWord: self = .word
    default: self = .punctuation
    }
  }
}

func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
