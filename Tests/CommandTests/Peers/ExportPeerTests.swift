import Foundation
import Lab
import TLS
import Testing

/// What is exported, run by the programs it is for, against the Lab, which demands a client certificate.
@Suite(.serialized) struct ExportPeerTests {
  /// Programs that run an export.
  struct Runner: Sendable, CustomTestStringConvertible {
    var kind: String
    /// What must be installed.
    var programs: [String]
    /// A command that tells whether what they need is there.
    var probe: [String]?
    /// Name of the script's file; a folder of its own is around it.
    var file = "script"
    /// Commands, one after the other.
    var commands: @Sendable (_ script: String) -> [[String]]
    var testDescription: String { kind }

    /// Nil when everything is there.
    func missing() -> String? {
      let absent = programs.filter { !FileManager.default.isExecutableFile(atPath: $0) }
      guard absent.isEmpty else { return absent.joined(separator: ", ") }
      guard let probe else { return nil }
      let run = try? ProgramRun.run(probe[0], Array(probe.dropFirst()), environment: ["PATH": "/usr/bin:/bin"])
      return run?.status == 0 ? nil : probe.joined(separator: " ")
    }
  }

  /// Another interpreter may have packages that the system's has not: SIGNET_PYTHON.
  private static let python = ProcessInfo.processInfo.environment["SIGNET_PYTHON"] ?? "/usr/bin/python3"

  /// Where `.ci/install --peers` puts what Debian does not have.
  private static let peers = "/opt/signet-peers/bin"

  static let runners = [
    Runner(
      kind: "curl", programs: ["/bin/bash", "/usr/bin/curl", "/usr/bin/sed"], commands: { [["/bin/bash", $0]] }),
    Runner(
      kind: "python", programs: [python], probe: [python, "-c", "import requests"], commands: { [[python, $0]] }),
    Runner(kind: "zeep", programs: [python], probe: [python, "-c", "import zeep"], commands: { [[python, $0]] }),
    Runner(
      kind: "locust", programs: [peers + "/locust"], file: "locustfile.py",
      commands: { [[peers + "/locust", "-f", $0, "--headless", "-u", "1", "-r", "1", "-t", "15s"]] }),
    Runner(
      kind: "k6", programs: [peers + "/k6"], file: "script.js",
      commands: { [[peers + "/k6", "run", "--quiet", "--no-usage-report", $0]] }),
  ]

  /// What is not run everywhere is at least a program of its language.
  @Test(arguments: [
    ("locust", ["/usr/bin/python3", "-m", "py_compile"]), ("zeep", ["/usr/bin/python3", "-m", "py_compile"]),
    ("csharp", ["/usr/bin/mcs", "-nologo"]),
  ])
  func `Every export is a program of its language`(kind: String, compiler: [String]) throws {
    guard FileManager.default.isExecutableFile(atPath: compiler[0]) else {
      return print("SKIPPED export \(kind): not installed: \(compiler[0])")
    }
    let home = try Folder()
    try Self.writeRequest(home, port: 1)
    let exported = try ProgramRun.signet(["export", kind, home.file("r")], home: home)
    let script = try home.write("script.py", exported.text)
    let run = try ProgramRun.run(
      compiler[0], Array(compiler.dropFirst()) + [script],
      environment: ["PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8"])
    #expect(exported.status == 0 && run.status == 0, "\(run.text)\(run.errors)\n\(exported.text)")
  }

