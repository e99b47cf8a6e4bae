import Screen
import Testing

@Suite("Drawing on a canvas")
struct CanvasTests {
  @Test("text that does not fit ends in an ellipsis, also when a wide character is cut")
  func truncation() {
    var canvas = Canvas(size: Size(columns: 6, rows: 2))
    #expect(canvas.text("abcdefgh") == 6)
    canvas.text("漢字漢字", row: 1)
    #expect(canvas.frame.text == "abcde…\n漢字 …")
  }

  @Test("nothing is drawn outside the part that is drawn on")
  func clipping() {
    var canvas = Canvas(size: Size(columns: 8, rows: 3))
    canvas.within(Rect(column: 2, row: 1, columns: 4, rows: 1)) { canvas in
      canvas.fill(Rect(column: -5, row: -5, columns: 50, rows: 50), Cell("x"))
      canvas.text("outside", row: 1)
    }
    #expect(canvas.frame.text == "\n  xxxx\n")
  }

  @Test("overwriting half of a wide character blanks the other half")
  func halves() {
    var canvas = Canvas(size: Size(columns: 4, rows: 1))
    canvas.text("漢字")
    canvas.text("a", column: 1)
    #expect(canvas.frame.text == " a字")
    canvas.text("b", column: 2)
    #expect(canvas.frame.text == " ab")
  }

  @Test("control characters and text that turns round are shown, not obeyed")
  func controls() {
    var canvas = Canvas(size: Size(columns: 10, rows: 1))
    canvas.text("a\u{1B}[1m\u{202E}b")
    #expect(canvas.frame.text == "a␛[1m\u{FFFD}b")
  }

  @Test("a combining mark goes onto the character before it")
  func marks() {
    var canvas = Canvas(size: Size(columns: 4, rows: 1))
    canvas.text("e\u{301}x")
    #expect(canvas.frame.cells[0].mark == "\u{301}")
    #expect(canvas.frame.text == "e\u{301}x")
  }

  @Test("of an emoji that is joined from several the first is drawn, and what follows stands behind it")
  func joined() {
    var canvas = Canvas(size: Size(columns: 12, rows: 1))
    canvas.text("zzzzzzzzzzzz")
    let text = "a👩\u{200D}💻b🇩🇪c❤\u{FE0F}d"
    #expect(canvas.text(text) == text.columns && text.columns == 9)
    #expect(canvas.frame.text == "a👩b🇩 c❤dzzz")
    #expect(canvas.frame.cells.allSatisfy { $0.mark == nil })
    #expect("a\tb\u{1B}".columns == 4)
  }

  @Test("with ASCII glyphs a box and an ellipsis are ASCII")
  func ascii() {
    var canvas = Canvas(size: Size(columns: 5, rows: 3), glyphs: .ascii)
    canvas.box(canvas.bounds)
    canvas.within(canvas.bounds.inset(columns: 1, rows: 1)) { $0.text("abcdef") }
    #expect(canvas.frame.text == "+---+\n|ab~|\n+---+")
    var marks = Canvas(size: Size(columns: 20, rows: 1), glyphs: .ascii)
    marks.text("=≠≈ ●★ ✓✗ ↻ ‘’")
    #expect(marks.frame.text == "=!~ ** +x ^ ''")
  }

  @Test("a rectangle is cut into pieces that cover it")
  func cutting() {
    var rest = Rect(Size(columns: 10, rows: 6))
    #expect(rest.cutTop(1) == Rect(column: 0, row: 0, columns: 10, rows: 1))
    #expect(rest.cutBottom(2) == Rect(column: 0, row: 4, columns: 10, rows: 2))
    #expect(rest.cutLeft(3) == Rect(column: 0, row: 1, columns: 3, rows: 3))
    #expect(rest.cutRight(99) == Rect(column: 3, row: 1, columns: 7, rows: 3))
    #expect(rest.isEmpty)
  }

  @Test("lines are wrapped at spaces, and words that are too long inside")
  func wrapping() {
    #expect("one two three".wrapped(columns: 7) == ["one two", "three"])
    #expect("abcdefghij k".wrapped(columns: 4) == ["abcd", "efgh", "ij k"])
    #expect("a\n\nb".wrapped(columns: 4) == ["a", "", "b"])
  }
}

