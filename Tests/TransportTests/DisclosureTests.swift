import Certificates
import Exchange
import Handshake
import TLS
import Testing
import Transport

/// A server that is not who the URL says never gets to see the client certificate.
@Suite struct DisclosureTests {
  let transport = Transport()

  private func server(_ identity: MintedIdentity) throws -> TestServer {
    let configuration = TestServer.Configuration(
      identity: identity, authorities: [PKI.root], clientCertificate: .required)
    return try TestServer(configuration) { if $0.readRequest() != nil { $0.answer() } }
  }

  private func impostor() throws -> MintedIdentity {
    try PKI.mint.mintLeaf(.server("other.test", subjectAltNames: ["DNS:other.test"]), issuer: PKI.root)
  }

  @Test(arguments: IdentityTests.versions)
  func aServerOfAnotherNameNeverSeesTheCertificate(version: TLSVersion) async throws {
    let server = try server(impostor())
    let call = await transport.call(
      TransferRequest(
        url: server.url, identity: try PKI.client("A"), trust: PKI.trust,
        tls: TLSSettings(minimum: version, maximum: version)))
    #expect(call.outcome.verification?.failures.map(\.code) == [62])
    #expect(call.alerts(from: .client).first == 42)
    let view = try await server.firstEnded()
    #expect(!view.handshakeSucceeded)
    #expect(view.clientCertificateMessages == 0)
  }

  @Test func anUntrustedServerNeverSeesTheCertificate() async throws {
    let server = try server(PKI.server)
    let other = try PKI.mint.mintRoot(commonName: "Other Root")
    let call = await transport.call(
      TransferRequest(url: server.url, identity: try PKI.client("A"), trust: .only(other)))
    #expect(call.outcome.verification?.failures.isEmpty == false)
    #expect(try await server.firstEnded().clientCertificateMessages == 0)
  }

  /// Each leg of a connection answers to its own name.
  @Test(arguments: [(proxyIsRight: true, originIsRight: false), (false, true)])
  func throughAProxyEachNameIsCheckedOnItsOwnLeg(proxyIsRight: Bool, originIsRight: Bool) async throws {
    let impostor = try impostor()
    let origin = try server(originIsRight ? PKI.server : impostor)
    let port = origin.port
    let proxy = try TestServer(TestServer.Configuration(identity: proxyIsRight ? PKI.server : impostor)) {
      $0.tunnel(to: port)
    }
    let call = await transport.call(
      TransferRequest(
        url: origin.url, identity: try PKI.client("A"), trust: PKI.trust,
        route: Route(proxyURL: "https://localhost:\(proxy.port)")))
    #expect(call.outcome.verification?.failures.map(\.code) == [62])
    #expect(origin.connections.allSatisfy { $0.clientCertificateMessages == 0 })
    let alert = call.records.first { if case .alert = $0.content { $0.from == .client } else { false } }
    #expect(alert?.leg == (proxyIsRight ? .origin : .proxy))
  }
}
