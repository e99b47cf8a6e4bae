import Exchange
import Handshake
import Lab
import TLS
import Testing

@Suite struct ServerViewTests {
  private let pki: LabPKI

  init() throws { pki = try LabPKI(clients: [.alice, .aliceLeaf, .bob]) }

  @Test(arguments: [TLSVersion.tls12, .tls13])
  func `the server sees who called, with which chain, and the request as it was sent`(_ version: TLSVersion)
    async throws
  {
    let server = try LabServer.start(.lab(pki))
    var setup = Scenario.ClientSetup()
    setup.tls = TLSSettings(minimum: version, maximum: version)
    let client = try #require(TLSTestClient(setup, pki: pki))
    let request = HTTPText.post(
      HTTPText.envelope("<l:WhoAmI/>"), headers: "SOAPAction: \"\"\r\nX-Twice: a\r\nX-Twice: b\r\n")
    let outcome = client.call(port: server.port, requests: [request])
    let alice = try pki.client(.alice)

    #expect(outcome.answer.contains("<subject>CN=alice,O=Signet</subject>"))
    #expect(outcome.answer.contains("<chainLength>2</chainLength>"))
    let exchange = try #require(await server.exchanges(count: 1, withinSeconds: 5).first)
    #expect(exchange.connection == 1)
    #expect(exchange.peer?.certificates == alice.chain)
    #expect(exchange.peer?.authenticated == alice.leaf.certificateDER)
    #expect(exchange.peer?.version == version)
    #expect(exchange.peer?.serverName == "localhost")
    #expect(exchange.peer?.isResumed == false)
    #expect(exchange.request?.method == "POST")
    #expect(exchange.request?.path == "/service")
    #expect(exchange.request?.body == Array(HTTPText.envelope("<l:WhoAmI/>").utf8))
    #expect(
      exchange.request?.headers.map(\.name)
        == ["Host", "Content-Type", "SOAPAction", "X-Twice", "X-Twice", "Content-Length"])
    #expect(exchange.request?.headers.map(\.value)[3...4] == ["a", "b"])
  }

  @Test(arguments: [TLSVersion.tls12, .tls13])
  func `a resumed session brings no Certificate message and still belongs to somebody`(_ version: TLSVersion)
    async throws
  {
    let server = try LabServer.start(.lab(pki))
    var setup = Scenario.ClientSetup()
    setup.tls = TLSSettings(minimum: version, maximum: version)
    let client = try #require(TLSTestClient(setup, pki: pki))
    for _ in 1...2 { _ = client.call(port: server.port, requests: [HTTPText.post(HTTPText.envelope("<l:WhoAmI/>"))]) }
    let seen = await server.exchanges(count: 2, withinSeconds: 5)
    #expect(seen.map(\.peer?.isResumed) == [false, true])
    #expect(seen.last?.peer?.certificates == nil)
    #expect(seen.last?.peer?.authenticated == (try pki.client(.alice)).leaf.certificateDER)
  }

  @Test func `without tickets nothing is resumed`() async throws {
    var settings = try TLSServerSettings.lab(pki)
    settings.sessionTickets = 0
    let server = try LabServer.start(settings)
    let client = try #require(TLSTestClient(pki: pki))
    for _ in 1...2 { _ = client.call(port: server.port, requests: [HTTPText.post(HTTPText.envelope("<l:WhoAmI/>"))]) }
    #expect(await server.exchanges(count: 2, withinSeconds: 5).map(\.peer?.isResumed) == [false, false])
  }

  @Test func `a refused chain is on record as it was sent, with the alert that refused it`() async throws {
    let server = try LabServer.start(.lab(pki))
    var setup = Scenario.ClientSetup()
    setup.identity = .aliceLeaf
    let client = try #require(TLSTestClient(setup, pki: pki))
    _ = client.call(port: server.port, requests: [HTTPText.post("")])
    let exchange = try #require(await server.exchanges(count: 1, withinSeconds: 5).first)
    #expect(exchange.peer?.certificates == [try pki.client(.alice).leaf.certificateDER])
    #expect(exchange.peer?.authenticated == nil)
    #expect(exchange.peer?.alertSent == 48)
    #expect(exchange.request == nil)
    #expect(exchange.failure?.isEmpty == false)
  }

  @Test func `two requests on one connection have one connection number`() async throws {
    let server = try LabServer.start(.lab(pki))
    let client = try #require(TLSTestClient(pki: pki))
    let request = HTTPText.post(HTTPText.envelope("<l:Echo><l:text>x</l:text></l:Echo>"))
    _ = client.call(port: server.port, requests: [request, request])
    _ = client.call(port: server.port, requests: [request])
    #expect(await server.exchanges(count: 3, withinSeconds: 5).map(\.connection) == [1, 1, 2])
  }

  @Test func `a chosen verification error decides the alert`() async throws {
    var settings = try TLSServerSettings.lab(pki)
    settings.clientAuthentication.forcedError = 23
    let server = try LabServer.start(settings)
    let client = try #require(TLSTestClient(pki: pki))
    _ = client.call(port: server.port, requests: [HTTPText.post("")])
    #expect(await server.exchanges(count: 1, withinSeconds: 5).first?.peer?.alertSent == 44)
  }

  @Test func `the wait for exchanges ends when its time is up`() async throws {
    let server = try LabServer.start(.lab(pki))
    #expect(await server.exchanges(count: 1, withinSeconds: 0.01).isEmpty)
  }
}
