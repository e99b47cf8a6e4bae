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
}
