import Basics
import Bindings
import Exchange
import Handshake
import SOAP
import SOAPClient
import TLS
import Testing

/// Addressing and SOAP headers through the whole client.
@Suite struct AddressingCallTests {
  private static let uuid = "07070707-0707-4707-8707-070707070707"
  private static let wsa = "http://www.w3.org/2005/08/addressing"
  private static let now = Timestamp(secondsSinceEpoch: 1_795_000_000)

  private func session() -> SOAPSession {
    SOAPSession(
      environment: ClientEnvironment(
        now: { Self.now }, variable: { _ in nil }, random: { Array(repeating: 7, count: $0) }))
  }

  private func draft(_ url: String, _ binding: String = "custom(text:soap12wsa10,http)") throws -> Draft {
    Draft(url: url, action: "urn:pay", binding: try BindingParser.binding(binding))
  }

  private static func answer(_ headers: String) -> [UInt8] {
    Array(
      ("<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope' xmlns:a='\(wsa)'><s:Header>\(headers)</s:Header>"
        + "<s:Body><ok/></s:Body></s:Envelope>").utf8)
  }

  private static let related = "<a:RelatesTo>urn:uuid:\(uuid)</a:RelatesTo>"

  private static func answered(_ headers: String = related) throws -> CannedServer {
    try CannedServer(answer: answer(headers), contentType: "application/soap+xml; charset=utf-8")
  }

