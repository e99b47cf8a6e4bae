public import Basics
public import Text

/// The part of a text that is seen: its first line and column, from 0.
public struct TextScroll: Sendable, Hashable {
  public var topLine: Int
  /// The row of the first line, where lines are wrapped.
  public var topRow = 0
  public var leftColumn: Int

  public init(topLine: Int = 0, leftColumn: Int = 0) {
    self.topLine = topLine
    self.leftColumn = leftColumn
  }
}

/// A place in a text at which something is wrong, and what.
public struct TextProblem: Sendable, Hashable {
  public var position: SourcePosition
  public var message: String

  public init(position: SourcePosition, message: String) {
    self.position = position
    self.message = message
  }
}

/// A stretch of a text at which something is wrong, and what.
public struct TextMark: Sendable, Hashable {
  public var range: Range<Int>
  public var message: String

  public init(_ range: Range<Int>, _ message: String) {
    self.range = range
    self.message = message
  }
}

/// How an editor is drawn: line numbers, colours, selection, cursor, found places, and what is wrong where it is wrong.
/// Touches only the lines that are seen.
public struct EditorView: Sendable {
  public var editor: Editor
  public var scroll: TextScroll
  /// Shown underlined, with a line of its own below.
  public var problem: TextProblem?
  /// Shown underlined, in the order of the text; what is wrong is said below the cursor's line.
  public var marks: [TextMark]
  public var pattern: FindPattern?
  public var isFocused: Bool
  public var isXML: Bool
  /// Whether lines go on in the next row instead of beyond the edge.
  public var wraps: Bool
  /// What is drawn as selected; nil is the editor's selection.
  public var selected: Range<Int>?

  public init(
    _ editor: Editor, scroll: TextScroll, problem: TextProblem? = nil, marks: [TextMark] = [],
    pattern: FindPattern? = nil, isFocused: Bool = true, isXML: Bool = true, wraps: Bool = false,
    selected: Range<Int>? = nil
  ) {
    self.editor = editor
    self.scroll = scroll
    self.problem = problem
    self.marks = marks
    self.pattern = pattern
    self.isFocused = isFocused
    self.isXML = isXML
    self.wraps = wraps
    self.selected = selected
  }

  private var selection: Range<Int> { selected ?? editor.selection.range }

  public func draw(on canvas: inout Canvas, in area: Rect, theme: Theme) {
    canvas.within(area) { canvas in
      canvas.fill(canvas.bounds, style: theme[.text])
      let gutter = gutterColumns(in: area.columns)
      let cursor = editor.cursor
      var reader = XMLTokenReader(editor.text)
      for (row, content) in rows(in: area.size).enumerated() {
        let textArea = Rect(column: gutter, row: row, columns: area.columns - gutter, rows: 1)
        switch content {
        case .line(let piece):
          let isCurrent = piece.line == cursor.line
          if piece.isFirst {
            let scope: ThemeScope = isCurrent ? .lineNumberCurrent : .lineNumber
            drawNumber(piece.line + 1, on: &canvas, row: row, columns: gutter, style: theme[scope])
          }
          canvas.within(textArea) { canvas in
            drawPiece(piece, on: &canvas, &reader, theme)
            guard isFocused, isCurrent, holdsCursor(piece) else { return }
            canvas.setCursor(column: min(cursor.column - piece.startColumn, canvas.bounds.columns - 1), row: 0)
          }
        case .message(let text):
          canvas.within(textArea) { canvas in
            canvas.text("\(canvas.glyphs.attention) \(text.neutralised)", style: theme[.error])
          }
        case .messageRest(let text):
          canvas.within(textArea) { $0.text("  \(text.neutralised)", style: theme[.error]) }
        }
      }
    }
  }

  private func holdsCursor(_ piece: Piece) -> Bool {
    let head = editor.selection.head
    return !wraps || piece.range.contains(head) || (piece.isLast && head == piece.range.upperBound)
  }

  private func drawNumber(_ number: Int, on canvas: inout Canvas, row: Int, columns: Int, style: Style) {
    let digits = String(number)
    if columns > 0 { canvas.text(digits, column: columns - 1 - digits.utf8.count, row: row, style: style) }
  }

