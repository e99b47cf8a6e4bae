public import Basics

/// A text being edited: bytes, selection, and the way back.
///
/// Bytes that are not edited are kept as they are, line ends and invalid UTF-8 included.
public struct Editor: Sendable {
  public internal(set) var text: Rope
  public internal(set) var selection = Selection(at: 0)
  public private(set) var history: UndoTree
  /// Whether typing `>` or `</` brings the end tag.
  public var closesTags = true
  /// The bytes that folding hides, in the order of their starts: from the end of an element's first line to that of
  /// its last. An outer one may hold others.
  public internal(set) var folds: [Range<Int>] = []
  /// Columns in which lines are wrapped, so that vertical motion goes by rows; nil while they are not.
  public var wrapColumns: Int?
  /// Changes that are made under one number are undone together, typing that pauses included; nil leaves each its own.
  public var step: Int?
  /// Whether undo and redo go to where the change began, on a character, as in Vim.
  public var standsOnCharacters = false
  /// The state that the changes of a step go into.
  private var stepState: (step: Int, state: Int)?
  /// Where the indentation ends that a new line was given, as long as nothing has been typed behind it.
  var indentationEnd: Int?
  /// What an end tag brought by itself, and how many bytes of it were typed all the same.
  var broughtEndTag: (rest: [UInt8], typedCount: Int)?
  /// Where vertical motion wants to be, while it passes through shorter lines.
  var preferredColumn: Int?
  /// What was selected before the selection grew, as long as nothing else has changed it.
  var smallerSelections: [Selection] = []
  /// What the last command was, if the next of its kind is undone together with it.
  var ongoing: Edit?
  private var now: Timestamp?

  static let indentStep = [UInt8](repeating: UInt8(ascii: " "), count: 2)

  enum Edit { case typing, deletingBackward, deletingForward, other, partOfStep }

  public init(_ text: Rope = Rope()) {
    self.text = text
    history = UndoTree(text)
  }
  public init(bytes: [UInt8]) { self.init(Rope(bytes)) }

  public var canUndo: Bool { history.parent != nil }
  public var canRedo: Bool { history.next != nil }

  /// Whether the text is another than the snapshot that was loaded or saved; undoing back to it counts as unmodified.
  public func isModified(since saved: Rope) -> Bool { !text.isSameSnapshot(as: saved) }

  /// Line and column of the cursor, from 0; the column in terminal columns.
  public var cursor: (line: Int, column: Int) {
    let line = text.line(at: selection.head)
    return (line, text.column(of: selection.head, inLine: line))
  }

  /// - Parameter now: the time of day, for the history; nil when nobody knows.
  @discardableResult
  public mutating func apply(_ command: EditCommand, at now: Timestamp? = nil) -> EditResult {
    self.now = now
    let before = text
    var result = EditResult(hasChangedText: false)
    do throws(EditRefusal) {
      if case .normal(let edit) = command {
        let done = run(edit)
        (result.yanked, result.hasFailed) = (done.yanked, done.hasFailed)
      } else {
        result.clipboard = try run(command)
      }
    } catch {
      result.refusal = error
    }
    reveal(selection.head)
    result.hasChangedText = !text.isSameSnapshot(as: before)
    return result
  }

  private mutating func run(_ command: EditCommand) throws(EditRefusal) -> [UInt8]? {
    switch command {
    case .move(let motion): move(motion, isExtending: false)
    case .extend(let motion): move(motion, isExtending: true)
    case .selectAll: select(Selection(anchor: 0, head: text.byteCount))
    case .insert(let typed): type(Array(typed.utf8))
    case .paste(let bytes): replace(selection.range, with: withOwnLineEnds(bytes))
    case .newLine: insertNewLine(at: selection.range)
    case .deleteBackward: delete(to: text.characterStart(before: selection.head), as: .deletingBackward)
    case .deleteForward: delete(to: text.characterEnd(after: selection.head), as: .deletingForward)
    case .deleteWordBackward: delete(to: wordStart(before: selection.head), as: .other)
    case .deleteWordForward: delete(to: wordEnd(after: selection.head), as: .other)
    case .deleteToLineEnd: deleteToLineEnd()
    case .deleteToLineStart: deleteToLineStart()
    case .deleteLine: replace(wholeLines, with: [])
    case .cut, .copy: return copy(isCutting: command == .cut)
    case .duplicate: duplicate()
    case .indent: indent()
    case .outdent: outdent()
    case .indentLines: indentLines()
    case .replaceAll(let bytes): replaceAll(bytes)
    case .replaceRanges(let replacements): replaceEach(replacements.map { ($0.range, $0.bytes) })
    case .moveLinesUp: try moveLines(by: -1)
    case .moveLinesDown: try moveLines(by: 1)
    case .joinLines: try joinLines()
    default: try runOnMarkup(command)
    }
    return nil
  }

