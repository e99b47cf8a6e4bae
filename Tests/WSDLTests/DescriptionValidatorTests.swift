import Schema
import Testing
import WSDL

/// Envelopes against a description: its schemas, and what it says of messages itself.
@Suite struct DescriptionValidatorTests {
  private static let types = """
    <types><x:schema targetNamespace="urn:t" elementFormDefault="qualified"><x:element name="Key" type="x:int"/>
    <x:complexType name="T"><x:sequence><x:element name="v" type="x:int"/></x:sequence></x:complexType>
    </x:schema></types>
    """

  private static let rpc = Sample.service(
    messages: types + """
      <message name="In"><part name="a" type="t:T"/><part name="b" type="x:date"/></message>
      <message name="Out"><part name="r" type="x:int"/></message><message name="Bad"><part name="why" type="t:T"/></message>
      <message name="Head"><part name="key" type="x:int"/></message>
      """,
    operation: """
      <operation name='Op'><input message='t:In'/><output message='t:Out'/><fault name='f' message='t:Bad'/></operation>
      """, binding: "<s:binding style='rpc'/>",
    bound: """
      <operation name='Op'><s:operation soapAction=''/><input><s:header message='t:Head' part='key' use='literal'
      namespace='urn:h'/><s:body use='literal' namespace='urn:b'/></input><output><s:body use='literal' namespace='urn:b'/>
      </output><fault name='f'><s:fault name='f' use='literal'/></fault></operation>
      """)

  private func check(
    _ body: String, header: String = "", of text: String = rpc
  ) throws -> ValidationResult {
    let validator = try Documents(["a.wsdl": text]).read("a.wsdl").validator()
    return try validator.validate(
      envelope: Array(
        """
        <s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:b='urn:b' xmlns:t='urn:t'>
        <s:Header>\(header)</s:Header><s:Body>\(body)</s:Body></s:Envelope>
        """.utf8))
  }

  @Test func `The wrappers of rpc are checked in both directions`() throws {
    #expect(try check("<b:Op><a><t:v>1</t:v></a><b>2025-01-31</b></b:Op>").isValid)
    #expect(try check("<b:OpResponse><r>1</r></b:OpResponse>").isValid)
    #expect(
      try check("<b:OpResponse><r>one</r></b:OpResponse>").violations.map(\.place) == ["/Envelope/Body/OpResponse/r"])
    #expect(try check("<b:OpResponse/>").violations.count == 1)
    #expect(try check("<b:Other/>").violations.map(\.rule) == ["cvc-elt.1"])
  }

  @Test func `Header blocks and details of faults that name a type are checked by it`() throws {
    let body = "<b:OpResponse><r>1</r></b:OpResponse>"
    #expect(try check(body, header: "<key xmlns='urn:h'>7</key>").isValid)
    #expect(try check(body, header: "<key xmlns='urn:h'>x</key>").violations.map(\.place) == ["/Envelope/Header/key"])
    func fault(_ value: String) throws -> ValidationResult {
      try check(
        "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring><detail><why><t:v>\(value)</t:v></why>"
          + "</detail></s:Fault>")
    }
    #expect(try fault("1").isValid)
    #expect(try fault("x").violations.map(\.place) == ["/Envelope/Body/Fault/detail/why/v"])
  }

  @Test func `An empty body is valid where a message is empty, and only there`() throws {
    let empty = Self.rpc.replacing("style='rpc'", with: "style='document'")
      .replacing("<message name=\"Out\"><part name=\"r\" type=\"x:int\"/></message>", with: "<message name=\"Out\"/>")
    #expect(try check("", of: empty).isValid)
    #expect(try check("<!-- nothing -->", of: empty).isValid)
    #expect(try check("<b:Op/>", of: empty).checkedElements == 0)
    #expect(try !check("").isValid)
    #expect(try check("").violations.isEmpty, "what is not declared is not checked, and not wrong")
  }

  @Test func `A wrapper that several operations have with other parts takes any`() throws {
    let twice = Self.rpc.replacing("<message name=\"Head\">", with: "<message name=\"In2\"/><message name=\"Head\">")
      .replacing(
        "<portType name=\"P\">",
        with: "<portType name=\"P\"><operation name='Op'><input name='o' message='t:In2'/></operation>"
      )
      .replacing(
        "<operation name='Op'><s:operation soapAction=''/>",
        with:
          "<operation name='Op'><s:operation soapAction=''/><input name='o'><s:body use='literal' namespace='urn:b'/></input>"
          + "</operation><operation name='Op'><s:operation soapAction=''/>")
    #expect(try check("<b:Op/>", of: twice).violations.isEmpty)
    #expect(try check("<b:Op><a><t:v>1</t:v></a><b>2025-01-31</b></b:Op>", of: twice).violations.isEmpty)
  }

  @Test func `Parts of one name are checked in their order`() throws {
    let twice = Self.rpc.replacing("name=\"b\" type=\"x:date\"", with: "name=\"a\" type=\"t:T\"")
    #expect(try check("<b:Op><a><t:v>1</t:v></a><a><t:v>2</t:v></a></b:Op>", of: twice).isValid)
    #expect(try check("<b:Op><a><t:v>1</t:v></a></b:Op>", of: twice).violations.count == 1)
    let description = try Documents(["a.wsdl": twice]).read("a.wsdl")
    let port = try #require(description.services.first?.ports.first)
    let sample = try SampleEnvelopes(description).envelope(of: try #require(port.operations.first), at: port)
    #expect(try description.validator().validate(envelope: Array(sample.text.utf8)).isValid, "\(sample.text)")
  }

  @Test func `A part whose type or element is not declared keeps nothing from being checked`() throws {
    let gone = Self.rpc.replacing("type=\"x:date\"", with: "element=\"t:Gone\"")
      .replacing("name=\"a\" type=\"t:T\"", with: "name=\"a\" type=\"t:Gone\"")
    #expect(try check("<b:Op><a><anything/></a><Gone/></b:Op>", of: gone).isValid)
    #expect(try check("<b:OpResponse><r>one</r></b:OpResponse>", of: gone).violations.count == 1)
  }

  @Test func `Where a type stands for the whole body, what is in it need not be declared`() throws {
    let typed = Sample.service(
      messages: Self.types + """
        <message name="In"><part name="a" type="t:T"/></message><message name="Out"><part name="a" element="t:Key"/></message>
        """)
    let result = try check("<t:v>1</t:v>", of: typed)
    #expect(result.violations.isEmpty && result.notes.count == 1)
    #expect(try check("<t:Key>x</t:Key>", of: typed).violations.count == 1)
  }

  @Test func `Encoded messages follow no schema`() throws {
    let encoded = Self.rpc.replacing("<s:body use='literal'", with: "<s:body use='encoded'")
    #expect(try Documents(["a.wsdl": encoded]).read("a.wsdl").messageElements.wrappers.isEmpty)
  }
}
