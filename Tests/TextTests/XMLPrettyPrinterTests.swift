import Testing

@testable import Text

@Suite struct XMLPrettyPrinterTests {
  @Test func `Each element of element content gets a line of its own`() {
    let envelope =
      "<?xml version='1.0'?><s:E xmlns:s='u'><s:Header/><s:Body><m:Add a = \"1\" ><m:A>1</m:A></m:Add></s:Body></s:E>"
    #expect(
      pretty(envelope) == """
        <?xml version='1.0'?>
        <s:E xmlns:s='u'>
          <s:Header/>
          <s:Body>
            <m:Add a = "1" >
              <m:A>1</m:A>
            </m:Add>
          </s:Body>
        </s:E>
        """)
  }

  @Test(arguments: [
    "<a>mixed <b>content</b> with <c/></a>", "<a xml:space='preserve'> <b/> </a>", "<a>  </a>", "<a></a>",
    "<a>&#32;<b/></a>", "<a><![CDATA[ ]]> <b/></a>", "just text", "", "{\"json\": true}", "<a>\n  <b/>\n</a>\n",
    "<a b='&#10;'/>", "\u{FEFF}<a/>",
  ])
  func `Content that white space would change stays as it is`(text: String) {
    #expect(pretty(text) == text)
  }

  @Test func `Mixed content inside element content stays, and the layout goes on after it`() {
    #expect(
      pretty("<a><p>x <i> <b/> </i></p><q><r/></q></a>")
        == "<a>\n  <p>x <i> <b/> </i></p>\n  <q>\n    <r/>\n  </q>\n</a>")
  }

  @Test func `From a mistake on, the text follows as it was`() {
    #expect(pretty("<a> <b/> <c></d> <e/></a>") == "<a>\n  <b/>\n  <c></d> <e/></a>")
    #expect(pretty("<a><b/>\n <c d='") == "<a>\n  <b/>\n <c d='")
    #expect(XMLPrettyPrinter(Array("<a></b>".utf8)).formattedCount == 3)
  }

  @Test func `Existing lines are laid out anew and CRLF stays CRLF`() {
    #expect(pretty("<a>\r\n\r\n      <b/>\r\n</a>\r\n") == "<a>\r\n  <b/>\r\n</a>\r\n")
  }

  @Test func `Comments and the document type stand on their own lines`() {
    #expect(
      pretty("<!DOCTYPE a [<!ENTITY e '>'>]><!--c--><a><!--d--><b/></a>")
        == "<!DOCTYPE a [<!ENTITY e '>'>]>\n<!--c-->\n<a>\n  <!--d-->\n  <b/>\n</a>")
  }

  @Test func `Nesting beyond measure is left as it is`() {
    let deep = String(repeating: "<a>", count: 5_000)
    #expect(pretty(deep).utf8.count < 400_000)
    #expect(pretty(deep).hasSuffix("<a><a><a>"))
  }

  @Test func `Layout stops where it would make the text many times larger`() {
    let text = String(repeating: "<a>", count: 250) + String(repeating: "<b/>", count: 20_000)
    #expect(pretty(text).utf8.count <= 5 * text.utf8.count + 2 << 20)
  }

  @Test(arguments: 0..<40) func `Layout twice is layout once, and no token changes`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let text = document(depth: 0, &generator)
    let once = pretty(text)
    #expect(pretty(once) == once)
    #expect(tokens(once) == tokens(text))
  }

  @Test(arguments: 0..<40) func `Only white space is added or left out, whatever the bytes are`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(atMost: 200, of: "<<<>>>/!?&ab='\" -\n")
    let output = XMLPrettyPrinter(bytes).output
    #expect(output.filter { !$0.isXMLSpace } == bytes.filter { !$0.isXMLSpace })
  }

  private func pretty(_ text: String) -> String {
    String(decoding: XMLPrettyPrinter(Array(text.utf8)).output, as: UTF8.self)
  }

  private func document(depth: Int, _ generator: inout SeededGenerator) -> String {
    let choice = Int.random(in: 0..<8, using: &generator)
    if depth > 0, depth > 5 || choice < 3 {
      return ["<e/>", "<!-- c -->", "<t>x y</t>", "<![CDATA[ z ]]>", " ", "\n", "word", "<?p i?>"][
        Int.random(in: 0..<8, using: &generator)]
    }
    let children = (0..<Int.random(in: 0...5, using: &generator)).map { _ in document(depth: depth + 1, &generator) }
    return "<n\(depth) a='1'>" + children.joined() + "</n\(depth)>"
  }

  /// Everything but white space between tags.
  private func tokens(_ text: String) -> [String] {
    var scanner = XMLScanner(Array(text.utf8))
    var tokens: [String] = []
    while let node = scanner.next() {
      let bytes = Array(text.utf8)[node.range]
      if node.kind != .space { tokens.append(String(decoding: bytes, as: UTF8.self)) }
    }
    return tokens
  }
}
