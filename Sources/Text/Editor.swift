/// A text being edited: bytes, selection, and the way back.
///
/// Bytes that are not edited are kept as they are, line ends and invalid UTF-8 included.
public struct Editor: Sendable {
  public internal(set) var text: Rope
  public internal(set) var selection = Selection(at: 0)
  /// Where vertical motion wants to be, while it passes through shorter lines.
  var preferredColumn: Int?
  private var past: [Step] = []
  private var future: [Step] = []
  /// What the last command was, if the next of its kind is undone together with it.
  private var ongoing: Edit?

  private static let undoLimit = 10_000
  static let indentStep = [UInt8](repeating: UInt8(ascii: " "), count: 2)

  private struct Step: Sendable {
    var text: Rope
    var selection: Selection
  }

  enum Edit { case typing, deletingBackward, deletingForward, other }

  public init(_ text: Rope = Rope()) { self.text = text }
  public init(bytes: [UInt8]) { self.init(Rope(bytes)) }

  public var canUndo: Bool { !past.isEmpty }
  public var canRedo: Bool { !future.isEmpty }

  /// Whether the text is another than the snapshot that was loaded or saved; undoing back to it counts as unmodified.
  public func isModified(since saved: Rope) -> Bool { !text.isSameSnapshot(as: saved) }

  /// Line and column of the cursor, from 0; the column in terminal columns.
  public var cursor: (line: Int, column: Int) {
    let line = text.line(at: selection.head)
    return (line, text.column(of: selection.head, inLine: line))
  }

  @discardableResult
  public mutating func apply(_ command: EditCommand) -> EditResult {
    let before = text
    let clipboard = run(command)
    return EditResult(hasChangedText: !text.isSameSnapshot(as: before), clipboard: clipboard)
  }

  private mutating func run(_ command: EditCommand) -> [UInt8]? {
    switch command {
    case .move(let motion): move(motion, isExtending: false)
    case .extend(let motion): move(motion, isExtending: true)
    case .selectAll: select(Selection(anchor: 0, head: text.byteCount))
    case .insert(let typed): replace(selection.range, with: Array(typed.utf8), as: .typing)
    case .paste(let bytes): replace(selection.range, with: withOwnLineEnds(bytes))
    case .newLine: insertNewLine()
    case .deleteBackward: delete(to: text.characterStart(before: selection.head), as: .deletingBackward)
    case .deleteForward: delete(to: text.characterEnd(after: selection.head), as: .deletingForward)
    case .deleteWordBackward: delete(to: wordStart(before: selection.head), as: .other)
    case .deleteWordForward: delete(to: wordEnd(after: selection.head), as: .other)
    case .deleteToLineEnd: deleteToLineEnd()
    case .deleteLine: replace(wholeLines, with: [])
    case .cut, .copy: return copy(isCutting: command == .cut)
    case .duplicate: duplicate()
    case .indent: indent()
    case .outdent: outdent()
    case .replaceAll(let bytes): replaceAll(bytes)
    case .reformat: reformat()
    case .undo: travel(from: \.past, to: \.future)
    case .redo: travel(from: \.future, to: \.past)
    }
    return nil
  }
}

// MARK: The way back

extension Editor {
  /// Selects, and ends what would be undone together.
  public mutating func select(_ selection: Selection) {
    self.selection = selection
    preferredColumn = nil
    ongoing = nil
  }

  /// Replaces bytes and puts the cursor behind them, or where `selection` says.
  mutating func replace(
    _ range: Range<Int>, with bytes: [UInt8], as edit: Edit = .other, selecting selection: Selection? = nil
  ) {
    guard !range.isEmpty || !bytes.isEmpty else { return }
    if edit == .other || edit != ongoing || !self.selection.isEmpty { remember() }
    text.replace(range, with: bytes)
    select(selection ?? Selection(at: range.lowerBound + bytes.count))
    ongoing = edit
  }

  private mutating func remember() {
    if past.count == Self.undoLimit { past.removeFirst(Self.undoLimit / 10) }
    past.append(Step(text: text, selection: selection))
    future = []
  }

  private mutating func travel(from source: WritableKeyPath<Editor, [Step]>, to target: WritableKeyPath<Editor, [Step]>)
  {
    guard let step = self[keyPath: source].popLast() else { return }
    self[keyPath: target].append(Step(text: text, selection: selection))
    text = step.text
    select(step.selection)
  }
}
