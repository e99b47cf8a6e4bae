import Testing
import XML

@Suite struct CanonicalizationTests {
  private func canonical(
    _ text: String, _ method: Canonicalization = Canonicalization(), at path: XMLPath = [], omitting: XMLPath? = nil
  ) throws -> String {
    String(decoding: try XMLTree(Array(text.utf8)).canonical(method, at: path, omitting: omitting), as: UTF8.self)
  }

  @Test func `Attributes are sorted, empty elements have two tags, references become characters`() throws {
    let text = "<?xml version='1.0'?>\n<a  z='1' b = \"&lt;&#9;'\" ><c/><![CDATA[<&]]>&#13;</a>\n"
    #expect(
      try canonical(text, Canonicalization(.inclusive))
        == "<a b=\"&lt;&#x9;'\" z=\"1\"><c></c>&lt;&amp;&#xD;</a>")
  }

  @Test func `The exclusive form declares only what names use`() throws {
    let text = "<a xmlns='urn:d' xmlns:p='urn:p' xmlns:q='urn:q'><p:b x='q:v'><c/></p:b></a>"
    #expect(
      try canonical(text, at: [0])
        == "<p:b xmlns:p=\"urn:p\" x=\"q:v\"><c xmlns=\"urn:d\"></c></p:b>")
    #expect(
      try canonical(text, Canonicalization(inclusivePrefixes: ["q", "#default"]), at: [0])
        == "<p:b xmlns=\"urn:d\" xmlns:p=\"urn:p\" xmlns:q=\"urn:q\" x=\"q:v\"><c></c></p:b>")
  }

  @Test func `The inclusive form takes declarations and xml attributes from around the element`() throws {
    let text = "<a xmlns:p='urn:p' xml:lang='de' xml:id='i'><b/></a>"
    #expect(
      try canonical(text, Canonicalization(.inclusive), at: [0])
        == "<b xmlns:p=\"urn:p\" xml:id=\"i\" xml:lang=\"de\"></b>")
    #expect(
      try canonical(text, Canonicalization(.inclusive11), at: [0]) == "<b xmlns:p=\"urn:p\" xml:lang=\"de\"></b>")
  }

  @Test func `Comments stay only where they are asked for`() throws {
    let text = "<!--0--><a><!--1--><b/></a><!--2-->"
    #expect(try canonical(text) == "<a><b></b></a>")
    #expect(
      try canonical(text, Canonicalization(includesComments: true)) == "<!--0-->\n<a><!--1--><b></b></a>\n<!--2-->")
    #expect(
      try canonical("<r><a><!--1-->x</a></r>", Canonicalization(includesComments: true), at: [0])
        == "<a><!--1-->x</a>")
  }

  @Test func `One element can be left out, with all that is in it`() throws {
    let text = "<a>1<s x='1'><t/>2</s>3<!--c--></a>"
    #expect(try canonical(text, omitting: [0]) == "<a>13</a>")
    #expect(try canonical("<r>\(text)</r>", at: [0], omitting: [0, 0]) == "<a>13</a>")
  }

  @Test func `A neighbour is not covered`() throws {
    let text = "<r><a>1</a>tail<b>2</b></r>"
    #expect(try canonical(text, at: [0]) == "<a>1</a>")
    #expect(try canonical(text, at: [1]) == "<b>2</b>")
  }

  @Test func `A relative namespace has no canonical form, and the parser's complaint is the error`() throws {
    let error = #expect(throws: XMLProblem.self) { try canonical("<a xmlns='relative/uri'/>") }
    #expect(error?.code == "xml-not-canonical")
    #expect(error?.summary.contains("elative") == true)
  }

  @Test func `A place that does not exist is an error`() throws {
    let tree = try XMLTree(Array("<a><b/></a>".utf8))
    for path: XMLPath in [[1], [0, 0], [-1, 3]] {
      let error = #expect(throws: XMLProblem.self) { try tree.canonical(at: path) }
      #expect(error?.code == "xml-no-element")
    }
  }

  @Test func `A document type is refused before libxml2 builds a tree`() {
    let error = #expect(throws: XMLProblem.self) {
      try XMLTree(Array("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".utf8))
    }
    #expect(error?.code == "xml-dtd")
  }

  @Test func `A text in another encoding is canonical in UTF-8`() throws {
    let text: [UInt8] = Array("<?xml version='1.0' encoding='ISO-8859-1'?><a>".utf8) + [0xE9] + Array("</a>".utf8)
    #expect(try XMLTree(text).canonical() == Array("<a>é</a>".utf8))
    #expect(try XMLTree(Array("<a>é</a>".utf8), charset: "UTF-8").canonical() == Array("<a>é</a>".utf8))
  }

  @Test(arguments: Canonicalization.Form.allCases, [false, true])
  func `Each form is found by its identifier`(form: Canonicalization.Form, comments: Bool) {
    let method = Canonicalization(form, includesComments: comments)
    #expect(Canonicalization(algorithm: method.algorithm) == method)
  }

  @Test func `Elements are found along their path`() throws {
    let root = try XMLDocument(Array("<a>x<b/><c><d/></c></a>".utf8)).root
    #expect(root.element(at: [1, 0])?.name.local == "d")
    #expect(root.element(at: [2]) == nil)
    var seen: [String] = []
    root.forEachElement { element, path in seen.append("\(element.name.local)\(path.steps)") }
    #expect(seen == ["a[]", "b[0]", "c[1]", "d[1, 0]"])
    #expect(XMLPath([1]).contains([1, 0]) && !XMLPath([1]).contains([0]) && XMLPath([1, 0]).parent == [1])
  }
}
