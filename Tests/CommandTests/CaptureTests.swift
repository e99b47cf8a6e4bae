import Foundation
import Lab
import TLS
import Testing

/// `--pcapng` and `--keylog` through the program itself.
@Suite(.serialized) struct CaptureTests {
  private let folder: Folder
  private let files: LabPKI.Files
  private let server: LabServer

  init() throws {
    folder = try Folder()
    let pki = try LabPKI(clients: [.alice])
    files = try pki.write(to: folder.file("pki"))
    server = try LabServer.start(try .lab(pki))
  }

  private func signet(_ command: String, _ arguments: [String]) throws -> ProgramRun {
    let address = "https://localhost:\(server.port)/service"
    return try ProgramRun.signet(
      [
        command
      ] + (command == "send" ? ["--url", address] : [address]) + [
        "--cert", files.identity(.alice)?.pfx ?? "", "--password",
        "env:LAB", "--cacert", files.rootPEM,
      ] + arguments, environment: ["LAB": LabPKI.password])
  }

  private func mode(_ name: String) throws -> Int? {
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name))
    #expect(attributes[.type] as? FileAttributeType == .typeRegular)
    return attributes[.posixPermissions] as? Int
  }

  private static let sectionHeader: [UInt8] = [0x0A, 0x0D, 0x0D, 0x0A]

  @Test(arguments: ["send", "diagnose"], ["--pcapng", "--keylog"])
  func aMissingFolderEndsWithSevenBeforeAnythingIsSent(command: String, option: String) throws {
    let run = try signet(command, [option, folder.file("missing/file")])
    #expect(run.status == 7)
    #expect(run.errors.contains("missing"))
    #expect(server.exchanges.isEmpty)
  }

  @Test(arguments: ["send", "diagnose"])
  func bothFilesArePrivateAndSaidToHoldSecrets(command: String) throws {
    let (packets, keys) = (folder.file("a.pcapng"), folder.file("a.keylog"))
    let run = try signet(command, ["--quiet", "--pcapng", packets, "--keylog", keys])
    #expect(run.status == (command == "send" ? 1 : 0), "\(run.errors)")
    #expect(try mode("a.pcapng") == 0o600)
    #expect(try mode("a.keylog") == 0o600)
    #expect(FileManager.default.contents(atPath: packets)?.starts(with: Self.sectionHeader) == true)
    #expect(folder.text("a.keylog").contains("CLIENT_TRAFFIC_SECRET_0 "))
    #expect(run.errors.contains("this file opens everything that was sent and received"))
    #expect(!run.text.contains("CLIENT_TRAFFIC_SECRET_0") && !run.errors.contains("CLIENT_TRAFFIC_SECRET_0"))
  }

  @Test func anOpenFileAndALinkAreReplacedAndWhatTheLinkNamesIsLeftAlone() throws {
    try folder.write("open.pcapng", "old", mode: 0o644)
    try folder.write("elsewhere", "untouched", mode: 0o644)
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link.keylog"), withDestinationPath: folder.file("elsewhere"))
    _ = try signet("send", ["--pcapng", folder.file("open.pcapng"), "--keylog", folder.file("link.keylog")])
    #expect(try mode("open.pcapng") == 0o600)
    #expect(try mode("link.keylog") == 0o600)
    #expect(folder.text("link.keylog").contains("CLIENT_TRAFFIC_SECRET_0 "))
    #expect(folder.text("elsewhere") == "untouched")
  }

  @Test func aFolderInThePlaceOfTheFileIsRefusedBeforeAnythingIsSent() throws {
    let run = try signet("send", ["--pcapng", folder.path])
    #expect(run.status == 7 && server.exchanges.isEmpty)
  }
}
