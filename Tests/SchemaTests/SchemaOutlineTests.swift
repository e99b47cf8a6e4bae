import Schema
import Testing
import XML

@Suite struct SchemaOutlineTests {
  private func outline() throws -> SchemaOutline {
    SchemaOutline(
      try schemaSet(
        """
        <xs:element name='e' type='t:T'><xs:annotation><xs:documentation>An  order.</xs:documentation></xs:annotation>
        </xs:element>
        <xs:complexType name='T'><xs:sequence><xs:element name='again' type='t:T' minOccurs='0' maxOccurs='unbounded'/>
        <xs:choice minOccurs='2' maxOccurs='5'><xs:element name='a' type='t:Code' nillable='true'/>
        <xs:any namespace='##other'/></xs:choice></xs:sequence>
        <xs:attribute name='id' type='xs:int' use='required'/><xs:attribute name='x' default='1'/></xs:complexType>
        <xs:complexType name='U'><xs:complexContent><xs:extension base='t:T'/></xs:complexContent></xs:complexType>
        <xs:simpleType name='Code'><xs:restriction base='xs:string'><xs:pattern value='[A-Z]+'/>
        <xs:maxLength value='3'/></xs:restriction></xs:simpleType>
        """))
  }

  @Test func `A message is a tree with occurrence, type, facets and documentation`() throws {
    let outline = try outline()
    let root = try #require(outline.node(element: t("e")))
    #expect(root.documentation == "An order.")
    #expect(root.type == "T")
    #expect(root.alternatives == [t("U")])
    let children = outline.children(of: root)
    #expect(children.map { $0.name?.local ?? $0.kind.rawValue } == ["id", "x", "again", "choice"])
    #expect(children.map(\.occurrence) == ["1", "0..1", "0..*", "2..5"])
    #expect(children[0].type == "xs:int")
    #expect(children[1].facets == ["default 1"])
    let branches = outline.children(of: children[3])
    #expect(
      branches.map(\.facets) == [
        ["nillable", "pattern [A-Z]+", "at most 3 characters"], ["any element of a namespace other than urn:t"],
      ])
  }

  @Test func `What a named list or union consists of is said with its name`() throws {
    let outline = SchemaOutline(
      try schemaSet(
        """
        <xs:element name='e' type='t:U'/><xs:element name='l' type='t:L'/>
        <xs:simpleType name='U'><xs:union memberTypes='xs:int t:C'/></xs:simpleType>
        <xs:simpleType name='C'><xs:restriction base='xs:token'><xs:enumeration value='x'/></xs:restriction></xs:simpleType>
        <xs:simpleType name='L'><xs:list itemType='xs:date'/></xs:simpleType>
        """))
    #expect(outline.node(element: t("e"))?.facets == ["xs:int or xs:token"])
    #expect(outline.node(element: t("l"))?.facets.contains("list of xs:date") == true)
  }

  @Test func `A type that holds itself opens as far as it is asked for`() throws {
    let outline = try outline()
    var node = try #require(outline.node(element: t("e")))
    for _ in 0..<50 { node = try #require(outline.children(of: node).first { $0.name == t("again") }) }
    #expect(node.hasChildren)
  }

  @Test func `What is not declared has no node, and a part of a built-in type no children`() throws {
    #expect(try outline().node(element: t("gone")) == nil)
    let part = try outline().node(type: xs("date"), named: XMLName("p"))
    #expect(part.type == "xs:date" && !part.hasChildren)
  }
}
