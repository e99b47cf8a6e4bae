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

  private func rows(_ text: IndexedText) -> [String] {
    (0..<text.rowCount).map { String(decoding: text.slice(text.range(ofRow: $0)), as: UTF8.self) }
  }
}
