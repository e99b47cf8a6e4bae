import Testing
import XML

@Suite struct XMLDocumentTests {
  private func root(_ text: String) throws -> XMLElement { try XMLDocument(Array(text.utf8)).root }

  @Test func `Names, attributes, text and children are values`() throws {
    let root = try root("<p:a xmlns:p='urn:p' xmlns='urn:d' x='1' p:y='2'> one <b>two</b><![CDATA[<3>]]></p:a>")
    #expect(root.name == XMLName("a", in: "urn:p"))
    #expect(root.attribute(XMLName("x")) == "1")
    #expect(root.attribute(XMLName("y", in: "urn:p")) == "2")
    #expect(root.text == " one two<3>")
    #expect(root.first(XMLName("b", in: "urn:d"))?.text == "two")
    #expect(root.first(XMLName("b")) == nil)
  }

  @Test func `Content is serialised with the declarations it needs and no others`() throws {
    let root = try root("<p:a xmlns:p='urn:p' xmlns:q='urn:q' xmlns:r='urn:r'><p:b t='q:Type'>x &lt; y</p:b>tail</p:a>")
    #expect(
      root.serialisedContent() == "<p:b xmlns:p=\"urn:p\" xmlns:q=\"urn:q\" t=\"q:Type\">x &lt; y</p:b>tail")
  }

  @Test func `What is serialised reads back to the same element`() throws {
    let text =
      "<a xmlns='urn:d' xmlns:p='urn:p' q='a&#10;b&quot;c&amp;'><p:b/><!--c--><?t d?><c xmlns=''>1&#13;2</c></a>"
    let root = try root(text)
    let again = try self.root(root.serialised())
    #expect(again == root)
  }

  @Test func `What a value or a text names by a prefix is declared, and what is declared anew is not`() throws {
    let root = try root("<a xmlns:p='1' xmlns:q='2' xmlns:r='3'><b><c xmlns:p='4' p:x=''/> q:n</b><d r='r:m'/></a>")
    #expect(
      root.serialisedContent()
        == "<b xmlns:q=\"2\"><c xmlns:p=\"4\" p:x=\"\"/> q:n</b><d xmlns:r=\"3\" r=\"r:m\"/>")
  }

  @Test(.timeLimit(.minutes(2))) func `A text of half a million references costs a pass`() throws {
    let root = try root("<a>" + String(repeating: "&lt;", count: 500_000) + "</a>")
    #expect(root.children.count == 1 && root.text.utf8.count == 500_000)
  }

  @Test(.timeLimit(.minutes(2))) func `Thousands of prefixes around thousands of elements cost a pass`() throws {
    let prefixes = (0..<2000).map { " xmlns:p\($0)='\($0)'" }.joined()
    let root = try root("<a\(prefixes)>" + String(repeating: "<p7:x>t</p7:x>", count: 20_000) + "</a>")
    #expect(root.serialisedContent().hasPrefix("<p7:x xmlns:p7=\"7\">t</p7:x><p7:x xmlns:p7=\"7\">"))
  }

  @Test func `A scan can stop before the end, and what follows does not matter`() throws {
    var seen: [String] = []
    try XMLScan.run(Array("<a><b/><c></oops".utf8)) { event in
      if case .start(let element) = event { seen.append(element.name.local) }
      return seen.count == 2 ? .stop : .proceed
    }
    #expect(seen == ["a", "b"])
  }

  @Test(arguments: [
    ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a/>", "ISO-8859-1"),
    ("<?xml version='1.0' encoding = 'x'?>", "x"),
    ("<a encoding=\"x\"/>", nil), ("<?xml version=\"1.0\"?><a encoding='x'/>", nil), ("", nil),
    ("<?xml encoding=", nil),
  ])
  func `The declared encoding is read from the declaration alone`(text: String, expected: String?) {
    #expect(XMLDeclaration.encoding(of: Array(text.utf8)) == expected)
    #expect(XMLDeclaration.encoding(of: [0xEF, 0xBB, 0xBF] + Array(text.utf8)) == expected)
  }
}
