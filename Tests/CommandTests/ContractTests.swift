import Foundation
import Lab
import TLS
import Testing

/// What other programs may rely on, through the program itself.
@Suite(.serialized) struct ContractTests {
  @Test(arguments: [
    ("<l:Echo xmlns:l=\"urn:signet:lab\"><text>hi</text></l:Echo>", "/service", Int32(0)),
    ("<l:Fail xmlns:l=\"urn:signet:lab\"/>", "/service", 1), ("<x xmlns=\"urn:x\"/>", "/nothing", 6),
  ])
  func theExitStatusTellsWhatCameOfIt(body: String, path: String, status: Int32) throws {
    let lab = try RunningLab()
    let run = try lab.send(body, path: path)
    #expect(run.status == status, "\(run.errors)")
  }

  @Test func aRefusedCertificateAndARefusedConnectionDiffer() throws {
    let lab = try RunningLab()
    let body = "<l:Echo xmlns:l=\"urn:signet:lab\"/>"
    #expect(try lab.send(body, client: .stranger).status == 3)
    lab.server.stop()
    #expect(try lab.send(body).status == 4)
  }

  @Test func theAnswerIsAloneOnStandardOutput() throws {
    let lab = try RunningLab()
    let run = try lab.send("<l:Echo xmlns:l=\"urn:signet:lab\"><text>hi</text></l:Echo>")
    #expect(run.text.hasPrefix("<?xml") && run.text.contains("<text>hi</text>") && run.text.hasSuffix("Envelope>"))
    #expect(run.errors.contains("sent CN=alice, chain of 2"))
  }

  @Test func everyFindingHasAScenarioThatIsListed() throws {
    let run = try ProgramRun.signet(["lab", "--list"])
    #expect(run.status == 0)
    for scenario in Scenario.all { #expect(run.text.contains(scenario.name)) }
  }

  @Test(arguments: ["tls13", "answer-to-another"])
  func `The command that the Lab suggests is answered`(scenario: String) throws {
    let peer = Peer(
      name: "signet lab", programs: [ProgramRun.signetPath],
      arguments: { ["lab", "--scenario", scenario, "--port", "\($0.port)"] }, prepare: { _ in }, view: .log)
    let lab = try RunningPeer(peer, pki: try PeerPKI())
    try waitUntil("a command is suggested", log: { lab.log }, { lab.log.contains("try        signet send ") })
    let line = try #require(lab.log.split(separator: "\n").first { $0.hasPrefix("try") })
    let words = line.split(separator: " ").dropFirst(2).map { $0.filter { $0 != "'" } }
    let run = try ProgramRun.signet(words)
    #expect(run.status == 0, "\(line)\n\(run.errors)")
    #expect(run.text.contains("<subject>") && run.text.contains("CN=alice"), "\(run.text)")
  }

  @Test func theDemonstrationGoesAsItShould() throws {
    let run = try ProgramRun.signet(["demo", "--headless"])
    #expect(run.status == 0, "\(run.text)\n\(run.errors)")
    #expect(run.text.contains("CN=alice"))
  }
}

/// A good Lab server with the files of its clients.
private struct RunningLab {
  let folder: Folder
  let files: LabPKI.Files
  let server: LabServer

  init() throws {
    folder = try Folder()
    let pki = try LabPKI(clients: [.alice, .stranger])
    files = try pki.write(to: folder.file("pki"))
    server = try LabServer.start(try .lab(pki))
  }

  func send(_ body: String, path: String = "/service", client: LabPKI.Client = .alice) throws -> ProgramRun {
    let envelope =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\(body)</s:Body></s:Envelope>"
    return try ProgramRun.signet(
      [
        "send", "--url", "https://localhost:\(server.port)\(path)", "--cert", files.identity(client)?.pfx ?? "",
        "--password", "env:LAB", "--cacert", files.rootPEM, "--action", "urn:signet:lab:Any", "--envelope", "-",
      ], input: Array(envelope.utf8), environment: ["LAB": LabPKI.password])
  }
}
