import Exchange
import Handshake
import Testing
import Transport

/// Transfers that wait their turn, and readers that need nothing before the end.
@Suite struct RowTests {
  let transport = Transport()

  private func start(_ request: TransferRequest) -> GatheredTransfer {
    transport.startGathering(SharedRequest(request), inRow: true)
  }

  private func request(_ server: TestServer, _ body: String = "<a/>") -> TransferRequest {
    TransferRequest(url: server.url, body: Array(body.utf8), trust: PKI.trust)
  }

  @Test func `Those in the row go out one after the other, in their order, over one connection`() async throws {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      while let request = connection.readRequest() { connection.answer(String(decoding: request.body, as: UTF8.self)) }
    }
    let transfers = (0..<20).map { start(request(server, "<n\($0)/>")) }
    var calls: [Call] = []
    for transfer in transfers { calls.append(await Call(transfer)) }
    #expect(calls.map(\.text) == (0..<20).map { "<n\($0)/>" })
    #expect(calls.map(\.outcome.reusedConnection) == [false] + Array(repeating: true, count: 19))
    #expect(server.connections.map(\.requests.count) == [20])
    transport.shutdown()
  }

  @Test func `A request that is sent again is answered anew each time, also when its connection has died`() async throws
  {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      for number in 1...2 {
        guard connection.readRequest() != nil else { return }
        connection.answer("\(number)")
      }
    }
    let shared = SharedRequest(request(server))
    var calls: [Call] = []
    for _ in 0..<6 { calls.append(await Call(transport.startGathering(shared, inRow: true))) }
    #expect(calls.map(\.text) == ["1", "2", "1", "2", "1", "2"])
    #expect(calls.map(\.outcome.reusedConnection) == [false, true, false, true, false, true])
    #expect(calls.map { $0.outcome.timings.tlsMs != nil } == [true, false, true, false, true, false])
    #expect(Set(calls.map(\.outcome.exchangeNumber)).count == 6)
    #expect(server.connections.flatMap(\.requests).map(\.body) == Array(repeating: Array("<a/>".utf8), count: 6))
    transport.shutdown()
  }

  @Test func `The time of one that waits begins with its turn`() async throws {
    let server = try TestServer { connection in
      _ = connection.readRequest()
      // A slow answer: the second has long been waiting when it comes.
      _ = connection.waitForEither(-1, milliseconds: 1_000)
      connection.answer()
      _ = connection.readRequest()
      connection.answer()
    }
    let transfers = [start(request(server)), start(request(server))]
    let (slow, quick) = (await Call(transfers[0]), await Call(transfers[1]))
    #expect(slow.outcome.timings.totalMs ?? 0 >= 1_000)
    #expect(quick.outcome.ending == .answered)
    #expect(quick.outcome.timings.totalMs ?? 1_000 < 1_000)
  }

  @Test func `One that is cancelled before its turn never goes out, and the next does`() async throws {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      while let request = connection.readRequest() { connection.answer(String(decoding: request.body, as: UTF8.self)) }
    }
    let held = try TestServer { $0.readToEnd() }
    let first = start(request(held))
    let second = start(request(server, "<second/>"))
    let third = start(request(server, "<third/>"))
    second.cancel()
    #expect(await Call(second).outcome.ending == .cancelled)
    first.cancel()
    #expect(await Call(first).outcome.ending == .cancelled)
    #expect(await Call(third).text == "<third/>")
    #expect(server.connections.flatMap(\.requests).map(\.body) == [Array("<third/>".utf8)])
    transport.shutdown()
  }

  @Test func `What has no connection ends, and the row goes on`() async throws {
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      _ = connection.readRequest()
      connection.answer()
    }
    var broken = request(server)
    broken.url = "http://127.0.0.1:1/"
    let transfers = [start(broken), start(request(server))]
    guard case .failed = await Call(transfers[0]).outcome.ending else { return #expect(Bool(false)) }
    #expect(await Call(transfers[1]).status == 200)
  }

  @Test func `A long answer comes whole to a reader who waits for its end`() async throws {
    let body = String(repeating: "0123456789abcdef", count: 1 << 18)
    let server = try TestServer(TestServer.Configuration(identity: PKI.server)) { connection in
      _ = connection.readRequest()
      connection.answer(body)
    }
    #expect(await Call(start(request(server))).text == body)
  }

  @Test func `Whoever waits in the row when the transport ends is told so`() async throws {
    let server = try TestServer { $0.readToEnd() }
    let transfers = (0..<3).map { _ in start(request(server)) }
    _ = try await eventually { server.connections.first }
    transport.shutdown()
    for transfer in transfers { #expect(await Call(transfer).outcome.ending == .cancelled) }
  }
}

extension Call {
  fileprivate init(_ transfer: GatheredTransfer) async {
    self.init()
    while true {
      let events = await transfer.next()
      if events.isEmpty { return }
      for event in events { take(event) }
    }
  }
}
