import Basics
import Testing
import Text

@testable import Screen

@Suite struct EditorViewTests {
  @Test func `Lines are numbered, and the cursor's line by name`() {
    let frame = drawn("<a>\n\tb\u{1B}日\n</a>", size: Size(columns: 24, rows: 4)) { $0.apply(.move(.offset(5))) }
    #expect(frame.text == " 1 <a>\n 2     b␛日\n 3 </a>\n")
    #expect(frame.cursor == Position(column: 7, row: 1))
    #expect(style(frame, 1, 1).attributes == ThemeScope.lineNumberCurrent.monochrome)
    #expect(style(frame, 1, 0).attributes == ThemeScope.lineNumber.monochrome)
  }

  @Test func `A narrow pane has no line numbers`() {
    #expect(drawn("abc", size: Size(columns: 10, rows: 1)).text == "abc")
  }

  @Test func `Tags, comments and references look different without colour`() {
    let frame = drawn("<a>x&lt;</a><!-- c -->", size: Size(columns: 40, rows: 1), isFocused: false)
    #expect(letters(frame, row: 0) == "   bbb.uuuubbbbdddddddddd")
  }

  @Test func `The selection is seen on every line that it covers, line ends included`() {
    let frame = drawn("ab\n\ncd", size: Size(columns: 24, rows: 3)) {
      $0.select(Selection(anchor: 1, head: 5))
    }
    #expect((0..<3).map { reversed(frame, row: $0) } == [[4, 5], [3], [3]])
  }

  @Test func `What is wrong is underlined and told on the next line`() {
    let problem = TextProblem(position: SourcePosition(line: 1, column: 5), message: "b is not\u{7} closed")
    let frame = drawn("<a><body></a>\n<c/>", size: Size(columns: 30, rows: 3), problem: problem)
    #expect(frame.text == " 1 <a><body></a>\n   ! b is not␇ closed\n 2 <c/>")
    #expect((0..<16).filter { style(frame, $0, 0).attributes.contains(.underline) } == [7, 8, 9, 10])
  }

  @Test func `Marks are underlined, and told below the cursor's line, in three rows at most`() {
    var editor = Editor(Rope("<a>\n<b>1</b>\n</a>"))
    let message = "one two three four five six seven eight nine ten eleven twelve thirteen"
    var view = EditorView(editor, scroll: TextScroll(), marks: [TextMark(7..<8, message), TextMark(5..<6, "no")])
    let size = Size(columns: 30, rows: 6)
    #expect(view.rows(in: size).count == 3)
    editor.apply(.move(.offset(5)))
    view.editor = editor
    var canvas = Canvas(size: size)
    view.draw(on: &canvas, in: canvas.bounds, theme: .mono)
    let lines = (0..<6).map { canvas.frame.text(row: $0) }
    #expect(
      lines[1...4] == [
        " 2 <b>1</b>", "   ! one two three four five", "     six seven eight nine ten", "     eleven twelve thirteen",
      ])
    #expect(lines[5] == " 3 </a>")
    #expect((0..<12).filter { style(canvas.frame, $0, 1).attributes.contains(.underline) } == [4, 6])
  }

  @Test func `Found places are marked, and the one at which the search stands more`() {
    let frame = drawn("one two one", size: Size(columns: 30, rows: 1), pattern: try? FindPattern("ONE")) {
      $0.select(Selection(anchor: 8, head: 11))
    }
    #expect((0..<20).filter { style(frame, $0, 0).attributes.contains(.underline) } == [3, 4, 5, 11, 12, 13])
    #expect(reversed(frame, row: 0) == [11, 12, 13])
  }

  @Test func `A long line is scrolled to the cursor, and goes on where it is cut`() {
    let text = (0..<40).map { "(\($0 % 10)日)" }.joined()
    var view = EditorView(Editor(Rope(text)), scroll: TextScroll())
    let size = Size(columns: 25, rows: 1)
    view.editor.apply(.move(.offset(90)))
    view.scroll = view.scrollToCursor(in: size)
    var canvas = Canvas(size: size)
    view.draw(on: &canvas, in: canvas.bounds, theme: .mono)
    #expect(canvas.frame.text(row: 0).hasSuffix("…"))
    let cursor = canvas.frame.cursor?.column ?? 0
    #expect(canvas.frame.cells[cursor].scalar == "(")
    #expect(view.offset(at: Position(column: cursor, row: 0), in: size) == 90)
  }

  @Test func `Scrolling follows the cursor no further than needed`() {
    var view = EditorView(Editor(Rope(String(repeating: "x\n", count: 100))), scroll: TextScroll(topLine: 10))
    let size = Size(columns: 40, rows: 10)
    let tops = [12, 19, 20, 5].map { line in
      view.editor.apply(.move(.offset(line * 2)))
      view.scroll = view.scrollToCursor(in: size)
      return view.scroll.topLine
    }
    #expect(tops == [10, 10, 11, 5])
    #expect(view.scrolled(by: 500, in: size).topLine == 91)
    #expect(view.scrolled(by: -500, in: size).topLine == 0)
  }

  @Test func `A click finds the character, the end of a short line and the end of the text`() {
    let view = EditorView(Editor(Rope("日b\nc")), scroll: TextScroll())
    let size = Size(columns: 30, rows: 9)
    let clicks = [(3, 0), (4, 0), (5, 0), (29, 0), (0, 1), (9, 5)].map { column, row in
      view.offset(at: Position(column: column, row: row), in: size)
    }
    #expect(clicks == [0, 0, 3, 4, 5, 6])
  }

  @Test func `Far down a long text, lines have their numbers and their colours`() {
    let editor = Editor(Rope(String(repeating: "<line attribute='value'>text</line>\n", count: 20_000)))
    let view = EditorView(editor, scroll: TextScroll(topLine: 15_000))
    var canvas = Canvas(size: Size(columns: 80, rows: 24))
    view.draw(on: &canvas, in: canvas.bounds, theme: .mono)
    #expect(canvas.frame.text(row: 0) == "15001 <line attribute='value'>text</line>")
    #expect((6..<11).allSatisfy { style(canvas.frame, $0, 0).attributes == .bold })
  }

  private func drawn(
    _ text: String, size: Size, problem: TextProblem? = nil, pattern: FindPattern? = nil, isFocused: Bool = true,
    after change: (inout Editor) -> Void = { _ in }
  ) -> Frame {
    var editor = Editor(Rope(text))
    change(&editor)
    var canvas = Canvas(size: size)
    EditorView(editor, scroll: TextScroll(), problem: problem, pattern: pattern, isFocused: isFocused)
      .draw(on: &canvas, in: canvas.bounds, theme: .mono)
    return canvas.frame
  }

  private func style(_ frame: Frame, _ column: Int, _ row: Int) -> Style {
    frame.cells[row * frame.size.columns + column].style
  }

  private func reversed(_ frame: Frame, row: Int) -> [Int] {
    (0..<frame.size.columns).filter { style(frame, $0, row).attributes.contains(.reverse) }
  }

  /// The first letter of each cell's attributes, the gutter blank.
  private func letters(_ frame: Frame, row: Int) -> String {
    let letters = (3..<frame.text(row: row).count).map { column in
      let attributes = style(frame, column, row).attributes
      return attributes.contains(.bold)
        ? "b" : attributes.contains(.underline) ? "u" : attributes.contains(.dim) ? "d" : "."
    }
    return "   " + letters.joined()
  }
}