@Suite("Widgets as values")
struct WidgetTests {
  @Test(
    "names of keys are read and printed",
    arguments: ["s", "G", "C-p", "M-Enter", "S-Tab", "F5", "PgUp", "Space", "-", "C--", "M-S-Tab", "M-\u{33E}"])
  func keyNames(name: String) {
    #expect(KeyChord(name)?.description == name)
  }

  @Test("what is no key is none", arguments: ["", "F99", "Hyper-x", "C-", "ab"])
  func noKeys(name: String) {
    #expect(KeyChord(name) == nil)
  }

  @Test(
    "two keys one after the other have a name too",
    arguments: ["gg", "zM", "d%", "''", "Space-s", "C-w-j", "C-w--", "C-w-C-w", "F5", "Space-Space"])
  func sequences(name: String) {
    let keys = KeySequence(name)
    #expect(keys?.description == name)
    #expect((keys?.second == nil) == (name == "F5"))
  }

  @Test("what is no sequence is none", arguments: ["", "abc", "Hyper-x", "g-gg", "Space-", "-"])
  func noSequences(name: String) {
    #expect(KeySequence(name)?.second == nil && (name == "-") == (KeySequence(name) != nil))
  }

  @Test("the first key of a sequence waits, unless an inner context has it")
  func beginnings() throws {
    let map = Keymap<String, Int>([.init("gg zM", "outer", in: [1]), .init("z", "inner", in: [2])])
    let (g, z) = (try #require(KeyChord("g")), try #require(KeyChord("z")))
    #expect(map.meaning(of: KeySequence(g), in: [2, 1]) == .begins)
    #expect(map.meaning(of: KeySequence(g, g), in: [2, 1]) == .command("outer"))
    #expect(map.meaning(of: KeySequence(g, z), in: [2, 1]) == nil)
    #expect(map.keys(for: "outer", in: [2, 1]).map(\.description) == ["gg"])
    #expect(map.conflicts.isEmpty)
    #expect(!Keymap<String, Int>([.init("gg", "two", in: [1]), .init("g", "one", in: [1])]).conflicts.isEmpty)
  }

  @Test("the innermost context decides, and a chord that it takes does not count for the outer one")
  func contexts() {
    let map = Keymap<String, Int>([.init("n x", "outer", in: [1]), .init("n", "inner", in: [2])])
    #expect(KeyChord("n").flatMap { map.command(for: $0, in: [2, 1]) } == "inner")
    #expect(map.keys(for: "outer", in: [2, 1]).map(\.description) == ["x"])
    #expect(map.conflicts.isEmpty)
  }

  @Test("a field edits one line and keeps its cursor in sight")
  func field() {
    var field = InputField("hello world")
    for name in ["C-w", "Left", "Del", "Home"] {
      let isHandled = KeyChord(name).map { field.handle($0) }
      #expect(isHandled == true)
    }
    #expect(field.paste(Array("a\nb ".utf8)) && field.text == "a b hello")
    var canvas = Canvas(size: Size(columns: 4, rows: 1))
    field.draw(on: &canvas, in: canvas.bounds, style: .plain)
    #expect(canvas.frame.cursor == Position(column: 3, row: 0))
  }

  @Test("a field takes a text whole or, when it has no room for it, not at all")
  func fullField() {
    var field = InputField("ab")
    let room = InputField.maximumCharacters - 2
    let took = [room + 1, room, 1].map { field.paste([UInt8](repeating: 0x78, count: $0)) }
    #expect(took == [false, true, false] && field.characters.count == InputField.maximumCharacters)
  }

  @Test("a masked field shows no character of its text")
  func masked() {
    var canvas = Canvas(size: Size(columns: 10, rows: 1))
    InputField("secret").draw(on: &canvas, in: canvas.bounds, style: .plain, isMasked: true)
    #expect(canvas.frame.text == "••••••")
  }

  @Test("a list scrolls no further than its selection needs, also when it became shorter")
  func scrolling() {
    var scroll = ScrollState()
    scroll.move(by: 7, of: 20, height: 5)
    #expect(scroll.visible(of: 20, height: 5) == 3..<8)
    scroll.move(by: -2, of: 20, height: 5)
    #expect(scroll.visible(of: 20, height: 5) == 3..<8)
    #expect(scroll.visible(of: 2, height: 5) == 0..<2)
    #expect(scroll.visible(of: 0, height: 0) == 0..<0)
  }
}
