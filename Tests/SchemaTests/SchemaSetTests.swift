import Schema
import Testing
import XML

@Suite struct SchemaSetTests {
  @Test func `Elements, types, groups and attributes are found by name`() throws {
    let set = try schemaSet(
      """
      <xs:element name='a' type='t:T' nillable='true'/><xs:complexType name='T' abstract='true'/>
      <xs:group name='g'><xs:sequence><xs:element name='x'/></xs:sequence></xs:group>
      <xs:attribute name='k' type='xs:int' default='3'/>
      """)
    let element = try #require(set.element(t("a")))
    #expect(element.type.name == t("T"))
    #expect(element.isNillable)
    guard case .complex(let type)? = set.type(t("T")) else { throw NotThere() }
    #expect(type.isAbstract)
    #expect(set.group(t("g")) != nil)
    #expect(set.attribute(t("k"))?.constraint == .default("3"))
    #expect(set.element(XMLName("a")) == nil)
    #expect(set.elementNames == [t("a")])
  }

  @Test func `A document without a namespace belongs to those that include it`() throws {
    let shared = try document(
      "<xs:element name='s' type='S'/><xs:complexType name='S'/>", namespace: nil, location: "s.xsd")
    let one = try document(
      "<xs:include schemaLocation='../s.xsd'/>", namespace: "urn:one", location: "1.xsd",
      references: ["../s.xsd": "s.xsd"])
    let two = try document(
      "<xs:include schemaLocation='s.xsd'/>", namespace: "urn:two", location: "2.xsd", references: ["s.xsd": "s.xsd"])
    let set = SchemaSet([one, two, shared])
    #expect(set.element(XMLName("s", in: "urn:one"))?.type.name == XMLName("S", in: "urn:one"))
    #expect(set.element(XMLName("s", in: "urn:two"))?.type.name == XMLName("S", in: "urn:two"))
    #expect(set.element(XMLName("s")) == nil)
  }

  @Test func `Prefixes declared around an inline schema and on an inner element count`() throws {
    var inline = try document("<xs:element name='a' type='far:F'/>")
    inline.inScope = [.init(prefix: "far", namespace: "urn:far")]
    let set = SchemaSet([inline])
    #expect(set.element(t("a"))?.type.name == XMLName("F", in: "urn:far"))
    let inner = try schemaSet("<xs:element name='a' xmlns:q='urn:q' type='q:Q'/>")
    #expect(inner.element(t("a"))?.type.name == XMLName("Q", in: "urn:q"))
  }

  @Test func `Members of substitution groups and derived types are found through several steps`() throws {
    let set = try schemaSet(
      """
      <xs:element name='h'/><xs:element name='m' substitutionGroup='t:h'/><xs:element name='n' substitutionGroup='t:m'/>
      <xs:complexType name='A'/>
      <xs:complexType name='B'><xs:complexContent><xs:extension base='t:A'/></xs:complexContent></xs:complexType>
      <xs:complexType name='C'><xs:complexContent><xs:restriction base='t:B'/></xs:complexContent></xs:complexType>
      """)
    #expect(set.substitutes(for: t("h")) == [t("m"), t("n")])
    #expect(set.derivedTypes(of: t("A")) == [t("B"), t("C")])
  }

  @Test func `A redefinition extends what it redefines`() throws {
    let base = try document(
      "<xs:complexType name='T'><xs:sequence><xs:element name='old' type='xs:int'/></xs:sequence></xs:complexType>",
      location: "b.xsd")
    let new = try document(
      """
      <xs:redefine schemaLocation='b.xsd'><xs:complexType name='T'><xs:complexContent><xs:extension base='t:T'>
      <xs:sequence><xs:element name='new' type='xs:int'/></xs:sequence></xs:extension></xs:complexContent>
      </xs:complexType></xs:redefine><xs:element name='e' type='t:T'/>
      """, location: "n.xsd", references: ["b.xsd": "b.xsd"])
    let text = try SchemaSet([new, base]).text(t("e"))
    #expect(text.contains("<t:old>1</t:old>\n  <t:new>1</t:new>"))
  }

  @Test func `Types that derive from themselves end somewhere`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e' type='t:A'/><xs:element name='s' type='t:S'/><xs:element name='l' substitutionGroup='t:l'/>
      <xs:complexType name='A'><xs:complexContent><xs:extension base='t:B'/></xs:complexContent></xs:complexType>
      <xs:complexType name='B'><xs:complexContent><xs:extension base='t:A'/></xs:complexContent></xs:complexType>
      <xs:simpleType name='S'><xs:restriction base='t:S'/></xs:simpleType>
      <xs:group name='g'><xs:sequence><xs:group ref='t:g'/></xs:sequence></xs:group>
      <xs:element name='k'><xs:complexType><xs:group ref='t:g'/></xs:complexType></xs:element>
      """)
    for name in ["e", "s", "l", "k"] { #expect(try set.text(t(name), .include).contains("t:" + name)) }
    #expect(set.derivedTypes(of: t("A")) == [t("B")])
  }

  private struct NotThere: Error {}
}

@Suite struct SchemaProblemTests {
  @Test func `References that lead nowhere are told by name, once, with where they stand`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e' type='t:Gone'/><xs:element name='f' type='t:Gone'/><xs:element name='g' type='p:X'/>
      <xs:complexType name='T'><xs:sequence><xs:element ref='t:away'/><xs:group ref='t:none'/></xs:sequence>
      <xs:attribute ref='t:lost'/><xs:attributeGroup ref='t:few'/></xs:complexType>
      <xs:element name='ok' type='xs:int' substitutionGroup='t:e'/>
      """)
    let problems = set.problems()
    #expect(
      problems.map(\.code) == [
        "schema-missing-type", "schema-unbound-prefix", "schema-missing-element", "schema-missing-group",
        "schema-missing-attribute", "schema-missing-attribute-group",
      ])
    #expect(problems.first?.values == ["used in t.xsd", "by element e"])
    #expect(set.problems(limit: 2).count == 2)
  }

  @Test func `A whole set has no problems`() throws {
    let set = try schemaSet(
      "<xs:element name='e' type='xs:anyType'/><xs:element name='f'><xs:complexType><xs:attribute ref='xml:lang'/>"
        + "</xs:complexType></xs:element>")
    #expect(set.problems() == [])
  }
}
