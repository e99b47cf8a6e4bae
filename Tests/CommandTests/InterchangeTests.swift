import Foundation
import Testing

/// Other programs' requests through the program: in as files, out as what they take.
@Suite struct InterchangeTests {
  static let project = """
    <con:soapui-project name="Bank" xmlns:con="http://eviware.com/soapui/config" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
    <con:interface xsi:type="con:WsdlInterface" name="Port" soapVersion="1_2"><con:operation name="Get" action="urn:get">
      <con:call name="Request 1"><con:endpoint>https://${#Project#host}/soap</con:endpoint>
      <con:request>&lt;e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/></con:request>
      <con:assertion type="SOAP Fault Assertion"/><con:assertion type="GroovyScriptAssertion"/></con:call></con:operation>
    </con:interface><con:properties><con:property><con:name>host</con:name><con:value>bank.example</con:value></con:property>
    <con:property><con:name>dbPassword</con:name><con:value>geheim</con:value></con:property></con:properties>
    </con:soapui-project>
    """

  @Test func `A SoapUI project becomes a folder of requests, and says what it left`() throws {
    let home = try Folder()
    let file = try home.write("project.xml", Self.project)
    let run = try ProgramRun.signet(
      ["import", "soapui", file, "--into", home.file("r"), "--identity", "partner", "--format", "json"], home: home)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    #expect(run.text.contains("\"file\": \"Port/Get/Request 1.yaml\""))
    #expect(run.text.contains("assertion GroovyScriptAssertion"))
    let request = home.text("r/Port/Get/Request 1.yaml")
    for line in [
      "url: https://{{host}}/soap", "  - fault absent", "action: urn:get", "message-version: soap12",
      "identity: partner",
    ] {
      #expect(request.contains(line), "\(request)")
    }
    #expect(
      home.text("r/Port/Get/Request 1.xml") == "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"/>")
    let collection = home.text("r/collection.yaml")
    #expect(collection.contains("  host: bank.example"), "\(collection)")
    #expect(
      collection.contains("dbPassword: \"prompt:\"") || collection.contains("dbPassword: prompt:"), "\(collection)")
    #expect(!collection.contains("geheim"))
    let lint = try ProgramRun.signet(["lint", home.file("r/Port/Get/Request 1.yaml")], home: home)
    #expect(!lint.errors.contains("message-version"), "\(lint.errors)")
  }

  @Test func `Without a description there is no export for zeep, and nothing is written`() throws {
    let home = try Folder()
    try home.write("A.yaml", "url: http://h/s\n")
    let exported = try ProgramRun.signet(["export", "zeep", home.file("A.yaml")], home: home)
    #expect(exported.status == 2 && exported.text.isEmpty)
    #expect(exported.errors.contains("no description") && exported.errors.contains("export as python"))
  }

  @Test func `What was imported is exported for others and comes back`() throws {
    let home = try Folder()
    let file = try home.write("project.xml", Self.project)
    _ = try ProgramRun.signet(["import", "soapui", file, "--into", home.file("r")], home: home)
    for (kind, ending) in [("soapui", "xml"), ("postman", "json"), ("har", "har"), ("curl", "sh")] {
      let exported = try ProgramRun.signet(["export", kind, home.file("r")], home: home)
      #expect(exported.status == 0, "\(kind): \(exported.errors)")
      let again = try home.write("again.\(ending)", exported.text)
      let run = try ProgramRun.signet(
        ["import", kind, again, "--into", home.file(kind), "--format", "json"], home: home)
      #expect(run.status == 0, "\(kind): \(run.errors)")
      #expect(run.text.contains("\"url\": \"https://bank.example/soap\""), "\(kind): \(run.text)")
      #expect(run.text.contains("\"action\": \"urn:get\""), "\(kind): \(run.text)")
    }
  }

  @Test func `What is only known when a call is sent stays in braces, and is told`() throws {
    let home = try Folder()
    _ = try ProgramRun.signet(
      ["import", "soapui", try home.write("p.xml", Self.project), "--into", home.file("r")], home: home)
    try home.write(
      "r/Secret.yaml", "url: https://h/\nheaders:\n  - 'X-Key: {{dbPassword}}'\n")
    let exported = try ProgramRun.signet(
      ["export", "postman", home.file("r/Secret.yaml")], environment: ["geheim": "1"], home: home)
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(exported.text.contains("\"value\": \"{{dbPassword}}\""), "\(exported.text)")
    #expect(exported.errors.contains("stays in double braces"))
  }

  @Test(arguments: [
    ("soapui", "<html/>", Int32(1)), ("soapui", "", 2), ("postman", "{", 2), ("postman", "{}", 1), ("har", "[]", 1),
    ("insomnia", "{}", 1), ("insomnia", "a: [", 2), ("curl", "echo", 1),
  ])
  func `A file that is none says so`(kind: String, text: String, status: Int32) throws {
    let home = try Folder()
    let file = try home.write("file", text)
    let run = try ProgramRun.signet(["import", kind, file, "--list"], home: home)
    #expect(run.status == status, "\(run.text)\(run.errors)")
    #expect(!(run.text + run.errors).isEmpty)
    #expect(try ProgramRun.signet(["import", kind, home.file("none"), "--list"], home: home).status == 7)
  }
}
