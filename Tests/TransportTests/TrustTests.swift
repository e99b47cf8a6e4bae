import Basics
import Certificates
import Exchange
import Handshake
import TLS
import Testing
import Transport

@Suite struct TrustTests {
  let transport = Transport()

  private func call(
    _ identity: MintedIdentity, trust: ServerTrust, host: String = "localhost"
  ) async throws -> Call {
    let server = try TestServer(TestServer.Configuration(identity: identity)) { connection in
      if connection.readRequest() != nil { connection.answer() }
    }
    return await transport.call(TransferRequest(url: "https://\(host):\(server.port)/", trust: trust))
  }

  private func codes(_ call: Call) -> [Int] { call.outcome.verification?.failures.map(\.code) ?? [] }

  @Test func everyFaultOfAServerCertificateIsReported() async throws {
    let long = PKI.mint.now.secondsSinceEpoch - 86400 * 30
    var spec = CertificateSpec.server(subjectAltNames: ["DNS:elsewhere.test"])
    spec.notBefore = .init(secondsSinceEpoch: long)
    spec.notAfter = .init(secondsSinceEpoch: long + 86400)
    let faulty = try PKI.mint.mintLeaf(spec, issuer: PKI.root)
    let call = try await call(faulty, trust: .only(PKI.server))
    #expect(Set(codes(call)).isSuperset(of: [10, 20, 62]))
    #expect(call.outcome.verification?.failures.allSatisfy { $0.certificate == faulty.certificateDER } == true)
    #expect(call.alerts(from: .client).first == 48)
    guard case .failed(let code, let name, _) = call.outcome.ending else { return #expect(Bool(false)) }
    #expect(code == 60)
    #expect(name == "CURLE_PEER_FAILED_VERIFICATION")
  }

  @Test func acceptingAnyServerStillTellsWhatIsWrong() async throws {
    let call = try await call(PKI.server, trust: .only(PKI.server, verifies: false), host: "127.0.0.1")
    #expect(call.status == 200)
    let other = try PKI.mint.mintRoot(commonName: "Other Root")
    let untrusted = try await self.call(PKI.server, trust: .only(other, verifies: false))
    #expect(untrusted.status == 200)
    #expect(codes(untrusted).contains(20))
  }

  @Test func aSelfSignedServerIsTrustedAsItsOwnAnchor() async throws {
    let own = try PKI.mint.mintLeaf(.server(), issuer: nil)
    #expect(try await call(own, trust: .only(own)).status == 200)
    #expect(try await call(own, trust: PKI.trust).status == nil)
  }

  @Test func anAddressIsComparedWithAddresses() async throws {
    #expect(try await call(PKI.server, trust: PKI.trust, host: "127.0.0.1").status == 200)
    let named = try PKI.mint.mintLeaf(.server(subjectAltNames: ["DNS:localhost"]), issuer: PKI.root)
    #expect(codes(try await call(named, trust: PKI.trust, host: "127.0.0.1")) == [64])
  }

  @Test func aCommonNameStandsInForMissingNames() async throws {
    let old = try PKI.mint.mintLeaf(.server(subjectAltNames: []), issuer: PKI.root)
    #expect(try await call(old, trust: PKI.trust).status == 200)
  }

  @Test func theSystemsAnchorsAreAskedOnlyWhereTheyAreChosen() async throws {
    let call = try await call(PKI.server, trust: ServerTrust(anchors: .system))
    #expect(call.status == nil)
    #expect(!codes(call).isEmpty)
  }

  @Test func aRevokedServerIsRefused() async throws {
    var trust = PKI.trust
    trust.revocationLists = try revocationList(of: PKI.root, revoking: [PKI.server])
    #expect(codes(try await call(PKI.server, trust: trust)) == [23])
    trust.revocationLists = try revocationList(of: PKI.root, revoking: [])
    #expect(try await call(PKI.server, trust: trust).status == 200)
    trust.revocationLists = try revocationList(of: PKI.mint.mintRoot(commonName: "Other"), revoking: [])
    #expect(codes(try await call(PKI.server, trust: trust)).first == 3)
    trust.revocationLists = []
    #expect(try await call(PKI.server, trust: trust).status == nil)
  }

  @Test func aFolderOfHashedAnchorsIsConsulted() async throws {
    let folder = try folder(of: PKI.root)
    defer { remove(folder) }
    let trust = ServerTrust(anchors: .only(pem: [], folder: folder.path), label: folder.path)
    #expect(try await call(PKI.server, trust: trust).status == 200)
  }

  @Test func anchorsThatAreNoneAreAnErrorOfTheirOwn() async throws {
    let trust = ServerTrust(anchors: .only(pem: Array("nothing".utf8), folder: nil))
    let call = try await call(PKI.server, trust: trust)
    guard case .failed(let code, _, let message) = call.outcome.ending else { return #expect(Bool(false)) }
    #expect(code == 58)
    #expect(message.contains("PEM"))
  }

  @Test(arguments: ["HTTP/1.1 400 Bad Request\r\n\r\nwrong port", "SSH-2.0-OpenSSH_9.2\r\n"])
  func bytesThatAreNoTLSAreShown(banner: String) async throws {
    let server = try TestServer { connection in
      _ = connection.waitForBytes()
      connection.write(Array(banner.utf8))
      connection.readToEnd()
    }
    let call = await transport.call(TransferRequest(url: "https://localhost:\(server.port)/", trust: PKI.trust))
    let foreign = call.records.compactMap { if case .foreignBytes(let bytes) = $0.content { bytes } else { nil } }
    #expect(foreign == [Array(banner.utf8)])
    #expect(call.outcome.libraryErrors.first?.library == 20)
  }
}
