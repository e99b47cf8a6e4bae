import Certificates
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
}
