import Basics
import Schema
import Testing
import WSDL
import XML

/// Envelopes as they are written.
@Suite struct SampleEnvelopesTests {
  private static let types = """
    <types><x:schema targetNamespace="urn:t" elementFormDefault="qualified">
      <x:element name="Get"><x:complexType><x:sequence><x:element name="id" type="x:int" fixed="7"/>
        <x:element name="note" type="x:string" minOccurs="0"/></x:sequence></x:complexType></x:element>
      <x:element name="Key"><x:simpleType><x:restriction base="x:string"><x:enumeration value="red"/></x:restriction>
        </x:simpleType></x:element>
      <x:complexType name="Any"><x:sequence><x:element name="a" type="t:Pair"/><x:any/></x:sequence></x:complexType>
      <x:complexType name="Pair"><x:sequence><x:element name="a" type="x:boolean"/></x:sequence></x:complexType>
    </x:schema></types>
    """

  private func envelope(_ text: String, optional: OptionalParts = .omit) throws -> SampleEnvelopes.Envelope {
    let text = text.replacing("<message name=\"In\">", with: Self.types + "<message name=\"In\">")
    let description = try Documents(["a.wsdl": text]).read("a.wsdl")
    let port = description.services[0].ports[0]
    return try SampleEnvelopes(description, optional: optional).envelope(of: port.operations[0], at: port)
  }

  @Test func `A document operation's element stands in the body, its header block in the header`() throws {
    let made = try envelope(
      Sample.service(
        messages: "<message name=\"In\"><part name='a' element='t:Get'/><part name='k' element='t:Key'/></message>",
        bound: """
          <operation name='Get'><input><s:body use='literal'/><s:header message='t:In' part='k' use='literal'/></input>
          </operation>
          """))
    #expect(made.problems.isEmpty)
    #expect(
      made.text == """
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
          <s:Header>
            <t:Key xmlns:t="urn:t">red</t:Key>
          </s:Header>
          <s:Body>
            <t:Get xmlns:t="urn:t">
              <t:id>7</t:id>
            </t:Get>
          </s:Body>
        </s:Envelope>

        """)
  }

  @Test func `Parts that may be left out are comments, present, or left out`() throws {
    let text = Sample.service(messages: "<message name=\"In\"><part name='a' element='t:Get'/></message>")
    let comment = try envelope(text, optional: .comment).text
    let include = try envelope(text, optional: .include).text
    #expect(comment.contains("<!--") && comment.contains("note"))
    #expect(include.contains("<t:note>"))
    #expect(try !envelope(text, optional: .omit).text.contains("note"))
    for text in [comment, include] { #expect(WellFormedness.check(Array(text.utf8)) == nil) }
  }

  private static let rpc = "<message name=\"In\"><part name='p' type='t:Pair'/><part name='n' type='x:int'/></message>"

  @Test func `An rpc operation is wrapped, its parts have no namespace`() throws {
    let made = try envelope(
      Sample.service(
        messages: Self.rpc, binding: "<s12:binding style='rpc'/>",
        bound: "<operation name='Get'><input><s12:body use='literal' namespace='urn:t'/></input></operation>"))
    #expect(made.problems.isEmpty)
    #expect(
      made.text.hasPrefix(
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\">\n  <s:Body>\n    <t:Get xmlns:t=\"urn:t\">\n      <p>"
      ))
    let root = try XMLDocument(Array(made.text.utf8)).root
    let wrapper = try #require(root.elements.first?.elements.first)
    #expect(wrapper.elements.map(\.name) == [XMLName("p"), XMLName("n")])
    #expect(wrapper.elements[0].elements.map(\.name) == [XMLName("a", in: "urn:t")])
  }

  @Test func `An encoded operation says its encoding and the type of each part`() throws {
    let made = try envelope(
      Sample.service(
        messages: Self.rpc, binding: "<s:binding style='rpc'/>",
        bound: """
          <operation name='Get'><input><s:body use='encoded' namespace='urn:b' encodingStyle='urn:e'/></input></operation>
          """))
    let wrapper = try #require(XMLDocument(Array(made.text.utf8)).root.elements.first?.elements.first)
    #expect(wrapper.name == XMLName("Get", in: "urn:b"))
    #expect(
      wrapper.attribute(XMLName("encodingStyle", in: "http://schemas.xmlsoap.org/soap/envelope/")) == "urn:e")
    let type = XMLName("type", in: "http://www.w3.org/2001/XMLSchema-instance")
    #expect(wrapper.elements.allSatisfy { $0.attribute(type) != nil }, "\(made.text)")
  }

  @Test func `An element that no schema declares stands there by its name, and is told`() throws {
    let made = try envelope(
      Sample.service(messages: "<message name=\"In\"><part name='a' element='t:Absent---'/></message>"))
    #expect(made.problems.count == 1)
    #expect(made.text.contains("<t:Absent--- xmlns:t=\"urn:t\">"))
    #expect(WellFormedness.check(Array(made.text.utf8)) == nil)
  }

  @Test func `What a type holds stands in the body itself, with its prefixes declared`() throws {
    let made = try envelope(
      Sample.service(messages: "<message name=\"In\"><part name='a' type='t:Any'/></message>"))
    let body = try XMLDocument(Array(made.text.utf8)).root.elements.last?.elements ?? []
    #expect(body.map(\.name.local).first == "a" && body.count == 2, "\(made.text)")
    #expect(body.allSatisfy { $0.name.namespace == "urn:t" })
  }

  @Test func `An empty message has an empty body`() throws {
    let made = try envelope(Sample.service(messages: "<message name=\"In\"></message>"))
    #expect(made.text.contains("<s:Body/>"))
  }

  @Test func `A port without SOAP has no envelope`() throws {
    #expect(throws: DescriptionError.notSOAP(operation: "Get", port: "Port")) {
      try envelope(Sample.service(binding: "<h:binding verb='GET'/>", bound: "<operation name='Get'/>"))
    }
  }

  @Test func `A name that no element can have is written with underscores, and told`() throws {
    let made = try envelope(
      Sample.service(
        messages: "<message name=\"In\"><part name='a b' type='x:int'/></message>",
        operation: "<operation name='1+Ä'><input message='t:In'/></operation>", binding: "<s:binding style='rpc'/>",
        bound: "<operation name='1+Ä'><input><s:body use='literal' namespace='urn:t'/></input></operation>"))
    #expect(made.text.contains("<t:_1_Ä xmlns:t=\"urn:t\">"), "\(made.text)")
    #expect(made.text.contains("<a_b>"))
    #expect(made.problems.count == 2)
    #expect(WellFormedness.check(Array(made.text.utf8)) == nil)
  }
}