  private func drawPiece(
    _ piece: Piece, on canvas: inout Canvas, _ reader: inout XMLTokenReader<Rope>, _ theme: Theme
  ) {
    let text = editor.text
    let end = piece.range.upperBound
    // Enough for every character with a few marks; a pile of marks is cut short.
    let range = piece.range.lowerBound..<min(end, piece.range.lowerBound + 16 * canvas.bounds.columns)
    var row = TextRow(range: range, bytes: text.slice(range), startColumn: piece.textColumn)
    if isXML { row.tokens = reader.tokens(in: range) }
    row.highlights = highlights(in: range, ofLine: piece.line)
    row.isEndSelected = piece.isLast && selection.contains(end)
    row.draw(on: &canvas, leftColumn: piece.startColumn, goesOn: range.upperBound < end, theme: theme)
    if piece.isLast, piece.hiddenCount > 0 { drawFold(piece, on: &canvas, theme) }
  }

  /// Behind the line, or over its end where there is no room.
  private func drawFold(_ piece: Piece, on canvas: inout Canvas, _ theme: Theme) {
    let mark = " \(canvas.glyphs.ellipsis) \(piece.hiddenCount) lines "
    let used = DisplayWidth.columns(of: editor.text.slice(piece.range), from: piece.textColumn)
    let column = min(piece.textColumn + used - piece.startColumn, canvas.bounds.columns - mark.columns)
    canvas.text(mark, column: max(0, column), row: 0, style: theme.style(.selectionUnfocused, over: theme[.note]))
  }

  private func highlights(in range: Range<Int>, ofLine line: Int) -> [(range: Range<Int>, scope: ThemeScope)] {
    var highlights: [(range: Range<Int>, scope: ThemeScope)] = []
    highlights += marks.filter { $0.range.overlaps(range) }.map { ($0.range, .problem) }
    if let problem, problem.position.line == line + 1 { highlights.append((problemRange(problem, line), .problem)) }
    for match in matches(in: range, ofLine: line) { highlights.append((match, .match)) }
    let selection = selection
    let isMatch = highlights.contains { $0.scope == .match && $0.range == selection }
    highlights.append((selection, isMatch ? .matchCurrent : isFocused ? .selection : .selectionUnfocused))
    return highlights
  }

  /// Looked for from a little before what is seen, within the line.
  private func matches(in range: Range<Int>, ofLine line: Int) -> [Range<Int>] {
    guard let pattern else { return [] }
    let whole = editor.text.range(ofLine: line)
    let start = max(whole.lowerBound, range.lowerBound - Self.matchReach)
    let shift = max(0, start - 1)
    let end = min(whole.upperBound, range.upperBound + Self.matchReach)
    // The byte before and those after tell where lines and words end.
    let bytes = editor.text.bytes(in: shift..<end + 2)
    var budget = Self.matchBudget
    let matches = pattern.matches(in: bytes, within: start - shift..<end - shift, budget: &budget)
    return matches.found.map { $0.range.lowerBound + shift..<$0.range.upperBound + shift }
  }

  private static let matchReach = 1_024
  // Steps for one row of a frame.
  private static let matchBudget = 20_000

  /// The name or character at the place; at the end of a line the last one.
  private func problemRange(_ problem: TextProblem, _ line: Int) -> Range<Int> {
    let range = editor.text.range(ofLine: line)
    guard !range.isEmpty else { return range }
    let offset = min(range.upperBound - 1, range.lowerBound + max(0, problem.position.column - 1))
    let window = max(range.lowerBound, offset - 64)..<min(range.upperBound, offset + 64)
    let bytes = editor.text.bytes(in: window)
    var (first, last) = (offset - window.lowerBound, offset - window.lowerBound + 1)
    while first > 0, bytes[first - 1].isInName, bytes[first].isInName { first -= 1 }
    while last < bytes.count, bytes[last].isInName, bytes[last - 1].isInName { last += 1 }
    return window.lowerBound + first..<window.lowerBound + last
  }
}

extension UInt8 {
  fileprivate var isInName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "-"), 0x80...:
      true
    default: false
    }
  }
}
