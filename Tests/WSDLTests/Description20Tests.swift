import Bindings
import Testing
import WSDL
import XML

/// WSDL 2.0 as values.
@Suite struct Description20Tests {
  static let text = """
    <description xmlns="http://www.w3.org/ns/wsdl" xmlns:t="urn:t" xmlns:ws="http://www.w3.org/ns/wsdl/soap"
      targetNamespace="urn:t">
      <interface name="Base"><operation name="Ping" pattern="http://www.w3.org/ns/wsdl/in-only">
        <input element="#none"/></operation></interface>
      <interface name="I" extends="t:Base">
        <operation name="Get" pattern="http://www.w3.org/ns/wsdl/in-out"><documentation>Gets it.</documentation>
          <input element="t:Get"/><output element="t:Got"/></operation>
      </interface>
      <binding name="B11" interface="t:I" type="http://www.w3.org/ns/wsdl/soap" ws:version="1.1">
        <operation ref="t:Get" ws:action="urn:get"/></binding>
      <binding name="B12" interface="t:I" type="http://www.w3.org/ns/wsdl/soap"/>
      <binding name="H" interface="t:I" type="http://www.w3.org/ns/wsdl/http"/>
      <service name="S" interface="t:I">
        <endpoint name="E11" binding="t:B11" address="http://host/1"/>
        <endpoint name="E12" binding="t:B12" address="http://host/2"/>
        <endpoint name="EH" binding="t:H" address="http://host/3"/>
        <endpoint name="None" binding="t:None"/>
      </service>
    </description>
    """

  @Test func `Endpoints are ports with the version that their binding says`() throws {
    let description = try Documents(["a.wsdl": Self.text]).read("a.wsdl")
    let ports = description.services[0].ports
    #expect(ports.map(\.name) == ["E11", "E12", "EH", "None"])
    #expect(ports.map(\.kind) == [.soap11, .soap12, .http, .other("")])
    #expect(ports[1].address == "http://host/2")
    #expect(description.problems.map(\.summary) == ["The binding of endpoint None does not exist."])
    #expect(description.problems[0].line == 17)
  }

  @Test func `An interface has the operations of those that it extends`() throws {
    let operations = try Documents(["a.wsdl": Self.text]).read("a.wsdl").services[0].ports[0].operations
    #expect(operations.map(\.name) == ["Get", "Ping"])
    #expect(operations[0].soapAction == "urn:get")
    #expect(operations[0].documentation == "Gets it.")
    #expect(operations[0].input?.bodyName == "{urn:t}Get")
    #expect(operations[1].isOneWay)
    #expect(operations[1].input?.bodyName == nil)
  }

  @Test func `Interfaces that extend each other are read once`() throws {
    let text = Self.text.replacing("<interface name=\"Base\">", with: "<interface name=\"Base\" extends=\"t:I\">")
    let operations = try Documents(["a.wsdl": text]).read("a.wsdl").services[0].ports[0].operations
    #expect(operations.map(\.name) == ["Get", "Ping"])
  }

  @Test func `What several ways of extending lead to is there once, and has the action of its own interface`() throws {
    let levels = (0..<40).map {
      "<interface name=\"L\($0)\" extends=\"t:L\($0 + 1) t:M\($0)\"/><interface name=\"M\($0)\" extends=\"t:L\($0 + 1)\"/>"
    }
    let text = Self.text.replacing("extends=\"t:Base\"", with: "extends=\"t:L0\"")
      .replacing(
        "<interface name=\"Base\">",
        with: levels.joined() + "<interface name=\"L40\" extends=\"t:Base\"/><interface name=\"Base\">")
    let ports = try Documents(["a.wsdl": text]).read("a.wsdl").services[0].ports
    #expect(ports[0].operations.map(\.name) == ["Get", "Ping"])
    #expect(ports[0].operations.map(\.addressingAction) == ["urn:get", "urn:t:Base:PingRequest"])
    #expect(ports[1].operations.map(\.addressingAction) == ["urn:t:I:GetRequest", "urn:t:Base:PingRequest"])
  }

  @Test func `Faults, required header blocks and policies are those of SOAP's binding`() throws {
    let policy = """
      <wsp:Policy xmlns:wsp="http://www.w3.org/ns/ws-policy"><wsam:Addressing
        xmlns:wsam="http://www.w3.org/2007/05/addressing/metadata"/></wsp:Policy>
      """
    let text = Self.text
      .replacing("<interface name=\"I\" extends=\"t:Base\">", with: "$0<fault name=\"No\" element=\"t:Refused\"/>")
      .replacing("$0", with: "<interface name=\"I\" extends=\"t:Base\">")
      .replacing("<output element=\"t:Got\"/>", with: "<output element=\"t:Got\"/><outfault ref=\"t:No\"/>")
      .replacing(
        "<operation ref=\"t:Get\" ws:action=\"urn:get\"/>",
        with: """
          \(policy)<operation ref="t:Get" ws:action="urn:get"><input><ws:header element="t:Session" required="true"/>
          <ws:header element="t:Hint"/></input></operation>
          """)
    let port = try Documents(["a.wsdl": text]).read("a.wsdl").services[0].ports[0]
    let operation = port.operations[0]
    #expect(operation.faults.map(\.name) == ["No"])
    #expect(operation.faults.map(\.content) == [.element(XMLName("Refused", in: "urn:t"))])
    #expect(operation.input?.headers.map(\.name) == [XMLName("Session", in: "urn:t")])
    #expect(ServiceDescription.binding(of: operation, at: port)?.description == "custom(text:soap11wsa10,http)")
    #expect(try Documents(["a.wsdl": Self.text]).read("a.wsdl").services[0].ports[0].operations[0].faults.isEmpty)
  }
}
