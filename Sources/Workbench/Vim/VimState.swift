internal import Screen
internal import Text

/// What the Vim keymap remembers from one key to the next.
struct VimState: Sendable {
  var grammar = NormalGrammar()
  /// The keys of a command that is not whole yet, as they are shown.
  var typed = ""
  /// What is selected of the envelope that has that path.
  var visual: VisualMode?
  var visualPath: String?
  var lastVisual: (mode: VisualMode, selection: Selection)?
  /// While typing.
  var session: InsertSession?
  /// For `.`.
  var lastChange: RecordedChange?
  /// The number that the changes of a command, and of the typing it begins, are made under.
  var step: Int?
  var lastStep = 0
  /// Whether n goes towards the start.
  var searchesBack = false
  /// What was searched for is not marked.
  var hidesMatches = false
  /// Whether what was copied last were lines.
  var register = Register([], isLinewise: false)

  mutating func beginStep() {
    lastStep += 1
    step = lastStep
  }
}

/// A change, and what was typed after it.
struct RecordedChange: Sendable {
  var command: NormalCommand
  var typed: [InsertSession.Edit] = []
}

/// What is typed between the command that began it and Esc.
struct InsertSession: Sendable {
  enum Edit: Sendable {
    case command(EditCommand)
    /// Bytes in place of those around the cursor: so many before it, so many behind.
    case replace(before: Int, after: Int, [UInt8])

    /// Of what it adds.
    var byteCount: Int {
      switch self {
      case .command(.insert(let text)): text.utf8.count
      case .command(.paste(let bytes)), .replace(_, _, let bytes): bytes.count
      case .command: 1
      }
    }
  }

  /// What began it, as `.` is to make it again.
  var command: NormalCommand
  /// How many times it is typed in all.
  var count: Int
  private(set) var edits: [Edit] = []
  /// Whether the cursor was moved: then only what was typed after that is repeated.
  private(set) var wasMoved = false

  init(_ command: NormalCommand, count: Int) {
    (self.command, self.count) = (command, count)
  }

  /// - Parameter head: where the cursor stood.
  ///
  /// - Returns: whether it belongs to what is typed; else that begins anew.
  mutating func record(_ edit: EditCommand, head: Int) -> Bool {
    switch edit {
    case .insert, .paste, .newLine, .deleteBackward, .deleteForward, .deleteWordBackward, .deleteWordForward,
      .deleteToLineEnd, .deleteToLineStart, .indent:
      edits.append(.command(edit))
    case .replaceRanges(let replacements) where replacements.count == 1:
      let range = replacements[0].range
      edits.append(
        .replace(before: head - range.lowerBound, after: range.upperBound - head, replacements[0].bytes))
    case .normal: break
    default:
      (edits, count, wasMoved) = ([], 1, true)
      command = .act(.insert(.here), count: nil)
      return false
    }
    return true
  }
}
