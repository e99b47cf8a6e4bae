import Basics
import Testing

@testable import Text

@Suite struct UndoTreeTests {
  private func typed(_ letters: String, into editor: inout Editor, at seconds: Int64? = nil) {
    for letter in letters {
      editor.apply(.insert(String(letter)), at: seconds.map(Timestamp.init(secondsSinceEpoch:)))
    }
  }

  @Test func `What was undone and typed over is reached again by its number`() {
    var editor = Editor()
    typed("one", into: &editor)
    editor.apply(.undo)
    typed("two", into: &editor)
    #expect(editor.string == "two")
    #expect(editor.history.newestFirst.map(\.number) == [2, 1, 0])
    #expect(editor.history.newestFirst.map(\.parent) == [0, 0, nil])
    editor.apply(.travel(1))
    #expect(editor.string == "one")
    editor.apply(.undo)
    editor.apply(.redo)
    #expect(editor.string == "one", "redo goes where one came from last")
    #expect(editor.apply(.travel(77)).refusal == .nothingToRedo)
  }

  @Test func `Earlier and later go through every text in the order of their making`() {
    var editor = Editor()
    typed("a", into: &editor)
    editor.apply(.undo)
    typed("b", into: &editor)
    editor.apply(.undo)
    typed("c", into: &editor)
    var texts = [editor.string]
    while editor.apply(.earlier).refusal == nil { texts.append(editor.string) }
    #expect(texts == ["c", "b", "a", ""])
    #expect(editor.apply(.earlier).refusal == .nothingToUndo)
    texts = []
    while editor.apply(.later).refusal == nil { texts.append(editor.string) }
    #expect(texts == ["a", "b", "c"])
  }

  @Test func `A state tells when it was made and what was replaced`() throws {
    var editor = Editor(Rope("<a>old</a>"))
    editor.select(Selection(anchor: 3, head: 6))
    typed("n", into: &editor, at: 100)
    typed("ew", into: &editor, at: 103)
    let state = try #require(editor.history[1])
    #expect(state.change == UndoTree.Change(3..<6, addedCount: 3))
    #expect(state.madeAt == Timestamp(secondsSinceEpoch: 103))
  }

  @Test func `Typing after a pause is a step of its own`() {
    var editor = Editor()
    typed("ab", into: &editor, at: 100)
    typed("cd", into: &editor, at: 111)
    editor.apply(.undo)
    #expect(editor.string == "ab")
  }

  @Test func `Changes one after the other are told as one stretch`() {
    let first = UndoTree.Change(10..<12, addedCount: 5)
    #expect(first.followed(by: .init(15..<15, addedCount: 1)) == .init(10..<12, addedCount: 6))
    #expect(first.followed(by: .init(8..<11, addedCount: 0)) == .init(8..<12, addedCount: 4))
    #expect(first.followed(by: .init(20..<22, addedCount: 1)) == .init(10..<19, addedCount: 11))
    #expect(first.inverse == .init(10..<15, addedCount: 2))
  }

  @Test func `There are never more states than the limit, and the oldest go first`() {
    var editor = Editor()
    for _ in 0..<(UndoTree.stateLimit + 50) { editor.apply(.paste([UInt8(ascii: "x")])) }
    #expect(editor.history.count <= UndoTree.stateLimit)
    #expect(editor.history.count + editor.history.droppedCount == UndoTree.stateLimit + 51)
    while editor.canUndo { editor.apply(.undo) }
    #expect(editor.text.byteCount == editor.history.droppedCount)
    #expect(editor.apply(.undo).refusal == .nothingToUndo)
  }

  @Test func `The cost of large texts is bounded too`() {
    var history = UndoTree(Rope())
    let (change, cursor) = (UndoTree.Change(0..<0, addedCount: UndoTree.byteLimit / 4), Selection(at: 0))
    for _ in 0..<8 { history.record(change, Rope("x"), (cursor, cursor), continuing: false, at: nil) }
    #expect(history.count == 3 && history.droppedCount == 6)
    #expect(history.parent != nil)
  }

  @Test func `Ten thousand random commands are all undone, whatever the text`() {
    for (seed, text) in ["", "<a>\r\n  <b c='d'>é</b>\r\n</a>\r\n", "日本\u{FFFD}<a><b></a>", "x"].enumerated() {
      var generator = SeededGenerator(seed: seed)
      let first = Array(text.utf8) + (seed == 2 ? [0xFF, 0xC3] : [])
      var editor = Editor(bytes: first)
      for _ in 0..<(seed == 1 ? 10_000 : 1_000) {
        editor.apply(EditCommand.random(in: editor, &generator))
        #expect(editor.selection == editor.clamped(editor.selection))
        #expect(editor.folds.allSatisfy { $0.upperBound <= editor.text.byteCount })
        if editor.text.byteCount > 2_000 { editor.apply(.travel(0)) }
      }
      while editor.canUndo { editor.apply(.undo) }
      #expect(editor.text.bytes == first)
    }
  }
}

extension EditCommand {
  /// Any of them, the harmless ones more often.
  static func random(in editor: Editor, _ generator: inout SeededGenerator) -> EditCommand {
    let motions: [Motion] = [
      .left, .right, .up, .down, .wordLeft, .wordRight, .lineStart, .lineEnd, .pageUp(rows: 5), .pageDown(rows: 5),
      .documentStart, .documentEnd, .line(Int.random(in: -1...40, using: &generator)),
      .offset(Int.random(in: 0...editor.text.byteCount, using: &generator)),
    ]
    let motion = motions.randomElement(using: &generator) ?? .left
    let number = Int.random(in: 0...(editor.history.count + 2), using: &generator)
    let commands: [EditCommand] = [
      .move(motion), .move(motion), .extend(motion), .insert("x"), .insert("é"), .insert("<"), .insert("/"),
      .insert(">"), .insert("b"), .paste(Array("p\nq".utf8)), .paste([0xFF]), .newLine, .deleteBackward, .deleteForward,
      .deleteWordBackward, .deleteWordForward, .deleteToLineEnd, .deleteLine, .cut, .copy, .duplicate, .indent,
      .outdent, .reformat, .minimise, .moveLinesUp, .moveLinesDown, .joinLines, .matchingTag, .renameElement("n:m"),
      .growSelection, .shrinkSelection, .toggleComment, .toggleFold, .foldAll, .unfoldAll,
      .selectWord(Int.random(in: 0...editor.text.byteCount, using: &generator)), .selectLine(number), .undo, .redo,
      .earlier, .later, .travel(number), .selectAll,
    ]
    return commands.randomElement(using: &generator) ?? .selectAll
  }
}
