import Foundation
import Testing

/// Other programs' requests through the program: in as files, out as what they take.
@Suite struct InterchangeTests {
  static let project = """
    <con:soapui-project name="Bank" xmlns:con="http://eviware.com/soapui/config" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <con:interface xsi:type="con:WsdlInterface" name="Port" soapVersion="1_2"><con:operation name="Get" action="urn:get">
      <con:call name="Request 1"><con:endpoint>https://bank.example/soap</con:endpoint>
      <con:request>&lt;e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/></con:request>
      <con:assertion type="SOAP Response"/></con:call></con:operation></con:interface></con:soapui-project>
    """

  @Test func `A SoapUI project becomes a folder of requests, and says what it left`() throws {
    let home = try Folder()
    let file = try home.write("project.xml", Self.project)
    let run = try ProgramRun.signet(
      ["import", "soapui", file, "--into", home.file("r"), "--identity", "partner", "--format", "json"], home: home)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    #expect(run.text.contains("\"file\": \"Port/Get/Request 1.yaml\""))
    #expect(run.text.contains("assertion SOAP Response"))
    let request = home.text("r/Port/Get/Request 1.yaml")
    for line in ["url: https://bank.example/soap", "action: urn:get", "message-version: soap12", "identity: partner"] {
      #expect(request.contains(line), "\(request)")
    }
    #expect(
      home.text("r/Port/Get/Request 1.xml") == "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"/>")
    let lint = try ProgramRun.signet(["lint", home.file("r/Port/Get/Request 1.yaml")], home: home)
    #expect(!lint.errors.contains("message-version"), "\(lint.errors)")
  }

  @Test(arguments: [("soapui", "<html/>", Int32(1)), ("soapui", "", 2)])
  func `A file that is none says so`(kind: String, text: String, status: Int32) throws {
    let home = try Folder()
    let file = try home.write("file", text)
    let run = try ProgramRun.signet(["import", kind, file, "--list"], home: home)
    #expect(run.status == status, "\(run.text)\(run.errors)")
    #expect(!(run.text + run.errors).isEmpty)
    #expect(try ProgramRun.signet(["import", kind, home.file("none"), "--list"], home: home).status == 7)
  }
}
