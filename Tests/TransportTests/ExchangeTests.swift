import Certificates
import Exchange
import Glibc
import Handshake
import TLS
import Testing

@testable import Transport

@Suite struct ExchangeTests {
  let transport = Transport()

  @Test func plainRequestIsSentExactlyAsGiven() async throws {
    let server = try TestServer { connection in
      _ = connection.readRequest()
      connection.answer("hello", headers: ["X-A: 1", "X-A:  2 "])
    }
    let call = await transport.call(
      TransferRequest(
        url: server.url + "path", headers: [HTTPHeader("X-One", "1"), HTTPHeader("SOAPAction", "")],
        body: Array("<a/>".utf8)))
    #expect(call.outcome.ending == .answered)
    #expect(call.status == 200)
    #expect(call.headers.filter { $0.name == "X-A" }.map(\.value) == ["1", "2"])
    #expect(call.text == "hello")
    let request = try #require(server.connections.first?.requests.first)
    #expect(
      request.lines == [
        "POST /path HTTP/1.1", "Host: localhost:\(server.port)", "X-One: 1", "SOAPAction:", "Content-Length: 4",
      ])
    #expect(request.body == Array("<a/>".utf8))
    #expect(call.outcome.remotePort == server.port)
  }

  @Test(arguments: [TLSVersion.tls12, .tls13])
  func everyHandshakeMessageIsSeenWithItsTime(version: TLSVersion) async throws {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      _ = connection.readRequest()
      connection.answer()
    }
    let call = await transport.call(
      TransferRequest(url: server.url, trust: PKI.trust, tls: TLSSettings(minimum: version, maximum: version)))
    #expect(call.outcome.ending == .answered)
    #expect(call.messages(from: .client) == (version == .tls13 ? [1, 20] : [1, 16, 20]))
    let ticketed: [UInt8] = version == .tls13 ? [2, 8, 11, 15, 20, 4, 4] : [2, 11, 12, 14, 20]
    #expect(call.messages(from: .server) == ticketed)
    #expect(call.records.map(\.atMicroseconds) == call.records.map(\.atMicroseconds).sorted())
    #expect(call.outcome.verification?.failures.isEmpty == true)
    #expect(call.outcome.verification?.builtChain == [PKI.server.certificateDER, PKI.root.certificateDER])
    let order = call.milestones.map { "\($0)".prefix { $0 != "(" } }
    #expect(
      order == [
        "resolved", "connected", "tlsStarted", "tlsFinished", "requestWritten", "firstByte", "answerComplete",
      ])
  }

  @Test func aFoldedLineOfBlanksIsNotTheEndOfTheHead() {
    var head = ResponseHead()
    let lines = ["HTTP/1.1 200 OK\r\n", "X-A: 1\r\n", " \r\n", "\t2\r\n", "X-B: 3\r\n"]
    #expect(lines.allSatisfy { line in !Array(line.utf8).withUnsafeBytes { head.take($0) } })
    let isWhole = Array("\r\n".utf8).withUnsafeBytes { head.take($0) }
    #expect(isWhole)
    #expect(head.headers.map(\.value) == ["1  2", "3"])
  }

  @Test func interimAnswersAndTrailersAreNotTheHead() async throws {
    let server = try TestServer { connection in
      guard connection.readHead() != nil else { return }
      connection.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
      _ = connection.readSome()
      let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX-Trailer: 1\r\n\r\n"
      connection.write(Array("HTTP/1.1 103 Early\r\nA: 1\r\n\r\n\(chunked)".utf8))
    }
    let call = await transport.call(
      TransferRequest(url: server.url, headers: [HTTPHeader("Expect", "100-continue")], body: [1, 2, 3]))
    #expect(call.status == 200)
    #expect(call.headers == [HTTPHeader("Transfer-Encoding", "chunked")])
    #expect(call.text == "ok")
    let written = try #require(call.outcome.timings.sentMs)
    #expect(try #require(call.outcome.timings.firstByteMs) >= written)
  }

  @Test(arguments: [true, false])
  func contentCodingIsUndoneWhereItWasAskedFor(isAskedFor: Bool) async throws {
    let server = try TestServer { connection in
      _ = connection.readRequest()
      connection.write(Array("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n".utf8) + Self.gzippedHello)
    }
    let headers = isAskedFor ? [HTTPHeader("Accept-Encoding", "gzip"), HTTPHeader("X", "1")] : []
    let call = await transport.call(TransferRequest(url: server.url, headers: headers))
    #expect(call.body == (isAskedFor ? Array("hello\n".utf8) : Self.gzippedHello))
    let sent = try #require(server.connections.first?.requests.first?.lines)
    #expect(sent.contains("Accept-Encoding: gzip") == isAskedFor)
  }

  static let gzippedHello: [UInt8] = [
    0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0xE7, 0x02, 0x00, 0x20,
    0x30, 0x3A, 0x36, 0x06, 0x00, 0x00, 0x00,
  ]

  @Test(arguments: [
    (nil, ["Host", "A", "Expect", "B", "Content-Length"]), (1, ["A", "Host", "Content-Length", "Expect", "B"]),
    (0, ["Host", "Content-Length", "A", "Expect", "B"]), (99, ["A", "Expect", "B", "Host", "Content-Length"]),
  ])
  func hostAndLengthStandWhereTheyAreWanted(place: Int?, order: [String]) async throws {
    let server = try TestServer { connection in
      _ = connection.readRequest()
      connection.answer("ok")
    }
    let headers = [HTTPHeader("A", "1"), HTTPHeader("Expect", "100-continue"), HTTPHeader("B", "2")]
    var request = TransferRequest(url: server.url, headers: headers, body: [1, 2, 3])
    request.headersBeforeHost = place
    #expect(await transport.call(request).text == "ok")
    let lines = try #require(server.connections.first?.requests.first?.lines)
    #expect(lines.dropFirst().prefix(5).map { String($0.prefix { $0 != ":" }) } == order)
    #expect(
      lines.contains("Content-Length: 3") && lines.contains("Host: \(server.url.dropFirst(7).prefix { $0 != "/" })"))
  }

  @Test(arguments: [
    ("http://host/", "host"), ("http://host:80/a:b", "host"), ("https://host:80", "host:80"),
    ("https://me:pw@HOST:8443/", "HOST:8443"), ("http://[::1]:8080/", "[::1]:8080"),
    ("http://[fe80::1%25eth0]/", "[fe80::1]"), ("http://a\r\nb/", nil), ("http://", nil),
  ])
  func hostIsSaidAsLibcurlWouldSayIt(url: String, authority: String?) {
    #expect(URLParts.authority(url) == authority)
  }

  @Test func aRedirectIsAnAnswer() async throws {
    let server = try TestServer { connection in
      _ = connection.readRequest()
      connection.answer("", status: "302 Found", headers: ["Location: http://localhost:1/"])
    }
    let call = await transport.call(TransferRequest(url: server.url))
    #expect(call.status == 302)
    #expect(call.outcome.ending == .answered)
  }

  @Test(arguments: [HTTPHeader("X", "1\r\nY: 2"), HTTPHeader("X: 1\r\nY", "2"), HTTPHeader("", "1")])
  func aHeaderThatWouldBreakItsLineIsNotSent(header: HTTPHeader) async throws {
    let server = try TestServer { _ in }
    let call = await transport.call(TransferRequest(url: server.url, headers: [header]))
    guard case .failed(code: 43, _, _) = call.outcome.ending else { return #expect(Bool(false)) }
    #expect(server.connections.isEmpty)
  }

  @Test func whatNeverConnectedSaysHowFarItCame() async throws {
    let closed = try listenOnLoopback()
    close(closed.socket)
    let refused = await transport.call(TransferRequest(url: "http://127.0.0.1:\(closed.port)/"))
    guard case .failed(code: 7, "CURLE_COULDNT_CONNECT", _) = refused.outcome.ending else {
      return #expect(Bool(false))
    }
    #expect(refused.outcome.systemError == Int(ECONNREFUSED))
    #expect(refused.milestones == [.resolved])
    #expect(refused.outcome.timings.lookupMs != nil)
    #expect(refused.outcome.timings.connectMs == nil)
    let unknown = await transport.call(TransferRequest(url: "http://does-not-exist.invalid/"))
    guard case .failed(code: 6, _, _) = unknown.outcome.ending else { return #expect(Bool(false)) }
    #expect(unknown.milestones.isEmpty)
  }

  @Test func aResetInTheAnswerIsReportedAsOne() async throws {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      _ = connection.readRequest()
      connection.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun".utf8))
      connection.reset()
    }
    let call = await transport.call(TransferRequest(url: server.url, trust: PKI.trust))
    #expect(call.status == 200)
    #expect(call.text == "begun")
    #expect(call.outcome.endedByReset)
    #expect(call.outcome.systemError == Int(ECONNRESET))
    #expect(!call.alerts(from: .client).contains(50))
  }

  /// A kept connection goes on talking to its tap when nobody is served by it.
  @Test func whatArrivesBetweenRequestsBelongsToNone() async throws {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      guard connection.readRequest() != nil, connection.answer() else { return }
      connection.sendKeyUpdate()
    }
    let first = await transport.call(TransferRequest(url: server.url, trust: PKI.trust))
    _ = try await server.firstEnded()
    let other = await transport.call(
      TransferRequest(url: server.url, trust: PKI.trust, tls: TLSSettings(curves: "P-256")))
    #expect(first.status == 200)
    #expect(other.status == 200)
    #expect(other.messages(from: .server).first == 2)
    // Its closing words have nobody to go to.
    transport.shutdown()
  }

  @Test func aKeptConnectionThatHasDiedIsReplaced() async throws {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      guard connection.readRequest() != nil, connection.answer() else { return }
      connection.sendKeyUpdate()
    }
    let request = TransferRequest(url: server.url, trust: PKI.trust)
    _ = await transport.call(request)
    _ = try await server.firstEnded()
    let call = await transport.call(request)
    #expect(call.status == 200)
    #expect(!call.outcome.reusedConnection)
    #expect(call.milestones.contains { if case .tlsFinished = $0 { true } else { false } })
    #expect(call.outcome.timings.sentMs != nil)
    #expect(server.connections.map(\.requests.count) == [1, 1])
  }

  @Test func afterTheEndNothingIsTaken() async throws {
    let server = try TestServer { $0.readToEnd() }
    let transport = Transport()
    let running = transport.start(TransferRequest(url: server.url))
    _ = try await eventually { server.connections.first }
    transport.shutdown()
    #expect(await Call(running).outcome.ending == .cancelled)
    guard case .failed(code: 2, _, _) = await transport.call(TransferRequest(url: server.url)).outcome.ending else {
      return #expect(Bool(false))
    }
  }
}