  @Test func `The binding's addressing headers go out, and the report says which element added them`() async throws {
    let server = try Self.answered()
    let report = await session().report(of: try draft(server.url))
    #expect(
      String(decoding: server.requestBody, as: UTF8.self)
        == "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" xmlns:a=\"\(Self.wsa)\"><s:Header>"
        + "<a:Action s:mustUnderstand=\"1\">urn:pay</a:Action><a:MessageID>urn:uuid:\(Self.uuid)</a:MessageID>"
        + "<a:ReplyTo><a:Address>\(Self.wsa)/anonymous</a:Address></a:ReplyTo>"
        + "<a:To s:mustUnderstand=\"1\">\(server.url)</a:To></s:Header><s:Body/></s:Envelope>")
    let ticket = try #require(report.ticket)
    #expect(ticket.additions.count == 4)
    #expect(ticket.additions.allSatisfy { $0.hasSuffix("(TextMessageEncodingBindingElement)") })
    #expect(ticket.messageID == "urn:uuid:\(Self.uuid)")
    #expect(ReportText(report).text.contains("added: To \(server.url)"))
    #expect(report.json["request"]?["messageID"] == .string("urn:uuid:\(Self.uuid)"))
    #expect(report.wcf.outcome == "reply")
    #expect(report.response?.addressing?.relatesTo == ["urn:uuid:\(Self.uuid)"])
    #expect(!report.findings.contains { $0.code.hasPrefix("relates-to") })
  }

  @Test func `What the envelope has itself goes out as it was written, and the report says so`() async throws {
    let server = try Self.answered("<a:RelatesTo>urn:mine</a:RelatesTo>")
    var draft = try draft(server.url)
    let own = "<w:MessageID xmlns:w='\(Self.wsa)'>urn:mine</w:MessageID>"
    draft.envelope = Array(
      "<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Header>\(own)</s:Header><s:Body/></s:Envelope>"
        .utf8)
    let report = await session().report(of: draft)
    let sent = String(decoding: server.requestBody, as: UTF8.self)
    #expect(sent.contains(own))
    #expect(sent.ranges(of: "MessageID>").count == 1)
    #expect(report.ticket?.kept == ["MessageID"])
    #expect(report.ticket?.messageID == "urn:mine")
    #expect(ReportText(report).text.contains("kept: MessageID as the envelope has it"))
    #expect(!report.findings.contains { $0.code.hasPrefix("relates-to") })
  }

  @Test(arguments: [
    ("<a:RelatesTo>urn:uuid:00000000-0000-0000-0000-000000000000</a:RelatesTo>", "relates-to-mismatch"),
    ("<a:RelatesTo RelationshipType='urn:other'>urn:uuid:\(uuid)</a:RelatesTo>", "relates-to-missing"),
    ("<a:Action>urn:reply</a:Action>", "relates-to-missing"),
  ])
  func `An answer to another message is told and still shown`(headers: String, code: String) async throws {
    let server = try Self.answered(headers)
    let report = await session().report(of: try draft(server.url))
    #expect(report.findings.map(\.code).filter { $0.hasPrefix("relates-to") } == [code])
    #expect(report.response?.kind == .envelope)
    // Over HTTP a WCF client does not compare them.
    #expect(report.wcf.outcome == "reply")
    #expect(report.exitStatus == .answered)
  }

  @Test func `A one-way call sends neither id nor reply address`() async throws {
    let server = try Self.answered("")
    var draft = try draft(server.url)
    draft.isOneWay = true
    let report = await session().report(of: draft)
    let sent = String(decoding: server.requestBody, as: UTF8.self)
    #expect(sent.contains("<a:Action") && sent.contains("<a:To"))
    #expect(!sent.contains("MessageID") && !sent.contains("ReplyTo"))
    #expect(report.ticket?.messageID == nil)
  }

  @Test func `A message that is addressed by hand gets nothing`() async throws {
    let server = try Self.answered("")
    var draft = try draft(server.url, "custom(text:soap12wsa10,http(manualAddressing=true))")
    let envelope = Self.answer("<a:To>urn:somewhere</a:To>")
    draft.envelope = envelope
    let report = await session().report(of: draft)
    #expect(server.requestBody == envelope)
    #expect(report.ticket?.additions == [])
  }

  @Test func `A certificate signs the To that was added`() async throws {
    let pki = try MessagePKI(now: Self.now)
    let server = try Self.answered()
    let binding = "custom(security:certificateOverTransport(allowInsecureTransport=true),text:soap12wsa10,http)"
    var draft = try draft(server.url, binding)
    draft.identity = IdentityReference(bytes: pki.client, label: "client")
    let report = await session().report(of: draft)
    let reading = pki.verifier(now: Self.now).read(server.requestBody)
    #expect(reading.allProblems.isEmpty, "\(reading.allProblems) \(report.findings)")
    let parts = reading.signatures.flatMap(\.parts).map(\.description)
    #expect(parts.count == 2 && parts.contains { $0.contains("To") }, "\(parts)")
    let sent = String(decoding: server.requestBody, as: UTF8.self)
    #expect(sent.contains("<a:To s:mustUnderstand=\"1\" u:Id=\"_1\">\(server.url)</a:To><o:Security "))
  }

  @Test func `Draft, behaviors and address add SOAP headers, each in its place`() async throws {
    struct Adds: EndpointBehavior, ClientMessageInspector {
      func beforeSendRequest(_ request: inout RequestMessage) {
        request.soapHeaders.append(SOAPHeader("Session", in: "urn:s", "behavior"))
      }
    }
    let server = try Self.answered()
    var draft = try draft(server.url)
    draft.soapHeaders = [SOAPHeader("Tenant", in: "urn:t", "draft")]
    let session = session()
    session.beforeRequest { client in
      try client.change { $0.endpoint.headers = [SOAPHeader("Shard", in: "urn:a", "address")] }
      try SOAPRequest.register(Adds())
    }
    let report = await session.report(of: draft)
    let sent = String(decoding: server.requestBody, as: UTF8.self)
    #expect(
      sent.contains(
        "</a:ReplyTo><Tenant xmlns=\"urn:t\">draft</Tenant><Session xmlns=\"urn:s\">behavior</Session><a:To "))
    #expect(sent.contains("</a:To><Shard a:IsReferenceParameter=\"true\" xmlns=\"urn:a\">address</Shard></s:Header>"))
    #expect(report.ticket?.additions.count { $0.hasSuffix("(asked for by the call)") } == 3)
  }

  @Test func `A SOAP header that is none is refused before anything is sent`() async throws {
    var draft = try draft("http://127.0.0.1:9/")
    draft.soapHeaders = [SOAPHeader("a", in: "urn:a", .xml("<b>"))]
    let report = await session().report(of: draft)
    #expect(report.refusal?.code == "header-content-invalid")
    #expect(report.exitStatus == .usage)
  }

  @Test(arguments: [
    ("HTTPS://Host.EXAMPLE", "https://host.example/"), ("https://h:443/a?b#c", "https://h/a?b#c"),
    ("http://h:443", "http://h:443/"), ("http://u:p@h:80/x", "http://h/x"),
    ("http://[::1]:8080?q", "http://[::1]:8080/?q"),
    ("http://h/ä", "http://h/%C3%A4"),
  ])
  func `To is the address as .NET writes it`(url: String, expected: String) throws {
    #expect(try HTTPAddress(url).absoluteURI == expected)
  }
}
