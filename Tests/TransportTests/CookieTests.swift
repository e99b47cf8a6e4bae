import Exchange
import Handshake
import TLS
import Testing
import Transport

/// Cookies go back to whom they came from, and to nobody else.
@Suite struct CookieTests {
  private let transport = Transport()

  /// Sets these cookies with every answer.
  private func server(_ cookies: String..., identity: MintedIdentity? = nil) throws -> TestServer {
    var configuration = TestServer.Configuration(identity: identity)
    configuration.authorities = identity == nil ? [] : [PKI.root]
    configuration.clientCertificate = identity == nil ? .notAsked : .optional
    return try TestServer(configuration) { connection in
      while connection.readRequest() != nil {
        connection.answer("ok", headers: cookies.map { "Set-Cookie: \($0)" })
      }
    }
  }

  private func sent(_ server: TestServer) -> [String?] {
    server.connections.flatMap(\.requests).map { $0.value(of: "cookie") }
  }

  private func request(_ server: TestServer, _ cookies: CookieOwner? = CookieOwner()) -> TransferRequest {
    TransferRequest(url: server.url, body: Array("<a/>".utf8), cookies: cookies)
  }

  @Test func `What an answer sets goes out with the next request, and its names are told`() async throws {
    let server = try server("session=s3cret; HttpOnly", "lang=de")
    let first = await transport.call(request(server))
    let second = await transport.call(request(server))
    #expect(sent(server).count == 2 && sent(server)[0] == nil)
    #expect(Set(sent(server)[1]?.split(separator: "; ").map(String.init) ?? []) == ["session=s3cret", "lang=de"])
    #expect(first.outcome.cookieNames == [])
    #expect(Set(second.outcome.cookieNames) == ["session", "lang"])
  }

  @Test func `A request that keeps no cookies sends none, and takes none`() async throws {
    let server = try server("session=1")
    _ = await transport.call(request(server, nil))
    _ = await transport.call(request(server))
    _ = await transport.call(request(server, nil))
    #expect(sent(server) == [nil, nil, nil])
  }

  @Test func `Another user, another trust and another transport have cookies of their own`() async throws {
    let server = try server("session=1")
    let alice = request(server, CookieOwner(userName: "alice"))
    var insecure = alice
    insecure.trust = .only(PKI.root, verifies: false)
    for request in [alice, request(server, CookieOwner(userName: "bob")), request(server), insecure] {
      #expect(await transport.call(request).outcome.cookieNames == [])
    }
    #expect(await Transport().call(alice).outcome.cookieNames == [])
    #expect(sent(server).allSatisfy { $0 == nil })
    #expect(await transport.call(alice).outcome.cookieNames == ["session"])
  }

  @Test func `Another client certificate has cookies of its own`() async throws {
    let server = try server("session=1", identity: PKI.server)
    let clients = ["A": try PKI.client("A"), "B": try PKI.client("B")]
    for name in ["A", "B", "A"] {
      var request = request(server)
      (request.identity, request.trust) = (clients[name], PKI.trust)
      #expect(await transport.call(request).status == 200)
    }
    let seen = server.connections.flatMap { view in zip(view.clients, view.requests.map { $0.value(of: "cookie") }) }
    #expect(seen.filter { $0.0 == "A" }.map(\.1) == [nil, "session=1"])
    #expect(seen.filter { $0.0 == "B" }.map(\.1) == [nil])
  }

  @Test func `No other host gets a cookie, whatever domain it names`() async throws {
    let server = try server("mine=1", "wide=1; Domain=localhost", "foreign=1; Domain=example.com")
    _ = await transport.call(request(server))
    var other = request(server)
    other.url = "http://127.0.0.1:\(server.port)/"
    #expect(await transport.call(other).outcome.cookieNames == [])
    let own = await transport.call(request(server)).outcome.cookieNames
    #expect(own.contains("mine") && !own.contains("foreign"), "\(own)")
    #expect(sent(server).filter { $0 != nil }.count == 1)
  }

  @Test func `An expired cookie and one for another path stay behind`() async throws {
    let server = try server("gone=1; Max-Age=0", "deep=1; Path=/other", "here=1")
    _ = await transport.call(request(server))
    _ = await transport.call(request(server))
    #expect(sent(server) == [nil, "here=1"])
  }
}
