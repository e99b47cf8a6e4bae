import Basics
import Certificates
import Exchange
import Handshake
import Lab
import TLS
import Testing
import Transport

/// Captures as tshark opens them: decrypted, and decoded to the same fields.
@Suite(.enabled(if: Tshark.isInstalled), .serialized) struct CaptureTests {
  /// TLS on a connection of its own: tshark does not look for TLS behind the CONNECT of a proxy on any port.
  static let stories = Scenario.all.filter {
    if case .tls = $0.server, !$0.client.usesProxy { true } else { false }
  }.map(\.name)

  @Test(arguments: stories) func `tshark reads every message of a story as the decoder does`(name: String) async throws
  {
    let scenario = try Scenario.named(name)
    let captured = try await CapturedCall(scenario)
    #expect(!captured.transcript.messages.isEmpty)
    var disagreements = try captured.disagreements()
    if name == "post-handshake" {
      // tshark 4.0 loses the client's keys at the second Finished of its side.
      disagreements.removeAll { $0.hasPrefix("client Level") || $0.hasPrefix("client Description") }
    }
    if name == "server-status-revoked" {
      // tshark lists the serial inside the stapled OCSP response with those of the certificates.
      disagreements.removeAll { $0.hasPrefix("server Serial Number") }
    }
    #expect(disagreements == [])
  }

  @Test(arguments: ["tls13", "tls12", "post-handshake", "renegotiation"])
  func `tshark reads the request and the answer inside TLS`(name: String) async throws {
    let captured = try await CapturedCall(try .named(name))
    let values = try captured.tshark("http.request.method", "http.response.code", "http.file_data")
    #expect(values[.client]?["http.request.method"] == ["POST"])
    #expect(values[.server]?["http.response.code"] == ["200"])
  }

  @Test(arguments: ["tls13", "tls12", "renegotiation", "unknown-ca", "missing-intermediate"])
  func `the record layer is the one that tshark reads`(name: String) async throws {
    let captured = try await CapturedCall(try .named(name))
    let records = captured.call.outcome.wire.records(of: captured.transcript)
    var packets = captured.capture
    packets.secrets = .empty
    let values = try Tshark.values(
      of: ["tls.record.length", "tls.record.content_type", "tls.record.opaque_type"], in: packets.pcapng,
      serverPort: captured.serverPort)
    for side in Side.allCases {
      let own = records.filter { $0.from == side }
      #expect(!own.isEmpty && own.allSatisfy(\.isWhole))
      #expect(own.map { "\($0.length)" } == values[side]?["tls.record.length"])
      let plain = own.filter { !$0.isEncrypted }.map { "\($0.contentType)" }
      let named = values[side]?["tls.record.content_type"] ?? []
      #expect(named.starts(with: plain), "\(plain) \(named)")
    }
  }

  @Test func `the key log opens packets that have no secrets in them`() async throws {
    let captured = try await CapturedCall(try .named("tls13"))
    var packets = captured.capture
    packets.secrets = .empty
    let port = captured.serverPort
    let closed = try Tshark.values(of: ["http.request.method"], in: packets.pcapng, serverPort: port)
    #expect(closed[.client]?["http.request.method"] == nil)
    let opened = try Tshark.values(
      of: ["http.request.method"], in: packets.pcapng, keyLog: captured.capture.keyLog, serverPort: port)
    #expect(opened[.client]?["http.request.method"] == ["POST"])
  }

  @Test func `numbers and checksums of the packets are right, and each side's end is there`() async throws {
    let captured = try await CapturedCall(try .named("tls13"))
    let checks = ["-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"]
    let values = try captured.tshark(
      "tcp.checksum.status", "ip.checksum.status", "tcp.analysis.flags", "tcp.flags.syn", "tcp.flags.fin",
      "tcp.flags.reset", options: checks)
    for side in Side.allCases {
      let own = values[side] ?? [:]
      #expect(Set(own["tcp.checksum.status"] ?? []) == ["1"] && Set(own["ip.checksum.status"] ?? []) == ["1"])
      #expect(own["tcp.analysis.flags"] == nil)
      #expect(own["tcp.flags.syn"]?.first == "1")
    }
    // The server may be gone before the client's last alert comes, and then answers it with a reset.
    let ends = [(Side.client, "tcp.flags.fin"), (.client, "tcp.flags.reset"), (.server, "tcp.flags.reset")]
    #expect(ends.contains { side, flag in values[side]?[flag]?.contains("1") == true })
  }

  // MARK: Key exchanges

  private func call(
    _ configuration: TestServer.Configuration, tls: TLSSettings = TLSSettings(), trust: ServerTrust = PKI.trust
  ) async throws -> CapturedCall {
    let server = try TestServer(configuration) { if $0.readRequest() != nil { $0.answer() } }
    let captured = try await CapturedCall(
      TransferRequest(url: server.url, trust: trust, tls: tls), serverPort: server.port)
    #expect(captured.call.status == 200)
    return captured
  }

  @Test func `a HelloRetryRequest agrees in every field`() async throws {
    let captured = try await call(
      .init(identity: PKI.server, groups: "P-384"), tls: TLSSettings(curves: "X25519:P-384"))
    #expect(captured.transcript.messages.contains { $0.type == "HelloRetryRequest" })
    #expect(try captured.disagreements() == [])
  }

  @Test(arguments: ["AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-SHA"])
  func `a key exchange of TLS 1.2 with an RSA certificate agrees in every field`(cipher: String) async throws {
    let identity = try PKI.mint.mintLeaf(.server(keyType: .rsa), issuer: PKI.root)
    let captured = try await call(
      .init(identity: identity, maximum: 0x0303, ciphers: cipher),
      tls: TLSSettings(ciphers: cipher))
    #expect(try captured.disagreements() == [])
    let values = try captured.tshark("http.request.method")
    #expect(values[.client]?["http.request.method"] == ["POST"])
  }

  // MARK: Routes

  @Test func `the talk with an HTTP proxy stands before the tunnel it opens`() async throws {
    let origin = try TestServer(.init(identity: PKI.server)) { if $0.readRequest() != nil { $0.answer() } }
    let port = origin.port
    let proxy = try TestServer { $0.tunnel(to: port) }
    let captured = try await CapturedCall(
      TransferRequest(
        url: origin.url, trust: PKI.trust, route: Route(proxyURL: "http://localhost:\(proxy.port)")),
      serverPort: proxy.port)
    #expect(captured.call.status == 200)
    #expect(try captured.disagreements() == [])
    let values = try captured.tshark("http.request.method", "http.response.code")
    #expect(values[.client]?["http.request.method"] == ["CONNECT", "POST"])
    #expect(values[.server]?["http.response.code"] == ["200", "200"])
  }

  @Test func `the TLS of an HTTPS proxy is opened too`() async throws {
    let origin = try TestServer(.init(identity: PKI.server)) { if $0.readRequest() != nil { $0.answer() } }
    let port = origin.port
    let proxy = try TestServer(.init(identity: PKI.server)) { $0.tunnel(to: port) }
    let captured = try await CapturedCall(
      TransferRequest(
        url: origin.url, trust: PKI.trust, route: Route(proxyURL: "https://localhost:\(proxy.port)")),
      serverPort: proxy.port)
    #expect(captured.call.status == 200)
    // Both legs' secrets: five lines each.
    #expect(captured.capture.secretCount == 10)
    let values = try captured.tshark("http.request.method")
    #expect(values[.client]?["http.request.method"]?.first == "CONNECT")
  }

  @Test func `plain HTTP is packets without secrets`() async throws {
    let server = try TestServer { if $0.readRequest() != nil { $0.answer("plain") } }
    let captured = try await CapturedCall(TransferRequest(url: server.url), serverPort: server.port)
    #expect(captured.capture.secrets.isEmpty)
    let values = try captured.tshark("http.request.method", "http.response.code", "http.content_length")
    #expect(values[.client]?["http.request.method"] == ["POST"])
    #expect(values[.client]?["http.content_length"] == ["\(CapturedCall.envelope.utf8.count)"])
    #expect(values[.server]?["http.response.code"] == ["200"])
  }

  @Test func `a refused connection is a SYN and its RST`() async throws {
    let captured = try await CapturedCall(try .named("connection-refused"))
    let values = try captured.tshark("tcp.flags")
    #expect(values[.client]?["tcp.flags"] == ["0x0002"])
    #expect(values[.server]?["tcp.flags"] == ["0x0014"])
  }
}

