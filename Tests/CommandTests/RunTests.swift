import Foundation
import Lab
import TLS
import Testing

/// `signet run`, and the variables of collections, through the program itself.
@Suite(.serialized) struct RunTests {
  private let folder: Folder
  private let server: LabServer
  private let home: Folder

  init() throws {
    folder = try Folder()
    home = try Folder()
    let pki = try LabPKI(clients: [.alice])
    let files = try pki.write(to: folder.file("pki"))
    server = try LabServer.start(try .lab(pki))
    try write(
      "collection.yaml",
      """
      name: Lab
      environment: lab
      defaults:
        url: "{{base}}/service"
        action: urn:signet:lab:Any
        identity: alice
        cacert: root.pem
      """)
    try write("root.pem", try String(contentsOfFile: files.rootPEM, encoding: .utf8))
    try write("environments/lab.yaml", "base: https://localhost:\(server.port)\ntoken: env:SIGNET_TEST_TOKEN\n")
    try write("environments/nowhere.yaml", "base: https://localhost:1\n")
    let pfx = files.identity(.alice)?.pfx ?? ""
    try FileManager.default.createDirectory(
      atPath: home.file(".config/signet"), withIntermediateDirectories: true)
    try home.write(
      ".config/signet/identities.yaml",
      "alice:\n  certificate: \(pfx)\n  password: env:LAB\n  hosts:\n    - localhost\n", mode: 0o600)
  }

