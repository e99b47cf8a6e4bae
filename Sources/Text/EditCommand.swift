/// All that can be done to the text of an editor.
public enum EditCommand: Sendable, Hashable {
  case move(Motion)
  /// Moves the cursor and leaves the other end of the selection.
  case extend(Motion)
  case selectAll
  /// Typed text; several in a row are undone together. A `>` that ends a start tag brings the end tag, `</` its name.
  case insert(String)
  /// Replaces the selection; LF becomes CRLF where the text ends its lines so.
  case paste([UInt8])
  /// With the indentation of the line, one step deeper after a start tag.
  case newLine
  case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward
  case deleteToLineEnd, deleteToLineStart, deleteLine
  /// Without a selection, the whole line.
  case cut, copy
  /// The line, or the selection.
  case duplicate
  /// The selected lines; without a selection `indent` types to the next step.
  case indent, outdent
  /// The selected lines, or the cursor's.
  case indentLines
  /// Puts other text in place of all of it, as one step that can be undone.
  case replaceAll([UInt8])
  /// Lays XML out anew, the cursor staying at its character; what is not well-formed stays as it is from there on.
  case reformat
  /// Takes away all white space that XML does not need.
  case minimise
  /// Puts each replacement in place of its range, as one step. The ranges ascend and do not overlap.
  case replaceRanges([TextReplacement])

  /// The selected lines, past the line above or below.
  case moveLinesUp, moveLinesDown
  /// The line below, or the selected lines, onto one line.
  case joinLines
  /// To the other tag of the element.
  case matchingTag
  /// Both tags of the element at the cursor.
  case renameElement(String)
  /// The element around the selection, and back.
  case growSelection, shrinkSelection
  case toggleComment
  /// The word or the line at a byte offset, as a double and a triple click select it.
  case selectWord(Int)
  case selectLine(Int)
  /// Hides all but the first line of the element at the cursor, or shows it again.
  case toggleFold
  /// Every element but the outermost, at most `Editor.foldLimit`.
  case foldAll, unfoldAll

  /// What normal mode of Vim does.
  case normal(NormalEdit)

  case undo, redo
  /// To the text that was made before or after this one, whatever branch it is on.
  case earlier, later
  /// To the state of that number.
  case travel(Int)
}

/// Where the cursor goes.
public enum Motion: Sendable, Hashable {
  case left, right, up, down, wordLeft, wordRight
  /// To the first character that is no blank, and from there to the very start.
  case lineStart
  case lineEnd
  case pageUp(rows: Int)
  case pageDown(rows: Int)
  case documentStart, documentEnd
  /// To the first character that is no blank of a line, from 0.
  case line(Int)
  /// To a byte offset, moved to the start of the character that it is in.
  case offset(Int)
}

/// What a command did.
public struct EditResult: Sendable, Hashable {
  public var hasChangedText: Bool
  /// For the clipboard, after `cut` and `copy`.
  public var clipboard: [UInt8]?
  /// What an operator of normal mode took, for putting it back.
  public var yanked: Register?
  /// Why nothing was done.
  public var refusal: EditRefusal?
  /// Normal mode could not do it, of which Vim only rings the bell.
  public var hasFailed = false
}

/// Bytes that take the place of a range.
public struct TextReplacement: Sendable, Hashable {
  public var range: Range<Int>
  public var bytes: [UInt8]

  public init(_ range: Range<Int>, with bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }
}
