import Testing

@testable import Text

@Suite struct EditorElementTests {
  /// The cursor is `|`, the other end of the selection `^`.
  private func editor(_ marked: String) -> Editor {
    let bytes = Array(marked.utf8)
    let plain = bytes.filter { $0 != UInt8(ascii: "|") && $0 != UInt8(ascii: "^") }
    var editor = Editor(bytes: plain)
    let head = bytes.firstIndex(of: UInt8(ascii: "|")) ?? 0
    guard let anchor = bytes.firstIndex(of: UInt8(ascii: "^")) else {
      editor.select(Selection(at: head))
      return editor
    }
    editor.select(Selection(anchor: anchor - (anchor > head ? 1 : 0), head: head - (head > anchor ? 1 : 0)))
    return editor
  }

  private func marked(_ editor: Editor) -> String {
    var bytes = editor.text.bytes
    let selection = editor.selection
    if selection.isEmpty {
      bytes.insert(UInt8(ascii: "|"), at: selection.head)
    } else {
      let ends = [(selection.head, UInt8(ascii: "|")), (selection.anchor, UInt8(ascii: "^"))]
      for (offset, mark) in ends.sorted(by: { $0.0 > $1.0 }) { bytes.insert(mark, at: offset) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func expect(
    _ before: String, _ commands: [EditCommand], _ after: String, _ location: SourceLocation = #_sourceLocation
  ) {
    var editor = editor(before)
    let first = editor.text.bytes
    for command in commands { #expect(editor.apply(command).refusal == nil, sourceLocation: location) }
    #expect(marked(editor) == after, sourceLocation: location)
    while editor.canUndo { editor.apply(.undo) }
    #expect(editor.text.bytes == first, sourceLocation: location)
  }

  private func expect(
    _ before: String, _ command: EditCommand, refuses refusal: EditRefusal,
    _ location: SourceLocation = #_sourceLocation
  ) {
    var editor = editor(before)
    let result = editor.apply(command)
    #expect(result == EditResult(hasChangedText: false, refusal: refusal), sourceLocation: location)
    #expect(marked(editor) == before, sourceLocation: location)
    #expect(!refusal.summary.isEmpty && refusal.remedy.hasSuffix("."), sourceLocation: location)
  }

  @Test(arguments: [
    ("<a>\n |  <b/></a>", "b"), ("| \t<a/>", "a"), ("<a>\n| <b>\n</b></a>", "b"), ("<a>\n<b>\n | </b></a>", "b"),
    ("<a>\n | x<b/></a>", "a"), ("<a>x | <b/></a>", "a"), ("<a> | </a>", "a"), ("<a><b/></a>\n | ", nil),
  ])
  func `In the blanks before a tag the element to rename is that tag's`(text: String, name: String?) {
    #expect(editor(text).elementName == name)
  }

  @Test func `A start tag that is ended brings its end tag`() {
    expect("<a>|</a>", [.insert("<"), .insert("b"), .insert(">")], "<a><b>|</b></a>")
    expect("<a x='>'|", [.insert(">")], "<a x='>'>|</a>")
    expect("<é:b|\n", [.insert(">")], "<é:b>|</é:b>\n")
    expect("<b|</b>", [.insert(">")], "<b>|</b>")
    for text in ["<a/|", "</a|", "<!-- <a|", "<![CDATA[<a|", "<?a|", "a|", "<a <|", "|"] {
      let after = text.replacing("|", with: ">|")
      expect(text, [.insert(">")], after)
    }
    var editor = editor("<a|")
    editor.closesTags = false
    editor.apply(.insert(">"))
    #expect(editor.string == "<a>")
  }

  @Test("An end tag that came by itself may be typed all the same")
  func typedEndTag() {
    func keys(_ text: String) -> [EditCommand] { text.map { .insert(String($0)) } }
    expect("<a>|", keys("<b>x</b>y"), "<a><b>x</b>y|")
    expect("<a><b>x|", keys("</b></a>\n"), "<a><b>x</b></a>\n|")
    expect("<a><b>x|</b></a>", keys("</b>"), "<a><b>x</b>|</a>")
    // What is not the tag is text, from its first letter.
    expect("<a><b>x|", keys("</bold"), "<a><b>x</b>bold|")
    expect("<a><b>x|", keys("</b") + [.move(.left)] + keys("b"), "<a><b>x</bb|>")
  }

  @Test func `The slash of an end tag brings the name of what is open`() {
    expect("<a><b>x|", [.insert("<"), .insert("/")], "<a><b>x</b>|")
    expect("<a><b>x</b>|", [.insert("<"), .insert("/")], "<a><b>x</b></a>|")
    expect("<a><b>|</b></a>", [.insert("<"), .insert("/")], "<a><b></b>|</a>")
    expect("|", [.insert("<"), .insert("/")], "</|")
    expect("<a b='|", [.insert("/")], "<a b='/|")
    expect(
      "<a>\(String(repeating: "<b>x</b>", count: 20_000))|", [.insert("<"), .insert("/")],
      "<a>\(String(repeating: "<b>x</b>", count: 20_000))</a>|")
  }

  @Test func `A typed element is taken back in one step`() {
    var editor = Editor()
    for letter in "<a>x" { editor.apply(.insert(String(letter))) }
    #expect(editor.string == "<a>x</a>")
    editor.apply(.undo)
    #expect(editor.string == "")
  }

  @Test func `The cursor goes to the other tag`() {
    expect("<a>|x<b/></a>", [.matchingTag], "|<a>x<b/></a>")
    expect("<a><b>x</|b></a>", [.matchingTag], "<a>|<b>x</b></a>")
    expect("<a><|b>x</b></a>", [.matchingTag], "<a><b>x|</b></a>")
    expect("<!-- <a> --><|a></a>", [.matchingTag], "<!-- <a> --><a>|</a>")
    expect("<a><b|/></a>", .matchingTag, refuses: .noPartner(name: "b"))
    expect("<|a>", .matchingTag, refuses: .noPartner(name: "a"))
    expect("|", .matchingTag, refuses: .noElement)
  }

  @Test func `Both tags are renamed in one step, with the cursor where it was`() {
    expect("<a><s:b c='d'>te|xt</s:b ></a>", [.renameElement("Longer")], "<a><Longer c='d'>te|xt</Longer ></a>")
    expect("<a><b|/></a>", [.renameElement("n:c")], "<a><n:c|/></a>")
    expect("<a>|<a>x</a></a>", [.renameElement("é")], "<a>|<é>x</é></a>")
    expect("<|a>\r\n</a>", [.renameElement("a")], "<|a>\r\n</a>")
    for name in ["", "1a", "a b", "a:b:c", ":a", "a:", "a>", "-"] {
      expect("<|a></a>", .renameElement(name), refuses: .unusableName(name))
    }
    expect("<a|>", .renameElement("b"), refuses: .noPartner(name: "a"))
    expect("text|", .renameElement("b"), refuses: .noElement)
  }

  @Test func `A selection grows from content to element to what is around, and back`() {
    let grown = ["<a>y<b>^x|</b></a>", "<a>y^<b>x</b>|</a>", "<a>^y<b>x</b>|</a>", "^<a>y<b>x</b></a>|"]
    for count in 1...4 {
      expect("<a>y<b>|x</b></a>", Array(repeating: .growSelection, count: count), grown[count - 1])
    }
    let there = Array(repeating: EditCommand.growSelection, count: 3)
    expect("<a>y<b>|x</b></a>", there + [.shrinkSelection], grown[1])
    expect("<a>y<b>|x</b></a>", there + Array(repeating: .shrinkSelection, count: 3), "<a>y<b>|x</b></a>")
    expect("<a>|</a>", [.growSelection], "^<a></a>|")
    expect("|x", .growSelection, refuses: .noElement)
    expect("<a>|</a>", .shrinkSelection, refuses: .nothingSelected)
  }

  @Test func `Comments are made and taken away, whole elements at a time`() {
    expect("<a>\n  <b/>|\n</a>", [.toggleComment], "<a>\n  <!-- <b/>| -->\n</a>")
    expect("<a>\n  <!-- <b/>| -->\n</a>", [.toggleComment], "<a>\n  <b/>|\n</a>")
    expect("<a>\n  <b>|\n  x</b>\n</a>", [.toggleComment], "<a>\n  <!-- <b>|\n  x</b> -->\n</a>")
    expect("<a><b ^c='|d'/>x</a>", [.toggleComment], "<a>^<!-- <b c='d'/> -->|x</a>")
    expect("<a>^x|y</a>", [.toggleComment], "<a>^<!-- x -->|y</a>")
    expect("<a><!--|--></a>", [.toggleComment], "<a>|</a>")
    expect("<a>\n<b x='--'/>|</a>", .toggleComment, refuses: .hyphensInComment(line: 2))
    expect("<a>^<!-- c --><b/>|</a>", .toggleComment, refuses: .hyphensInComment(line: 1))
    expect("  |\n", .toggleComment, refuses: .nothingSelected)
    expect("|", .toggleComment, refuses: .nothingSelected)
  }

  @Test func `Minimising takes away what XML does not need, and nothing else`() {
    expect("<a>\n  <b> x </b>\n  <c/> |\n</a>\n", [.minimise], "<a><b> x </b><c/>|</a>\n")
    expect("|<a xml:space='preserve'>\n <b/>\n</a>", [.minimise], "|<a xml:space='preserve'>\n <b/>\n</a>")
    expect("|<a>t <b/> </a>", [.minimise], "|<a>t <b/> </a>")
    expect("|<a>\r\n<![CDATA[ ]]>\r\n</a>", [.minimise], "|<a>\r\n<![CDATA[ ]]>\r\n</a>")
    expect("|<?xml version='1.0'?>\n<!-- c -->\n<a>\n</a>", [.minimise], "|<?xml version='1.0'?><!-- c --><a>\n</a>")
    expect("<a>\n<b>\n|</a>", .minimise, refuses: .notWellFormed(line: 3))
    expect("|", .minimise, refuses: .notWellFormed(line: 1))
  }

  @Test(arguments: ["<a>\n  <b>\n    <c>x</c>\n  </b>\n  <d/>\n</a>\n", "<a/>", "<a>\r\n  <b/>\r\n</a>"])
  func `What is minimised and reformatted is what it was`(text: String) {
    var editor = Editor(Rope(text))
    editor.apply(.minimise)
    editor.apply(.reformat)
    #expect(editor.string.replacing("\r\n", with: "\n") == text.replacing("\r\n", with: "\n"))
  }

  @Test func `Lines move, past the last without a line end too`() {
    expect("a\nb|\nc", [.moveLinesUp], "b|\na\nc")
    expect("a\nb\n|c", [.moveLinesUp], "a\n|c\nb")
    expect("|a\r\nb\r\n", [.moveLinesDown], "b\r\n|a\r\n")
    expect("^a\nb\n|c\n", [.moveLinesDown], "c\n^a\nb\n|")
    expect("|a\nb", .moveLinesUp, refuses: .atEdge)
    expect("a\nb|\n", .moveLinesDown, refuses: .atEdge)
    expect("a\n|", .moveLinesUp, refuses: .atEdge)
    expect("|", .moveLinesDown, refuses: .atEdge)
  }

  @Test func `Lines are joined with a blank between texts and none between tags`() {
    expect("a |\n   b", [.joinLines], "a| b")
    expect("<a>|\r\n  <b/>\r\n</a>", [.joinLines, .joinLines], "<a><b/>|</a>")
    expect("^a\nb\nc|", [.joinLines], "a b| c")
    expect("|\nx", [.joinLines], "|x")
    expect("a|", .joinLines, refuses: .nothingToJoin)
    expect("|", .joinLines, refuses: .nothingToJoin)
  }

  @Test func `Replacing several places is one step and moves the cursor along`() {
    let edits = [(0, 1), (4, 5)].map { TextReplacement($0.0..<$0.1, with: Array("xyz".utf8)) }
    expect("a bb a|", [.replaceRanges(edits)], "xyz bbxyza|")
    expect("a|", [.replaceRanges([])], "a|")
  }

  @Test func `Lines and matches are gone to`() {
    expect("|a\n  b\nc", [.move(.line(1))], "a\n  |b\nc")
    expect("|a\n  b\nc", [.move(.line(99))], "a\n  b\n|c")
    expect("a\n|b", [.move(.line(-4))], "|a\nb")
  }

  @Test func `Every place that is no XML is listed once, in order`() {
    let problems = XMLProblems(Array("<a><b></a></c>&x <d <e".utf8)).all
    #expect(problems.map(\.offset) == [3, 10, 14, 17, 20])
    #expect(problems[0].message == "The element `b` is not closed.")
    #expect(problems[1].message == "The end tag `c` closes nothing.")
    #expect(XMLProblems(Array("<a x='&amp;'/>".utf8)).all.isEmpty)
    #expect(XMLProblems([]).all.isEmpty)
    #expect(XMLProblems(Array(String(repeating: "<", count: 5_000).utf8)).all.count == XMLProblems.limit)
  }

  @Test(arguments: 0..<30) func `Outlines of random bytes hold what is in the text`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(atMost: 600, of: "<<<>>//ab=''!-- [CDATA]]?é\u{FF}")
    let outline = XMLOutline(bytes)
    for element in outline.elements {
      #expect(element.startTag.upperBound <= bytes.count && bytes[element.startTag.lowerBound] == UInt8(ascii: "<"))
      if let end = element.endTag { #expect(end.lowerBound >= element.startTag.upperBound) }
    }
    let range = generator.range(within: bytes.count)
    let whole = outline.whole(range)
    #expect(whole.lowerBound <= range.lowerBound && whole.upperBound >= range.upperBound)
  }
}
