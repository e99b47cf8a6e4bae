import Testing

@testable import Screen

@Suite("Characters that a terminal's font may not have")
struct GlyphTests {
  private func drawn(_ text: String, _ glyphs: Glyphs) -> String {
    var canvas = Canvas(size: Size(columns: text.unicodeScalars.count, rows: 1), glyphs: glyphs)
    canvas.line(StyledLine(text))
    return canvas.frame.text(row: 0)
  }

  @Test("the Linux console gets frames and Latin-1 as they are, and plain forms of the marks")
  func console() {
    #expect(drawn("─│ ✓ ✗ ▸ ▾ → … é · µ × ж", .console) == "─│ + x > v > ~ é · µ × ж")
    #expect(!Glyphs.console.isASCII && Glyphs.console.ellipsis == "~")
  }

  @Test("a terminal without UTF-8 gets ASCII alone, any other one everything")
  func others() {
    #expect(drawn("─ ✓ é", .ascii) == "- + ?")
    #expect(drawn("─ ✓ é", .unicode) == "─ ✓ é")
  }
}