/// What holds without tshark.
@Suite struct CaptureScopeTests {
  let transport = Transport()

  private func server() throws -> TestServer {
    try TestServer(.init(identity: PKI.server)) { while $0.readRequest() != nil { $0.answer() } }
  }

  @Test func `nothing is captured unless it is asked for`() async throws {
    let server = try server()
    let call = await transport.call(TransferRequest(url: server.url, trust: PKI.trust))
    #expect(call.status == 200)
    #expect(call.capture == nil)
  }

  @Test func `a captured exchange neither finds nor leaves an open connection`() async throws {
    let server = try server()
    let plain = TransferRequest(url: server.url, trust: PKI.trust)
    var captured = plain
    captured.captures = true
    for request in [plain, captured, plain] {
      let call = await transport.call(request)
      #expect(call.status == 200)
      #expect(call.milestones.contains(.tlsStarted) == (request.captures || call.outcome.reusedConnection == false))
    }
    #expect(server.connections.map(\.requests.count) == [2, 1])
  }

  @Test func `bytes beyond the limit are counted and leave a gap in the numbers`() throws {
    let address = try #require(CapturedAddress(bytes: [127, 0, 0, 1], port: 1))
    var connection = CapturedConnection(client: address, server: address)
    connection.add(.init(atMicroseconds: 0, .omitted(.server, 3)))
    connection.add(.init(atMicroseconds: 1, .omitted(.server, 4)))
    connection.add(.init(atMicroseconds: 2, .finished(.server)))
    #expect(connection.events.map(\.content) == [.omitted(.server, 7), .finished(.server)])
  }
}
