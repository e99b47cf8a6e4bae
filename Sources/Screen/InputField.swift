internal import Basics

/// One line of text being typed: its characters and where the cursor stands among them.
public struct InputField: Sendable, Hashable {
  /// More is not taken: every frame lays a field out as a whole.
  public static let maximumCharacters = 16_384

  public private(set) var characters: [Character]
  /// Before which character the cursor stands, 0…count.
  public private(set) var cursor: Int
  /// The text is only proposed, and shown as selected: what is typed or pasted takes its place, Backspace takes it away,
  /// and any other key makes it the field's own.
  public private(set) var isProposed = false

  public init(_ text: String = "") {
    characters = Array(text)
    cursor = characters.count
  }

  public init(proposing text: String) {
    self.init(text)
    isProposed = !text.isEmpty
  }

  public var text: String { String(characters) }
  public var isEmpty: Bool { characters.isEmpty }

  /// Handles the keys of a line editor (typing, arrows, Home, End, Backspace, Delete, C-a, C-e, C-u, C-k, C-w).
  ///
  /// - Returns: false when the key is not one of them, so that somebody else may have it.
  public mutating func handle(_ chord: KeyChord) -> Bool {
    if isProposed, chord.key == .backspace, chord.modifiers.isEmpty {
      clear()
      return true
    }
    if case .character(let scalar) = chord.key, chord.modifiers.isEmpty {
      insert(String(Character(scalar)))
      return true
    }
    let isHandled = edit(chord)
    if isHandled { isProposed = false }
    return isHandled
  }

  private mutating func edit(_ chord: KeyChord) -> Bool {
    switch (chord.key, chord.modifiers) {
    case (.character(let scalar), .control): return handleControl(scalar)
    case (.left, []): cursor = max(0, cursor - 1)
    case (.right, []): cursor = min(characters.count, cursor + 1)
    case (.home, _): cursor = 0
    case (.end, _): cursor = characters.count
    case (.backspace, []): deleteBackward(to: cursor - 1)
    case (.delete, []): if cursor < characters.count { characters.remove(at: cursor) }
    default: return false
    }
    return true
  }

  /// Inserts at the cursor; line ends become spaces, because the field has one line.
  ///
  /// - Returns: false, and nothing is inserted, when the field has no room for it.
  @discardableResult
  public mutating func insert(_ text: String) -> Bool {
    let inserted = text.prefix(Self.maximumCharacters + 1).map { $0.isNewline ? " " : $0 }
    guard inserted.count <= Self.maximumCharacters - (isProposed ? 0 : characters.count) else { return false }
    if isProposed { clear() }
    characters.insert(contentsOf: inserted, at: cursor)
    cursor += inserted.count
    return true
  }

  private mutating func clear() {
    (characters, cursor, isProposed) = ([], 0, false)
  }

  /// Pasted bytes; what is not UTF-8 is replaced.
  ///
  /// - Returns: false, and nothing is inserted, when the field has no room for it.
  public mutating func paste(_ bytes: [UInt8]) -> Bool { insert(String(decoding: bytes, as: UTF8.self)) }

  private mutating func handleControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a": cursor = 0
    case "e": cursor = characters.count
    case "u":
      characters.removeAll()
      cursor = 0
    case "k": characters.removeSubrange(cursor...)
    case "w": deleteBackward(to: startOfWord)
    default: return false
    }
    return true
  }

  private mutating func deleteBackward(to start: Int) {
    let start = max(0, start)
    characters.removeSubrange(start..<cursor)
    cursor = start
  }

  private var startOfWord: Int {
    var index = cursor
    while index > 0, characters[index - 1] == " " { index -= 1 }
    while index > 0, characters[index - 1] != " " { index -= 1 }
    return index
  }
}

extension InputField {
  /// Draws the field on one row of the canvas, scrolled so that the cursor is seen.
  ///
  /// - Parameters:
  ///   - isMasked: shows a dot for each character.
  ///   - hasCursor: stands the terminal's cursor in it.
  public func draw(
    on canvas: inout Canvas, in area: Rect, style: Style, isMasked: Bool = false, hasCursor: Bool = true
  ) {
    var textStyle = style
    if isProposed { textStyle.attributes.formSymmetricDifference(.reverse) }
    let mask = String(Character(canvas.glyphs.mask))
    let shown = characters.map { isMasked ? mask : String($0).neutralised }
    canvas.within(area) { canvas in
      canvas.fill(canvas.bounds, style: style)
      let first = firstVisible(of: shown, columns: area.columns)
      var column = 0
      for index in first..<shown.count where column < area.columns {
        if index == cursor, hasCursor { canvas.setCursor(column: column, row: 0) }
        column += canvas.text(shown[index], column: column, style: textStyle)
      }
      if cursor == shown.count, hasCursor { canvas.setCursor(column: min(column, area.columns - 1), row: 0) }
    }
  }

  private func firstVisible(of shown: [String], columns: Int) -> Int {
    var room = columns - 1
    var first = cursor
    while first > 0 {
      room -= shown[first - 1].columns
      if room < 0 { break }
      first -= 1
    }
    return first
  }
}
