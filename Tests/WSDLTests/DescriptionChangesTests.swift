import Schema
import Testing
import WSDL

@Suite struct DescriptionChangesTests {
  private func changes(_ old: String, _ new: String) throws -> DescriptionChanges {
    DescriptionChanges(
      from: try Documents(["a.wsdl": old]).read("a.wsdl"), to: try Documents(["a.wsdl": new]).read("a.wsdl"))
  }

  private static let schema = """
    <types><x:schema targetNamespace="urn:t"><x:element name="Get" type="x:int"/><x:element name="Got" type="x:int"/>
    </x:schema></types>
    """

  @Test func `The same description has no changes, whatever its bytes are`() throws {
    let text = Sample.service()
    let changes = try changes(text, text.replacing("<portType", with: "<!-- more -->\n  <portType"))
    #expect(changes.isEmpty && changes.isComplete)
  }

  @Test func `Address and protocol belong to the port, action and shape to the operation`() throws {
    let new = Sample.service(
      operation: "<operation name='Get'><input message='t:In'/></operation>",
      binding: "<s12:binding style='rpc'/>",
      bound: """
        <operation name='Get'><s12:operation soapAction='urn:get2'/>
        <input><s12:body use='literal' namespace='urn:b'/></input></operation>
        """
    ).replacing("<s:address location=\"http://host/s\"", with: "<s12:address location=\"http://host/v2\"")
    let port = try #require(try changes(Sample.service(), new).ports.first)
    #expect(port.service == "S" && port.name == "Port" && port.kind == .changed)
    #expect(
      port.values == [
        .init("address", before: "http://host/s", after: "http://host/v2"),
        .init("protocol", before: "SOAP 1.1", after: "SOAP 1.2"),
      ])
    let operation = try #require(port.operations.first)
    #expect(
      Set(operation.values.map(\.name)) == ["soapAction", "style", "oneWay", "binding", "input", "output"])
    #expect(operation.values.first == .init("soapAction", before: "urn:get", after: "urn:get2"))
    #expect(operation.elements.map(\.message) == ["output"])
    #expect(operation.elements.first?.change == .init(.removed, "Got", before: "element {urn:t}Got", after: nil))
  }

  @Test func `Of parts with one name each is compared with its own earlier one`() throws {
    func service(_ parts: String) -> String {
      Sample.service(
        messages: "<message name='In'>\(parts)</message>",
        operation: "<operation name='Get'><input message='t:In'/></operation>", binding: "<s:binding style='rpc'/>")
    }
    let (int, date) = ("<part name='n' type='x:int'/>", "<part name='n' type='x:date'/>")
    #expect(try changes(service(int + date), service(int + date)).isEmpty)
    let elements = try changes(service(int + date), service(int + int)).ports.first?.operations.first?.elements
    #expect(elements?.map(\.change) == [.init(.changed, "n", before: "1 xs:date", after: "1 xs:int")])
    let less = try changes(service(int + date), service(int)).ports.first?.operations.first?.elements
    #expect(less?.map(\.change.kind) == [.removed])
  }

  @Test func `Operations that came or went are named, each of several of one name`() throws {
    let (one, two) = ("<operation name='Get'><input message='t:In'/></operation>", "<operation name='Put'/>")
    let bound = "<operation name='Get'><s:operation soapAction='a'/></operation>"
    let old = Sample.service(operation: one + two, bound: bound + two)
    let new = Sample.service(operation: one + one, bound: bound + bound)
    let operations = try #require(try changes(old, new).ports.first).operations
    #expect(operations.map(\.name) == ["Get", "Put"])
    #expect(operations.map(\.number) == [2, 1])
    #expect(operations.map(\.kind) == [.added, .removed])
  }

  @Test func `Ports that came or went are told with all their operations`() throws {
    let changes = try changes(
      Sample.service(), Sample.service().replacing("port name=\"Port\"", with: "port name=\"P2\""))
    #expect(changes.ports.map(\.name) == ["P2", "Port"])
    #expect(changes.ports.map(\.kind) == [.added, .removed])
    #expect(changes.ports.map { $0.operations.map(\.name) } == [["Get"], ["Get"]])
  }

  @Test func `Body, header blocks and faults are compared by what their schemas say`() throws {
    func text(_ type: String, _ part: String) -> String {
      Sample.service(
        messages: Self.schema.replacing("type=\"x:int\"", with: "type=\"\(type)\"") + """
          <message name="In"><part name="a" element="t:Get"/></message><message name="Head"><part name="h" type="\(part)"/>
          </message><message name="Out"><part name="a" element="t:Got"/></message>
          <message name="Bad"><part name="f" type="\(part)"/></message>
          """,
        operation: """
          <operation name='Get'><input message='t:In'/><output message='t:Out'/><fault name='No' message='t:Bad'/></operation>
          """,
        bound: """
          <operation name='Get'><s:operation soapAction='urn:get'/><input><s:header message='t:Head' part='h' use='literal'/>
          <s:body use='literal'/></input><output><s:body use='literal'/></output></operation>
          """)
    }
    let operation = try #require(
      try changes(text("x:int", "x:date"), text("x:long", "x:time")).ports.first?.operations.first)
    #expect(operation.values.isEmpty)
    #expect(
      operation.elements.map { "\($0.message) \($0.change.path): \($0.change.before ?? "") \($0.change.after ?? "")" }
        == [
          "input Get: 1 xs:int 1 xs:long",
          "input header h: 1 xs:date 1 xs:time", "output Got: 1 xs:int 1 xs:long",
          "fault No f: 1 xs:date 1 xs:time",
        ])
  }
}
