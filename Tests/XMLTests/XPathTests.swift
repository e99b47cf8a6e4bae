import Testing
import XML

@Suite struct XPathTests {
  private static let answer = Array(
    """
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
      <m:Order xmlns:m="urn:orders" id="7"><m:Item>a</m:Item><m:Item>b<!-- c --></m:Item><m:Total>12.50</m:Total>
        <note xmlns="urn:default">Zürich</note></m:Order>
    </s:Body></s:Envelope>
    """.utf8)

  private func value(_ expression: String, _ namespaces: [String: String] = [:]) throws -> XPathValue {
    try XMLTree(Self.answer).evaluate(expression, namespaces: namespaces)
  }

  @Test func `an expression has nodes, a number, a text or a truth value`() throws {
    #expect(try value("//m:Item") == .nodes(["a", "b"]))
    #expect(try value("/s:Envelope/s:Body/m:Order/@id") == .nodes(["7"]))
    #expect(try value("count(//m:Item)") == .number(2))
    #expect(try value("string(//m:Total)") == .text("12.50"))
    #expect(try value("//m:Total > 12") == .bool(true))
    #expect(try value("//m:Missing") == .nodes([]))
    #expect(try value("soap:Body", ["soap": "urn:other"]) == .nodes([]))
  }

  @Test func `nodes are selected with their path, their text and the number of elements that begin before theirs`()
    throws
  {
    let tree = try XMLTree(Self.answer)
    let items = try #require(try tree.select("//m:Item"))
    #expect(items.count == 2)
    #expect(items.nodes.map(\.value) == ["a", "b"])
    #expect(items.nodes.map(\.element) == [3, 4])
    #expect(items.nodes[1].path == "/s:Envelope/s:Body/m:Order/m:Item[2]")
    #expect(try tree.select("//m:Order/@id")?.nodes.map(\.element) == [2])
    #expect(try tree.select("//m:Total/text()")?.nodes.map(\.element) == [5])
    #expect(try tree.select("//*", limit: 2)?.nodes.count == 2)
    #expect(try tree.select("//*", limit: 2)?.count == 7)
    let namespaces = try #require(try tree.select("//m:Order/namespace::*")).nodes
    #expect(!namespaces.isEmpty && namespaces.allSatisfy { $0.element == nil })
    #expect(try tree.select("count(//*)") == nil)
    #expect(try tree.select("//m:None")?.count == 0)
  }

  @Test func `prefixes come from the document, its envelope is soap, and what is declared wins`() throws {
    #expect(try value("count(/soap:Envelope/soap:Body)") == .number(1))
    #expect(try value("//d:note", ["d": "urn:default"]) == .nodes(["Zürich"]))
    #expect(try value("//m:note", ["m": "urn:default"]) == .nodes(["Zürich"]))
  }

  @Test(arguments: [
    "", "//", "//m:Item[", "//unknown:Item", "document('file:///etc/passwd')", "system-property('xsl:vendor')", "$x",
    "nosuch()", String(repeating: "a/", count: 20_000) + "a",
  ])
  func `an expression that is none says why`(expression: String) {
    let problem = #expect(throws: XMLProblem.self) { try value(expression) }
    #expect(problem?.code == "xpath")
    #expect(problem?.summary.isEmpty == false)
  }

  @Test func `an expression that would take too long is stopped`() throws {
    let items = String(repeating: "<a><b/><b/></a>", count: 5_000)
    let tree = try XMLTree(Array("<r>\(items)</r>".utf8))
    let problem = #expect(throws: XMLProblem.self) {
      try tree.evaluate("count(//*[count(//*[count(//*) > 0]) > 0])")
    }
    #expect(problem?.code == "xpath")
  }
}