@Suite struct WrapperTests {
  @Test func `Wrappers of rpc are known there and back, each once, without what is encoded`() throws {
    func bound(_ use: String) -> String {
      "<operation name='Get'><s:operation soapAction='u'/><input><s:body use='\(use)' namespace='urn:r'/></input>"
        + "<output><s:body use='\(use)' namespace='urn:r'/></output></operation>"
    }
    func wrappers(_ use: String) throws -> [RPCWrapper] {
      let text = Sample.service(
        messages: "<message name='In'><part name='a' type='x:int'/><part name='e' element='t:E'/></message>"
          + "<message name='Out'><part name='b' type='x:string'/></message>",
        binding: "<s:binding style='rpc' transport='http://schemas.xmlsoap.org/soap/http'/>", bound: bound(use))
      return try Documents(["a.wsdl": text]).read("a.wsdl").messageElements.wrappers
    }
    let xs = "http://www.w3.org/2001/XMLSchema"
    #expect(
      try wrappers("literal") == [
        RPCWrapper(
          name: XMLName("Get", in: "urn:r"),
          parts: [.init(name: "a", type: XMLName("int", in: xs)), .init(name: "e", element: XMLName("E", in: "urn:t"))]),
        RPCWrapper(
          name: XMLName("GetResponse", in: "urn:r"), parts: [.init(name: "b", type: XMLName("string", in: xs))]),
      ])
    #expect(try wrappers("encoded").isEmpty)
  }
}
