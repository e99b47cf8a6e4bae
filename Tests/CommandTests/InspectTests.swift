import Foundation
import Lab
import TLS
import Testing

/// `signet inspect` through the program: the check of every link.
@Suite struct InspectTests {
  private let folder: Folder
  private let files: LabPKI.Files

  init() throws {
    folder = try Folder()
    files = try LabPKI(clients: [.alice, .expired, .serverOnly]).write(to: folder.file("pki"))
  }

  private func inspect(_ client: LabPKI.Client, _ more: String...) throws -> ProgramRun {
    try ProgramRun.signet(
      ["inspect", files.identity(client)?.pfx ?? "", "--password", "env:LAB"] + more,
      environment: ["LAB": LabPKI.password])
  }

  @Test func everyLinkSaysWhatWasCheckedAndWhatDoesNotHold() throws {
    let good = try inspect(.alice).text
    #expect(good.contains("✓ CN=alice") && good.contains("✓ CN=Signet Lab Issuing CA"))
    #expect(good.contains("✓ signature, dates ("))
    #expect(good.contains("above it: CN=Signet Lab Root"))
    let expired = try inspect(.expired).text
    #expect(expired.contains("✗ CN=expired") && expired.contains("✗ dates: expired on"))
    #expect(try inspect(.serverOnly).text.contains("✗ usage: extended key usage is serverAuth, without clientAuth"))
  }

  @Test func theJSONHasTheSameChecks() throws {
    let object = try JSONSerialization.jsonObject(with: Data(try inspect(.expired, "--format", "json").output))
    let check = (object as? [String: Any])?["chainCheck"] as? [String: Any]
    #expect(check?["verdict"] as? String == "failed")
    let links = check?["links"] as? [[String: Any]] ?? []
    #expect(links.map { $0["verdict"] as? String } == ["failed", "passed"])
    let checks = links.first?["checks"] as? [[String: String]] ?? []
    #expect(checks.first { $0["aspect"] == "dates" }?["verdict"] == "failed")
    #expect(checks.first { $0["aspect"] == "signature" }?["verdict"] == "passed")
    #expect((check?["missing"] as? [String: Any])?["mayBeTheRoot"] as? Bool == true)
  }

  @Test func lintSaysThatItWritesNoCapture() throws {
    let path = folder.file("never.pcapng")
    let run = try ProgramRun.signet(["lint", "--url", "https://host/", "--action", "urn:a", "--pcapng", path])
    #expect(run.errors.contains("lint sends nothing"))
    #expect(!FileManager.default.fileExists(atPath: path))
  }
}
