import Foundation
import Lab
import TLS
import Testing

/// `signet diagnose` through the program itself.
@Suite(.serialized) struct DiagnoseTests {
  private let folder: Folder
  private let files: LabPKI.Files
  private let server: LabServer

  init() throws {
    folder = try Folder()
    let pki = try LabPKI(clients: [.alice])
    files = try pki.write(to: folder.file("pki"))
    server = try LabServer.start(try .lab(pki))
  }

  private func diagnose(_ arguments: [String]) throws -> ProgramRun {
    try ProgramRun.signet(
      [
        "diagnose", "https://localhost:\(server.port)/service?key=queryvalue", "--cert",
        files.identity(.alice)?.pfx ?? "", "--password", "env:LAB", "--cacert", files.rootPEM, "--header",
        "X-Api-Key: headervalue",
      ] + arguments, environment: ["LAB": LabPKI.password])
  }

  @Test(arguments: ["text", "markdown"])
  func theReportIsOnStandardOutputAndEachProbeOnStandardError(format: String) throws {
    let run = try diagnose(["--chain", "leaf", "--format", format])
    #expect(run.status == 3)
    #expect(run.text.contains("With the completed chain the server accepts the same certificate"))
    #expect(run.errors.contains("completed chain"))
    for hidden in ["queryvalue", "headervalue", folder.path] { #expect(!run.text.contains(hidden)) }
  }

  @Test func theJSONIsThatOfSendWithProbesAndVerdict() throws {
    let run = try diagnose(["--chain", "leaf", "--format", "json", "--quiet"])
    #expect(run.errors.isEmpty)
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    let verdict = object?["verdict"] as? [String: Any]
    #expect(verdict?["certainty"] as? String == "confirmed")
    #expect(
      (object?["probes"] as? [[String: Any]])?.map { $0["name"] as? String } == ["as-configured", "completed-chain"])
    #expect(object?["handshake"] != nil && object?["findings"] != nil && object?["timings"] != nil)
    #expect(!run.text.contains("queryvalue") && !run.text.contains(folder.path))
  }

  @Test func aHealthyServiceEndsWithZeroAndAUsageErrorWithTwo() throws {
    #expect(try diagnose([]).status == 0)
    #expect(try ProgramRun.signet(["diagnose"]).status == 2)
    server.stop()
    #expect(try diagnose([]).status == 4)
  }
}
