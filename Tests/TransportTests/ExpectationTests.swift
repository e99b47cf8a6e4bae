import Exchange
import Handshake
import Synchronization
import Testing
import Transport

/// Servers that do not know `Expect: 100-continue`.
@Suite struct ExpectationTests {
  private func request(_ server: TestServer) -> TransferRequest {
    TransferRequest(
      url: server.url, headers: [HTTPHeader("Content-Type", "text/xml"), HTTPHeader("Expect", "100-continue")],
      body: Array("<a/>".utf8))
  }

  @Test func `A refused expectation is the answer, and nothing is asked twice`() async throws {
    let heads = Mutex(0)
    let server = try TestServer { connection in
      while connection.readHead() != nil {
        heads.withLock { $0 += 1 }
        connection.answer("<html>no</html>", status: "417 Expectation Failed", headers: ["Content-Type: text/html"])
      }
    }
    let call = await Transport().call(request(server))
    #expect(call.outcome.ending == .answered)
    #expect(call.status == 417)
    #expect(call.headers.contains(HTTPHeader("Content-Type", "text/html")))
    #expect(heads.withLock { $0 } == 1)
  }

  @Test func `A refusal after the body is an answer like others`() async throws {
    let server = try TestServer { connection in
      if connection.readRequest() != nil { connection.answer("no", status: "417 Expectation Failed") }
    }
    var request = request(server)
    request.headers.removeLast()
    let call = await Transport().call(request)
    #expect(call.status == 417 && call.text == "no")
  }

  @Test func `A server that is silent about it gets the body all the same`() async throws {
    let server = try TestServer { connection in
      if connection.readRequest() != nil { connection.answer("fine") }
    }
    let call = await Transport().call(request(server))
    #expect(call.status == 200 && call.text == "fine")
    #expect(server.connections.flatMap(\.requests).map(\.body) == [Array("<a/>".utf8)])
  }
}
