import Basics
import Testing
import XML

@Suite struct XMLGrammarTests {
  private static let frame = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema' "

  private func grammar(_ body: String, attributes: String = "") throws -> XMLGrammar {
    let text = Self.frame + attributes + ">" + body + "</xs:schema>"
    return try XMLGrammar(["a.xsd": Array(text.utf8)], main: "a.xsd")
  }

  private func outcome(_ grammar: XMLGrammar, _ text: String) throws -> XMLGrammar.Outcome {
    try grammar.validate(Array(text.utf8))
  }

  @Test func `A violation has its rule's number, its line, and the way to its element`() throws {
    let grammar = try grammar(
      """
      <xs:element name='o'><xs:complexType><xs:sequence><xs:element name='i' type='xs:int' maxOccurs='9'/></xs:sequence>
      </xs:complexType></xs:element>
      """)
    #expect(try outcome(grammar, "<o><i>1</i></o>").violations == [])
    let found = try outcome(grammar, "<o>\n<i>1</i>\n<i>x</i></o>").violations
    #expect(found.map(\.code) == [1824])
    #expect(found.first?.position?.line == 3)
    #expect(found.first?.path == [1])
    #expect(found.first?.names.map(\.local) == ["o", "i"])
    #expect(found.first?.ordinals == [1, 2])
  }

  @Test func `Documents refer to each other by name, and nothing else is read`() throws {
    let main = Self.frame + "><xs:include schemaLocation='b.xsd'/></xs:schema>"
    let other = Self.frame + "><xs:element name='b' type='xs:int'/></xs:schema>"
    let grammar = try XMLGrammar(["a.xsd": Array(main.utf8), "b.xsd": Array(other.utf8)], main: "a.xsd")
    #expect(try outcome(grammar, "<b>1</b>").violations.isEmpty)
    let away = Self.frame + "><xs:include schemaLocation='file:///etc/hostname'/></xs:schema>"
    let failure = #expect(throws: XMLGrammarFailure.self) { try XMLGrammar(["a.xsd": Array(away.utf8)], main: "a.xsd") }
    #expect(failure?.complaints.isEmpty == false)
  }

  @Test func `An error of a schema has its document and line`() throws {
    let text = Self.frame + ">\n<xs:element name='e' type='gone'/></xs:schema>"
    let failure = #expect(throws: XMLGrammarFailure.self) { try XMLGrammar(["a.xsd": Array(text.utf8)], main: "a.xsd") }
    #expect(failure?.complaints.first?.document == "a.xsd")
    #expect(failure?.complaints.first?.line == 2)
  }

  @Test func `A prefix declared around a checked element counts in its values`() throws {
    let grammar = try grammar(
      "<xs:complexType name='A'/><xs:complexType name='B'><xs:complexContent><xs:extension base='A'/></xs:complexContent>"
        + "</xs:complexType><xs:element name='e' type='A'/><xs:element name='q' type='xs:QName'/>")
    var selection = XMLGrammar.Selection()
    selection.answer = { ancestors, _ in ancestors.isEmpty ? .lookInside : .validate }
    let text = """
      <w xmlns:i='http://www.w3.org/2001/XMLSchema-instance' xmlns:p='urn:outer' xmlns:d='urn:d'><e i:type='B'/>
      <q xmlns:p='urn:inner'>p:x</q><q>d:x</q></w>
      """
    let outcome = try grammar.validate(Array(text.utf8), selecting: selection)
    #expect(outcome.violations == [])
    #expect(outcome.checkedElements == 3)
  }

  @Test func `What is passed over is not checked, whatever is in it`() throws {
    let grammar = try grammar("<xs:element name='e' type='xs:int'/>")
    var selection = XMLGrammar.Selection()
    selection.answer = { ancestors, element in
      ancestors.isEmpty ? .lookInside : element.name.local == "e" ? .validate : .passOver
    }
    let text = "<w><x><e>no</e></x><e>1</e><e>y</e><x/></w>"
    let outcome = try grammar.validate(Array(text.utf8), selecting: selection)
    #expect(outcome.violations.map(\.path) == [[2]])
    #expect(outcome.checkedElements == 2)
  }

  @Test func `Attributes and elements that do not matter are passed over`() throws {
    let grammar = try grammar("<xs:element name='e' type='xs:base64Binary'/>")
    var selection = XMLGrammar.Selection()
    selection.ignoredNamespaces = ["urn:soap"]
    selection.ignoredElements = [XMLName("Include", in: "urn:xop")]
    let text = "<e xmlns:s='urn:soap' s:x='1'><Include xmlns='urn:xop' href='cid:1'><deeper/></Include></e>"
    #expect(try grammar.validate(Array(text.utf8), selecting: selection).violations == [])
    #expect(try !grammar.validate(Array(text.utf8)).violations.isEmpty)
  }

  @Test func `A long text is checked without a tree, and stops at the most violations`() throws {
    let grammar = try grammar(
      "<xs:element name='o'><xs:complexType><xs:sequence><xs:element name='i' type='xs:int' maxOccurs='unbounded'/>"
        + "</xs:sequence></xs:complexType></xs:element>")
    let text = "<o>" + String(repeating: "<i>x</i>\n", count: 100_000) + "</o>"
    let outcome = try grammar.validate(Array(text.utf8), mostViolations: 10)
    #expect(outcome.violations.count == 10)
    #expect(outcome.violations.last?.position?.line == 10)
    #expect(outcome.unchecked != nil)
  }

  @Test func `A document type is refused before anything is checked`() throws {
    let grammar = try grammar("<xs:element name='e'/>")
    #expect(throws: XMLProblem.self) {
      try outcome(grammar, "<!DOCTYPE e [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><e>&x;</e>")
    }
  }

  @Test func `A text that takes too long is said to be unchecked`() throws {
    let grammar = try grammar("<xs:element name='e'/>")
    let outcome = try grammar.validate(Array("<e><a/><b/></e>".utf8), deadlineSeconds: -1)
    #expect(outcome.unchecked == "It took too long.")
  }
}
