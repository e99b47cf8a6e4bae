/// As much of a terminal as ncurses uses: what its output looks like, as text.
struct EmulatedScreen {
  let columns: Int
  let rows: Int
  private(set) var isAlternate = false
  private var cells: [[Cell]]
  /// What is written gets it; nil is the terminal's own.
  private var foreground: String?
  /// What is written and erased gets it; nil is the terminal's own.
  private var background: String?
  private var row = 0
  private var column = 0
  private var saved = (row: 0, column: 0)
  private var region: ClosedRange<Int>
  private var pending: [UInt8] = []
  private var latest = " "

  private struct Cell {
    var text = " "
    var foreground: String?
    var background: String?
  }

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: Cell(), count: columns), count: rows)
    region = 0...(rows - 1)
  }

  var text: String { cells.map { $0.map(\.text).joined() }.joined(separator: "\n") }
  /// The background of every cell, as SGR writes it: nil where it is the terminal's own.
  var backgrounds: [String?] { cells.flatMap { $0.map(\.background) } }

  /// Whether a letter stands in one colour on another, as SGR writes them.
  func hasText(_ foreground: String, on background: String) -> Bool {
    cells.contains { $0.contains { $0.text != " " && $0.foreground == foreground && $0.background == background } }
  }

  mutating func take(_ bytes: some Swift.Collection<UInt8>) {
    for byte in bytes {
      pending.append(byte)
      if isComplete { perform() }
    }
  }

  private var isComplete: Bool {
    guard let first = pending.first, let last = pending.last else { return false }
    if first >= 0xC0 { return pending.count == (first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2) }
    guard first == 0x1B, pending.count > 1 else { return first != 0x1B }
    switch pending[1] {
    case UInt8(ascii: "["): return pending.count > 2 && (0x40...0x7E).contains(last)
    case UInt8(ascii: "]"): return last == 0x07 || pending.suffix(2).elementsEqual([0x1B, 0x5C])
    case UInt8(ascii: "("), UInt8(ascii: ")"): return pending.count == 3
    default: return true
    }
  }

  private mutating func perform() {
    let sequence = pending
    pending = []
    guard sequence[0] == 0x1B else { return put(sequence) }
    switch sequence[1] {
    case UInt8(ascii: "["): control(String(decoding: sequence.dropFirst(2), as: UTF8.self))
    case UInt8(ascii: "M"): reverseLineFeed()
    case UInt8(ascii: "D"): lineFeed()
    case UInt8(ascii: "7"): saved = (row, column)
    case UInt8(ascii: "8"): (row, column) = saved
    default: break
    }
  }

  private mutating func put(_ bytes: [UInt8]) {
    switch bytes[0] {
    case 0x0A: lineFeed()
    case 0x0D: column = 0
    case 0x08: column = max(0, column - 1)
    case 0x00..<0x20: break
    default: write(String(decoding: bytes, as: UTF8.self))
    }
  }

  private mutating func write(_ character: String) {
    guard let scalar = character.unicodeScalars.first else { return }
    let width = (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xFFDC).contains(scalar.value) ? 2 : 1
    if column + width > columns { (row, column) = (min(row + 1, rows - 1), 0) }
    cells[row][column] = Cell(text: character, foreground: foreground, background: background)
    if width == 2 { cells[row][column + 1] = Cell(text: "", background: background) }
    column += width
    latest = character
  }

  private mutating func control(_ text: String) {
    let isPrivate = text.hasPrefix("?")
    let numbers = text.dropFirst(isPrivate ? 1 : 0).dropLast().split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    let first = numbers.first ?? 0
    let count = max(1, first)
    switch text.last {
    case "H", "f": (row, column) = (clampRow(count - 1), clampColumn(max(1, numbers.dropFirst().first ?? 1) - 1))
    case "m" where !isPrivate: take(rendition: numbers.map { String($0) }[...])
    case "A": row = clampRow(row - count)
    case "B": row = clampRow(row + count)
    case "C": column = clampColumn(column + count)
    case "D": column = clampColumn(column - count)
    case "G": column = clampColumn(count - 1)
    case "d": row = clampRow(count - 1)
    case "J": erase(first == 2 ? 0..<(rows * columns) : position..<(rows * columns))
    case "K": erase(first == 1 ? (row * columns)..<(position + 1) : position..<((row + 1) * columns))
    case "X": erase(position..<min(position + count, (row + 1) * columns))
    case "P": shift(from: column, by: -count)
    case "@": shift(from: column, by: count)
    case "b": for _ in 0..<count { write(latest) }
    case "L": move(from: row, by: count)
    case "M": move(from: row, by: -count)
    case "S": scroll(count)
    case "T": scroll(-count)
    case "r":
      let last = numbers.count > 1 && numbers[1] > 0 ? numbers[1] : rows
      region = clampRow(count - 1)...max(clampRow(count - 1), clampRow(last - 1))
      (row, column) = (0, 0)
    case "h", "l":
      if isPrivate && first == 1049 {
        isAlternate = text.last == "h"
        erase(0..<(rows * columns))
      }
    default: break
    }
  }

  private mutating func take(rendition codes: ArraySlice<String>) {
    var rest = codes.isEmpty ? ["0"] : codes
    while let code = rest.popFirst() {
      switch code {
      case "38", "48":
        let color = rest.prefix(rest.first == "5" ? 2 : 4)
        rest = rest.dropFirst(color.count)
        if code == "48" { background = color.joined(separator: ";") } else { foreground = color.joined(separator: ";") }
      case "0": (foreground, background) = (nil, nil)
      case "39": foreground = nil
      case "49": background = nil
      default:
        guard let number = Int(code) else { continue }
        if (40...47).contains(number) || (100...107).contains(number) { background = code }
        if (30...37).contains(number) || (90...97).contains(number) { foreground = code }
      }
    }
  }

  private var blank: Cell { Cell(background: background) }
  private var position: Int { row * columns + column }
  private func clampRow(_ value: Int) -> Int { min(max(0, value), rows - 1) }
  private func clampColumn(_ value: Int) -> Int { min(max(0, value), columns - 1) }

  private mutating func erase(_ range: Range<Int>) {
    for index in range { cells[index / columns][index % columns] = blank }
  }

  private mutating func shift(from column: Int, by count: Int) {
    let blanks = Array(repeating: blank, count: min(abs(count), columns - column))
    let rest = cells[row][column...]
    let line = count > 0 ? blanks + rest.dropLast(blanks.count) : rest.dropFirst(blanks.count) + blanks
    cells[row].replaceSubrange(column..., with: line)
  }

  private mutating func lineFeed() {
    if row == region.upperBound { scroll(1) } else { row = clampRow(row + 1) }
  }

  private mutating func reverseLineFeed() {
    if row == region.lowerBound { scroll(-1) } else { row = clampRow(row - 1) }
  }

  private mutating func scroll(_ count: Int) { move(from: region.lowerBound, by: -count) }

  private mutating func move(from start: Int, by count: Int) {
    guard region.contains(start) else { return }
    let blanks = Array(
      repeating: Array(repeating: blank, count: columns), count: min(abs(count), region.upperBound - start + 1))
    let rest = cells[start...region.upperBound]
    let lines = count > 0 ? blanks + rest.dropLast(blanks.count) : rest.dropFirst(blanks.count) + blanks
    cells.replaceSubrange(start...region.upperBound, with: lines)
  }
}
