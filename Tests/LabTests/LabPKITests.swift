import Certificates
import Glibc
import Lab
import TLS
import Testing

@Suite struct LabPKITests {
  @Test func `a server listens on a free port when start returns and is gone when stop returns`() throws {
    let pki = try LabPKI(clients: [.alice])
    let server = try LabServer.start(.lab(pki))
    #expect(server.port != 0)
    server.stop()
    let next = try LabServer.start(.lab(pki), port: server.port)
    #expect(next.port == server.port)
  }

  @Test func `the leaf identity is alice's own certificate without its issuer`() throws {
    let pki = try LabPKI(clients: [.alice, .aliceLeaf])
    let (alice, leaf) = (try pki.client(.alice), try pki.client(.aliceLeaf))
    #expect(alice.chain == [alice.leaf.certificateDER, pki.intermediate.certificateDER])
    #expect(leaf.chain == [alice.leaf.certificateDER])
    #expect(throws: LabError.self) { try pki.client(.bob) }
  }

  @Test func `files are private, whole, and say nothing of unfinished ones`() throws {
    let folder = "/tmp/lab-\(getpid())-\(UInt32.random(in: 0...UInt32.max))"
    defer { removeFolder(folder) }
    let pki = try LabPKI(clients: [.alice, .aliceLeaf])
    for _ in 1...2 {
      let files = try pki.write(to: folder)
      #expect(files.identity(.alice)?.pfx == "\(folder)/alice.pfx")
      #expect(files.identity(.bob) == nil)
    }
    let names = try #require(contents(of: folder))
    #expect(
      names.sorted() == [
        "alice-leaf.pem", "alice-leaf.pfx", "alice.pem", "alice.pfx", "intermediate.pem", "root.pem",
      ])
    for name in names {
      var status = stat()
      #expect(stat("\(folder)/\(name)", &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(status.st_size > 0)
    }
  }

  @Test func `a folder that cannot be made is an error that names it`() throws {
    let pki = try LabPKI(clients: [])
    let error = #expect(throws: LabError.self) { try pki.write(to: "/proc/no-such/folder") }
    #expect(error?.summary.contains("/proc/no-such/folder") == true)
  }
}

private func contents(of folder: String) -> [String]? {
  guard let handle = opendir(folder) else { return nil }
  defer { closedir(handle) }
  var names: [String] = []
  while let entry = readdir(handle) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names
}

private func removeFolder(_ folder: String) {
  for name in contents(of: folder) ?? [] { unlink("\(folder)/\(name)") }
  rmdir(folder)
}
