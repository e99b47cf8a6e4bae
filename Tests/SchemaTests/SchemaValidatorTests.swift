import Testing
import XML

@testable import Schema

@Suite struct SchemaValidatorTests {
  private func validator(_ body: String, attributes: String = "elementFormDefault='qualified'") throws
    -> SchemaValidator
  {
    try SchemaValidator(schemaSet(body, attributes: attributes))
  }

  private func check(_ validator: SchemaValidator, _ body: String) throws -> ValidationResult {
    try validator.validate(
      Array("<e xmlns='urn:t' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>\(body)</e>".utf8))
  }

  private static let order = """
    <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='n' type='xs:int'/>
    <xs:element name='c' minOccurs='0'><xs:simpleType><xs:restriction base='xs:string'><xs:pattern value='[A-Z]+'/>
    <xs:maxLength value='3'/></xs:restriction></xs:simpleType></xs:element></xs:sequence></xs:complexType></xs:element>
    """

  @Test(arguments: [
    ("<n>x</n>", "<n>: 'x' is no value of the type 'xs:int'.", "cvc-datatype-valid", "/e/n"),
    ("<n>1</n><c>a</c>", "<c>: The value 'a' does not match the pattern '[A-Z]+'.", "cvc-pattern-valid", "/e/c"),
    ("<n>1</n><n>2</n>", "<n>: it is not expected here; expected is ( c ).", "cvc-complex-type.2.4", "/e/n[2]"),
    ("", "<e>: something is missing in it; expected is ( n ).", "cvc-complex-type.2.4", "/e"),
  ])
  func `A violation is told once, in plain words, with its rule and its place`(
    _ body: String, _ message: String, _ rule: String, _ place: String
  ) throws {
    let result = try check(validator(Self.order), body)
    #expect(result.violations.count == 1)
    #expect(result.violations.first?.message == message)
    #expect(result.violations.first?.rule == rule)
    #expect(result.violations.first?.place == place)
    #expect(!result.isValid)
  }

  @Test func `What follows the schema is valid`() throws {
    #expect(try check(validator(Self.order), "<n>1</n><c>AB</c>").isValid)
  }

  @Test func `Every rule has a name and says what holds`() {
    #expect(ValidationRule.all.allSatisfy { !$0.name.isEmpty && $0.meaning.hasSuffix(".") })
    #expect(Set(ValidationRule.all.map(\.code)).count == ValidationRule.all.count)
  }

  @Test func `Several documents of one namespace count, with imports that are missing or lead nowhere`() throws {
    let first = try document(
      "<xs:import namespace='urn:u'/><xs:element name='e' type='t:T' xmlns:u='urn:u'/>", location: "1.xsd")
    let second = try document(
      "<xs:complexType name='T'><xs:sequence><xs:element ref='u:x' xmlns:u='urn:u'/></xs:sequence></xs:complexType>",
      location: "2.xsd")
    let copy = try document(
      "<xs:complexType name='T'><xs:sequence/></xs:complexType><xs:import namespace='urn:t'/>", location: "3.xsd")
    let other = try document("<xs:element name='x' type='xs:int'/>", namespace: "urn:u", location: "4.xsd")
    let validator = try SchemaValidator(SchemaSet([first, second, copy, other]))
    #expect(try check(validator, "<x xmlns='urn:u'>1</x>").isValid)
    #expect(try check(validator, "<x xmlns='urn:u'>a</x>").violations.count == 1)
  }

  @Test func `A reference to nothing accepts anything, and is noted`() throws {
    let validator = try validator(
      "<xs:element name='e'><xs:complexType><xs:sequence><xs:element ref='t:gone'/><xs:element name='a' type='t:Gone'/>"
        + "</xs:sequence></xs:complexType></xs:element>")
    #expect(validator.notes.count == 2)
    #expect(try check(validator, "<gone><x/></gone><a><y/></a>").isValid)
    #expect(try !check(validator, "<other xmlns='urn:other'/><a/>").isValid)
  }