  /// Texts in it look like code.
  static func writeRequest(_ home: Folder, port: Int) throws {
    try home.write("r/collection.yaml", folder: "r", "name: r\n")
    try home.write(
      "r/Who.yaml",
      "url: https://localhost:\(port)/service\naction: urn:signet:lab:WhoAmI\nidentity: alice\nheaders:\n  - 'X-Quote: it''s \"u\" $x'\n"
    )
    try home.write(
      "r/Who.xml",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\n<l:WhoAmI xmlns:l=\"urn:signet:lab\"/><!-- it's $HOME `x` ${x} \"ü\" \\n \"\"\" --></s:Body></s:Envelope>\n"
    )
    try home.write("r/sub/Who.yaml", folder: "r/sub", home.text("r/Who.yaml"))
    try home.write("r/sub/Who.xml", home.text("r/Who.xml"))
    try home.write(
      "r/wsdl/lab.wsdl", folder: "r/wsdl",
      """
      <w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:p="http://schemas.xmlsoap.org/wsdl/soap/"
        xmlns:t="urn:signet:lab" targetNamespace="urn:signet:lab"><w:types>
      <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:signet:lab" elementFormDefault="qualified">
      <xs:element name="WhoAmI"/><xs:element name="WhoAmIResponse"/></xs:schema></w:types>
      <w:message name="i"><w:part name="parameters" element="t:WhoAmI"/></w:message>
      <w:message name="o"><w:part name="parameters" element="t:WhoAmIResponse"/></w:message>
      <w:portType name="Lab"><w:operation name="WhoAmI"><w:input message="t:i"/><w:output message="t:o"/></w:operation></w:portType>
      <w:binding name="Lab" type="t:Lab"><p:binding transport="http://schemas.xmlsoap.org/soap/http"/>
      <w:operation name="WhoAmI"><p:operation soapAction="urn:signet:lab:WhoAmI"/><w:input><p:body use="literal"/></w:input>
      <w:output><p:body use="literal"/></w:output></w:operation></w:binding>
      <w:service name="Lab"><w:port name="Lab" binding="t:Lab"><p:address location="https://localhost:\(port)/service"/></w:port></w:service>
      </w:definitions>
      """)
    try home.write(
      "r/wsdl/catalog.xml",
      "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\"><group id=\"descriptions\">"
        + "<system systemId=\"https://localhost:\(port)/service?wsdl\" uri=\"lab.wsdl\"/></group></catalog>")
  }

  @Test(arguments: runners) func `Every export makes the same call`(runner: Runner) throws {
    if let missing = runner.missing() {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(missing)") }
      return print("SKIPPED export \(runner.kind): not installed: \(missing) (.ci/install --peers)")
    }
    let home = try Folder()
    let pki = try LabPKI(clients: [.alice])
    let files = try pki.write(to: home.file("pki"))
    let server = try LabServer.start(try .lab(pki))
    try Self.writeRequest(home, port: Int(server.port))
    let alice = try #require(files.identity(.alice))
    try home.write(
      ".config/signet/identities.yaml", folder: ".config/signet",
      "alice:\n  certificate: \(alice.pem)\n  hosts: [localhost]\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: home.file(".config/signet/identities.yaml"))
    let sent = try ProgramRun.signet(["send", home.file("r/Who.yaml"), "--cacert", files.rootPEM], home: home)
    #expect(sent.status == 0, "\(sent.errors)")

    // Two calls: a folder's requests all go into one file.
    let exported = try ProgramRun.signet(["export", runner.kind, home.file("r")], home: home)
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(!exported.text.contains(home.path))
    let script = try home.write("x/" + runner.file, folder: "x", exported.text)
    var text = ""
    var environment = [
      "PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8", "SIGNET_CACERT": files.rootPEM,
      "SSL_CERT_FILE": files.rootPEM, "SIGNET_WSDL": home.file("r/wsdl/lab.wsdl"),
    ]
    // Without its certificate it would be another call.
    let before = server.exchanges.count
    for command in runner.commands(script) {
      let run = try ProgramRun.run(command[0], Array(command.dropFirst()), environment: environment)
      let words = run.text + run.errors
      #expect(run.status != 0 && words.contains("is not set: file with the client certificate"), "\(words)")
    }
    #expect(server.exchanges.count == before)
    environment["SIGNET_CERT"] = alice.pem
    for command in runner.commands(script) {
      let run = try ProgramRun.run(command[0], Array(command.dropFirst()), environment: environment)
      #expect(run.status == 0, "\(run.text)\(run.errors)\n\(exported.text)")
      text += run.text + run.errors
    }
    let requests = server.exchanges.filter { $0.request?.method == "POST" }
    let first = try #require(requests.first)
    #expect(requests.count >= 2, "\(text)\(server.exchanges)")
    for other in requests.dropFirst() {
      #expect(other.request?.target == first.request?.target)
      #expect(other.request?.body == first.request?.body)
      for name in ["Content-Type", "SOAPAction", "X-Quote"] {
        #expect(other.request?.header(name) == first.request?.header(name), "\(name)")
      }
      #expect(other.peer?.authenticated == first.peer?.authenticated && other.peer?.authenticated != nil)
    }
  }
}

extension Folder {
  /// Makes the folder first.
  @discardableResult
  func write(_ name: String, folder: String, _ text: String) throws -> String {
    try FileManager.default.createDirectory(atPath: file(folder), withIntermediateDirectories: true)
    return try write(name, text)
  }
}
