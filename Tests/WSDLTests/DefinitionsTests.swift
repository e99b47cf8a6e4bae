import Testing
import WSDL
import XML

/// WSDL 1.1 as values.
@Suite struct DefinitionsTests {
  @Test func `A document style operation has its action, its input element and its answer`() throws {
    let description = try Documents(["a.wsdl": Sample.service()]).read("a.wsdl")
    let port = try #require(description.services.first?.ports.first)
    #expect(description.services.map(\.name) == ["S"])
    #expect(port.address == "http://host/s")
    #expect(port.kind == .soap11)
    #expect(port.binding == XMLName("B", in: "urn:t"))
    let operation = try #require(port.operations.first)
    #expect(operation.soapAction == "urn:get")
    #expect(operation.style == .document)
    #expect(operation.use == .literal)
    #expect(operation.input?.bodyName == "{urn:t}Get")
    #expect(operation.output?.bodyName == "{urn:t}Got")
    #expect(!operation.isOneWay)
    #expect(operation.addressingAction == "urn:get")
    #expect(description.problems.isEmpty)
  }

  @Test func `An rpc operation is wrapped in its name, in the namespace of its body`() throws {
    let operation = try Sample.operation(
      Sample.service(
        messages: "<message name='In'><part name='a' type='x:int'/><part name='b' type='x:string'/></message>",
        operation: "<operation name='Add'><input message='t:In'/></operation>", binding: "<s:binding style='rpc'/>",
        bound: """
          <operation name='Add'><s:operation soapAction=''/>
          <input><s:body use='encoded' namespace='urn:body' encodingStyle='urn:e' parts='b'/></input></operation>
          """))
    #expect(operation.style == .rpc)
    #expect(operation.use == .encoded)
    #expect(operation.soapAction == "")
    #expect(operation.isOneWay)
    #expect(operation.input?.wrapper == XMLName("Add", in: "urn:body"))
    #expect(operation.input?.parts.map(\.name) == ["b"])
    #expect(operation.input?.encodingStyle == "urn:e")
  }

  @Test func `The operation's style goes before the binding's`() throws {
    let operation = try Sample.operation(
      Sample.service(
        binding: "<s:binding style='rpc'/>",
        bound: "<operation name='Get'><s:operation style='document'/><input><s:body use='literal'/></input></operation>"
      ))
    #expect(operation.style == .document)
    #expect(operation.soapAction == nil)
  }

  @Test func `A part that a header block carries is not in the body`() throws {
    let operation = try Sample.operation(
      Sample.service(
        messages: """
          <message name="In"><part name="a" element="t:Get"/><part name="k" element="t:Key"/></message>
          <message name="Out"/>
          """,
        bound: """
          <operation name='Get'><input><s:header message='t:In' part='k' use='literal'/><s:body use='literal'/></input>
          </operation>
          """))
    #expect(operation.input?.parts.map(\.name) == ["a"])
    #expect(operation.input?.headers.map(\.name) == [XMLName("Key", in: "urn:t")])
  }