  @Test(arguments: [
    (
      "a member of a group whose head is not there", "<xs:element name='e' substitutionGroup='t:none' type='xs:int'/>",
      "1"
    ),
    (
      "a restriction of nothing",
      "<xs:element name='e'><xs:simpleType><xs:restriction base='t:none'><xs:pattern value='x'/></xs:restriction></xs:simpleType></xs:element>",
      "anything"
    ),
    (
      "a list of nothing",
      "<xs:element name='e'><xs:simpleType><xs:list itemType='t:none'/></xs:simpleType></xs:element>", "a b"
    ),
    (
      "a union with nothing",
      "<xs:element name='e'><xs:simpleType><xs:union memberTypes='xs:int t:none'/></xs:simpleType></xs:element>", "text"
    ),
    (
      "simple content of nothing",
      "<xs:element name='e'><xs:complexType><xs:simpleContent><xs:restriction base='t:none'><xs:maxLength value='1'/>"
        + "<xs:attribute name='a'/></xs:restriction></xs:simpleContent></xs:complexType></xs:element>", "text"
    ),
    (
      "a restriction of simple content whose base is a simple type",
      "<xs:element name='e'><xs:complexType><xs:simpleContent><xs:restriction base='xs:base64Binary'>"
        + "<xs:attribute name='a'/></xs:restriction></xs:simpleContent></xs:complexType></xs:element>", "QUJD"
    ),
    (
      "complex content that restricts nothing",
      "<xs:element name='e'><xs:complexType><xs:complexContent><xs:restriction base='t:none'/></xs:complexContent>"
        + "</xs:complexType></xs:element>", "<x/>"
    ),
    ("a type of the language that there is not", "<xs:element name='e' type='xs:ArrayOfint'/>", "<x/>"),
    ("a prefix that nobody declares", "<xs:element name='e' type='none:T'/>", "<x/>"),
    (
      "a reference with a prefix that nobody declares",
      "<xs:element name='e'><xs:complexType><xs:sequence><xs:element ref='none:x'/></xs:sequence></xs:complexType></xs:element>",
      "<x xmlns=''/>"
    ),
    (
      "attributes that are not of the language",
      "<xs:element name='e' type='xs:int' minOccurs='0'/><xs:complexType name='T' nillable='true' base='t:e'/>", "1"
    ),
    (
      "words of a later version",
      "<xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' type='xs:int'/></xs:sequence>"
        + "<xs:assert test='a > 1'/></xs:complexType></xs:element>", "<a>1</a>"
    ),
  ])
  func `What others let pass does not keep the whole set from being compiled`(
    _ name: String, _ body: String, _ content: String
  ) throws {
    let result = try check(validator(body), content)
    #expect(result.isValid, "\(name): \(result.violations.map(\.message))")
  }

  @Test func `A large content model is opened without closing what extends it, or what it extends`() throws {
    func many(_ letter: String) -> String {
      (0..<700).map { "<xs:element name='\(letter)\($0)' type='xs:int' minOccurs='0'/>" }.joined()
    }
    let validator = try validator(
      """
      <xs:complexType name='Empty' abstract='true'/>
      <xs:complexType name='Middle'><xs:complexContent><xs:extension base='t:Empty'><xs:sequence>\(many("a"))</xs:sequence>
      </xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name='Last'><xs:complexContent><xs:extension base='t:Middle'><xs:sequence>\(many("b"))</xs:sequence>
      </xs:extension></xs:complexContent></xs:complexType>
      <xs:complexType name='Other'><xs:complexContent><xs:extension base='t:Empty'><xs:sequence>
      <xs:element name='only' type='xs:int'/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
      <xs:element name='e' type='t:Last'/><xs:element name='m' type='t:Middle'/><xs:element name='o' type='t:Other'/>
      """)
    #expect(validator.notes.contains { $0.contains("not checked") })
    #expect(try check(validator, "<a1>1</a1><b2>1</b2>").isValid)
    #expect(try validator.validate(Array("<m xmlns='urn:t'><a3>1</a3></m>".utf8)).isValid)
    #expect(try !validator.validate(Array("<o xmlns='urn:t'><a3>1</a3></o>".utf8)).isValid)
  }

  @Test func `An attribute or a group of them that nothing declares leaves room for any`() throws {
    let validator = try SchemaValidator(
      schemaSet(
        """
        <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' type='xs:int'/></xs:sequence>
        <xs:attributeGroup ref='x:gone' xmlns:x='urn:x'/><xs:attribute ref='x:gone' xmlns:x='urn:x' use='required'/>
        <xs:attribute name='n' type='xs:int'/></xs:complexType></xs:element>
        """))
    #expect(validator.notes.count == 2)
    #expect(try validator.validate(Array("<t:e xmlns:t='urn:t' n='1' m='2'><t:a>1</t:a></t:e>".utf8)).isValid)
    #expect(try validator.validate(Array("<t:e xmlns:t='urn:t' n='x'><t:a>y</t:a></t:e>".utf8)).violations.count == 2)
  }

  @Test func `The types of SOAP encoding are known without their schema`() throws {
    let validator = try SchemaValidator(
      schemaSet(
        """
        <xs:element name='e'><xs:complexType><xs:sequence xmlns:c='http://schemas.xmlsoap.org/soap/encoding/'>
        <xs:element name='a' type='c:date'/><xs:element name='c' type='c:base64'/>
        <xs:element name='b'><xs:simpleType><xs:restriction base='c:int'>
        <xs:maxInclusive value='9'/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name='d'><xs:complexType><xs:simpleContent><xs:restriction base='c:base64'>
        <xs:attribute name='href' type='xs:anyURI' use='required'/></xs:restriction></xs:simpleContent></xs:complexType>
        </xs:element></xs:sequence></xs:complexType></xs:element>
        """))
    func check(_ text: String) throws -> ValidationResult {
      try validator.validate(Array("<e xmlns='urn:t'>\(text)</e>".utf8))
    }
    #expect(try check("<a>2025-01-31</a><c>AAAA</c><b>9</b><d href='cid:1'>AAAA</d>").isValid)
    let wrong = try check("<a>today</a><c/><b>10</b><d>AAAA</d>")
    #expect(Set(wrong.violations.map(\.place)) == ["/e/a", "/e/b", "/e/d"])
  }

