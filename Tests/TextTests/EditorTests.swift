import Testing

@testable import Text

@Suite struct EditorTests {
  @Test(arguments: 0..<24) func `Undo goes back through every text, and redo forth again`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var editor = Editor(bytes: generator.bytes(atMost: 3_000, of: "<a b='é'>\n\r\t日"))
    let first = editor.text.bytes
    for _ in 0..<60 { editor.apply(randomCommand(editor, &generator)) }
    let last = editor.text.bytes
    while editor.canUndo { editor.apply(.undo) }
    #expect(editor.text.bytes == first)
    while editor.canRedo { editor.apply(.redo) }
    #expect(editor.text.bytes == last)
  }

  @Test(arguments: 0..<24) func `The selection always lies within the text`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var editor = Editor(bytes: generator.bytes(atMost: 300, of: "<a>\r\n é日\u{FF}"))
    for _ in 0..<200 {
      editor.apply(randomCommand(editor, &generator))
      #expect((0...editor.text.byteCount).contains(editor.selection.anchor))
      #expect((0...editor.text.byteCount).contains(editor.selection.head))
    }
  }

  private func randomCommand(_ editor: Editor, _ generator: inout SeededGenerator) -> EditCommand {
    let motions: [Motion] = [
      .left, .right, .up, .down, .wordLeft, .wordRight, .lineStart, .lineEnd, .pageUp(rows: 5), .pageDown(rows: 5),
      .documentStart, .documentEnd, .offset(Int.random(in: 0...editor.text.byteCount, using: &generator)),
    ]
    let motion = motions.randomElement(using: &generator) ?? .left
    let commands: [EditCommand] = [
      .move(motion), .extend(motion), .extend(motion), .insert("x"), .insert("é"), .paste(Array("p\nq".utf8)), .newLine,
      .deleteBackward, .deleteForward, .deleteWordBackward, .deleteWordForward, .deleteToLineEnd, .deleteLine, .cut,
      .copy, .duplicate, .indent, .outdent,
    ]
    return commands.randomElement(using: &generator) ?? .selectAll
  }

  @Test func `Typing is undone as one, and a motion ends it`() {
    var editor = Editor()
    for letter in ["a", "b", "c"] { editor.apply(.insert(letter)) }
    editor.apply(.move(.left))
    editor.apply(.insert("x"))
    #expect(editor.string == "abxc")
    editor.apply(.undo)
    #expect(editor.string == "abc")
    editor.apply(.undo)
    #expect(editor.string == "")
  }

  @Test func `Undoing back to what was saved counts as unmodified`() {
    var editor = Editor(Rope("text"))
    let saved = editor.text
    editor.apply(.insert("x"))
    #expect(editor.isModified(since: saved))
    editor.apply(.undo)
    #expect(!editor.isModified(since: saved))
  }

  @Test func `The cursor crosses characters as they are drawn`() {
    var editor = Editor(Rope("e\u{301}👩‍👧日\r\n🇩🇪"))
    var stops = [0]
    while stops.last != editor.text.byteCount {
      editor.apply(.move(.right))
      stops.append(editor.selection.head)
    }
    #expect(stops == [0, 3, 14, 17, 19, 27])
    for stop in stops.reversed().dropFirst() {
      editor.apply(.move(.left))
      #expect(editor.selection.head == stop)
    }
  }

  @Test func `Backspace takes a whole character`() {
    var editor = Editor(Rope("a👩‍👧"))
    editor.apply(.move(.documentEnd))
    editor.apply(.deleteBackward)
    #expect(editor.string == "a")
  }

  @Test func `Vertical motion keeps its column through shorter lines`() {
    var editor = Editor(Rope("abcdef\nab\n日本語本\n"))
    editor.apply(.move(.offset(5)))
    var cursors: [[Int]] = []
    for _ in 0..<3 {
      editor.apply(.move(.down))
      cursors.append([editor.cursor.line, editor.cursor.column])
    }
    #expect(cursors == [[1, 2], [2, 4], [3, 0]])
    editor.apply(.move(.pageUp(rows: 3)))
    #expect(editor.selection.head == 5)
  }

  @Test func `Up from the first line goes to its start, down from the last to its end`() {
    var editor = Editor(Rope("abc\ndef"))
    editor.apply(.move(.offset(2)))
    editor.apply(.move(.up))
    #expect(editor.selection.head == 0)
    editor.apply(.move(.pageDown(rows: 40)))
    editor.apply(.move(.down))
    #expect(editor.selection.head == 7)
  }

  @Test func `Words end where their kind of character ends`() {
    var editor = Editor(Rope("  soap:Body-part = x"))
    var stops: [Int] = []
    for _ in 0..<6 {
      editor.apply(.move(.wordRight))
      stops.append(editor.selection.head)
    }
    #expect(stops == [6, 7, 16, 18, 20, 20])
    editor.apply(.deleteWordBackward)
    editor.apply(.deleteWordBackward)
    #expect(editor.string == "  soap:Body-part ")
  }

  @Test func `Home goes to the first character and then to the very start`() {
    var editor = Editor(Rope("  abc"))
    editor.apply(.move(.lineEnd))
    editor.apply(.move(.lineStart))
    #expect(editor.selection.head == 2)
    editor.apply(.move(.lineStart))
    #expect(editor.selection.head == 0)
  }

  @Test func `A new line goes one step deeper after a start tag and opens an empty element`() {
    var editor = Editor(Rope("  <a></a>"))
    editor.apply(.move(.offset(5)))
    editor.apply(.newLine)
    #expect(editor.string == "  <a>\n    \n  </a>")
    #expect(editor.selection.head == 10)
    editor.apply(.insert("x"))
    editor.apply(.newLine)
    #expect(editor.string == "  <a>\n    x\n    \n  </a>")
  }

  @Test func `CRLF stays what the text ends its lines with`() {
    var editor = Editor(Rope("a\r\nb\r\n"))
    editor.apply(.move(.documentEnd))
    editor.apply(.paste(Array("x\ny".utf8)))
    editor.apply(.newLine)
    #expect(editor.string == "a\r\nb\r\nx\r\ny\r\n")
  }

  @Test func `Indenting shifts the selected lines and the selection with them`() {
    var editor = Editor(Rope("a\n\nb\nc"))
    editor.select(Selection(anchor: 1, head: 4))
    editor.apply(.indent)
    #expect(editor.string == "  a\n\n  b\nc")
    #expect(editor.selection == Selection(anchor: 3, head: 8))
    editor.apply(.outdent)
    #expect(editor.string == "a\n\nb\nc")
    #expect(editor.selection == Selection(anchor: 1, head: 4))
    editor.apply(.outdent)
    #expect(editor.string == "a\n\nb\nc")
  }

  @Test func `Cut without a selection takes the line`() {
    var editor = Editor(Rope("one\ntwo\nthree"))
    editor.apply(.move(.offset(5)))
    let result = editor.apply(.cut)
    #expect(result == EditResult(hasChangedText: true, clipboard: Array("two\n".utf8)))
    #expect(editor.string == "one\nthree")
    #expect(editor.apply(.copy).hasChangedText == false)
  }

  @Test func `Duplicate repeats the last line although it has no line end`() {
    var editor = Editor(Rope("one\ntwo"))
    editor.apply(.move(.documentEnd))
    editor.apply(.duplicate)
    #expect(editor.string == "one\ntwo\ntwo")
    #expect(editor.selection.head == 11)
  }

  @Test(arguments: [(3, 6), (4, 7), (6, 9), (7, 9), (8, 14), (0, 0), (20, 30)])
  func `Reformatting keeps the cursor at its character`(before: Int, after: Int) {
    var editor = Editor(Rope("<a><b>  <c/></b></a>"))
    editor.apply(.move(.offset(before)))
    editor.apply(.reformat)
    #expect(editor.string == "<a>\n  <b>\n    <c/>\n  </b>\n</a>")
    #expect(editor.selection == Selection(at: after))
    editor.apply(.undo)
    #expect(editor.string == "<a><b>  <c/></b></a>")
  }

  @Test func `Replacing all keeps the cursor's line and is undone in one step`() {
    var editor = Editor(Rope("a\nbcd\ne"))
    editor.apply(.move(.offset(4)))
    editor.apply(.replaceAll(Array("A\nBCD\nE".utf8)))
    #expect(editor.cursor == (1, 2))
    editor.apply(.undo)
    #expect(editor.string == "a\nbcd\ne")
  }
}

extension Editor {
  var string: String { String(decoding: text.bytes, as: UTF8.self) }
}
