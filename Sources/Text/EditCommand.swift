/// All that can be done to the text of an editor.
public enum EditCommand: Sendable, Hashable {
  case move(Motion)
  /// Moves the cursor and leaves the other end of the selection.
  case extend(Motion)
  case selectAll
  /// Typed text; several in a row are undone together.
  case insert(String)
  /// Replaces the selection; LF becomes CRLF where the text ends its lines so.
  case paste([UInt8])
  /// With the indentation of the line, one step deeper after a start tag.
  case newLine
  case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward
  case deleteToLineEnd, deleteLine
  /// Without a selection, the whole line.
  case cut, copy
  /// The line, or the selection.
  case duplicate
  /// The selected lines; without a selection `indent` types to the next step.
  case indent, outdent
  /// Puts other text in place of all of it, as one step that can be undone.
  case replaceAll([UInt8])
  /// Lays XML out anew, the cursor staying at its character; what is not well-formed stays as it is from there on.
  case reformat
  case undo, redo
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
  /// To a byte offset, moved to the start of the character that it is in.
  case offset(Int)
}

/// What a command did.
public struct EditResult: Sendable, Hashable {
  public var hasChangedText: Bool
  /// For the clipboard, after `cut` and `copy`.
  public var clipboard: [UInt8]?
}
