import Lab
import Testing

@Suite struct HTTPTests {
  private let server: LabServer

  init() throws { server = try LabServer.start(.plainHTTP, timeoutSeconds: 5) }

  private let echo = HTTPText.envelope("<l:Echo><l:text>x</l:text></l:Echo>")

  private func answer(_ request: String) throws -> String {
    let connection = try #require(RawConnection(port: server.port))
    connection.send(request)
    return connection.receiveAnswer()
  }

  private func status(_ request: String) throws -> String { String(try answer(request).prefix(12).suffix(3)) }

  @Test func `a connection serves one request after another until it is told to close`() throws {
    let connection = try #require(RawConnection(port: server.port))
    for _ in 1...3 {
      connection.send(HTTPText.post(echo))
      #expect(connection.receiveAnswer().contains("Connection: keep-alive"))
    }
    connection.send(HTTPText.post(echo, headers: "Connection: close\r\n"))
    #expect(connection.receiveAll().contains("Connection: close"))
  }

  @Test func `requests that arrive together are answered in order`() throws {
    let connection = try #require(RawConnection(port: server.port))
    let second = HTTPText.envelope("<l:Echo><l:text>second</l:text></l:Echo>")
    connection.send(HTTPText.post(echo) + HTTPText.post(second, headers: "Connection: close\r\n"))
    let answers = connection.receiveAll()
    #expect(answers.contains("<text>x</text>"))
    #expect(answers.contains("<text>second</text>"))
  }

  @Test func `a chunked body is put together`() async throws {
    let head = "POST /service HTTP/1.1\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
    let (first, rest) = (echo.prefix(20), echo.dropFirst(20))
    let request =
      head + "14;name=value\r\n\(first)\r\n\(String(rest.utf8.count, radix: 16))\r\n\(rest)\r\n0\r\nTrailer: x\r\n\r\n"
    #expect(try answer(request).contains("<text>x</text>"))
    #expect(await server.exchanges(count: 1, withinSeconds: 5).first?.request?.body == Array(echo.utf8))
  }

  @Test func `a request may come byte by byte`() throws {
    let connection = try #require(RawConnection(port: server.port))
    for byte in HTTPText.post(echo).utf8 { connection.send([byte]) }
    #expect(connection.receiveAnswer().contains("<text>x</text>"))
  }

  @Test func `a client that waits for 100 Continue gets it`() throws {
    let connection = try #require(RawConnection(port: server.port))
    let request = HTTPText.post(echo, headers: "Expect: 100-continue\r\n")
    connection.send(String(request.dropLast(echo.count)))
    #expect(connection.receiveAnswer() == "HTTP/1.1 100 Continue\r\n\r\n")
    connection.send(echo)
    #expect(connection.receiveAnswer().contains("<text>x</text>"))
  }

  @Test func `HEAD has the length and no body`() throws {
    let connection = try #require(RawConnection(port: server.port))
    connection.send("HEAD / HTTP/1.1\r\nConnection: close\r\n\r\n")
    let answer = connection.receiveAll()
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.contains("Content-Length: "))
    #expect(answer.hasSuffix("\r\n\r\n"))
  }

  @Test(arguments: [
    ("GET / HTTP/1.1\r\n\r\n", "200"), ("GET /?wsdl HTTP/1.0\r\n\r\n", "200"), ("GET /nowhere HTTP/1.1\r\n\r\n", "404"),
    ("GET /service HTTP/1.1\r\n\r\n", "405"), ("DELETE / HTTP/1.1\r\n\r\n", "405"),
    (HTTPText.post("x", contentType: "application/json"), "415"),
  ])
  func `each kind of request has its status`(_ request: String, _ expected: String) throws {
    #expect(try status(request) == expected)
  }

  @Test(arguments: [
    ("HELLO\r\n\r\n", "400"), ("GET / HTTP/2.0\r\n\r\n", "400"), ("GET  / HTTP/1.1\r\n\r\n", "400"),
    ("GET / HTTP/1.1\nHost: x\n\n", "400"), ("GET / HTTP/1.1\r\nNo colon\r\n\r\n", "400"),
    ("GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "400"), ("POST / HTTP/1.1\r\nContent-Length: 1x\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n", "413"),
    ("POST / HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "400"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n+0\r\n\r\n", "400"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff\r\n", "413"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", "400"),
    ("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n", "400"),
    ("GET / HTTP/1.1\r\nA: " + String(repeating: "x", count: 70_000) + "\r\n\r\n", "431"),
    (String(repeating: "x", count: 70_000), "431"),
  ])
  func `what is no clear request is refused and the connection ends`(_ request: String, _ expected: String) throws {
    let connection = try #require(RawConnection(port: server.port))
    connection.send(request)
    let answer = connection.receiveAll()
    #expect(answer.prefix(12).suffix(3) == expected)
    #expect(answer.contains("Connection: close"))
  }
}
