import Testing

@testable import Text

@Suite("Normal mode on any text")
struct NormalStormTests {
  private static let alphabets = [
    "ab <>/\n", "<a>\n</a> \"'()[]{}x", "a\r\n\r \n", "é漢\u{301}\n x", "\u{0}\u{FF}<\n>", "  x\n\n",
  ]

  private static let motions: [NormalMotion] =
    [
      .left, .right, .up, .down, .lineStart, .firstCharacter, .lineEnd, .lastCharacter, .column, .firstLine, .lastLine,
      .lineBelow, .lineAbove, .thisLine, .nextParagraph, .previousParagraph, .match, .rowUp, .rowDown, .offset(7),
      .character(CharacterFind("a", isForward: true, isTill: true), isAgain: true),
      .character(CharacterFind("<", isForward: false, isTill: false), isAgain: false),
    ]
    + [NormalMotion.Word.nextStart, .previousStart, .nextEnd, .previousEnd].flatMap { word in
      [.word(word, isBig: false), .word(word, isBig: true)]
    }

  private static let operators: [NormalOperator] = [
    .delete, .change, .yank, .indent, .outdent, .reindent, .lowercase, .uppercase, .swapCase,
  ]

  private static let objects: [TextObject] = "wW\"'t([{<".unicodeScalars.compactMap { TextObject($0) }

  private func edit(_ random: inout SeededGenerator) -> NormalEdit {
    let count = [nil, nil, nil, 1, 2, 7, 60].randomElement(using: &random) ?? nil
    let motion = Self.motions.randomElement(using: &random) ?? .left
    let object = Self.objects.randomElement(using: &random) ?? .element
    let isAround = Bool.random(using: &random)
    let targets: [NormalTarget] = [
      .motion(motion), .motion(motion), .lines, .object(object, isAround: isAround), .selection(isLinewise: isAround),
      .stretch(linesMore: count ?? 0, characters: count ?? 1, isLinewise: isAround),
    ]
    let target = targets.randomElement(using: &random) ?? .lines
    let operation = Self.operators.randomElement(using: &random) ?? .delete
    let register = Register(random.bytes(atMost: 12, of: "ab\n"), isLinewise: isAround)
    let edits: [NormalEdit] = [
      .move(motion, count: count), .extend(motion, count: count), .extend(motion, count: count),
      .select(object, isAround: isAround, count: count), .operate(operation, target, count: count),
      .operate(operation, target, count: count), .replaceCharacters("z", isAround ? target : nil, count: count),
      .replaceCharacters("\n", nil, count: count), .swapCase(count: count),
      .join(target, withBlank: isAround, count: count),
      .put(register, over: isAround ? target : nil, isBefore: Bool.random(using: &random), count: count),
      .insert([.here, .after, .lineStart, .lineEnd, .below, .above].randomElement(using: &random) ?? .here),
      .endInsert, .openFold, .closeFold,
    ]
    return edits.randomElement(using: &random) ?? .endInsert
  }

  @Test("no edit traps or leaves the text, and undoing all of them gives back what was there", arguments: 0..<12)
  func storm(seed: Int) {
    var random = SeededGenerator(seed: seed)
    let first = random.bytes(atMost: 200, of: Self.alphabets[seed % Self.alphabets.count])
    var editor = Editor(bytes: first)
    editor.standsOnCharacters = true
    if seed % 3 == 0 { editor.wrapColumns = 7 }
    for step in 0..<150 {
      if step % 40 == 39 { editor.apply(.foldAll) }
      editor.step = step / 3
      editor.apply(.normal(edit(&random)))
      let count = editor.text.byteCount
      #expect((0...count).contains(editor.selection.anchor) && (0...count).contains(editor.selection.head))
      // A count must not blow the text up beyond what this test has time for.
      if count > 2_000 { editor.apply(.replaceAll(Array("a\n".utf8))) }
    }
    for _ in 0..<2_000 where editor.canUndo { editor.apply(.undo) }
    #expect(editor.text.bytes == first)
  }

  @Test("{ and } find empty lines, whatever ends a line, and the ends of the text", arguments: ["\n", "\r\n"])
  func paragraphs(end: String) {
    let lines = ["", "", "a", "b", "", "", "c", "d"]
    var editor = Editor(bytes: Array(lines.joined(separator: end).utf8))
    editor.standsOnCharacters = true
    var seen: [Int] = []
    for _ in 0..<4 {
      editor.apply(.normal(.move(.nextParagraph, count: nil)))
      seen.append(editor.cursor.line)
    }
    for _ in 0..<3 {
      editor.apply(.normal(.move(.previousParagraph, count: nil)))
      seen.append(editor.cursor.line)
    }
    #expect(seen == [4, 7, 7, 7, 5, 1, 0])
  }

  @Test("an edit of normal mode stays near the cursor: a long text is not copied for it")
  func local() {
    let line = "  <item id=\"1\">text (of it)</item>\n"
    var editor = Editor(bytes: Array(String(repeating: line, count: 40_000).utf8))
    editor.standsOnCharacters = true
    editor.apply(.move(.line(20_000)))
    for edit: NormalEdit in [
      .operate(.delete, .object(.element, isAround: false), count: nil), .move(.match, count: nil),
      .operate(.change, .object(.quoted(0x22), isAround: true), count: nil), .operate(.indent, .lines, count: 3),
      .put(Register(Array("x\n".utf8), isLinewise: true), over: nil, isBefore: false, count: nil),
    ] {
      let before = editor.text
      editor.apply(.normal(edit))
      let shared = editor.text.sharedStart(with: before)
      #expect(shared > 19_990 * line.utf8.count, "\(edit)")
    }
    #expect(editor.cursor.line == 20_001)
  }
}
