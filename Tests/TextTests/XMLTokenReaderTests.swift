import Testing

@testable import Text

@Suite struct XMLTokenReaderTests {
  @Test(arguments: 0..<12) func `Tokens of any stretch are those of the whole text, cut to it`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let element = "<o:Order id='1' b=\"&amp;x\"><!-- note -->text &#10;<![CDATA[<raw>]]></o:Order>\n"
    let bytes = Array(String(repeating: element, count: 2_000).utf8)
    let whole = Array(XMLLexer(bytes[...]))
    var reader = XMLTokenReader(bytes)
    var start = 0
    for _ in 0..<12 {
      start += Int.random(in: 0...(Bool.random(using: &generator) ? 12_000 : 30), using: &generator)
      let range = start..<min(bytes.count, start + Int.random(in: 1...120, using: &generator))
      let expected = whole.compactMap { token in
        let shown = token.range.clamped(to: range)
        return shown.isEmpty ? nil : XMLToken(kind: token.kind, range: shown)
      }
      #expect(reader.tokens(in: range) == expected)
      start = range.upperBound
    }
  }

  @Test func `A long section keeps its colour on every line`() {
    let bytes = Array(("<a><!-- " + String(repeating: "<no tag>\n", count: 9_000) + "--></a>").utf8)
    var reader = XMLTokenReader(bytes)
    for start in stride(from: 8, to: 80_000, by: 9) {
      #expect(reader.tokens(in: start..<start + 8).map(\.kind) == [.comment])
    }
  }
}
