import Bindings
import SOAP
import Testing

@Suite struct WCFReadingTests {
  private let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"

  private func outcome(
    _ status: Int, _ contentType: String? = "text/xml; charset=utf-8", _ body: String = "", quota: Int = 65536
  ) throws -> String {
    let plan = try Binding.basicHTTP(BasicHTTPBinding(maxReceivedMessageSize: quota)).wirePlan(action: nil)
    let bytes = Array(body.utf8)
    return WCFReading(
      status: status, contentType: contentType, bytes: bytes.count,
      answer: Answer(body: bytes, contentType: contentType), plan: plan
    ).outcome
  }

  private func envelope(_ body: String, header: String = "", namespace: String? = nil) -> String {
    "<s:Envelope xmlns:s='\(namespace ?? soap11)'>\(header)<s:Body>\(body)</s:Body></s:Envelope>"
  }

  private func fault(_ code: String, _ declaration: String = "") -> String {
    envelope("<s:Fault \(declaration)><faultcode>\(code)</faultcode><faultstring>no</faultstring></s:Fault>")
  }

  @Test(arguments: [
    (401, "MessageSecurityException"), (403, "MessageSecurityException"), (404, "EndpointNotFoundException"),
    (503, "ServerTooBusyException"), (504, "TimeoutException"), (400, "ProtocolException"), (302, "ProtocolException"),
    (415, "ProtocolException"),
  ])
  func `The status comes before everything else`(status: Int, expected: String) throws {
    #expect(try outcome(status, "text/xml", envelope("<a/>")) == expected)
  }

  @Test func `A good envelope is the reply, with 200 and with 500`() throws {
    #expect(try outcome(200, "text/xml", envelope("<a/>")) == "reply")
    #expect(try outcome(500, "Text/XML; charset=\"UTF-8\"; action=x", envelope("<a/>")) == "reply")
  }

  @Test func `Content type, size and envelope each have their exception`() throws {
    #expect(try outcome(200, "application/soap+xml", envelope("<a/>")) == "ProtocolException")
    #expect(try outcome(200, "text/xml; charset=iso-8859-1", envelope("<a/>")) == "ProtocolException")
    #expect(try outcome(200, nil, envelope("<a/>")) == "ProtocolException")
    #expect(try outcome(200, "text/xml", envelope("<a/>"), quota: 20) == "CommunicationException")
    #expect(try outcome(200, "text/xml", "") == "CommunicationException")
    #expect(try outcome(200, "text/xml", "<a/>") == "CommunicationException")
    #expect(try outcome(200, "text/xml", "<a>") == "ProtocolException")
    #expect(
      try outcome(200, "text/xml", envelope("<a/>", namespace: "http://www.w3.org/2003/05/soap-envelope"))
        == "CommunicationException")
    #expect(try outcome(200, "text/xml", "<s:Envelope xmlns:s='\(soap11)'/>") == "CommunicationException")
  }

  @Test func `A header that must be understood is not`() throws {
    let header = "<s:Header><h:A xmlns:h='urn:h' s:mustUnderstand='1'/></s:Header>"
    #expect(try outcome(200, "text/xml", envelope("<a/>", header: header)) == "ProtocolException")
  }

  @Test func `Fault codes become their exceptions`() throws {
    let addressing = "xmlns:a='http://www.w3.org/2005/08/addressing'"
    #expect(try outcome(500, "text/xml", fault("s:Client")) == "FaultException")
    #expect(try outcome(500, "text/xml", fault("s:MustUnderstand")) == "ProtocolException")
    #expect(try outcome(500, "text/xml", fault("a:ActionNotSupported", addressing)) == "ActionNotSupportedException")
    #expect(try outcome(500, "text/xml", fault("ActionNotSupported")) == "FaultException")
    #expect(try outcome(500, "text/xml", fault("a:DestinationUnreachable", addressing)) == "EndpointNotFoundException")
  }
}
