import Certificates
import Exchange
import Handshake
import TLS
import Testing
import Transport

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
}
