import Certificates
import Exchange
import Handshake
import TLS
import Testing
import Transport

@Suite struct LimitTests {
  let transport = Transport()

  /// The stages at which a server may fall silent.
  enum Silence: String, CaseIterable, Sendable { case beforeTLS, beforeAnswer, inBody }

  private func server(_ silence: Silence) throws -> TestServer {
    let identity = silence == .beforeTLS ? nil : PKI.server
    return try TestServer(TestServer.Configuration(identity: identity)) { connection in
      if silence == .inBody, connection.readRequest() != nil {
        connection.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun".utf8))
      }
      connection.readToEnd()
    }
  }

  private func url(_ server: TestServer) -> String { "https://localhost:\(server.port)/" }

  /// The best of five, because other tests share the processor.
  @Test(arguments: Silence.allCases)
  func cancellingEndsWithin50Milliseconds(silence: Silence) async throws {
    let server = try server(silence)
    var best = Duration.seconds(10)
    for _ in 0..<5 where best >= .milliseconds(50) { best = min(best, try await timeToCancel(silence, server)) }
    #expect(best < .milliseconds(50))
  }

  private func timeToCancel(_ silence: Silence, _ server: TestServer) async throws -> Duration {
    let transfer = transport.start(TransferRequest(url: url(server), trust: PKI.trust))
    var cancelled: ContinuousClock.Instant?
    for await event in transfer.events {
      switch event {
      case .records(let records) where records.contains { isReached(silence, $0) }:
        (cancelled, _) = (.now, transfer.cancel())
      case .body: (cancelled, _) = (.now, transfer.cancel())
      case .finished(let outcome): #expect(outcome.ending == .cancelled)
      default: break
      }
    }
    return try #require(cancelled).duration(to: .now)
  }

  private func isReached(_ silence: Silence, _ record: TraceRecord) -> Bool {
    switch (silence, record.content) {
    case (.beforeTLS, .handshake): true
    case (.beforeAnswer, .milestone(.requestWritten)): true
    default: false
    }
  }

  @Test func cancellingAReaderCancelsItsTransfer() async throws {
    let server = try server(.beforeAnswer)
    let transfer = transport.start(TransferRequest(url: url(server), trust: PKI.trust))
    let reader = Task { await Call(transfer).outcome }
    _ = try await eventually { server.connections.first { $0.handshakeSucceeded } }
    reader.cancel()
    _ = await reader.value
    // The transport goes on working.
    let answering = try TestServer { if $0.readRequest() != nil { $0.answer() } }
    #expect(await transport.call(TransferRequest(url: answering.url)).status == 200)
  }

  @Test(arguments: [
    (Silence.beforeTLS, Limits(connectSeconds: 0.1), "connect", "0.1 s"),
    (.beforeAnswer, Limits(idleSeconds: 0.1), "idle", "0.1 s"),
    (.inBody, Limits(totalSeconds: 0.2), "total", "0.2 s"),
  ])
  func silenceEndsAtItsLimit(silence: Silence, limits: Limits, name: String, value: String) async throws {
    let server = try server(silence)
    let call = await transport.call(TransferRequest(url: url(server), trust: PKI.trust, limits: limits))
    #expect(call.outcome.ending == .limit(name: name, value: value))
  }

  @Test func anAnswerLargerThanItsLimitIsCutThere() async throws {
    let server = try TestServer { connection in
      _ = connection.readRequest()
      connection.answer(String(repeating: "x", count: 100_000))
    }
    let call = await transport.call(TransferRequest(url: server.url, limits: Limits(responseBytes: 50_000)))
    #expect(call.outcome.ending == .limit(name: "responseSize", value: "50000 bytes"))
    #expect(call.body.count <= 50_000)
  }

  @Test func aHeadLargerThanTheLimitIsCutThere() async throws {
    let server = try TestServer { connection in
      _ = connection.readRequest()
      connection.answer("", headers: (0..<100).map { "X-\($0): \(String(repeating: "x", count: 1000))" })
    }
    let call = await transport.call(TransferRequest(url: server.url, limits: Limits(responseBytes: 50_000)))
    #expect(call.outcome.ending == .limit(name: "responseSize", value: "50000 bytes"))
  }

  @Test func aSlowReaderHoldsTheServerBack() async throws {
    let sent = Progress()
    let chunk = [UInt8](repeating: 0x78, count: 100_000)
    let server = try TestServer { connection in
      _ = connection.readRequest()
      connection.write(Array("HTTP/1.1 200 OK\r\nContent-Length: 30000000\r\n\r\n".utf8))
      for _ in 0..<300 where connection.write(chunk) { sent.add(chunk.count) }
    }
    let transfer = transport.start(TransferRequest(url: server.url))
    var events = transfer.events.makeAsyncIterator()
    while let event = await events.next() { if case .head = event { break } }
    // Nobody reads: the server gets rid of what the sockets and the queue hold, and no more.
    let held = try await sent.settled()
    #expect(held < 25_000_000)
    var received = 0
    while let event = await events.next() { if case .body(let bytes) = event { received += bytes.count } }
    #expect(received == 30_000_000)
  }

  @Test func aLongBodyTellsHowMuchOfItIsOnItsWayAndAShortOneDoesNot() async throws {
    let server = try TestServer { if $0.readRequest() != nil { $0.answer() } }
    let body = [UInt8](repeating: 0x78, count: 8_000_000)
    let call = await transport.call(TransferRequest(url: server.url, body: body))
    #expect(call.status == 200)
    #expect(call.bodySent.last == body.count)
    #expect(call.bodySent == call.bodySent.sorted() && Set(call.bodySent).count == call.bodySent.count)
    let short = await transport.call(TransferRequest(url: server.url, body: Array("<a/>".utf8)))
    #expect(short.status == 200 && short.bodySent.isEmpty)
  }
}