  private func write(_ name: String, _ text: String) throws {
    let path = folder.file("c/" + name)
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  private func echo(_ name: String, _ text: String, _ document: String = "") throws {
    try write(name + ".yaml", document.isEmpty ? "tags: [all]\n" : document)
    try write(
      name + ".xml",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><l:Echo xmlns:l=\"urn:signet:lab\">"
        + "<text>\(text)</text></l:Echo></s:Body></s:Envelope>")
  }

  private static let secret = "s3cr<t-\u{E9}&42"

  private func signet(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun.signet(
      arguments, environment: ["LAB": LabPKI.password, "SIGNET_TEST_TOKEN": Self.secret], home: home)
  }

  private func run(_ arguments: String...) throws -> ProgramRun { try signet(["run", folder.file("c")] + arguments) }

  @Test func `an answer's value goes into the next request, over one connection`() throws {
    try echo("1 First", "{{word}}", "captures:\n  word: //*[local-name()='text']\nassertions:\n  - status = 200\n")
    try echo(
      "2 Second", "again {{word}}",
      "assertions:\n  - xpath //*[local-name()='text'] = 'again hi & <lo>'\n  - fault absent\n  - tls >= 1.2\n"
        + "  - server-certificate > 0 days\n  - client-certificate > 0 days\n  - time < 60 s\n  - finding error absent\n"
    )
    let run = try run("--variable", "word=hi & <lo>", "--format", "json")
    #expect(run.status == 0, "\(run.text)\n\(run.errors)")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any])
    let requests = try #require(json["requests"] as? [[String: Any]])
    #expect(requests.map { $0["file"] as? String } == ["1 First.yaml", "2 Second.yaml"])
    #expect(requests[0]["captured"] as? [String: String] == ["word": "hi & <lo>"])
    #expect((requests[1]["assertions"] as? [[String: Any]])?.count == 7)
    let second = try #require(requests[1]["report"] as? [String: Any])
    #expect((second["connection"] as? [String: Any])?["reused"] as? Bool == true)
    #expect(json["passed"] as? Int == 2)
  }

  @Test func `an answer is held against the schemas of a description in the collection`() throws {
    let type = "<xs:complexType><xs:sequence><xs:element name=\"text\" type=\"TYPE\"/></xs:sequence></xs:complexType>"
    let description = { (kind: String) in
      "<w:definitions xmlns:w=\"http://schemas.xmlsoap.org/wsdl/\" targetNamespace=\"urn:signet:lab\"><w:types>"
        + "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\" "
        + "targetNamespace=\"urn:signet:lab\">"
        + "<xs:element name=\"EchoResponse\">\(type.replacing("TYPE", with: kind))</xs:element></xs:schema></w:types>"
        + "</w:definitions>"
    }
    try write("good.wsdl", description("xs:string"))
    try write("bad.wsdl", description("xs:int"))
    try echo("Good", "hi", "assertions:\n  - schema good.wsdl\n")
    try echo("Bad", "hi", "assertions:\n  - schema bad.wsdl\n")
    try echo("Outside", "hi", "assertions:\n  - schema ../pki/root.pem\n")
    let good = try run("Good")
    #expect(good.status == 0, "\(good.text)\n\(good.errors)")
    let bad = try run("Bad")
    #expect(bad.status == 1 && bad.text.contains("schema bad.wsdl: line "), "\(bad.text)")
    #expect(try run("Outside").text.contains("outside the collection"))
  }

  @Test func `an answer is held against the description that an import kept, by its folder or its file`() throws {
    let schema = { (type: String) in
      "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" elementFormDefault=\"qualified\" "
        + "targetNamespace=\"urn:signet:lab\"><xs:element name=\"EchoResponse\"><xs:complexType><xs:sequence>"
        + "<xs:element name=\"text\" type=\"\(type)\"/></xs:sequence></xs:complexType></xs:element></xs:schema>"
    }
    try write(
      "wsdl/service.wsdl",
      "<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"><types><schema xmlns=\"http://www.w3.org/2001/XMLSchema\" "
        + "targetNamespace=\"urn:signet:lab\"><include schemaLocation=\"https://bank.example/types?xsd=1\"/></schema></types>"
        + "</definitions>")
    try write(
      "wsdl/catalog.xml",
      "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\"><group id=\"descriptions\"><system uri=\"service.wsdl\" "
        + "systemId=\"https://bank.example/service?wsdl\"/></group><group id=\"imported\"><system uri=\"types.xsd\" "
        + "systemId=\"https://bank.example/types?xsd=1\"/></group></catalog>")
    for (type, status) in [("xs:string", Int32(0)), ("xs:int", 1)] {
      try write("wsdl/types.xsd", schema(type))
      for place in ["wsdl", "wsdl/service.wsdl"] {
        try echo("Kept", "hi", "assertions:\n  - schema \(place)\n")
        let run = try run("Kept")
        #expect(run.status == status, "\(run.text)\n\(run.errors)")
      }
    }
  }

  @Test func `a failed assertion ends with 1 and stands in JUnit and TAP`() throws {
    try echo("Good", "hi")
    try echo("Bad", "hi", "assertions:\n  - status = 500\n")
    let run = try run("--junit", folder.file("junit.xml"), "--tap", folder.file("run.tap"))
    #expect(run.status == 1, "\(run.text)\n\(run.errors)")
    #expect(run.text.contains("status = 500: status 200"))
    #expect(run.text.contains("\n1 passed, 1 failed in "))
    #expect(folder.text("junit.xml").contains("<failure type=\"assertion\" message=\"status = 500: status 200\">"))
    #expect(folder.text("run.tap").hasPrefix("TAP version 13\n1..2\nnot ok 1 - Bad.yaml\n"))
    #expect(try self.run("Good").status == 0)
  }

  @Test func `an element that is named without its namespace is found by the line that is told`() throws {
    try echo("A", "hi", "assertions:\n  - xpath //text = 'hi'\n")
    let run = try run()
    let line = "xpath //*[local-name()='text'] = 'hi'"
    #expect(
      run.text.contains(
        "there is none; text is there in the namespace urn:signet:lab: write \(line), or //p:text with "
          + "p: urn:signet:lab under namespaces"), "\(run.text)")
    try echo("A", "hi", "assertions:\n  - \(line)\n")
    #expect(try self.run().status == 0)
    try echo("A", "hi", "assertions:\n  - xpath //p:text = 'hi'\nnamespaces:\n  p: urn:signet:lab\n")
    #expect(try self.run().status == 0)
    try echo("A", "hi", "assertions:\n  - xpath count(//text) = 1\nnamespaces:\n  lab: urn:signet:lab\n")
    #expect(
      try self.run().text.contains(
        "0; with names in any namespace it is 1: write xpath count(//*[local-name()='text']) = 1"))
    try echo("A", "hi", "assertions:\n  - xpath //text exists\nnamespaces:\n  lab: urn:signet:lab\n")
    #expect(try self.run().text.contains("urn:signet:lab: write xpath //lab:text exists, "))
  }

  @Test func `a call that is refused before it is sent says why, and no assertion of it`() throws {
    try echo("A", "hi", "user: me\nuser-password: file:none.txt\ncredential: basic\nassertions:\n  - status = 200\n")
    #expect(try signet(["trust", folder.file("c"), "--yes"]).status == 0)
    let run = try run("--tap", folder.file("run.tap"), "--junit", folder.file("junit.xml"))
    #expect(run.status == 5 || run.status == 7, "\(run.status)")
    let first = try #require(run.text.split(separator: "\n").first)
    #expect(first.contains("none.txt"), "\(run.text)")
    for text in [run.text, folder.text("run.tap"), folder.text("junit.xml")] {
      #expect(!text.contains("status = 200") && !text.contains("no answer") && text.contains("none.txt"), "\(text)")
    }
  }

  @Test func `a request that needs the answer of a later one says which`() throws {
    try echo("1 Needs", "{{word}}")
    try echo("2 Gives", "hi", "captures:\n  word: //*[local-name()='text']\n")
    let run = try run()
    #expect(run.status == 2, "\(run.text)")
    #expect(run.text.contains("1 Needs.yaml  'word' is not known before '2 Gives' is answered, which captures it, "))
    #expect(run.text.contains("order in collection.yaml"))
  }

  @Test func `stopping on the first failure sends nothing more, and retries are counted`() throws {
    try echo("1 Bad", "hi", "assertions:\n  - status = 500\n")
    try echo("2 Good", "hi")
    let run = try run("--stop-on-failure", "--retries", "2")
    #expect(run.status == 1)
    #expect(run.text.contains("3 attempts"))
    #expect(run.text.contains("0 passed, 1 failed, 1 not sent"))
  }

  @Test func `several at once wait for what they need`() throws {
    try echo("1 First", "7", "captures:\n  word: //*[local-name()='text']\n")
    for number in 2...6 {
      try echo("\(number) Next", "{{word}}", "assertions:\n  - xpath //*[local-name()='text'] = 7\n")
    }
    let run = try run("--parallel", "4", "--repeat", "2")
    #expect(run.status == 0, "\(run.text)\n\(run.errors)")
    #expect(run.text.contains("12 passed, 0 failed"))
    #expect(run.text.contains("✓ 2 Next.yaml  HTTP 200, "))
  }

  @Test func `what is wrong before anything is sent has its own status and says where it stands`() throws {
    try echo("Bad", "{{wrod}}")
    let unknown = try run("--variable", "word=1")
    #expect(unknown.status == 2)
    #expect(unknown.text.contains("No variable is called 'wrod'; is 'word' meant?"))
    #expect(unknown.text.contains("Bad.xml:1:"))
    #expect(try run("--env", "lob").status == 2)
    #expect(try run("--variable", "word=1", "--junit", folder.file("none/junit.xml")).status == 7)
    #expect(try run("--variable", "wrod=1", "--env", "nowhere").status == 4)
    #expect(try run("Nothing").status == 2)
    #expect(try run("--parallel", "0").status == 2)
    for path in ["none", "c/Bad.yaml"] {
      for command in ["run", "trust", "open"] {
        let run = try signet([command, folder.file(path)])
        // The workbench begins a new one.
        if command == "open", path == "none" { continue }
        #expect(run.status == 7, "\(command): \(run.errors)")
        #expect(run.errors.contains(path == "none" ? "There is no folder " : "is a file, not the folder"))
      }
    }
    #expect(try signet(["send", folder.file("none/A.yaml")]).status == 7)
    try echo("Worse", "hi", "assertions:\n  - stauts = 200\n")
    let broken = try run("--variable", "wrod=1")
    #expect(broken.status == 7)
    #expect(broken.errors.contains("Worse.yaml:2:5: 'assertions' is a list of lines"))
    #expect(broken.errors.contains("is 'status' meant?"))
    #expect(try run("Bad", "--variable", "wrod=1").status == 0)
  }

  @Test func `a secret is read once its source is trusted, and stands in no output and no file`() throws {
    try echo(
      "Secret", "{{token}}",
      "headers:\n  - \"X-Token: {{$base64 token}}\"\ncaptures:\n  echoed: //*[local-name()='text']\n"
        + "assertions:\n  - xpath //*[local-name()='text'] = nothing\n")
    let refused = try run()
    #expect(refused.status == 2)
    #expect(refused.text.contains("signet trust"))
    #expect(try signet(["trust", folder.file("c"), "--yes"]).text.contains("env:SIGNET_TEST_TOKEN"))
    let request = folder.file("c/Secret.yaml")
    let runs = [
      try run(), try run("--format", "json"), try run("--tap", "-"), try run("--junit", folder.file("c/junit.xml")),
      try signet(["send", request]), try signet(["send", request, "--format", "json", "--trace"]),
      try signet(["send", request, "--trace"]), try signet(["lint", request, "--format", "json"]),
      try signet(["diagnose", request, "--send-envelope", "--format", "json"]),
    ]
    #expect(runs.map(\.status).dropLast() == [1, 1, 1, 1, 0, 0, 0, 0])
    // It was really sent: the Lab's echo is hidden in the answer.
    #expect(runs[4].text.contains("<text>••••</text>"), "\(runs[4].text)")
    let everything =
      runs.map { $0.text + $0.errors }.joined() + (try allFiles(in: folder.path)) + (try allFiles(in: home.path))
    let forms = [
      Self.secret, "s3cr&lt;t-", "s3cr", Data(Self.secret.utf8).base64EncodedString(), "\\u00e9&42",
    ]
    for form in forms { #expect(!everything.contains(form), "\(form)") }
  }

  @Test func `send takes an environment and variables, and refuses them without a request`() throws {
    try echo("Echo", "{{word}}")
    let sent = try signet(["send", folder.file("c/Echo.yaml"), "--env", "lab", "--variable", "word=hi"])
    #expect(sent.status == 0, "\(sent.errors)")
    #expect(sent.text.contains("<text>hi</text>"))
    let preview = try signet(["send", folder.file("c/Echo.yaml"), "--preview", "--variable", "word=env:NOT_SET"])
    #expect(preview.status == 0)
    #expect(preview.text.hasPrefix("POST https://localhost:\(server.port)/service\naction: urn:signet:lab:Any\n"))
    #expect(preview.text.contains("<text>••••</text>"))
    #expect(try signet(["send", "--url", "http://localhost:1", "--env", "lab"]).status == 2)
    let address = "https://user:secret@localhost:1/service"
    #expect(try signet(["lint", address]).output == signet(["lint", "--url", address]).output)
    let twice = try signet(["send", address, "--url", address])
    #expect(twice.status == 2 && twice.errors.contains("one of them") && !twice.errors.contains("secret"))
    #expect(try signet(["send", folder.file("c/Echo.yaml"), "--variable", "word"]).status == 2)
  }

  private func allFiles(in path: String) throws -> String {
    let files = FileManager.default.enumerator(atPath: path)?.allObjects as? [String] ?? []
    return files.filter { !$0.hasPrefix("pki") }.map {
      String(decoding: FileManager.default.contents(atPath: path + "/" + $0) ?? Data(), as: UTF8.self)
    }.joined()
  }
}
