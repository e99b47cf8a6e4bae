import Testing
import XML

@Suite struct IndentedTests {
  private func indented(_ text: String, depth: Int = 0) throws -> String {
    try XMLDocument(Array(text.utf8)).root.indented(depth: depth)
  }

  @Test func `Each element has a line, and those with text only stay on theirs`() throws {
    #expect(
      try indented("<a x='1'><b>t &amp; u</b> <c><d/></c></a>") == """
        <a x="1">
          <b>t &amp; u</b>
          <c>
            <d/>
          </c>
        </a>
        """)
  }

  @Test func `Content that mixes text and elements is left as it is`() throws {
    #expect(
      try indented("<a><b>one <i>two</i> three</b></a>", depth: 1) == "  <a>\n    <b>one <i>two</i> three</b>\n  </a>")
  }

  @Test func `The lines of a comment are indented with what it stands beside`() throws {
    #expect(try indented("<a><!--one\ntwo--><b/></a>") == "<a>\n  <!--one\n  two-->\n  <b/>\n</a>")
  }
}
