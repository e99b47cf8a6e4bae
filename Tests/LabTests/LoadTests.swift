import Glibc
import Lab
import TLS
import Testing

@Suite(.serialized) struct LoadTests {
  private let pki: LabPKI
  private let echo = HTTPText.post(HTTPText.envelope("<l:Echo><l:text>x</l:text></l:Echo>"))

  init() throws { pki = try LabPKI(clients: [.alice]) }

  @Test func `two hundred connections are served at the same time`() async throws {
    let server = try LabServer.start(.lab(pki))
    let client = try #require(TLSTestClient(pki: pki))
    var outcome = TLSTestClient.Outcome()
    let connections = (1...200).compactMap { _ in client.open(port: server.port, outcome: &outcome) }
    #expect(connections.count == 200)
    for connection in connections { #expect(connection.exchange(echo).contains("<text>x</text>")) }
    #expect(Set(server.exchanges.map(\.connection)).count == 200)
    for connection in connections { connection.free() }
  }

  @Test func `stop ends slow answers, half requests and silent connections at once`() throws {
    let server = try LabServer.start(.plainHTTP)
    let requests = [
      HTTPText.post(HTTPText.envelope("<l:Slow><l:milliseconds>60000</l:milliseconds></l:Slow>")), "POST /", "",
    ]
    let connections = (0..<30).compactMap { index in
      RawConnection(port: server.port).map { connection in
        connection.send(requests[index % 3])
        return connection
      }
    }
    #expect(connections.count == 30)
    let start = ContinuousClock.now
    server.stop()
    #expect(ContinuousClock.now - start < .seconds(1))
    for connection in connections { #expect(connection.receive().isEmpty) }
    #expect(RawConnection(port: server.port) == nil)
  }

  @Test func `stop ends a large answer that nobody reads`() throws {
    let server = try LabServer.start(.lab(pki))
    let client = try #require(TLSTestClient(pki: pki))
    var outcome = TLSTestClient.Outcome()
    let connection = try #require(client.open(port: server.port, outcome: &outcome))
    defer { connection.free() }
    let request = Array(HTTPText.post(HTTPText.envelope("<l:Large><l:bytes>67108864</l:bytes></l:Large>")).utf8)
    connection.write(request)
    _ = connection.raw.receive()
    let start = ContinuousClock.now
    server.stop()
    #expect(ContinuousClock.now - start < .seconds(1))
  }

  @Test func `garbage where TLS is expected harms nobody else`() async throws {
    let server = try LabServer.start(.lab(pki))
    var seed = SplitMix(state: 20_261_127)
    for length in [0, 1, 5, 6, 100, 5_000, 100_000] {
      for prefix in [
        [], [0x16, 0x03, 0x01, 0x02, 0x00], [0x16, 0x03, 0x01, 0xFF, 0xFF, 0x01], Array("GET / HTTP/1.1\r\n\r\n".utf8),
      ] as [[UInt8]] {
        let connection = try #require(RawConnection(port: server.port))
        connection.send(prefix + (0..<length).map { _ in UInt8.random(in: 0...255, using: &seed) })
        connection.finishSending()
        _ = connection.receiveAll()
      }
    }
    let client = try #require(TLSTestClient(pki: pki))
    #expect(client.call(port: server.port, requests: [echo]).answer.contains("<text>x</text>"))
    let seen = await server.exchanges(count: 29, withinSeconds: 5)
    #expect(seen.count == 29)
    #expect(seen.filter { $0.request != nil }.count == 1)
  }

  @Test func `a client that keeps silent is let go when the time is up`() async throws {
    let server = try LabServer.start(.plainHTTP, timeoutSeconds: 1)
    let connection = try #require(RawConnection(port: server.port))
    #expect(connection.receive().isEmpty)
    #expect(await server.exchanges(count: 1, withinSeconds: 5).first?.failure == "timed out")
  }
}

private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
