import Foundation
import Testing

/// .NET configurations through the program: in as requests, out as XML.
@Suite struct DotNetTests {
  private static let configuration = """
    <?xml version="1.0"?>
    <configuration><system.serviceModel>
      <bindings><basicHttpBinding><binding name="B" sendTimeout="00:05:00" maxConnections="7">
        <security mode="Transport"><transport clientCredentialType="Certificate"/></security>
      </binding></basicHttpBinding></bindings>
      <behaviors><endpointBehaviors><behavior name="C"><clientCredentials>
        <clientCertificate findValue="00AA" x509FindType="FindByThumbprint"/>
      </clientCredentials></behavior></endpointBehaviors></behaviors>
      <client><endpoint name="Main/Port" address="https://host/s" binding="basicHttpBinding" bindingConfiguration="B"
        behaviorConfiguration="C" contract="IMain"><headers><k:Key xmlns:k="urn:k">1</k:Key></headers></endpoint></client>
    </system.serviceModel></configuration>
    """

  @Test func `An endpoint becomes a request, its certificate a question, its losses a list`() throws {
    let home = try Folder()
    let file = try home.write("app.config", Self.configuration)
    let run = try ProgramRun.signet(
      ["import", "dotnet", file, "--into", home.file("requests"), "--format", "json"], home: home)
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    #expect(run.text.contains("\"file\": \"Main-Port.yaml\""))
    #expect(run.text.contains("FindByThumbprint \\\"00AA\\\""))
    #expect(run.text.contains("basicHttpBinding/B/@maxConnections"))
    let request = home.text("requests/Main-Port.yaml")
    #expect(request.contains("url: https://host/s"))
    #expect(request.contains("sendTimeout=300"))
    #expect(request.contains("identity: main-port"))
    #expect(
      home.text("requests/Main-Port.xml").contains("<s:Header>\n    <k:Key xmlns:k=\"urn:k\">1</k:Key>\n  </s:Header>"))
  }

  @Test func `What was imported is exported with the same binding, without the identity being known`() throws {
    let home = try Folder()
    let file = try home.write("app.config", Self.configuration)
    _ = try ProgramRun.signet(
      ["import", "dotnet", file, "--into", home.file("r"), "--identity", "partner"], home: home)
    let exported = try ProgramRun.signet(["export", "dotnet", home.file("r/Main-Port.yaml")], home: home)
    #expect(exported.status == 0, "\(exported.errors)")
    for part in [
      "sendTimeout=\"00:05:00\"", "<security mode=\"Transport\">", "<transport clientCredentialType=\"Certificate\" />",
      "address=\"https://host/s\"", "the identity 'partner'",
    ] { #expect(exported.text.contains(part), "\(exported.text)") }
    try home.write("again.config", exported.text)
    let listed = try ProgramRun.signet(["import", "dotnet", home.file("again.config"), "--list"], home: home)
    #expect(listed.text.contains("binding: basic(security=transport,credential=certificate,sendTimeout=300)"))
  }

  @Test func `Nothing that is there is replaced`() throws {
    let home = try Folder()
    let file = try home.write("app.config", Self.configuration)
    let arguments = ["import", "dotnet", file, "--into", home.file("r")]
    #expect(try ProgramRun.signet(arguments, home: home).status == 0)
    let before = home.text("r/Main-Port.yaml")
    let again = try ProgramRun.signet(arguments, home: home)
    #expect(again.status == 7)
    #expect(home.text("r/Main-Port.yaml") == before)
  }

  @Test func `Code gives a request for each operation`() throws {
    let home = try Folder()
    let code = """
      [ServiceContract] public interface IMain { [OperationContract(Action="urn:a")] void A(); [OperationContract(Action="urn:b")] void B(); }
      class P { void M() { var binding = new WSHttpBinding(SecurityMode.Transport); var a = new EndpointAddress("https://h/s"); } }
      """
    let file = try home.write("Reference.cs", code)
    let run = try ProgramRun.signet(["import", "dotnet", file, "--into", home.file("r")], home: home)
    #expect(run.status == 0, "\(run.text)")
    #expect(home.text("r/M.binding/A.yaml").contains("action: urn:a"))
    #expect(home.text("r/M.binding/B.yaml").contains("action: urn:b"))
    #expect(home.text("r/M.binding/B.xml").contains("http://www.w3.org/2003/05/soap-envelope"))
  }

  @Test(arguments: [
    ("<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><configuration>&x;</configuration>", Int32(2)),
    ("<configuration/>", 1), ("no XML", 2), ("", 2),
  ])
  func `A file that is none says so`(text: String, status: Int32) throws {
    let home = try Folder()
    let file = try home.write("app.config", text)
    let run = try ProgramRun.signet(["import", "dotnet", file, "--list"], home: home)
    #expect(run.status == status, "\(run.text)\(run.errors)")
    #expect(!(run.text + run.errors).isEmpty)
  }

  @Test func `Visual Basic is refused with what to give instead`() throws {
    let home = try Folder()
    let file = try home.write("Reference.vb", "Public Class Client\nEnd Class\n")
    let run = try ProgramRun.signet(["import", "dotnet", file, "--list"], home: home)
    #expect(
      run.status == 2 && run.errors.contains("Visual Basic") && run.errors.contains("app.config"), "\(run.errors)")
  }

  @Test func `A missing file has the status of files`() throws {
    let home = try Folder()
    #expect(try ProgramRun.signet(["import", "dotnet", home.file("none"), "--list"], home: home).status == 7)
    #expect(try ProgramRun.signet(["export", "dotnet", home.file("none.yaml")], home: home).status == 7)
    #expect(try ProgramRun.signet(["import", "dotnet", home.file("none")], home: home).status == 2)
  }
}
