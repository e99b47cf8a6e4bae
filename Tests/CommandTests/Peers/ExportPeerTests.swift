import Foundation
import Lab
import TLS
import Testing

/// What is exported, run by the programs it is for, against the Lab, which demands a client certificate.
@Suite(.serialized) struct ExportPeerTests {
  /// A program that runs an export.
  struct Runner: Sendable, CustomTestStringConvertible {
    var kind: String
    /// What must be installed; the first is run.
    var programs: [String]
    /// Arguments of the first program that tell whether what it needs is there.
    var probe: [String]?
    var arguments: @Sendable (_ script: String) -> [String]
    var testDescription: String { kind }

    /// Nil when everything is there.
    func missing() -> String? {
      let absent = programs.filter { !FileManager.default.isExecutableFile(atPath: $0) }
      guard absent.isEmpty else { return absent.joined(separator: ", ") }
      guard let probe else { return nil }
      let run = try? ProgramRun.run(programs[0], probe, environment: ["PATH": "/usr/bin:/bin"])
      return run?.status == 0 ? nil : probe.joined(separator: " ")
    }
  }

  static let runners = [
    Runner(kind: "curl", programs: ["/bin/bash", "/usr/bin/curl", "/usr/bin/sed"], probe: nil, arguments: { [$0] }),
    Runner(kind: "python", programs: ["/usr/bin/python3"], probe: ["-c", "import requests"], arguments: { [$0] }),
  ]

  /// Programs that are not run here, because their tools cannot be installed everywhere: at least they are programs.
  static let compilers = [
    Runner(
      kind: "csharp", programs: ["/usr/bin/mcs"], probe: nil, arguments: { [$0, "-out:" + $0 + ".exe", "-nologo"] }),
    Runner(
      kind: "locust", programs: ["/usr/bin/python3"], probe: nil, arguments: { ["-m", "py_compile", $0] }),
    Runner(kind: "k6", programs: ["/usr/bin/node"], probe: nil, arguments: { ["--check", $0] }),
  ]

  @Test(arguments: compilers) func `Every export is a program of its language`(runner: Runner) throws {
    if let missing = runner.missing() { return print("SKIPPED export \(runner.kind): not installed: \(missing)") }
    let home = try Folder()
    try Self.writeRequest(home, port: 1)
    let exported = try ProgramRun.signet(["export", runner.kind, home.file("r")], home: home)
    #expect(exported.status == 0, "\(exported.errors)")
    let script = try home.write(runner.kind == "k6" ? "script.mjs" : "script", exported.text)
    let run = try ProgramRun.run(
      runner.programs[0], runner.arguments(script),
      environment: ["PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8"])
    #expect(run.status == 0, "\(run.text)\(run.errors)\n\(exported.text)")
  }

  /// Texts in it look like code.
  private static func writeRequest(_ home: Folder, port: Int) throws {
    try home.write("r/collection.yaml", folder: "r", "name: r\n")
    try home.write(
      "r/Who.yaml",
      "url: https://localhost:\(port)/service\naction: urn:signet:lab:WhoAmI\nidentity: alice\nheaders:\n  - 'X-Quote: it''s \"u\" $x'\n"
    )
    try home.write(
      "r/Who.xml",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\n<l:WhoAmI xmlns:l=\"urn:signet:lab\"/><!-- it's $HOME `x` ${x} \"ü\" \\n \"\"\" --></s:Body></s:Envelope>\n"
    )
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
    let exported = try ProgramRun.signet(["export", runner.kind, home.file("r/Who.yaml")], home: home)
    #expect(exported.status == 0, "\(exported.errors)")
    #expect(!exported.text.contains(home.path))
    let script = try home.write("script", exported.text)
    let run = try ProgramRun.run(
      runner.programs[0], runner.arguments(script),
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": home.path, "LC_ALL": "C.UTF-8", "SIGNET_CACERT": files.rootPEM,
        "SIGNET_CERT": files.identity(.alice)?.pem ?? "",
      ])
    #expect(run.status == 0, "\(run.errors)\n\(exported.text)")
    #expect(run.text.contains("CN=alice"), "\(run.text)\(run.errors)\n\(exported.text)")
  }
}

extension Folder {
  /// Makes the folder first.
  fileprivate func write(_ name: String, folder: String, _ text: String) throws {
    try FileManager.default.createDirectory(atPath: file(folder), withIntermediateDirectories: true)
    try write(name, text)
  }
}
