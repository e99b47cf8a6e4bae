import Testing
import XML

@Suite struct `Names without a prefix in XPath` {
  @Test(arguments: [
    ("//Order", "//*[local-name()='Order']"),
    ("/Envelope/Body/*", "/*[local-name()='Envelope']/*[local-name()='Body']/*"),
    ("//Order[@id='Order']/Name[1]", "//*[local-name()='Order'][@id='Order']/*[local-name()='Name'][1]"),
    ("count(//Line) div 2", "count(//*[local-name()='Line']) div 2"),
    ("//div div div", "//*[local-name()='div'] div *[local-name()='div']"),
    ("child::a | self :: b", "child::*[local-name()='a'] | self :: *[local-name()='b']"),
    ("//a/attribute::b", "//*[local-name()='a']/attribute::b"),
    ("//m:Total * 2 + Tax", "//m:Total * 2 + *[local-name()='Tax']"),
    ("//m:*/text()[. = \"a'b\"] = $c and größe", "//m:*/text()[. = \"a'b\"] = $c and *[local-name()='größe']"),
    ("../a-b.c", "../*[local-name()='a-b.c']"),
  ])
  func `are taken in any namespace`(expression: String, widened: String) {
    #expect(XPathLocalNames.widened(expression) == widened)
  }

  @Test(arguments: ["//m:Order", "count(//soap:Fault)", "//@id", "string(.)", "1 + 2", "\"Order\"", "", "'", "a:"])
  func `are nil where no element has one`(expression: String) {
    #expect(XPathLocalNames.widened(expression) == nil)
  }

  @Test func `are given a prefix`() {
    let prefixed = XPathLocalNames.prefixed("//Order[@id='Order']/m:Name[count(Line) = 1]", with: "p")
    #expect(prefixed == "//p:Order[@id='Order']/m:Name[count(p:Line) = 1]")
    #expect(XPathLocalNames.prefixed("//m:Order", with: "p") == nil)
  }

  @Test func `find what has a namespace`() throws {
    let tree = try XMLTree(Array("<e:E xmlns:e=\"urn:e\" xmlns=\"urn:d\"><o a='1'><o/></o><e:o/></e:E>".utf8))
    #expect(try tree.select("//o")?.count == 0)
    let widened = try #require(XPathLocalNames.widened("//o[@a]/o"))
    #expect(try tree.select(widened)?.count == 1)
  }
}
