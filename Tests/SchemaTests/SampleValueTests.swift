import Schema
import Testing
import XML

@Suite struct SampleValueTests {
  /// The value that a type restricted so gets.
  private func value(_ base: String, _ facets: String) throws -> String {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:simpleType><xs:restriction base='xs:\(base)'>\(facets)</xs:restriction></xs:simpleType>
      </xs:element>
      """)
    let sample = try SampleWriter(set).sample(element: t("e"))
    #expect(sample.problems.isEmpty)
    return sample.element.text
  }

  @Test(arguments: [
    ("string", "<xs:pattern value='[A-Z]{2}\\d{6}[A-Z\\d]?'/>", "AA111111"),
    ("string", "<xs:pattern value='[0-9]+'/><xs:length value='25'/>", "1111111111111111111111111"),
    ("string", "<xs:pattern value='(x|yy)z'/><xs:minLength value='3'/>", "yyz"),
    ("string", "<xs:maxLength value='2'/>", "A"),
    ("string", "<xs:minLength value='6'/>", "textxx"),
    ("string", "<xs:enumeration value='N'/><xs:enumeration value='Y'/>", "N"),
    ("int", "<xs:minInclusive value='10'/><xs:maxInclusive value='20'/>", "10"),
    ("int", "<xs:minExclusive value='6'/><xs:maxExclusive value='8'/>", "7"),
    ("decimal", "<xs:minExclusive value='0'/><xs:maxInclusive value='0.01'/><xs:fractionDigits value='2'/>", "0.01"),
    ("decimal", "<xs:totalDigits value='1'/><xs:fractionDigits value='0'/>", "1.0"),
    ("integer", "<xs:pattern value='[1-9][0-9]{4}'/>", "11111"),
    ("date", "<xs:minInclusive value='2030-06-01'/>", "2030-06-01"),
    ("dateTime", "<xs:pattern value='.*T.*[^Z]'/>", "2025-01-31T12:00:00"),
    ("hexBinary", "<xs:length value='3'/>", "000000"),
    ("base64Binary", "<xs:length value='4'/>", "dGV4dA=="),
    ("anyURI", "<xs:maxLength value='5'/>", "A"),
    ("positiveInteger", "<xs:maxInclusive value='1'/>", "1"),
    ("token", "<xs:pattern value='\\p{Lu}\\p{Nd}[\\i-[:A]]'/>", "A1a"),
    ("duration", "<xs:minInclusive value='P2Y'/>", "P2Y"),
  ])
  func `A value satisfies its facets`(_ base: String, _ facets: String, _ expected: String) throws {
    #expect(try value(base, facets) == expected)
  }

  @Test func `Lists and unions take values of their members`() throws {
    let set = try schemaSet(
      """
      <xs:simpleType name='L'><xs:list itemType='xs:int'/></xs:simpleType>
      <xs:element name='l'><xs:simpleType><xs:restriction base='t:L'><xs:length value='3'/></xs:restriction>
      </xs:simpleType></xs:element>
      <xs:element name='u'><xs:simpleType><xs:union memberTypes='xs:date xs:int'/></xs:simpleType></xs:element>
      """)
    #expect(try set.text(t("l")).contains(">1 1 1<"))
    #expect(try set.text(t("u")).contains(">2025-01-31<"))
  }

  @Test func `Fixed comes before default, and a default that is wrong is not taken`() throws {
    let set = try schemaSet(
      """
      <xs:element name='f' type='xs:int' fixed='7'/><xs:element name='d' type='xs:int' default='8'/>
      <xs:element name='w' type='xs:int' default='none'/>
      """)
    #expect(try set.text(t("f")).contains(">7<"))
    #expect(try set.text(t("d")).contains(">8<"))
    #expect(try set.text(t("w")).contains(">1<"))
  }

  @Test func `Identifiers differ, and qualified names have a declared prefix`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:sequence>
      <xs:element name='a' type='xs:ID' minOccurs='2' maxOccurs='2'/><xs:element name='q' type='xs:QName'/>
      </xs:sequence></xs:complexType></xs:element>
      """)
    let text = try set.text(t("e"))
    #expect(text.contains(">id1<") && text.contains(">id2<"))
    #expect(text.contains(">t:e<"))
  }

  @Test func `Keys differ`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:complexType><xs:sequence>
      <xs:element name='a' minOccurs='3' maxOccurs='3'><xs:complexType><xs:attribute name='k' use='required'>
      <xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='[A-C]{2}'/></xs:restriction></xs:simpleType>
      </xs:attribute></xs:complexType></xs:element></xs:sequence></xs:complexType>
      <xs:key name='n'><xs:selector xpath='t:a'/><xs:field xpath='@k'/></xs:key></xs:element>
      """)
    let text = try set.text(t("e"))
    #expect(["AA", "AB", "AC"].allSatisfy { text.contains("k=\"\($0)\"") })
  }

  @Test func `A type that accepts nothing is said, not invented`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:simpleType><xs:restriction base='xs:int'><xs:minInclusive value='9'/>
      <xs:maxInclusive value='3'/></xs:restriction></xs:simpleType></xs:element>
      """)
    #expect(try SampleWriter(set).sample(element: t("e")).problems.map(\.code) == ["schema-no-value"])
  }

  @Test func `A pattern made to explode is answered at once`() throws {
    let set = try schemaSet(
      """
      <xs:element name='e'><xs:simpleType><xs:restriction base='xs:string'>
      <xs:pattern value='((a{0,1000}){0,1000}){0,1000}b{99999999}'/></xs:restriction></xs:simpleType></xs:element>
      """)
    let sample = try SampleWriter(set).sample(element: t("e"))
    #expect(sample.problems.map(\.code) == ["schema-no-value"])
  }
}
