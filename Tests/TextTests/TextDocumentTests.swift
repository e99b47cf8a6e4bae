import Testing

@testable import Text

@Suite struct TextDocumentTests {
  @Test func `An answer is laid out and shown as received at will`() {
    var document = TextDocument(Array("<a><b/></a>".utf8))
    #expect(rows(document.text) == ["<a>", "  <b/>", "</a>"])
    document.form = .asReceived
    #expect(rows(document.text) == ["<a><b/></a>"])
  }

  @Test(arguments: ["", "plain\ntext", "{\"a\": 1}", "<!DOCTYPE html><html><p>x<br></html>", "<a>text</a>"])
  func `What is no XML, or laid out already, has one form`(text: String) {
    let document = TextDocument(Array(text.utf8))
    #expect(!document.hasForms)
    #expect(document.text.bytes == Array(text.utf8))
  }

  @Test func `UTF-16 is shown as text`() {
    let bytes = "<a>é<b/></a>".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(rows(TextDocument(bytes).text) == ["<a>é<b/></a>"])
    #expect(TextDocument([0xFE, 0xFF, 0, 0x3C, 0]).text.bytes == Array("\u{FEFF}<".utf8))
  }

  @Test(arguments: 0..<16) func `Rows cover every byte but the line ends`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var bytes = generator.bytes(atMost: 600, of: "ab\r\né")
    bytes += [UInt8](repeating: 0x78, count: Int.random(in: 0...20_000, using: &generator))
    bytes += generator.bytes(atMost: 600, of: "ab\r\né")
    let text = IndexedText(bytes)
    var lines: [[UInt8]] = []
    for row in 0..<text.rowCount {
      let range = text.range(ofRow: row)
      #expect(range.count <= IndexedText.rowLimit)
      #expect(text.row(at: range.lowerBound) == row)
      if let number = text.lineNumber(ofRow: row) {
        lines.append([])
        #expect(number == lines.count)
        #expect(text.row(ofLine: number) == row)
      }
      lines[lines.count - 1] += bytes[range]
    }
    #expect(lines.count == text.lineCount)
    let rope = Rope(bytes)
    #expect(lines == (0..<rope.lineCount).map { rope.bytes(in: rope.range(ofLine: $0)) })
  }

  private static let parts = [
    "<a>", "</a>", "<b x='1'/>", "<c>", "</c>", "t", "\n", "\r\n", "  ", "<!-- one\n two -->", "<![CDATA[x\ny]]>",
    "<?p?>",
    "<k xml:space='preserve'> <b/>\n</k>", "é", "<d>" + String(repeating: "é", count: 5_000) + "\n</d>",
    "<e " + String(repeating: "x='1'\r\n", count: 900) + "/>",
  ]

  @Test(arguments: 0..<200) func `What is laid out without a copy is the text that the printer writes`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var text = seed % 3 == 0 ? "\u{FEFF}<a>" : "<a>"
    for _ in 0..<Int.random(in: 0...40, using: &generator) {
      text += Self.parts.randomElement(using: &generator) ?? ""
    }
    text += seed % 2 == 0 ? "</a>\n" : ""
    let bytes = Array(text.utf8)
    let printed = IndexedText(XMLPrettyPrinter(bytes, lineEnd: "\n").output)
    let laidOut = IndexedText(bytes, XMLLayout(of: bytes, as: .indented, in: RowLayout(for: bytes)).target)
    #expect(laidOut.bytes == printed.bytes)
    #expect(laidOut.rowCount == printed.rowCount && laidOut.lineCount == printed.lineCount)
    for row in 0...printed.rowCount {
      #expect(laidOut.range(ofRow: row) == printed.range(ofRow: row))
      #expect(laidOut.lineNumber(ofRow: row) == printed.lineNumber(ofRow: row))
    }
    for _ in 0..<40 {
      let start = Int.random(in: -2...printed.byteCount, using: &generator)
      let range = start..<start + Int.random(in: 0...9_000, using: &generator)
      #expect(Array(laidOut.slice(range)) == Array(printed.slice(range)))
    }
  }

  private func rows(_ text: IndexedText) -> [String] {
    (0..<text.rowCount).map { String(decoding: text.slice(text.range(ofRow: $0)), as: UTF8.self) }
  }
}