  @Test func `A content model that libxml2 finds ambiguous is narrowed`() throws {
    let validator = try validator(
      """
      <xs:element name='h' type='xs:string'/><xs:element name='m' type='xs:string' substitutionGroup='t:h'/>
      <xs:element name='e'><xs:complexType><xs:sequence>
      <xs:choice><xs:element ref='t:h'/><xs:element ref='t:m'/></xs:choice>
      <xs:element name='o' minOccurs='0'/><xs:any minOccurs='0' processContents='lax'/>
      </xs:sequence></xs:complexType></xs:element>
      """)
    #expect(!validator.notes.isEmpty)
    #expect(try check(validator, "<m>1</m><o/><x xmlns='urn:x'/>").isValid)
    #expect(try !check(validator, "<z/>").isValid)
  }

  @Test func `What stays ambiguous is opened, and the rest still checked`() throws {
    let validator = try validator(
      """
      <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='a' type='xs:int' minOccurs='0'/>
      <xs:element name='a' type='xs:int'/></xs:sequence></xs:complexType></xs:element>
      <xs:element name='k' type='xs:int'/>
      """)
    #expect(validator.notes.contains { $0.contains("not checked") })
    #expect(try check(validator, "<k>1</k>").isValid)
    #expect(try !check(validator, "<k>x</k>").isValid)
  }

  @Test func `A bound with more digits than libxml2 counts does not make the schema fail`() throws {
    let validator = try validator(
      """
      <xs:element name='e'><xs:simpleType><xs:restriction base='xs:decimal'>
      <xs:minInclusive value='-79228162514264337593543950335'/></xs:restriction></xs:simpleType></xs:element>
      """)
    #expect(try check(validator, "1.5").isValid)
    let long = try check(validator, "1000.0000000000000000000000")
    #expect(long.violations.isEmpty)
    #expect(long.unchecked != nil)
  }

  @Test func `A DataSet may hold a schema`() throws {
    let validator = try validator(
      "<xs:element name='e'><xs:complexType><xs:sequence><xs:element ref='xs:schema'/><xs:any processContents='lax'/>"
        + "</xs:sequence></xs:complexType></xs:element>")
    let schema = "<s:schema xmlns:s='http://www.w3.org/2001/XMLSchema'/>"
    #expect(try check(validator, schema + "<row xmlns='urn:r'/>").isValid)
  }

  @Test func `A schema that is wrong is refused with its document and component`() throws {
    let problem = #expect(throws: SchemaProblem.self) {
      try validator(
        "<xs:element name='e' type='t:T'/><xs:complexType name='T'><xs:sequence/><xs:all/></xs:complexType>")
    }
    #expect(problem?.code == "schema-not-compiled")
    #expect(problem?.values.first?.contains("t.xsd (complexType T)") == true)
  }

  @Test(arguments: OptionalParts.allCases)
  func `What is written as a sample is valid`(_ optional: OptionalParts) throws {
    let set = try schemaSet(
      """
      <xs:complexType name='Animal' abstract='true'><xs:sequence><xs:element name='name' type='t:Name'/>
      <xs:element name='born' type='xs:date' minOccurs='0'/><xs:element name='young' type='t:Animal' minOccurs='0'
      maxOccurs='unbounded'/></xs:sequence><xs:attribute name='id' type='xs:ID' use='required'/></xs:complexType>
      <xs:complexType name='Dog'><xs:complexContent><xs:extension base='t:Animal'><xs:choice>
      <xs:element name='breed' type='t:Breed'/><xs:element name='mix' type='t:Dog' maxOccurs='2'/></xs:choice>
      <xs:attribute name='size' type='t:Size'/></xs:extension></xs:complexContent></xs:complexType>
      <xs:simpleType name='Name'><xs:restriction base='xs:token'><xs:pattern value='[A-Z][a-z]{2,}'/></xs:restriction>
      </xs:simpleType>
      <xs:simpleType name='Breed'><xs:union memberTypes='xs:int t:Size'/></xs:simpleType>
      <xs:simpleType name='Size'><xs:list itemType='xs:double'/></xs:simpleType>
      <xs:element name='e'><xs:complexType mixed='true'><xs:sequence><xs:element name='a' type='t:Animal'
      maxOccurs='3' minOccurs='2'/><xs:any namespace='##other' processContents='lax' minOccurs='0'/>
      <xs:element name='x'/><xs:element name='n' type='xs:int' nillable='true'/></xs:sequence>
      <xs:anyAttribute/></xs:complexType></xs:element>
      """)
    let sample = try SampleWriter(set, optional: optional).sample(element: t("e"))
    #expect(sample.problems.isEmpty)
    #expect(try SchemaValidator(set).validate(Array(sample.text().utf8)).violations == [])
  }
}
