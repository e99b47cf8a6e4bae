import Bindings
import Exchange
import Handshake
import SOAPClient
import Testing

/// AllowCookies through the whole client.
@Suite struct CookieCallTests {
  private static let answer = Array(
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>".utf8)

  private func draft(_ server: CannedServer, _ binding: String) throws -> Draft {
    Draft(url: server.url, action: "urn:a", binding: try BindingParser.binding(binding))
  }

  private func server(_ cookie: String) throws -> CannedServer {
    try CannedServer(answer: Self.answer, headers: ["Set-Cookie: \(cookie)"], requests: 2)
  }

  @Test func `A session's next call brings the cookies back, and its report names them without their values`()
    async throws
  {
    let server = try server("session=s3cret")
    let session = SOAPSession.test()
    let first = await session.report(of: try draft(server, "basic(allowCookies=true)"))
    #expect(first.wcf.outcome == "reply" && first.outcome.cookieNames == [])
    let second = await session.report(of: try draft(server, "basic(allowCookies=true)"))
    #expect(server.requestHead.contains("\r\nCookie: session=s3cret\r\n"))
    #expect(ReportText(second).text.contains("cookies sent back: session"))
    let request = second.json["request"]
    #expect(request?["cookies"] == ["session"])
    #expect(request.map { "\($0)".contains("s3cret") } == false)
  }

  @Test func `Without allowCookies nothing is kept`() async throws {
    let server = try server("session=s3cret")
    let session = SOAPSession.test()
    for _ in 1...2 { _ = await session.report(of: try draft(server, "basic")) }
    #expect(server.requestHead.contains("POST ") && !server.requestHead.contains("Cookie:"))
  }

  @Test(arguments: [("basic", true), ("basic(allowCookies=true)", false)])
  func `A Cookie header of one's own goes out only without a container`(binding: String, isSent: Bool) async throws {
    let server = try CannedServer(answer: Self.answer)
    var draft = try draft(server, binding)
    draft.httpHeaders = [HTTPHeader("Cookie", "own=1")]
    let report = await SOAPSession.test().report(of: draft)
    #expect(server.requestHead.contains("Cookie: own=1") == isSent)
    #expect(report.ticket?.httpHeaders.contains { $0.name == "Cookie" } == isSent)
    #expect(report.findings.contains { $0.code == "cookie-header-ignored" } == !isSent)
  }
}
