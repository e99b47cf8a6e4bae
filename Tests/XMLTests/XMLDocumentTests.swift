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

  @Test func `A scan can stop before the end, and what follows does not matter`() throws {
    var seen: [String] = []
    try XMLScan.run(Array("<a><b/><c></oops".utf8)) { event in
      if case .start(let element) = event { seen.append(element.name.local) }
      return seen.count == 2 ? .stop : .proceed
    }
    #expect(seen == ["a", "b"])
  }
}
