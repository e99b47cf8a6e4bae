import Basics
import Certificates
import Foundation
import SOAPClient
import TLS
import Testing

@Suite struct IntermediateStoreTests {
  @Test func everyFormatIsReadAndWhatIsBrokenIsNoted() throws {
    let mint = CertificateMint()
    let root = try mint.mintRoot(commonName: "root")
    let top = try mint.mintIntermediate(commonName: "top", issuer: root)
    let low = try mint.mintIntermediate(commonName: "low", issuer: top)
    let client = try mint.mintLeaf(.client("client"), issuer: low)
    let store = try store(of: [
      "1.pem": low.certificatePEM + top.certificatePEM, "2.der": root.certificateDER,
      "3.p7b": try client.pkcs7(), "4.txt": Array("read me".utf8), ".hidden": [1], "5.pem": [0x30],
      "6.big": [UInt8](repeating: 0x30, count: 2 << 20), "7.pfx": try client.pkcs12(password: Secret("pw")),
    ])
    #expect(store.candidates.map(\.certificate) == [low.facts, top.facts, root.facts, client.facts])
    #expect(store.candidates.first?.origin.description.contains("1.pem") == true)
    #expect(store.notes.count == 4)
    #expect(store.notes.first?.contains("4.txt was left out: ") == true)
  }

  @Test func aFolderThatDoesNotExistIsAnEmptyStore() {
    let store = IntermediateStore(folder: "/nonexistent/folder")
    #expect(store.candidates.isEmpty && store.notes.isEmpty)
  }

  @Test func aPipeInTheFolderDoesNotBlock() throws {
    let folder = try makeFolder([:])
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(mkfifo(folder.appendingPathComponent("pipe").path, 0o600) == 0)
    #expect(IntermediateStore(folder: folder.path).notes.count == 1)
  }

  private func store(of files: [String: [UInt8]]) throws -> IntermediateStore {
    let folder = try makeFolder(files)
    defer { try? FileManager.default.removeItem(at: folder) }
    return IntermediateStore(folder: folder.path)
  }

  private func makeFolder(_ files: [String: [UInt8]]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
    return folder
  }
}
