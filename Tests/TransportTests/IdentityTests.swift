import Certificates
import Exchange
import Handshake
import TLS
import Testing
import Transport

/// Who the server saw, request by request: connections and sessions are shared only between requests of one identity.
@Suite struct IdentityTests {
  static let versions = [TLSVersion.tls12, .tls13]
  let transport = Transport()

  private func server(keepsAlive: Bool) throws -> TestServer {
    let configuration = TestServer.Configuration(
      identity: PKI.server, authorities: [PKI.root], clientCertificate: .optional)
    return try TestServer(configuration) { connection in
      while connection.readRequest() != nil {
        guard keepsAlive else {
          _ = connection.answer(headers: ["Connection: close"])
          return
        }
        connection.answer()
      }
    }
  }

  private func send(_ identity: Identity?, to server: TestServer, _ version: TLSVersion) async -> Call {
    await transport.call(
      TransferRequest(
        url: server.url, identity: identity, trust: PKI.trust, tls: TLSSettings(minimum: version, maximum: version)))
  }

  @Test(arguments: versions)
  func keptConnectionsServeTheirOwnIdentityOnly(version: TLSVersion) async throws {
    let server = try server(keepsAlive: true)
    let (a, b) = (try PKI.client("A"), try PKI.client("B"))
    var calls: [Call] = []
    for identity in [a, b, a, nil, b] { calls.append(await send(identity, to: server, version)) }
    #expect(calls.map(\.status) == Array(repeating: 200, count: 5))
    #expect(server.connections.map(\.clients) == [["A", "A"], ["B", "B"], [""]])
    #expect(calls.map(\.outcome.reusedConnection) == [false, false, true, false, true])
    #expect(
      calls[2].milestones.contains(.reusedConnection(handshakeOfExchange: calls[0].outcome.exchangeNumber)))
    #expect(calls[2].messages(from: .client).isEmpty)
    #expect(calls[2].outcome.verification == calls[0].outcome.verification)
  }

  @Test(arguments: versions)
  func noSessionCarriesAnIdentityToAnotherRequest(version: TLSVersion) async throws {
    let server = try server(keepsAlive: false)
    let (a, b) = (try PKI.client("A"), try PKI.client("B"))
    for identity in [a, b, a, nil] { #expect(await send(identity, to: server, version).status == 200) }
    #expect(server.connections.map(\.clients) == [["A"], ["B"], ["A"], [""]])
    #expect(server.connections.allSatisfy { !$0.isResumed })
  }

  @Test func otherTrustSettingsOrRouteGetTheirOwnConnection() async throws {
    let server = try server(keepsAlive: true)
    let other = ServerTrust.only(PKI.root, PKI.upper)
    let requests = [
      TransferRequest(url: server.url, trust: PKI.trust), TransferRequest(url: server.url, trust: other),
      TransferRequest(url: server.url, trust: PKI.trust, tls: TLSSettings(curves: "P-256")),
      TransferRequest(
        url: server.url, trust: PKI.trust, route: Route(resolve: ["localhost:\(server.port):127.0.0.1"])),
    ]
    for request in requests { #expect(await transport.call(request).status == 200) }
    #expect(server.connections.count == 4)
  }

  @Test(arguments: ["http", "https"])
  func aProxyNeverSeesTheIdentity(scheme: String) async throws {
    let server = try server(keepsAlive: true)
    let port = server.port
    let isSecure = scheme == "https"
    let configuration = TestServer.Configuration(
      identity: isSecure ? PKI.server : nil, authorities: [PKI.root], clientCertificate: .optional)
    let proxy = try TestServer(configuration) { $0.tunnel(to: port) }
    let call = await transport.call(
      TransferRequest(
        url: "https://127.0.0.1:\(port)/", identity: try PKI.client("A"), trust: PKI.trust,
        route: Route(proxyURL: "\(scheme)://localhost:\(proxy.port)")))
    #expect(call.status == 200)
    #expect(server.connections.map(\.clients) == [["A"]])
    #expect(proxy.connections.map(\.clients) == [[""]])
    #expect(proxy.connections.first?.clientChain ?? [] == [])
    #expect(call.outcome.proxyConnectStatus == 200)
    #expect(call.milestones.contains(.proxyConnected(status: 200)))
    #expect(call.records.contains { $0.leg == .proxy && isHandshake($0) } == isSecure)
  }

  private func isHandshake(_ record: TraceRecord) -> Bool {
    if case .handshake = record.content { true } else { false }
  }

  @Test(arguments: versions, ChainChoice.allCases)
  func theChainIsSentAsItIsShown(version: TLSVersion, chain: ChainChoice) async throws {
    let server = try server(keepsAlive: false)
    let identity = try PKI.client("A")
    // With the authorities among the anchors, OpenSSL alone would complete a chain by itself.
    let call = await transport.call(
      TransferRequest(
        url: server.url, identity: identity, chain: chain, trust: .only(PKI.root, PKI.upper, PKI.lower),
        tls: TLSSettings(minimum: version, maximum: version)))
    let shown = identity.chain.certificates.map(\.subject.shortName)
    #expect(shown == ["A", "Lower", "Upper"])
    let sent = server.connections.first?.clientCertificateMessages
    #expect(sent == 1)
    if chain == .full {
      #expect(call.status == 200)
      #expect(server.connections.first?.clientChain == shown)
    } else {
      // The server knows the root only.
      #expect(call.alerts(from: .server).contains(48))
    }
    let message = call.records.lazy.compactMap { record -> [UInt8]? in
      if case .handshake(let bytes) = record.content, record.from == .client, bytes.first == 11 { bytes } else { nil }
    }.first
    let expected = chain == .full ? identity.chain.certificates : [identity.leaf]
    let overhead = version == .tls13 ? (start: 4 + 1 + 3, each: 3 + 2) : (start: 4 + 3, each: 3)
    #expect(message?.count == overhead.start + expected.reduce(0) { $0 + overhead.each + $1.der.count })
  }

  @Test(arguments: versions)
  func aCertificateAskedForAfterTheRequestIsGiven(version: TLSVersion) async throws {
    let configuration = TestServer.Configuration(identity: PKI.server, authorities: [PKI.root])
    let server = try TestServer(configuration) { connection in
      guard connection.readRequest() != nil else { return }
      connection.askForCertificate()
      connection.answer()
    }
    let call = await send(try PKI.client("A"), to: server, version)
    #expect(call.status == 200)
    #expect(call.messages(from: .server).contains(13))
    #expect(call.messages(from: .client).contains(11))
    #expect(server.connections.first?.clientChain == ["A", "Lower", "Upper"])
  }

  @Test func anOldCertificateNeedsTheLevelThatPermitsIt() async throws {
    var spec = CertificateSpec.client("Old", keyType: .rsa)
    spec.keyBits = 1024
    let old = try PKI.identity(try PKI.mint.mintLeaf(spec, issuer: PKI.root))
    let configuration = TestServer.Configuration(
      identity: PKI.server, authorities: [PKI.root], clientCertificate: .required, securityLevel: 0)
    let server = try TestServer(configuration) { if $0.readRequest() != nil { $0.answer() } }
    let refused = await transport.call(TransferRequest(url: server.url, identity: old, trust: PKI.trust))
    guard case .failed(code: 58, _, _) = refused.outcome.ending else { return #expect(Bool(false)) }
    #expect(refused.outcome.libraryErrors.contains { $0.text == "ee key too small" })
    let lowered = TLSSettings(securityLevel: 0)
    let accepted = await transport.call(
      TransferRequest(url: server.url, identity: old, trust: PKI.trust, tls: lowered))
    #expect(accepted.status == 200)
  }
}
