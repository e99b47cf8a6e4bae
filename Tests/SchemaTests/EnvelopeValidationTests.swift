import Schema
import Testing
import XML

@Suite struct EnvelopeValidationTests {
  private static let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
  private static let soap12 = "http://www.w3.org/2003/05/soap-envelope"

  private func validator(wrappers: [RPCWrapper] = []) throws -> SchemaValidator {
    try SchemaValidator(
      schemaSet(
        """
        <xs:element name='e' type='xs:int'/><xs:element name='h' type='xs:date'/><xs:element name='f' type='xs:boolean'/>
        <xs:complexType name='T'><xs:sequence><xs:element name='v' type='xs:int'/></xs:sequence></xs:complexType>
        """), wrappers: wrappers)
  }

  private func check(
    _ body: String, header: String = "", soap: String = soap11, attributes: String = "",
    wrappers: [RPCWrapper] = []
  ) throws -> ValidationResult {
    let text = """
      <s:Envelope xmlns:s='\(soap)' xmlns:t='urn:t' \(attributes)><s:Header>\(header)</s:Header><s:Body>\(body)</s:Body>
      </s:Envelope>
      """
    return try validator(wrappers: wrappers).validate(envelope: Array(text.utf8))
  }

  @Test(arguments: [soap11, soap12])
  func `The body's child is checked, in either version`(_ soap: String) throws {
    #expect(try check("<t:e>1</t:e>", soap: soap).isValid)
    let wrong = try check("<t:e>x</t:e>", soap: soap)
    #expect(wrong.violations.map(\.place) == ["/Envelope/Body/e"])
  }

  @Test func `An element that no schema declares is told`() throws {
    let found = try check("<t:unknown/>").violations
    #expect(found.map(\.rule) == ["cvc-elt.1"])
    #expect(found.first?.message == "<unknown>: the schemas declare no element of this name.")
  }

  @Test func `Declared header blocks are checked, and SOAP's attributes on them are not`() throws {
    #expect(try check("<t:e>1</t:e>", header: "<t:h s:mustUnderstand='1'>2025-01-31</t:h><x xmlns='urn:x'/>").isValid)
    #expect(try check("<t:e>1</t:e>", header: "<t:h>today</t:h>").violations.map(\.place) == ["/Envelope/Header/h"])
  }

  @Test func `The details of a fault are checked as far as they are declared`() throws {
    func fault(_ detail: String) -> String {
      "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring><detail>\(detail)</detail></s:Fault>"
    }
    #expect(try check(fault("<t:f>true</t:f>")).isValid)
    #expect(try check(fault("<t:f>maybe</t:f>")).violations.count == 1)
    let unknown = try check(fault("<x xmlns='urn:x'/>"))
    #expect(unknown.violations.isEmpty && !unknown.isValid)
    #expect(unknown.notes.count == 1)
  }

  @Test func `What is encoded is passed over and said`() throws {
    let result = try check("<t:anything s:encodingStyle='http://schemas.xmlsoap.org/soap/encoding/'/>")
    #expect(result.violations.isEmpty && result.checkedElements == 0)
    #expect(result.notes.first?.contains("encodingStyle") == true)
  }

  @Test func `An attachment's place is no matter of the schemas, whether they declare it or not`() throws {
    let include = try document(
      "<xs:element name='Include'><xs:complexType><xs:attribute name='href' type='xs:anyURI'/></xs:complexType></xs:element>",
      namespace: "http://www.w3.org/2004/08/xop/include", location: "xop.xsd")
    let own = try document(
      """
      <xs:import namespace='http://www.w3.org/2004/08/xop/include'/>
      <xs:element name='e'><xs:complexType><xs:sequence><xs:element name='bytes' type='xs:base64Binary'/>
      <xs:element name='file'><xs:complexType><xs:sequence><xs:element ref='x:Include'
      xmlns:x='http://www.w3.org/2004/08/xop/include'/></xs:sequence></xs:complexType></xs:element>
      <xs:element name='last' type='xs:int'/></xs:sequence></xs:complexType></xs:element>
      """)
    let validator = try SchemaValidator(SchemaSet([own, include]))
    func check(_ file: String, _ last: String) throws -> ValidationResult {
      let part = "<x:Include xmlns:x='http://www.w3.org/2004/08/xop/include' href='cid:1'/>"
      let text = """
        <s:Envelope xmlns:s='\(Self.soap12)'><s:Body><e xmlns='urn:t'><bytes>\(part)</bytes>
        <file>\(file.replacing("PART", with: part))</file><last>\(last)</last></e></s:Body></s:Envelope>
        """
      return try validator.validate(envelope: Array(text.utf8))
    }
    #expect(try check("PART", "1").isValid)
    #expect(try check("PART", "x").violations.map(\.place) == ["/Envelope/Body/e/last"])
    #expect(try check("", "1").violations.map(\.place) == ["/Envelope/Body/e/file"])
  }

  @Test func `The wrapper of an rpc operation is checked, in any order of its parts`() throws {
    let wrapper = RPCWrapper(
      name: XMLName("op", in: "urn:rpc"), parts: [.init(name: "a", type: t("T")), .init(name: "b", type: xs("int"))])
    func call(_ parts: String) throws -> ValidationResult {
      try check("<r:op xmlns:r='urn:rpc'>\(parts)</r:op>", wrappers: [wrapper])
    }
    #expect(try call("<b>1</b><a><t:v>2</t:v></a>").isValid)
    #expect(try call("<a><t:v>2</t:v></a>").violations.count == 1)
    #expect(try call("<b>1</b><a><v>2</v></a>").violations.count == 1)
  }

  @Test func `A text that is no envelope is told`() throws {
    let result = try validator().validate(envelope: Array("<t:e xmlns:t='urn:t'>1</t:e>".utf8))
    #expect(result.violations.map(\.rule) == ["soap-envelope"])
    let bodiless = try validator().validate(envelope: Array("<s:Envelope xmlns:s='\(Self.soap11)'/>".utf8))
    #expect(bodiless.violations.map(\.rule) == ["soap-body"])
  }
}