  @Test func `Operations of one name are told apart by the names of their messages`() throws {
    let text = Sample.service(
      messages: """
        <message name="A"><part name="a" element="t:A"/></message><message name="B"><part name="b" element="t:B"/></message>
        """,
      operation: """
        <operation name='Get'><input name='first' message='t:A'/></operation>
        <operation name='Get'><input name='second' message='t:B'/></operation>
        """,
      bound: """
        <operation name='Get'><input name='second'><s:body use='literal'/></input></operation>
        <operation name='Get'><input name='first'><s:body use='literal'/></input></operation>
        """)
    let description = try Documents(["a.wsdl": text]).read("a.wsdl")
    #expect(
      description.services[0].ports[0].operations.map { $0.input?.bodyName } == ["{urn:t}B", "{urn:t}A"])
  }

  @Test func `A body in a MIME package is found, and its attachments are not in it`() throws {
    let operation = try Sample.operation(
      Sample.service(
        messages: """
          <message name="In"><part name="a" element="t:Get"/><part name="file" type="x:base64Binary"/></message>
          """,
        bound: """
          <operation name='Get'><input><m:multipartRelated><m:part><s:body use='literal'/></m:part>
          <m:part><m:content part='file' type='*/*'/></m:part></m:multipartRelated></input></operation>
          """))
    #expect(operation.input?.isMIME == true)
    #expect(operation.input?.parts.map(\.name) == ["a"])
    #expect(operation.input?.attachments == ["file"])
  }

  @Test func `A part with a type fills the body itself`() throws {
    let operation = try Sample.operation(
      Sample.service(messages: "<message name='In'><part name='a' type='t:Any'/></message>"))
    #expect(operation.input?.bodyName == "type:{urn:t}Any")
  }

  @Test func `What a binding says without SOAP is listed without style and input`() throws {
    let operation = try Sample.operation(
      Sample.service(
        binding: "<h:binding verb='GET'/>", bound: "<operation name='Get'><h:operation location='/g'/></operation>"))
    #expect(operation.style == nil)
    #expect(operation.use == nil)
    #expect(operation.input == nil)
  }

  @Test func `A binding without a port is listed with its operations`() throws {
    let text = Sample.service().replacing("<service name=\"S\">", with: "<service name=\"S\"><!--")
      .replacing("</service>", with: "--></service>")
    let description = try Documents(["a.wsdl": text]).read("a.wsdl")
    #expect(description.services[0].ports.isEmpty)
    #expect(description.unusedBindings.map(\.name) == ["B"])
    #expect(description.unusedBindings[0].operations.count == 1)
  }

  @Test func `Names that lead nowhere are problems with their line, and the operation is listed`() throws {
    let text = Sample.definitions(
      """
      <portType name="P">
        <operation name="Get">
          <input message="t:Absent"/>
        </operation>
      </portType>
      <binding name="B" type="t:P"><s12:binding/><operation name="Get"><input><s12:body/></input></operation></binding>
      <service name="S"><port name="P1" binding="t:B"/><port name="P2" binding="t:None"/>
        <port name="P3" binding="t:B"/></service>
      """)
    let description = try Documents(["a.wsdl": text]).read("a.wsdl")
    let ports = description.services[0].ports
    #expect(ports.map(\.name) == ["P1", "P2", "P3"])
    #expect(ports[0].kind == .soap12)
    #expect(ports[0].operations.map(\.name) == ["Get"])
    #expect(description.problems.map(\.line) == [4, 8])
    #expect(description.problems[0].detail == "message: {urn:t}Absent")
    #expect(description.problems[1].detail == "binding: {urn:t}None")
    #expect(description.problems.allSatisfy { $0.file == "a.wsdl" && $0.severity == .error })
  }

  @Test func `The action of addressing is the one that is said, else that of SOAP, else made of names`() throws {
    let said = try Sample.operation(
      Sample.service(
        operation: """
          <operation name='Get'><input message='t:In' xmlns:wsam='http://www.w3.org/2007/05/addressing/metadata'
            wsam:Action='urn:said'/></operation>
          """))
    #expect(said.addressingAction == "urn:said")
    #expect(said.soapAction == "urn:get")
    let input = "<input message='t:In'/>"
    func action(_ operation: String, _ soapAction: String) throws -> String? {
      try Sample.operation(
        Sample.service(
          operation: "<operation name='Get'>\(operation)</operation>",
          bound: "<operation name='Get'><s:operation\(soapAction)/><input><s:body use='literal'/></input></operation>")
      ).addressingAction
    }
    #expect(try action(input, " soapAction='urn:get'") == "urn:get")
    #expect(try action(input, " soapAction=''") == "urn:t:P:Get")
    #expect(try action(input + "<output message='t:Out'/>", "") == "urn:t:P:GetRequest")
  }

  @Test func `A prefix that nobody declares is not taken for no namespace`() throws {
    let operation = try Sample.operation(
      Sample.service(messages: "<message name='In'><part name='a' element='q:Get'/></message>"))
    #expect(operation.input?.bodyName == "{?q}Get")
  }

  @Test func `A binding named with a prefix that nobody declares is found by its own name`() throws {
    let text = Sample.service(messages: "<message name='In'><part name='a' element='t:Get'/></message>")
    let description = try Documents(["a.wsdl": text.replacing("binding='t:", with: "binding='q:")]).read("a.wsdl")
    #expect(description.services.first?.ports.first?.operations.map(\.name) == ["Get"])
    #expect(!description.problems.contains { $0.summary.contains("binding") })
    #expect(description.unusedBindings.isEmpty)
  }
}
