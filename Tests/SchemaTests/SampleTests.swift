import Schema
import Testing
import XML

@Suite struct SampleTests {
  @Test func `Optional parts are comments, present, or left out`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' type='xs:int'/>
      <xs:element name='b' type='xs:date' minOccurs='0' maxOccurs='unbounded'/></xs:sequence>
      <xs:attribute name='x' type='xs:boolean'/><xs:attribute name='y' type='xs:token' use='required'/>
      </xs:complexType></xs:element>
      """)
    #expect(
      try set.text(t("e"), .comment) == """
        <t:e xmlns:t="urn:t" y="text">
          <t:a>1</t:a>
          <!-- optional, any number: <t:b>2025-01-31</t:b> -->
        </t:e>
        """)
    #expect(
      try set.text(t("e"), .include) == """
        <t:e xmlns:t="urn:t" x="true" y="text">
          <t:a>1</t:a>
          <!-- optional, any number -->
          <t:b>2025-01-31</t:b>
        </t:e>
        """)
    #expect(try set.text(t("e"), .omit) == "<t:e xmlns:t=\"urn:t\" y=\"text\">\n  <t:a>1</t:a>\n</t:e>")
  }

  @Test func `A choice takes one branch and offers the others`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:choice>
      <xs:sequence><xs:element name='a'/><xs:element name='b'/></xs:sequence><xs:element name='c' type='xs:int'/>
      </xs:choice></xs:complexType></xs:element>
      """)
    #expect(
      try set.text(t("e"), .comment) == """
        <t:e xmlns:t="urn:t">
          <t:c>1</t:c>
          <!-- or:
          <t:a/>
          <t:b/>
          -->
        </t:e>
        """)
    #expect(try set.text(t("e"), .include).contains("<t:a/>\n  <t:b/>\n  <!-- or: <t:c>1</t:c> -->"))
  }

  @Test func `Recursion ends where the schema lets it`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e' type='t:N'/><xs:complexType name='N'><xs:sequence>
      <xs:choice><xs:element name='again' type='t:N'/><xs:element name='leaf' type='xs:string'/></xs:choice>
      <xs:element name='more' type='t:N' minOccurs='0'/></xs:sequence></xs:complexType>
      """)
    #expect(try set.text(t("e"), .omit) == "<t:e xmlns:t=\"urn:t\">\n  <t:leaf>text</t:leaf>\n</t:e>")
    #expect(try set.text(t("e"), .include).contains("<!-- optional: t:more -->"))
  }

  @Test func `What must hold itself without end is said, and a nillable one is nil`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e' type='t:N'/><xs:complexType name='N'><xs:sequence><xs:element name='n' type='t:N'/>
      </xs:sequence></xs:complexType>
      <xs:element name='f' type='t:M'/><xs:complexType name='M'><xs:sequence>
      <xs:element name='m' type='t:M' nillable='true'/></xs:sequence></xs:complexType>
      """)
    #expect(try SampleWriter(set).sample(element: t("e")).problems.map(\.code) == ["schema-endless"])
    let nilled = try SampleWriter(set, optional: .omit).sample(element: t("f"))
    #expect(nilled.problems.isEmpty)
    #expect(nilled.text().contains("<t:m xsi:nil=\"true\"/>"))
  }

  @Test func `An abstract type becomes its cheapest derived one, an abstract element its cheapest member`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e' type='t:A'/><xs:complexType name='A' abstract='true'/>
      <xs:complexType name='B'><xs:complexContent><xs:extension base='t:A'><xs:sequence><xs:element name='x'/>
      </xs:sequence></xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name='C'><xs:complexContent><xs:extension base='t:A'/></xs:complexContent></xs:complexType>
      <xs:element name='h' abstract='true'/><xs:element name='m' type='xs:int' substitutionGroup='t:h'/>
      <xs:element name='w'><xs:complexType><xs:sequence><xs:element ref='t:h'/></xs:sequence></xs:complexType>
      </xs:element>
      """)
    #expect(try set.text(t("e")).contains("xsi:type=\"t:C\""))
    #expect(try set.text(t("w")).contains("<t:m>1</t:m>"))
    #expect(try set.text(t("w"), .comment).contains("may be replaced by t:m"))
  }

  @Test func `An abstract type without a derived one is said`() throws {
    let set = try schemaSet("<xs:element name='e' type='t:A'/><xs:complexType name='A' abstract='true'/>")
    #expect(try SampleWriter(set).sample(element: t("e")).problems.map(\.code) == ["schema-abstract-type"])
    let nillable = try schemaSet(
      "<xs:element name='e' type='t:A' nillable='true'/><xs:complexType name='A' abstract='true'/>")
    let sample = try SampleWriter(nillable).sample(element: t("e"))
    #expect(sample.problems.map(\.code) == ["schema-abstract-type"])
    #expect(sample.text().contains("xsi:nil=\"true\""))
  }

  @Test func `A wildcard gets an element that it allows`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:sequence><xs:any processContents='lax' namespace='##other'/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name='f'><xs:complexType><xs:sequence><xs:any namespace='##targetNamespace'/></xs:sequence>
      </xs:complexType></xs:element><xs:element name='g' type='xs:int'/>
      """)
    #expect(try set.text(t("e")).contains(":any"))
    #expect(try set.text(t("f")).contains("<t:g>1</t:g>"))
  }

  @Test func `Where any declared element must stand, none stands that leads back without end`() throws {
    let any = "<xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType>"
    let set = try schemaSet("<xs:element name='e'>\(any)</xs:element><xs:element name='f'>\(any)</xs:element>")
    let sample = try SampleWriter(set, optional: .omit).sample(element: t("e"))
    #expect(sample.problems.contains { $0.code == "schema-no-element-for-wildcard" })
    #expect(sample.text().utf8.count < 200)
    let ending = try schemaSet("<xs:element name='e'>\(any)</xs:element><xs:element name='f' type='xs:int'/>")
    #expect(try ending.text(t("e")).contains("<t:f>1</t:f>"))
  }

  @Test func `Unqualified elements have no prefix, and inner namespaces their own`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' type='xs:int'/>
      <xs:element name='b' form='qualified' type='xs:int'/></xs:sequence></xs:complexType></xs:element>
      """, attributes: "")
    #expect(try set.text(t("e")) == "<t:e xmlns:t=\"urn:t\">\n  <a>1</a>\n  <t:b>1</t:b>\n</t:e>")
  }

  @Test func `A type that says it is an array of arrays without end is an array`() throws {
    let set = try schemaSet(
      """
      <xs:complexType name='Deep'><xs:complexContent>
      <xs:restriction base='soapenc:Array' xmlns:soapenc='http://schemas.xmlsoap.org/soap/encoding/'>
      <xs:attribute ref='soapenc:arrayType' wsdl:arrayType='xs:int\(String(repeating: "[]", count: 50_000))'
        xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/'/>
      </xs:restriction></xs:complexContent></xs:complexType>
      """, attributes: "")
    let writer = SampleWriter(set, optional: .omit, isEncoded: true)
    #expect(try writer.sample(type: t("Deep"), named: XMLName("part")).text().contains("soapenc:arrayType="))
  }

  @Test func `SOAP encoding names types and sizes, also of arrays of several dimensions`() throws {
    let set = try schemaSet(
      """
      <xs:complexType name='Names'><xs:complexContent>
      <xs:restriction base='soapenc:Array' xmlns:soapenc='http://schemas.xmlsoap.org/soap/encoding/'>
      <xs:attribute ref='soapenc:arrayType' wsdl:arrayType='xs:string[,]' xmlns:wsdl='http://schemas.xmlsoap.org/wsdl/'/>
      </xs:restriction></xs:complexContent></xs:complexType>
      <xs:complexType name='P'><xs:all><xs:element name='n' type='xs:int'/><xs:element name='l' type='t:Names'/></xs:all>
      </xs:complexType>
      """, attributes: "")
    let writer = SampleWriter(set, optional: .omit, isEncoded: true)
    let text = try writer.sample(type: t("P"), named: XMLName("part")).text()
    #expect(text.contains("<part xmlns:t=\"urn:t\""))
    #expect(text.contains("xsi:type=\"t:P\""))
    #expect(text.contains("<n xsi:type=\"xsd:int\">1</n>"))
    #expect(text.contains("<l xsi:type=\"t:Names\" soapenc:arrayType=\"xsd:string[1,1]\">"))
    #expect(text.contains("<item xsi:type=\"xsd:string\">text</item>"))
  }

  @Test func `A comment never holds two hyphens`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' minOccurs='0' type='xs:string'
      default='x--y-'/></xs:sequence></xs:complexType></xs:element>
      """)
    let text = try set.text(t("e"), .comment)
    #expect(throws: Never.self) { try XMLDocument(Array(text.utf8)) }
    #expect(text.contains("x- -y-"))
  }

  @Test func `A sample that grows too large is cut level by level`() throws {
    let fields = (0..<6).map { "<xs:element name='f\($0)' type='t:L$' minOccurs='0'/>" }.joined()
    let levels = (0..<5).map { level in
      "<xs:complexType name='L\(level)'><xs:sequence>"
        + fields.replacing("$", with: "\(level + 1)") + "</xs:sequence></xs:complexType>"
    }.joined()
    let set = try schemaSet("<xs:element name='e' type='t:L0'/>\(levels)<xs:complexType name='L5'/>")
    var writer = SampleWriter(set, optional: .include)
    writer.elementLimit = 100
    let text = try writer.sample(element: t("e")).text()
    #expect(text.contains("<!-- optional: t:f0 -->"))
    #expect(text.contains("<t:f5>"))
    #expect(try writer.sample(element: t("e")).text() == text)
  }

  @Test func `An element that is not declared is refused by name`() throws {
    let set = try schemaSet("<xs:element name='e'/>")
    #expect(throws: SchemaProblem.self) { try SampleWriter(set).sample(element: t("nothing")) }
  }

  @Test func `References to missing types are told, and the rest is written`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' type='t:Gone'/>
      <xs:element ref='t:gone'/><xs:element name='b' type='xs:int'/></xs:sequence></xs:complexType></xs:element>
      """)
    let sample = try SampleWriter(set, optional: .omit).sample(element: t("e"))
    #expect(Set(sample.problems.map(\.code)) == ["schema-missing-type", "schema-missing-element"])
    #expect(sample.text().contains("<t:b>1</t:b>"))
  }
}
