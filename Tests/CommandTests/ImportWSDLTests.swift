import Foundation
import Testing

/// Service descriptions through the program.
@Suite struct ImportWSDLTests {
  static let description = """
    <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/"
      targetNamespace="urn:t">
      <import namespace="urn:more" location="http://127.0.0.1:1/service?wsdl=wsdl0"/>
      <message name="In"><part name="a" element="t:Get"/></message>
      <portType name="P"><operation name="Get"><input message="t:In"/></operation></portType>
      <binding name="B" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
        <operation name="Get"><s:operation soapAction="urn:get"/><input><s:body use="literal"/></input></operation>
      </binding>
      <service name="S"><port name="Port" binding="t:B"><s:address location="https://host/s"/></port></service>
    </definitions>
    """

  @Test func `The list names services, ports and operations, and what is missing`() throws {
    let home = try Folder()
    let file = try home.write("a.wsdl", Self.description)
    let run = try ProgramRun.signet(["import", "wsdl", file, "--list"], home: home)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("service S\n  port Port  SOAP 1.1  https://host/s\n    Get  document/literal, one-way"))
    #expect(run.text.contains("service?wsdl=wsdl0, which is imported here, could not be read."))
    #expect(run.text.contains("a.wsdl:3"))
  }

  @Test func `The JSON list has the contract's keys`() throws {
    let home = try Folder()
    let file = try home.write("a.wsdl", Self.description)
    let run = try ProgramRun.signet(["import", "wsdl", file, "--list", "--format", "json"], home: home)
    let object = try #require(JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
    let service = try #require((object["services"] as? [[String: Any]])?.first)
    let port = try #require((service["ports"] as? [[String: Any]])?.first)
    let operation = try #require((port["operations"] as? [[String: Any]])?.first)
    let problem = try #require((object["problems"] as? [[String: Any]])?.first)
    #expect(Set(service.keys) == ["name", "targetNamespace", "ports"])
    #expect(Set(port.keys) == ["name", "binding", "address", "soapVersion", "operations"])
    #expect(
      Set(operation.keys) == ["name", "soapAction", "style", "use", "oneWay", "input", "faults", "headers"])
    #expect(Set(problem.keys) == ["severity", "summary", "detail", "file", "line"])
    #expect(port["binding"] as? String == "{urn:t}B")
    #expect(port["soapVersion"] as? String == "1.1")
    #expect(operation["input"] as? String == "{urn:t}Get")
    #expect(problem["line"] as? Int == 3)
  }

  @Test func `What was saved of a URL beside the description is found, in a folder too and once`() throws {
    let home = try Folder()
    try FileManager.default.createDirectory(atPath: home.file("d"), withIntermediateDirectories: true)
    try home.write("d/bank.wsdl", Self.description)
    let other = """
      <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" targetNamespace="urn:more">
      <import namespace="urn:t" location="http://127.0.0.1:1/service?wsdl"/><service name="Other"/></definitions>
      """
    try home.write("d/bank0.wsdl", other)
    for source in ["d/bank.wsdl", "d"] {
      let run = try ProgramRun.signet(["import", "wsdl", home.file(source), "--list"], home: home)
      #expect(run.status == 0, "\(run.errors)")
      #expect(!run.text.contains("problems:"), "\(run.text)")
      #expect(run.text.components(separatedBy: "service S\n").count == 2, "\(run.text)")
      #expect(run.text.contains("service Other\n"))
    }
  }

  @Test(arguments: [
    ("", Int32(2)), ("<a/>", 2), ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><a>&e;</a>", 2),
  ])
  func `A file that is no description says why`(text: String, status: Int32) throws {
    let home = try Folder()
    let file = try home.write("a.wsdl", text)
    let run = try ProgramRun.signet(["import", "wsdl", file, "--list", "--format", "json"], home: home)
    #expect(run.status == status, "\(run.text)")
    #expect(run.errors.contains("a.wsdl"), "\(run.errors)")
    #expect(run.errors.contains("→"))
  }

  @Test func `What is not there ends with the status of files, of the network, or of usage`() throws {
    let home = try Folder()
    try FileManager.default.createDirectory(atPath: home.file("empty"), withIntermediateDirectories: true)
    #expect(try ProgramRun.signet(["import", "wsdl", home.file("none"), "--list"], home: home).status == 7)
    #expect(try ProgramRun.signet(["import", "wsdl", home.file("empty"), "--list"], home: home).status == 2)
    #expect(try ProgramRun.signet(["import", "wsdl", "http://127.0.0.1:1/a", "--list"], home: home).status == 4)
    #expect(try ProgramRun.signet(["import", "wsdl", home.file("none")], home: home).status == 2)
  }

  /// With a schema, and a policy that demands a certificate.
  private static let secured = """
    <definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:t="urn:t" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap12/"
      targetNamespace="urn:t">
      <types><schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t">
        <include schemaLocation="parts/get.xsd"/></schema></types>
      <message name="In"><part name="a" element="t:Get"/></message>
      <portType name="P"><operation name="Get"><input message="t:In"/><output message="t:In"/></operation></portType>
      <binding name="B" type="t:P"><s:binding transport="http://schemas.xmlsoap.org/soap/http"/>
        <p:Policy xmlns:p="http://www.w3.org/ns/ws-policy"
          xmlns:sp="http://docs.oasis-open.org/ws-sx/ws-securitypolicy/200702"><sp:TransportBinding><p:Policy>
          <sp:TransportToken><p:Policy><sp:HttpsToken><p:Policy><sp:RequireClientCertificate/></p:Policy></sp:HttpsToken>
          </p:Policy></sp:TransportToken></p:Policy></sp:TransportBinding><sp:MustSupportIssuedTokens/></p:Policy>
        <operation name="Get"><s:operation soapAction="urn:get"/><input><s:body use="literal"/></input></operation>
      </binding>
      <service name="S"><port name="Bank Port" binding="t:B"><s:address location="https://host/s"/></port></service>
    </definitions>
    """
  private static let schema = """
    <schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:t" elementFormDefault="qualified">
    <element name="Get"><complexType><sequence><element name="id" type="int" fixed="7"/>
    <element name="note" type="string" minOccurs="0"/></sequence></complexType></element></schema>
    """

  private static func securedFile(in home: Folder) throws -> String {
    try FileManager.default.createDirectory(atPath: home.file("d/parts"), withIntermediateDirectories: true)
    try home.write("d/parts/get.xsd", schema)
    return try home.write("d/bank.wsdl", secured)
  }

  @Test func `An operation becomes a request with its address, action, binding, identity and envelope`() throws {
    let home = try Folder()
    let file = try Self.securedFile(in: home)
    let run = try ProgramRun.signet(
      ["import", "wsdl", file, "--into", home.file("bank"), "--optional", "omit", "--format", "json"], home: home)
    #expect(run.status == 0, "\(run.errors)")
    let object = try #require(JSONSerialization.jsonObject(with: Data(run.text.utf8)) as? [String: Any])
    let request = try #require((object["requests"] as? [[String: Any]])?.first)
    #expect(request["file"] as? String == "Bank Port/Get.yaml")
    #expect(request["url"] as? String == "https://host/s")
    #expect(request["action"] as? String == "urn:get")
    #expect(object["notCarriedOver"] as? [String] == ["port Bank Port: policy assertion MustSupportIssuedTokens"])
    let text = home.text("bank/Bank Port/Get.yaml")
    #expect(text.contains("elements: text:soap12,https(requireClientCertificate=true)"), "\(text)")
    #expect(text.contains("identity: bank-port"), "\(text)")
    let envelope = home.text("bank/Bank Port/Get.xml")
    #expect(envelope.contains("http://www.w3.org/2003/05/soap-envelope"))
    #expect(envelope.contains(":id>7</") && !envelope.contains("note"), "\(envelope)")
  }

  @Test func `The password of a token in a header block is asked for, and a variable that is there stays`() throws {
    let home = try Folder()
    let token = """
      <types><x:schema targetNamespace="urn:t" xmlns:x="http://www.w3.org/2001/XMLSchema"><x:element name="Get"/>
      <x:element name="Security"><x:complexType><x:sequence><x:element name="UsernameToken"><x:complexType><x:sequence>
      <x:element name="Username" type="x:string"/><x:element name="Password" type="x:string"/></x:sequence></x:complexType>
      </x:element></x:sequence></x:complexType></x:element></x:schema></types>
      <message name="H"><part name="h" element="t:Security"/></message><message name="In">
      """
    let text = Self.description.replacing("<message name=\"In\">", with: token).replacing(
      "<s:body", with: "<s:header message=\"t:H\" part=\"h\" use=\"literal\"/><s:body")
    let file = try home.write("a.wsdl", text)
    let run = try ProgramRun.signet(["import", "wsdl", file, "--into", home.file("bank")], home: home)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.text.contains("Where is the value of password?"))
    #expect(home.text("bank/Port/Get.xml").contains("Password>{{password}}<"))
    #expect(home.text("bank/collection.yaml").contains("password: \"prompt:\""))
    try FileManager.default.createDirectory(atPath: home.file("other"), withIntermediateDirectories: true)
    try home.write("other/collection.yaml", "name: Other\nvariables:\n  password: env:MINE\n")
    _ = try ProgramRun.signet(["import", "wsdl", file, "--into", home.file("other")], home: home)
    #expect(home.text("other/collection.yaml") == "name: Other\nvariables:\n  password: env:MINE\n")
  }

  @Test func `What was imported is kept and can be read again when the source is gone`() throws {
    let home = try Folder()
    let file = try Self.securedFile(in: home)
    let first = try ProgramRun.signet(["import", "wsdl", file, "--sample", "Get"], home: home)
    #expect(first.text.contains("<!--"), "\(first.errors)")
    let run = try ProgramRun.signet(["import", "wsdl", file, "--into", home.file("bank")], home: home)
    #expect(run.status == 0, "\(run.errors)")
    #expect(home.text("bank/wsdl/parts/get.xsd") == Self.schema)
    #expect(!home.text("bank/wsdl/catalog.xml").contains(home.file("")))
    try FileManager.default.removeItem(atPath: home.file("d"))
    let again = try ProgramRun.signet(["import", "wsdl", home.file("bank/wsdl"), "--sample", "Get"], home: home)
    #expect(again.text == first.text, "\(again.errors)")
    #expect(again.errors.isEmpty)
  }

  @Test func `Nothing that is there is replaced`() throws {
    let home = try Folder()
    let arguments = ["import", "wsdl", try Self.securedFile(in: home), "--into", home.file("bank")]
    #expect(try ProgramRun.signet(arguments, home: home).status == 0)
    let before = home.text("bank/Bank Port/Get.xml")
    #expect(try ProgramRun.signet(arguments, home: home).status == 7)
    #expect(home.text("bank/Bank Port/Get.xml") == before)
  }

  @Test func `An operation or port that is not there is refused with those that are`() throws {
    let home = try Folder()
    let file = try Self.securedFile(in: home)
    let operation = try ProgramRun.signet(["import", "wsdl", file, "--sample", "Put"], home: home)
    #expect(operation.status == 2)
    #expect(operation.errors.contains("known: Get"), "\(operation.errors)")
    let port = try ProgramRun.signet(["import", "wsdl", file, "--sample", "Get", "--port", "X"], home: home)
    #expect(port.status == 2)
    #expect(port.errors.contains("known: Bank Port"), "\(port.errors)")
    #expect(try ProgramRun.signet(["import", "wsdl", file, "--sample", "Get", "--list"], home: home).status == 2)
    #expect(
      try ProgramRun.signet(["import", "wsdl", file, "--sample", "Get", "--optional", "all"], home: home).status == 2)
  }
}
