import Bindings
import Exchange
import Handshake
import SOAP
import SOAPClient
import Testing

/// What comes back is always shown, whatever a WCF client would have made of it.
@Suite struct AnswerCallTests {
  @Test func `A refused expectation is told as what it is, if one was sent`() async throws {
    for (headers, code) in [([], "expectation-refused"), ([HTTPHeader("Expect", "")], "answer-not-soap")] {
      let server = try CannedServer(answer: Array("<html/>".utf8), contentType: "text/html", status: 417)
      var draft = Draft(url: server.url, action: "urn:a")
      draft.httpHeaders = headers
      let report = await SOAPSession.test().report(of: draft)
      #expect(server.requestHead.contains("Expect: 100-continue") == headers.isEmpty)
      #expect(report.findings.first?.code == code)
      #expect(report.findings.first?.remedies.contains { $0.who == .server } == true)
      #expect(report.wcf.outcome == "ProtocolException")
      #expect(report.exitStatus == .protocolViolation)
    }
  }

  private static let fault = Array(
    ("<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault><faultcode>s:Client</faultcode>"
      + "<faultstring>it failed</faultstring></s:Fault></s:Body></s:Envelope>").utf8)

  /// One status of each rule (the last of its range: the first may be 304, which has no body), and 400, where other stacks
  /// put faults of the sender.
  static let statuses = StatusRule.all.compactMap { $0.statuses.first?.upperBound } + [400]

  @Test(arguments: statuses)
  func `A fault is shown with every status, and the outcome is its rule's`(status: Int) async throws {
    let server = try CannedServer(answer: Self.fault, status: status)
    let report = await SOAPSession().report(of: Draft(url: server.url, action: "urn:a"))
    #expect(report.response?.status == status)
    #expect(report.response?.fault?.reason == "it failed")
    #expect(report.wcf.outcome == StatusRule.of(status).exception ?? "FaultException", "\(report.wcf)")
    #expect(report.exitStatus == .fault)
  }

  @Test func `A one-way call is content with nothing and not with a message`() async throws {
    func outcome(_ body: [UInt8], _ status: Int, isOneWay: Bool) async throws -> String {
      let server = try CannedServer(answer: body, status: status)
      return await SOAPSession().report(of: Draft(url: server.url, action: "urn:a", isOneWay: isOneWay)).wcf.outcome
    }
    #expect(try await outcome([], 202, isOneWay: true) == "reply")
    #expect(try await outcome([], 202, isOneWay: false) == "CommunicationException")
    #expect(try await outcome(EnvelopeBuilder.empty(.soap11), 200, isOneWay: true) == "ProtocolException")
    #expect(try await outcome(EnvelopeBuilder.empty(.soap11), 200, isOneWay: false) == "reply")
  }

  @Test func `XML without an envelope goes out as it is, and XML is its answer`() async throws {
    let server = try CannedServer(answer: Array("<answer/>".utf8), contentType: "application/xml")
    let message = Array("<?xml version='1.0'?>\n<question a='1'/>".utf8)
    let draft = Draft(
      url: server.url, envelope: message, action: "urn:a", binding: try BindingParser.binding("custom(text:none,http)"))
    let report = await SOAPSession().report(of: draft)
    #expect(server.requestBody == message)
    #expect(report.ticket?.httpHeaders.first { $0.name == "Content-Type" }?.value == "application/xml; charset=utf-8")
    #expect(report.ticket?.httpHeaders.contains { $0.name == "SOAPAction" } == false)
    #expect(report.wcf.outcome == "reply")
    #expect(report.exitStatus == .answered)
    #expect(!report.findings.contains { $0.code == "answer-not-soap" })
  }

  @Test func `A message version without an envelope has no place for headers, and needs a message`() async throws {
    var draft = Draft(url: "http://127.0.0.1:9/", binding: try BindingParser.binding("custom(text:none,http)"))
    #expect(await SOAPSession().report(of: draft).refusal?.code == "xml-empty")
    draft.envelope = Array("<a/>".utf8)
    draft.soapHeaders = [SOAPHeader("h", in: "urn:h", "x")]
    #expect(await SOAPSession().report(of: draft).refusal?.code == "not-an-envelope")
  }
}
