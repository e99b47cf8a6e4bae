import Basics
import COpenSSL
import Exchange
import Handshake
import Testing
import Transport

/// HTTP authentication of the origin: after a challenge, by the wanted scheme and no other.
@Suite struct AuthenticationTests {
  private static let password = "c3cret, &: ü"
  private let transport = Transport()

  private func request(
    _ server: TestServer, _ scheme: HTTPAuthentication.Scheme, password: String = Self.password
  ) -> TransferRequest {
    TransferRequest(
      url: server.url, headers: [HTTPHeader("Content-Type", "text/xml"), HTTPHeader("Expect", "100-continue")],
      body: Array("<a/>".utf8),
      authentication: HTTPAuthentication(scheme: scheme, userName: "alice", password: Secret(password)))
  }

  /// Asks for the scheme until an Authorization header satisfies it.
  private func server(
    _ challenge: String, accepts: @escaping @Sendable (String) -> Bool
  ) throws -> TestServer {
    try TestServer { connection in
      while let request = connection.readRequest() {
        let given = request.value(of: "authorization")
        if let given, accepts(given) {
          connection.answer("welcome")
        } else {
          connection.answer("who are you?", status: "401 Unauthorized", headers: ["WWW-Authenticate: \(challenge)"])
        }
      }
    }
  }

  @Test func `Basic goes out only after the server asked for it`() async throws {
    let server = try server("Basic realm=\"peers\"") { $0 == "Basic YWxpY2U6YzNjcmV0LCAmOiDDvA==" }
    let call = await transport.call(request(server, .basic))
    #expect(call.status == 200 && call.text == "welcome")
    let requests = server.connections.flatMap(\.requests)
    #expect(requests.map { $0.value(of: "authorization") != nil } == [false, true])
    #expect(requests.map(\.body) == [Array("<a/>".utf8), Array("<a/>".utf8)])
  }

  @Test func `A wrong password ends with the server's own answer`() async throws {
    let server = try server("Basic realm=\"peers\"") { _ in false }
    let call = await transport.call(request(server, .basic, password: "wrong"))
    #expect(call.outcome.ending == .answered)
    #expect(call.status == 401 && call.text == "who are you?")
    #expect(call.headers.contains { $0.name.lowercased() == "www-authenticate" })
    #expect(server.connections.flatMap(\.requests).count == 2)
  }

  @Test(arguments: [HTTPAuthentication.Scheme.digest, .ntlm])
  func `A password is not given away to a server that asks for a weaker scheme`(
    scheme: HTTPAuthentication.Scheme
  ) async throws {
    let server = try server("Basic realm=\"peers\"") { _ in true }
    let call = await transport.call(request(server, scheme))
    #expect(call.status == 401)
    #expect(server.connections.flatMap(\.requests).allSatisfy { $0.value(of: "authorization") == nil })
  }

  @Test func `Digest proves the password without sending it`() async throws {
    let server = try server("Digest realm=\"peers\", qop=\"auth\", nonce=\"n0nce\", algorithm=MD5") { given in
      Digest(given).isRight(password: Self.password, method: "POST")
    }
    let call = await transport.call(request(server, .digest))
    #expect(call.status == 200 && call.text == "welcome")
    let wrong = await transport.call(request(server, .digest, password: "wrong"))
    #expect(wrong.status == 401)
  }

  @Test func `NTLM begins with its negotiate message`() async throws {
    let server = try server("NTLM") { $0.hasPrefix("NTLM TlRMTVNTUAAB") }
    let call = await transport.call(request(server, .ntlm))
    #expect(call.status == 200)
  }

  @Test func `Without a user name a challenge stays unanswered`() async throws {
    let server = try server("Basic realm=\"peers\"") { _ in true }
    let call = await transport.call(TransferRequest(url: server.url, body: Array("<a/>".utf8)))
    #expect(call.status == 401)
    #expect(server.connections.flatMap(\.requests).count == 1)
  }
}

extension ReceivedRequest {
  func value(of name: String) -> String? {
    let line = lines.dropFirst().first { $0.lowercased().hasPrefix(name + ":") }
    return line.map { String($0.drop { $0 != ":" }.dropFirst().drop { $0 == " " }) }
  }
}

/// An Authorization header of RFC 7616 with MD5 and qop=auth.
private struct Digest {
  var parts: [String: String] = [:]

  init(_ header: String) {
    for part in header.dropFirst("Digest ".count).split(separator: ",") {
      let pair = part.split(separator: "=", maxSplits: 1).map { String($0).filter { $0 != "\"" && $0 != " " } }
      if pair.count == 2 { parts[pair[0]] = pair[1] }
    }
  }

  func isRight(password: String, method: String) -> Bool {
    let owner = md5("\(parts["username"] ?? ""):\(parts["realm"] ?? ""):\(password)")
    let request = md5("\(method):\(parts["uri"] ?? "")")
    let middle = ["nonce", "nc", "cnonce", "qop"].map { parts[$0] ?? "" }.joined(separator: ":")
    return parts["response"] == md5("\(owner):\(middle):\(request)")
  }

  private func md5(_ text: String) -> String {
    var digest = [UInt8](repeating: 0, count: 16)
    let bytes = Array(text.utf8)
    EVP_Digest(bytes, bytes.count, &digest, nil, EVP_md5(), nil)
    return digest.map { byte in
      let text = String(byte, radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }
}
