import Basics
import Bindings
import Exchange
import Handshake
import SOAP
import SOAPClient
import Testing

/// MTOM through the whole client: what goes out, and what is made of answers in several parts.
@Suite struct MTOMCallTests {
  private static let data = (0..<900).map { UInt8($0 % 256) }

  private static func envelope(_ content: String) -> [UInt8] {
    Array(
      ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><up><data>\(content)</data></up>"
        + "</s:Body></s:Envelope>").utf8)
  }

  private func report(
    _ server: CannedServer, _ binding: String = "custom(mtom:soap11,http)", _ envelope: [UInt8]? = nil,
    headers: [HTTPHeader] = []
  ) async throws -> Report {
    let session = SOAPSession(
      environment: ClientEnvironment(
        now: { Timestamp(secondsSinceEpoch: 1_795_000_000) }, variable: { _ in nil },
        random: { Array(repeating: 0x11, count: $0) }))
    return await session.report(
      of: Draft(
        url: server.url, envelope: envelope ?? Self.envelope(Self.data.base64), action: "urn:up",
        binding: try BindingParser.binding(binding), httpHeaders: headers))
  }

  private static let boundary = "uuid:11111111-1111-4111-9111-111111111111+id=1"

  private static func answer(_ root: [UInt8], _ parts: [[UInt8]]) -> [UInt8] {
    let head = "--b\r\nContent-Type: application/xop+xml; charset=utf-8; type=\"text/xml\"\r\nContent-ID: <r>\r\n\r\n"
    return Array(head.utf8) + root + parts.flatMap { Array("\r\n--b\r\n".utf8) + $0 } + Array("\r\n--b--\r\n".utf8)
  }

  private static func part(_ bytes: [UInt8], _ headers: String = "Content-ID: <p@x>\r\n") -> [UInt8] {
    Array("Content-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n\(headers)\r\n".utf8) + bytes
  }

  private static let answerType = "multipart/related; type=\"application/xop+xml\"; boundary=b; start-info=\"text/xml\""
  private static let include = "<i:Include xmlns:i=\"http://www.w3.org/2004/08/xop/include\" href=\"cid:p@x\"/>"

  // MARK: What goes out

  @Test(arguments: [
    ("custom(mtom:soap11,http)", "start-info=\"text/xml\""),
    ("basic(messageEncoding=mtom)", "start-info=\"text/xml\""),
    ("custom(mtom:soap12,http)", "start-info=\"application/soap+xml\"; action=\"urn:up\""),
  ])
  func `The message goes out as the encoder of WCF writes it`(binding: String, ending: String) async throws {
    let server = try CannedServer(answer: Self.envelope(""))
    let report = try await report(server, binding)
    let ticket = try #require(report.ticket, "\(report.findings)")
    let sent = MultipartMessage(
      body: server.requestBody, contentType: ContentType(ticket.httpHeaders.first?.value ?? ""))
    #expect(sent.problems.isEmpty)
    #expect(sent.envelope == Self.envelope(Self.data.base64))
    #expect(sent.attachments.map(\.part.bytes) == [Self.data])
    // DateTime.Ticks of the session's clock.
    #expect(sent.attachments.map(\.part.contentID) == ["http://tempuri.org/1/639305968000000000"])
    #expect(
      ticket.httpHeaders.filter { ["Content-Type", "MIME-Version"].contains($0.name) }.map { "\($0.name): \($0.value)" }
        == [
          "Content-Type: multipart/related; type=\"application/xop+xml\";start=\"<http://tempuri.org/0>\";"
            + "boundary=\"\(Self.boundary)\";" + ending, "MIME-Version: 1.0",
        ])
    #expect(ticket.body == server.requestBody && ticket.byteCount == server.requestBody.count)
    #expect(
      ticket.additions == ["1 MIME part with 900 bytes of binary content (MtomMessageEncodingBindingElement)"])
  }

  @Test func `An envelope without binary content is one part, and nothing is said to be added`() async throws {
    let server = try CannedServer(answer: Self.envelope(""))
    let report = try await report(server, "custom(mtom:soap11,http)", Self.envelope("text"))
    let head = "\r\n--\(Self.boundary)\r\nContent-ID: <http://tempuri.org/0>\r\nContent-Transfer-Encoding: 8bit\r\n"
    let type = "Content-Type: application/xop+xml;charset=utf-8;type=\"text/xml\"\r\n\r\n"
    #expect(
      server.requestBody == Array((head + type).utf8) + Self.envelope("text")
        + Array("\r\n--\(Self.boundary)--\r\n".utf8))
    #expect(report.ticket?.additions == [])
  }

  @Test func `A password in the message stays hidden in what is shown, and the security header is not packaged`()
    async throws
  {
    let server = try CannedServer(answer: Self.envelope(""))
    let session = SOAPSession(
      environment: ClientEnvironment(
        now: { Timestamp(secondsSinceEpoch: 1_795_000_000) }, variable: { _ in "geheim" },
        random: { Array(repeating: 0x11, count: $0) }))
    var security = SecurityBindingElement.userNameOverTransport
    security.allowInsecureTransport = true
    let elements: [any BindingElement] = [
      security, MTOMMessageEncodingBindingElement(messageVersion: .soap11), HTTPTransportBindingElement(),
    ]
    let report = await session.report(
      of: Draft(
        url: server.url, envelope: Self.envelope(Self.data.base64), action: "urn:up",
        binding: .custom(CustomBinding(elements: BindingElements(elements))),
        user: UserReference(name: "alice", password: .environment("PW"))))
    let ticket = try #require(report.ticket, "\(report.findings)")
    #expect(server.requestBody.firstRange(of: Array("geheim".utf8)) != nil)
    #expect(ticket.body.firstRange(of: Array("geheim".utf8)) == nil)
    #expect(ticket.byteCount == server.requestBody.count)
    #expect(ticket.additions.count == 3)
  }

  @Test func `A Content-Type of one's own is refused: it cannot name the boundary`() async throws {
    let server = try CannedServer(answer: [])
    let report = try await report(server, headers: [HTTPHeader("content-type", "text/xml")])
    #expect(report.refusal?.code == "mtom-content-type")
    #expect(server.requestBody.isEmpty)
  }

  @Test func `An include in the envelope is refused: there is no part for it`() async throws {
    let report = try await report(
      try CannedServer(answer: []), "custom(mtom:soap11,http)", Self.envelope(Self.include))
    #expect(report.refusal?.code == "mtom-include-in-envelope")
    #expect(report.exitStatus == .usage)
  }

  // MARK: What comes back

  @Test(arguments: ["custom(mtom:soap11,http)", "basic"])
  func `An answer in parts is read whatever was sent, and kept as it came`(binding: String) async throws {
    let body = Self.answer(Self.envelope(Self.include), [Self.part(Self.data)])
    let report = try await report(try CannedServer(answer: body, contentType: Self.answerType), binding)
    let response = try #require(report.response)
    #expect(response.kind == .envelope && response.body == body)
    #expect(response.message == Self.envelope(Self.data.base64))
    #expect(response.attachments.map(\.line) == ["image/png, 900 bytes, <p@x>, in the envelope"])
    #expect(response.attachments.map(\.bytes) == [Self.data])
    #expect(report.exitStatus == .answered)
    #expect(report.wcf.outcome == (binding == "basic" ? "ProtocolException" : "reply"))
    #expect(report.json["response"]?["bytes"] == .int(body.count))
    #expect(
      report.json["response"]?["body"] == .string(String(decoding: Self.envelope(Self.data.base64), as: UTF8.self)))
    #expect(
      report.json["response"]?["attachments"] == [
        [
          "contentId": "p@x", "contentType": "image/png", "contentLocation": .null, "fileName": .null, "bytes": 900,
          "inBody": true, "base64": .null,
        ]
      ])
    #expect(ReportText(report).text.contains("attachment: image/png, 900 bytes"))
  }

  @Test func `Attachments beside the envelope are listed with their content and a harmless name`() async throws {
    let names =
      "Content-Location: http://x/a\u{1B}\r\nContent-Disposition: attachment; filename=\"../../etc/pass wd\"\r\n"
    let body = Self.answer(Self.envelope("x"), [Self.part([1, 2, 3], names)])
    let type = "multipart/related; type=\"text/xml\"; boundary=b"
    let report = try await report(try CannedServer(answer: body, contentType: type), "basic")
    let attachment = try #require(report.response?.attachments.first)
    #expect(attachment.bytes == [1, 2, 3] && !attachment.isInEnvelope)
    #expect(attachment.suggestedFileName == "pass_wd")
    #expect(attachment.line == "image/png, 3 bytes, http://x/a␛, ../../etc/pass wd")
    #expect(report.json.description.contains("\"base64\":\"AQID\""))
  }

  @Test func `A fault in the envelope's part is a fault`() async throws {
    let fault = "<s:Fault><faultcode>s:Server</faultcode><faultstring>no</faultstring></s:Fault>"
    let envelope =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\(fault)</s:Body></s:Envelope>"
    let body = Self.answer(Array(envelope.utf8), [])
    let report = try await report(try CannedServer(answer: body, contentType: Self.answerType))
    #expect(report.response?.fault?.reason == "no")
    #expect(report.exitStatus == .fault)
  }

  @Test func `A part that is missing is the server's error, and the envelope is shown as it came`() async throws {
    let body = Self.answer(Self.envelope(Self.include), [])
    let report = try await report(try CannedServer(answer: body, contentType: Self.answerType))
    #expect(report.findings.first?.code == "xop-part-missing")
    #expect(report.findings.first?.blame == .server)
    #expect(report.response?.message == Self.envelope(Self.include))
    #expect(report.exitStatus == .protocolViolation)
    #expect(report.wcf.outcome == "CommunicationException")
  }

  @Test func `A multipart answer without parts is shown as it came`() async throws {
    let report = try await report(
      try CannedServer(answer: Array("nothing".utf8), contentType: "multipart/related; type=\"text/xml\""))
    #expect(report.findings.first?.code == "multipart-boundary-missing")
    #expect(report.response?.message == Array("nothing".utf8))
    #expect(report.exitStatus == .protocolViolation)
  }

  @Test func `A plain answer to an MTOM request is read as ever`() async throws {
    let report = try await report(try CannedServer(answer: Self.envelope("x")))
    #expect(report.response?.decoded == nil && report.response?.attachments == [])
    #expect(report.wcf.outcome == "reply")
  }
}