  private mutating func runOnMarkup(_ command: EditCommand) throws(EditRefusal) {
    switch command {
    case .reformat: reformat()
    case .minimise: try minimise()
    case .matchingTag: select(Selection(at: try matchingTag()))
    case .renameElement(let name): try renameElement(name)
    case .growSelection: try growSelection()
    case .shrinkSelection: try shrinkSelection()
    case .toggleComment: try toggleComment()
    case .selectWord(let offset): selectWord(at: offset)
    case .selectLine(let offset): selectLine(at: offset)
    case .toggleFold: try toggleFold()
    case .foldAll: try foldAll()
    case .unfoldAll: folds = []
    default: try travel(command)
    }
  }
}

// MARK: The way back

extension Editor {
  /// Selects, and ends what would be undone together.
  public mutating func select(_ selection: Selection) {
    self.selection = selection
    preferredColumn = nil
    ongoing = nil
    smallerSelections = []
    broughtEndTag = nil
  }

  /// Replaces bytes and puts the cursor behind them, or where `selection` says.
  mutating func replace(
    _ range: Range<Int>, with bytes: [UInt8], as edit: Edit = .other, selecting selection: Selection? = nil
  ) {
    guard !range.isEmpty || !bytes.isEmpty else { return }
    let isSameStep = step != nil && step == stepState?.step && history.current == stepState?.state
    let continues =
      isSameStep || edit != .other && edit == ongoing && (self.selection.isEmpty || edit == .partOfStep)
    let before = self.selection
    text.replace(range, with: bytes)
    adjustFolds(to: UndoTree.Change(range, addedCount: bytes.count))
    select(selection ?? Selection(at: range.lowerBound + bytes.count))
    history.record(
      UndoTree.Change(range, addedCount: bytes.count), text, (before, self.selection), continuing: continues,
      at: isSameStep ? nil : now)
    stepState = step.map { ($0, history.current) }
    indentationEnd = nil
    ongoing = edit
  }

  /// Puts bytes in place of several ranges, which ascend and do not overlap, as one step; the selection moves along.
  mutating func replaceEach(_ edits: [(range: Range<Int>, bytes: [UInt8])]) {
    var moved = selection
    for end in [\Selection.anchor, \Selection.head] {
      let offset = selection[keyPath: end]
      for edit in edits where edit.range.lowerBound < offset || edit.range.upperBound <= offset {
        let isInside = offset < edit.range.upperBound
        moved[keyPath: end] +=
          isInside
          ? edit.range.lowerBound + min(offset - edit.range.lowerBound, edit.bytes.count) - offset
          : edit.bytes.count - edit.range.count
      }
    }
    ongoing = nil
    for edit in edits.reversed() { replace(edit.range, with: edit.bytes, as: .partOfStep, selecting: moved) }
    ongoing = nil
    keepSelectionInside()
  }

  func clamped(_ selection: Selection) -> Selection {
    Selection(anchor: text.clamp(selection.anchor), head: text.clamp(selection.head))
  }

  mutating func keepSelectionInside() { selection = clamped(selection) }

  private mutating func travel(_ command: EditCommand) throws(EditRefusal) {
    let arrival: UndoTree.Arrival?
    switch command {
    case .undo: arrival = history.undo()
    case .redo: arrival = history.redo()
    case .earlier: arrival = history.earlier.flatMap { history.travel(to: $0) }
    case .later: arrival = history.later.flatMap { history.travel(to: $0) }
    case .travel(let number): arrival = history.travel(to: number)
    default: return
    }
    guard let arrival else {
      switch command {
      case .undo, .earlier: throw .nothingToUndo
      default: throw .nothingToRedo
      }
    }
    text = arrival.text
    for change in arrival.changes { adjustFolds(to: change) }
    select(standsOnCharacters ? Selection(at: text.ontoCharacter(arrival.before.head)) : clamped(arrival.selection))
  }
}
