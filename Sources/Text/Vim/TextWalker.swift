/// Walks through a text as Vim's motions do: from character to character, each line ending with a place of its own
/// behind its last character. Reads the text piece by piece, and only as far as it walks.
struct TextWalker {
  enum Step { case within, toLineEnd, toOtherLine, none }

  /// What a word motion crosses together.
  enum CharacterClass { case blank, punctuation, word }

  let text: Rope
  var offset: Int
  /// Only blanks separate words.
  let isBig: Bool
  private var piece: (start: Int, bytes: [UInt8])

  init(_ text: Rope, at offset: Int, isBig: Bool = false) {
    self.text = text
    self.offset = text.clamp(offset)
    self.isBig = isBig
    piece = text.piece(at: offset)
  }

  mutating func byte(at offset: Int) -> UInt8? {
    guard offset >= 0, offset < text.byteCount else { return nil }
    if offset < piece.start || offset >= piece.start + piece.bytes.count { piece = text.piece(at: offset) }
    return piece.bytes[offset - piece.start]
  }

  /// Behind the last character of a line.
  var isAtLineEnd: Bool {
    mutating get {
      guard let byte = byte(at: offset) else { return true }
      return byte == lineFeed || byte == carriageReturn && self.byte(at: offset + 1) == lineFeed
    }
  }

  var isAtLineStart: Bool {
    mutating get { offset == 0 || byte(at: offset - 1) == lineFeed }
  }

  var isAtEmptyLine: Bool {
    mutating get { isAtLineStart && isAtLineEnd }
  }

  /// Whether no line follows; a line feed at the very end ends the last line and begins none.
  var isInLastLine: Bool {
    mutating get {
      guard isAtLineEnd else { return text.line(at: offset) >= text.lastLine }
      return nextLineStart >= text.byteCount
    }
  }

  /// Only at a line's end.
  private var nextLineStart: Int {
    mutating get { offset + (byte(at: offset) == carriageReturn ? 2 : 1) }
  }

  var characterClass: CharacterClass {
    mutating get {
      if isAtLineEnd { return .blank }
      guard let byte = byte(at: offset), !isBlank(byte) else { return .blank }
      if isBig { return .punctuation }
      if byte < 0x80 { return byte.isInVimWord ? .word : .punctuation }
      let scalar = UTF8Decoding.scalar(in: text.bytes(in: offset..<offset + 4)[...], at: 0)?.0
      return scalar?.properties.isAlphabetic == true ? .word : .punctuation
    }
  }

  mutating func forward() -> Step {
    if isAtLineEnd {
      let next = nextLineStart
      if next >= text.byteCount { return .none }
      offset = next
      return .toOtherLine
    }
    let isPlain = (byte(at: offset) ?? 0x80) < 0x80 && (byte(at: offset + 1) ?? 0) < 0x80
    offset = isPlain ? offset + 1 : text.characterEnd(after: offset)
    return isAtLineEnd ? .toLineEnd : .within
  }

  mutating func backward() -> Step {
    if offset == 0 { return .none }
    if isAtLineStart {
      offset -= offset > 1 && byte(at: offset - 2) == carriageReturn ? 2 : 1
      return .toOtherLine
    }
    offset = (byte(at: offset - 1) ?? 0x80) < 0x80 ? offset - 1 : text.characterStart(before: offset)
    return .within
  }

  /// Passes over characters of the class; false at the end of the text.
  @discardableResult
  mutating func skip(_ wanted: CharacterClass, isForward: Bool) -> Bool {
    while characterClass == wanted {
      if (isForward ? forward() : backward()) == .none { return false }
    }
    return true
  }
}

private let lineFeed = UInt8(ascii: "\n")
private let carriageReturn = UInt8(ascii: "\r")

extension UInt8 {
  /// Vim's `iskeyword` for ASCII.
  var isInVimWord: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension Rope {
  /// The last line as Vim counts: a line feed at the very end begins none.
  var lastLine: Int {
    lineCount > 1 && self[byteCount - 1] == lineFeed ? lineCount - 2 : lineCount - 1
  }

  /// The end of a line that is there, so that the place behind a line feed at the very end counts as the line's.
  func lineForVim(at offset: Int) -> Int { min(line(at: offset), lastLine) }

  /// The last character of the line that is no further than the offset; the line's start when it is empty.
  func ontoCharacter(_ offset: Int) -> Int {
    let range = range(ofLine: lineForVim(at: offset))
    let offset = min(max(offset, range.lowerBound), range.upperBound)
    return offset == range.upperBound && !range.isEmpty ? max(range.lowerBound, characterStart(before: offset)) : offset
  }
}
