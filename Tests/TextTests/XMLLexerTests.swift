import Testing

@testable import Text

@Suite struct XMLLexerTests {
  @Test func `Each part of an envelope is told apart`() {
    let tokens = lex("<?xml version='1.0'?>\n<s:A b=\"1&amp;2\"><!-- c -->t&#10;<![CDATA[<d>]]></s:A>")
    #expect(
      tokens == [
        "instruction|<?xml version='1.0'?>", "text|\n", "tag|<s:A", "text| ", "attribute|b", "attribute|=",
        "value|\"1", "entity|&amp;", "value|2\"", "tag|>", "comment|<!-- c -->", "text|t", "entity|&#10;",
        "cdata|<![CDATA[<d>]]>", "tag|</s:A", "tag|>",
      ])
  }

  @Test func `A document type with a subset is one instruction`() {
    let kinds = Set(lex("<!DOCTYPE a [<!ENTITY b 'c'>]>").map { $0.prefix { $0 != "|" } })
    #expect(kinds == ["instruction"])
  }

  @Test(arguments: [
    ("a & b", "error|&"), ("<a ?>", "error|?"), ("< a>", "error|<"), ("<a b='&;'>", "error|&"), ("<a / >", "error|/"),
  ])
  func `What XML does not allow is an error`(text: String, error: String) {
    #expect(lex(text).contains(error))
  }

  @Test func `A forgotten quote spoils one tag only`() {
    #expect(
      lex("<a b='c>\n<d e='f'/>").suffix(6) == [
        "tag|<d", "text| ", "attribute|e", "attribute|=", "value|'f'", "tag|/>",
      ])
  }

  @Test(arguments: 0..<32) func `Every byte is in one token, whatever the bytes are`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(atMost: 400, of: "<<>>/!?&;='\"ab -[]CDATA\n")
    var end = 0
    for token in XMLLexer(bytes[...]) {
      #expect(token.range.lowerBound == end)
      #expect(!token.range.isEmpty)
      end = token.range.upperBound
    }
    #expect(end == bytes.count)
  }

  @Test func `Lexing line by line with the carried state gives what lexing at once gives`() {
    let text = "<a\n b='x\ny'>\n<!-- one\ntwo -->t\n<![CDATA[\n<z>\n]]><?p\nq?></a>\n"
    var state = XMLLexer.State.text
    var pieces: [String] = []
    for line in text.split(separator: "\n").map({ Array(($0 + "\n").utf8) }) {
      var lexer = XMLLexer(line[...], state: state)
      while let token = lexer.next() {
        pieces.append("\(token.kind)|" + String(decoding: line[token.range], as: UTF8.self))
      }
      state = lexer.state
    }
    #expect(state == .text)
    #expect(merged(pieces) == merged(lex(text)))
  }

  private func lex(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return XMLLexer(bytes[...]).map { "\($0.kind)|" + String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  /// A letter for each byte's kind.
  private func merged(_ tokens: [String]) -> String {
    tokens.map { token in
      let parts = token.split(separator: "|", maxSplits: 1)
      return String(repeating: String(parts[0].prefix(3)), count: parts[1].utf8.count)
    }.joined()
  }
}
