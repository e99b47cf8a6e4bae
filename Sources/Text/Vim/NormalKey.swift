/// What a key means in Vim's normal mode: the words of the grammar of counts, operators and motions.
public enum NormalKey: Sendable, Hashable {
  case motion(NormalMotion)
  /// A character follows: f F t T.
  case find(CharacterFind)
  case `operator`(NormalOperator)
  /// The name of a text object follows: i a.
  case object(isAround: Bool)
  /// An operator with its motion: x is dl, D is d$.
  case shorthand(NormalOperator, NormalMotion)
  /// An operator on lines: S is cc, Y is yy.
  case lines(NormalOperator)
  /// A character follows: r.
  case replaceCharacter
  case action(NormalAction)
}

/// Where the cursor goes in normal mode.
public enum NormalMotion: Sendable, Hashable {
  public enum Word: Sendable, Hashable { case nextStart, previousStart, nextEnd, previousEnd }
  public enum ScreenPlace: Sendable, Hashable { case top, middle, bottom }

  case left, right, up, down
  /// By rows of the screen where lines are wrapped.
  case rowUp, rowDown
  /// - Parameter isBig: only blanks end a word.
  case word(Word, isBig: Bool)
  case lineStart, firstCharacter, lineEnd, lastCharacter, column
  case firstLine, lastLine
  case lineBelow, lineAbove, thisLine
  case nextParagraph, previousParagraph
  /// To the other tag or bracket; with a count, to so many percent of the text.
  case match
  /// - Parameter isAgain: then one that stands right beside the cursor is passed over.
  case character(CharacterFind, isAgain: Bool)
  /// The grammar knows what was looked for last.
  case characterAgain(isReversed: Bool)
  /// Whoever draws knows which line that is.
  case screen(ScreenPlace)
  /// From 0.
  case line(Int)
  /// To a byte, as a search finds it.
  case offset(Int)
}

/// Looking for a character of the line.
public struct CharacterFind: Sendable, Hashable {
  /// Set once it has been typed.
  public var character: Unicode.Scalar?
  public var isForward: Bool
  /// Stops one before it.
  public var isTill: Bool

  public init(_ character: Unicode.Scalar? = nil, isForward: Bool, isTill: Bool) {
    self.character = character
    self.isForward = isForward
    self.isTill = isTill
  }

  var reversed: CharacterFind { CharacterFind(character, isForward: !isForward, isTill: isTill) }
}

public enum NormalOperator: Sendable, Hashable {
  case delete, change, yank, indent, outdent, reindent, lowercase, uppercase, swapCase

  /// Works on whole lines, whatever the motion.
  var isOnLines: Bool {
    switch self {
    case .indent, .outdent, .reindent: true
    default: false
    }
  }

  /// Whether `.` repeats it.
  public var isChange: Bool { self != .yank }
}

/// What an operator or visual mode can take as a whole.
public enum TextObject: Sendable, Hashable {
  case word(isBig: Bool)
  /// On one line; XML knows no way of escaping in them.
  case quoted(UInt8)
  /// Round, square, curly or angle brackets.
  case bracketed(open: UInt8, close: UInt8)
  /// An element with its tags, or what is between them.
  case element

  public init?(_ name: Unicode.Scalar) {
    switch name {
    case "w": self = .word(isBig: false)
    case "W": self = .word(isBig: true)
    case "\"", "'", "`": self = .quoted(UInt8(ascii: name))
    case "t": self = .element
    case "(", ")", "b": self = .bracketed(open: UInt8(ascii: "("), close: UInt8(ascii: ")"))
    case "[", "]": self = .bracketed(open: UInt8(ascii: "["), close: UInt8(ascii: "]"))
    case "{", "}", "B": self = .bracketed(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"))
    case "<", ">": self = .bracketed(open: UInt8(ascii: "<"), close: UInt8(ascii: ">"))
    default: return nil
    }
  }
}

/// What is neither a motion nor an operator.
public enum NormalAction: Sendable, Hashable {
  public enum Insert: Sendable, Hashable { case here, after, lineStart, lineEnd, below, above }

  case insert(Insert)
  case swapCase
  case join(withBlank: Bool)
  case put(isBefore: Bool)
  case undo, redo, repeatChange
  case visual(isLinewise: Bool)
  case visualAgain
  /// The other end of what is selected.
  case visualOtherEnd
  case searchAgain(isReversed: Bool)
  case searchWord(isForward: Bool)
  case halfPage(isDown: Bool)
  case page(isDown: Bool)
  case scrollLine(isDown: Bool)
  /// Scrolls so that the cursor's line stands there.
  case cursorLine(NormalMotion.ScreenPlace)
  case fold, openFold, closeFold
}

/// What a text was taken as, for putting it back: characters, or whole lines.
public struct Register: Sendable, Hashable {
  public var bytes: [UInt8]
  public var isLinewise: Bool

  public init(_ bytes: [UInt8], isLinewise: Bool) {
    self.bytes = bytes
    self.isLinewise = isLinewise
  }
}
