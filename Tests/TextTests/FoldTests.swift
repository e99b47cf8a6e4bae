import Testing

@testable import Text

@Suite struct FoldTests {
  private static let text = "<a>\n  <b>\n    <c>\n    </c>\n  </b>\n  <d>\n  </d>\n</a>\n"

  private func editor(at line: Int) -> Editor {
    var editor = Editor(Rope(Self.text))
    editor.apply(.move(.line(line)))
    return editor
  }

  @Test func `A fold hides all lines of an element but the first`() {
    var editor = editor(at: 3)
    editor.apply(.toggleFold)
    #expect(editor.hiddenLines == [3...3])
    #expect(editor.cursor.line == 2)
    editor.apply(.move(.up))
    editor.apply(.toggleFold)
    #expect(editor.hiddenLines == [2...4])
    editor.apply(.toggleFold)
    #expect(editor.hiddenLines == [3...3], "the inner one stays folded")
  }

  @Test func `Vertical motion passes over what is hidden, and what is gone to is shown`() {
    var editor = editor(at: 1)
    editor.apply(.toggleFold)
    editor.apply(.move(.down))
    #expect(editor.cursor.line == 5)
    editor.apply(.move(.up))
    #expect(editor.cursor.line == 1)
    editor.apply(.move(.line(3)))
    #expect(editor.hiddenLines.isEmpty)
  }

  @Test func `Folds survive edits elsewhere, undo and redo`() {
    var editor = editor(at: 5)
    editor.apply(.toggleFold)
    editor.apply(.move(.documentStart))
    editor.apply(.paste(Array("<!-- x -->\n\n".utf8)))
    #expect(editor.hiddenLines == [8...8])
    editor.apply(.undo)
    #expect(editor.hiddenLines == [6...6])
    editor.apply(.redo)
    editor.apply(.move(.documentEnd))
    editor.apply(.insert("x"))
    #expect(editor.hiddenLines == [8...8])
    editor.apply(.move(.line(7)))
    editor.apply(.move(.lineEnd))
    editor.apply(.insert("y"))
    #expect(editor.hiddenLines == [8...8], "typing at the end of the first line")
    editor.apply(.joinLines)
    #expect(editor.hiddenLines.isEmpty, "what is edited is shown")
  }

  @Test func `All are folded but the outermost, and what stands on one line cannot be`() {
    var editor = editor(at: 0)
    editor.apply(.foldAll)
    #expect(editor.hiddenLines == [2...4, 6...6])
    let lines = VisibleLines(of: editor)
    #expect(lines.count == 5)
    #expect((0..<5).map(lines.line(atIndex:)) == [0, 1, 5, 7, 8])
    #expect([0, 1, 3, 5, 6, 7, 8].map(lines.index(ofLine:)) == [0, 1, 1, 2, 2, 3, 4])
    #expect(lines.line(after: 1) == 5 && lines.line(after: 8) == nil && lines.hiddenCount(below: 1) == 3)
    editor.apply(.unfoldAll)
    #expect(editor.folds.isEmpty)
    var flat = Editor(Rope("<a><b/></a>"))
    #expect(flat.apply(.toggleFold).refusal == .nothingToFold)
    #expect(flat.apply(.foldAll).refusal == .nothingToFold)
    var empty = Editor()
    #expect(empty.apply(.toggleFold).refusal == .noElement)
  }

  @Test func `A line is wrapped by columns, wide characters whole`() {
    let starts = { (text: String, columns: Int) in
      WrappedLine(Rope(text), line: 0, columns: columns).rows.map(\.offset)
    }
    #expect(starts("", 4) == [0])
    #expect(starts("abcd", 4) == [0])
    #expect(starts("abcdefghi", 4) == [0, 4, 8])
    #expect(starts("abc日本x", 4) == [0, 3, 9])
    #expect(starts("abcde\u{301}f", 4) == [0, 4])
    #expect(starts("日", 1) == [0])
    #expect(starts("日日", 1) == [0, 3])
    #expect(starts("a\tb\tc", 4) == [0, 2, 4])
  }

  @Test func `In wrapped lines the cursor goes up and down by rows`() {
    var editor = Editor(Rope("abcdefgh\n日本語x"))
    editor.wrapColumns = 3
    editor.apply(.move(.offset(1)))
    var heads: [Int] = []
    for _ in 0..<6 {
      editor.apply(.move(.down))
      heads.append(editor.selection.head)
    }
    #expect(heads == [4, 7, 9, 12, 15, 19])
    editor.apply(.move(.pageUp(rows: 9)))
    #expect(editor.cursor.line == 0)
  }

  @Test func `Words and lines are selected as clicks do`() {
    var editor = Editor(Rope("<ab:c d='é'/>\r\nx"))
    let selected = { (command: EditCommand) -> String in
      editor.apply(command)
      return String(decoding: editor.text.bytes(in: editor.selection.range), as: UTF8.self)
    }
    #expect(selected(.selectWord(2)) == "ab")
    #expect(selected(.selectWord(3)) == ":")
    #expect(selected(.selectWord(9)) == "é")
    #expect(selected(.selectWord(16)) == "x" && selected(.selectWord(99)) == "")
    #expect(selected(.selectLine(3)) == "<ab:c d='é'/>\r\n" && selected(.selectLine(99)) == "x")
  }

  @Test(arguments: ["a\u{301}b", "日x\t日", String(repeating: "x", count: 100) + "\u{301}é\tz"])
  func `Columns are counted alike in one stretch and character by character`(text: String) {
    var clusters = Clusters(text)
    while clusters.next() != nil {}
    #expect(DisplayWidth.columns(of: text) == clusters.column)
    let rope = Rope(text)
    for column in 0..<clusters.column {
      let place = rope.character(atColumn: column, inLine: 0)
      #expect(place.column <= column && DisplayWidth.columns(of: rope.bytes(in: 0..<place.offset)[...]) == place.column)
    }
  }
}
