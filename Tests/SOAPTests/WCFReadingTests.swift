import Bindings
import Testing

@testable import SOAP

/// What a WCF client makes of an answer: each row of each table, and the order in which they count.
@Suite struct WCFReadingTests {
  private static let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
  private static let soap12 = "http://www.w3.org/2003/05/soap-envelope"

  private func plan(_ binding: String, _ flavour: Flavour = .netFramework) throws -> WirePlan {
    try BindingParser.binding(binding).wirePlan(action: "urn:a", flavour: flavour)
  }

  private func reading(
    _ status: Int = 200, _ contentType: String? = "text/xml; charset=utf-8", _ body: String = "",
    binding: String = "basic", flavour: Flavour = .netFramework, hasContentLength: Bool = true, isOneWay: Bool = false,
    location: String? = nil
  ) throws -> WCFReading {
    let bytes = Array(body.utf8)
    return WCFReading(
      status: status, contentType: contentType, bytes: bytes.count,
      answer: Answer(body: bytes, contentType: contentType), plan: try plan(binding, flavour),
      challenge: "Basic realm=x",
      location: location, hasContentLength: hasContentLength, isOneWay: isOneWay)
  }

  private func outcome(_ status: Int, _ contentType: String?, _ body: String = "") throws -> String {
    try reading(status, contentType, body).outcome
  }

  private static func envelope(_ body: String, header: String = "", namespace: String = soap11) -> String {
    "<s:Envelope xmlns:s='\(namespace)'>\(header)<s:Body>\(body)</s:Body></s:Envelope>"
  }

  private static func fault11(_ code: String, _ declarations: String = "", detail: String = "") -> String {
    envelope(
      "<s:Fault \(declarations)><faultcode>\(code)</faultcode><faultstring>no</faultstring>\(detail)</s:Fault>")
  }

  private static func fault12(_ side: String, _ subcodes: [String], _ declarations: String = "") -> String {
    let nested = subcodes.reversed().reduce("") { "<s:Subcode><s:Value>\($1)</s:Value>\($0)</s:Subcode>" }
    return envelope(
      "<s:Fault \(declarations)><s:Code><s:Value>s:\(side)</s:Value>\(nested)</s:Code>"
        + "<s:Reason><s:Text xml:lang='en'>no</s:Text></s:Reason></s:Fault>", namespace: soap12)
  }

  // MARK: Status

  /// As the sources of both WCF clients have it.
  static let statuses: [(status: Int, exception: String?)] = [
    (200, nil), (201, nil), (202, nil), (204, nil), (299, nil), (500, nil),
    (300, "ProtocolException"), (301, "ProtocolException"), (302, "ProtocolException"), (303, "ProtocolException"),
    (304, "ProtocolException"), (307, "ProtocolException"), (308, "ProtocolException"), (400, "ProtocolException"),
    (401, "MessageSecurityException"), (402, "ProtocolException"), (403, "MessageSecurityException"),
    (404, "EndpointNotFoundException"), (405, "ProtocolException"), (406, "ProtocolException"),
    (407, "ProtocolException"), (408, "ProtocolException"), (409, "ProtocolException"), (410, "ProtocolException"),
    (411, "ProtocolException"), (413, "ProtocolException"), (415, "ProtocolException"), (417, "ProtocolException"),
    (429, "ProtocolException"), (501, "ProtocolException"), (502, "ProtocolException"),
    (503, "ServerTooBusyException"), (504, "TimeoutException"), (505, "ProtocolException"),
    (599, "ProtocolException"),
  ]

  @Test(arguments: statuses)
  func `The status comes before everything else`(status: Int, exception: String?) throws {
    #expect(StatusRule.of(status).exception == exception)
    let told = try reading(status, "text/xml", Self.envelope("<a/>"))
    #expect(told.outcome == exception ?? "reply")
    #expect(exception == nil || told.message?.contains("\(status)") == true || [401, 403].contains(status))
  }

  @Test func `Every status has one rule, and every rule a status that is tried`() {
    for status in 200...599 { #expect(StatusRule.all.count { $0.covers(status) } == 1, "\(status)") }
    for rule in StatusRule.all {
      #expect(Self.statuses.contains { rule.covers($0.status) })
      #expect((rule.exception == nil) == (rule.resource == nil))
    }
    #expect(StatusRule.of(999).exception == "ProtocolException")
  }

  @Test func `A streamed answer is judged by its headers before it is counted, a buffered one after`() throws {
    let other = Self.envelope("<a/>", namespace: Self.soap12)
    func message(_ mode: String, _ body: String) throws -> String? {
      try reading(200, "text/xml", body, binding: "basic(transferMode=\(mode),maxReceivedMessageSize=20)").message
    }
    #expect(try message("buffered", other)?.contains("quota") == true)
    #expect(try message("streamedResponse", other)?.contains("EncoderEnvelopeVersionMismatch") == true)
    #expect(try message("streamed", Self.fault11("s:Client"))?.contains("while the body was read") == true)
    #expect(try message("streamedRequest", Self.fault11("s:Client"))?.contains("while the body was read") == false)
  }

  @Test func `A fault behind a refused status is lost, and the message says so`() throws {
    let message = try reading(400, "application/soap+xml", Self.fault12("Sender", [])).message
    #expect(message?.contains("lost") == true)
    #expect(try reading(400, "text/html", "<html/>").message?.contains("lost") == false)
    #expect(try reading(500, "text/xml", Self.fault11("s:Client")).outcome == "FaultException")
  }

  @Test func `A refused status names what it rests on`() throws {
    #expect(try reading(401).message?.contains("'Basic realm=x'") == true)
    #expect(try reading(302, location: "https://u:p@other/\u{1B}").message?.contains("https://other/") == true)
    #expect(try reading(302, location: "https://u:p@other/\u{1B}").message?.contains("\u{1B}") == false)
    #expect(try reading(307, location: "https://other/").message?.contains("again") == true)
    #expect(try reading(307).message?.contains("unexpected") == true)
  }

  // MARK: Body

  @Test func `A good envelope is the reply, with 200 and with 500`() throws {
    #expect(try outcome(200, "text/xml", Self.envelope("<a/>")) == "reply")
    #expect(try outcome(500, "Text/XML; charset=\"UTF-8\"; action=x", Self.envelope("<a/>")) == "reply")
  }

  @Test(arguments: [
    ("application/soap+xml", envelope("<a/>"), "ProtocolException", "does not match"),
    ("text/xml; charset=iso-8859-1", envelope("<a/>"), "ProtocolException", "does not match"),
    (nil, envelope("<a/>"), "ProtocolException", "HttpContentTypeHeaderRequired"),
    ("text/xml", "<a/>", "CommunicationException", "MessageVersionUnknown"),
    ("text/xml", "<a>", "ProtocolException", "MessageXmlProtocolError"),
    ("text/xml", "{}", "ProtocolException", "MessageXmlProtocolError"),
    ("text/xml", "<!DOCTYPE a><a/>", "ProtocolException", "MessageXmlProtocolError"),
    ("text/xml", "<?pi x?>" + envelope("<a/>"), "ProtocolException", "processing instruction"),
    ("text/xml", envelope("<a/>", namespace: soap12), "CommunicationException", "EncoderEnvelopeVersionMismatch"),
    ("text/xml", "<s:Envelope xmlns:s='\(soap11)'/>", "CommunicationException", "MessageBodyMissing"),
  ])
  func `Content type and envelope each have their exception`(
    contentType: String?, body: String, exception: String, word: String
  ) throws {
    let told = try reading(200, contentType, body)
    #expect(told.outcome == exception)
    #expect(told.message?.contains(word) == true, "\(told)")
  }

  private static func bytes(_ text: String, mark: [UInt8] = [], isLittle: Bool? = nil) -> [UInt8] {
    guard let isLittle else { return mark + Array(text.utf8) }
    return mark
      + text.utf16.flatMap { isLittle ? [UInt8($0 & 0xFF), UInt8($0 >> 8)] : [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
  }

  private static func declared(_ encoding: String) -> String {
    "<?xml version='1.0' encoding='\(encoding)'?>" + envelope("<a/>")
  }

  @Test(arguments: [
    ("text/xml; charset=utf-8", bytes(declared("ISO-8859-1")), "declaration 'ISO-8859-1' does not match"),
    ("text/xml", bytes(declared("ISO-8859-1")), "document 'utf-8'"),
    ("text/xml; charset=utf-8", bytes(declared("UTF-8"), mark: [0xEF, 0xBB, 0xBF]), nil),
    ("text/xml; charset=utf-8", bytes(declared("utf-16")), "declaration 'utf-16' does not match"),
    (
      "text/xml; charset=utf-8", bytes(declared("utf-16"), mark: [0xFF, 0xFE], isLittle: true),
      "expected encoding 'utf-8' does not match the actual encoding 'utf-16LE'"
    ),
    ("text/xml; charset=utf-16le", bytes(declared("utf-16"), mark: [0xFF, 0xFE], isLittle: true), nil),
    ("text/xml; charset=utf-16", bytes(declared("utf-16"), mark: [0xFE, 0xFF], isLittle: false), nil),
    ("text/xml; charset=utf-16BE", bytes(envelope("<a/>"), mark: [0xFE, 0xFF], isLittle: false), nil),
    (
      "text/xml; charset=utf-16", bytes(envelope("<a/>"), mark: [0xFE, 0xFF], isLittle: false), "XmlDeclarationRequired"
    ),
    (
      "text/xml; charset=utf-16be", bytes(declared("utf-16"), mark: [0xFF, 0xFE], isLittle: true),
      "expected encoding 'utf-16BE'"
    ),
    (
      "text/xml; charset=utf-16le", bytes(declared("utf-8"), mark: [0xFF, 0xFE], isLittle: true),
      "declaration 'utf-8' does not match the encoding of the document 'utf-16LE'"
    ),
  ])
  func `Content type, byte order mark and declaration must agree`(type: String, bytes: [UInt8], words: String?) throws {
    let told = WCFReading(
      status: 200, contentType: type, bytes: bytes.count, answer: Answer(body: bytes, contentType: type),
      plan: try plan("basic"))
    #expect(told.outcome == (words == nil ? "reply" : "ProtocolException"), "\(told)")
    if let words { #expect(told.message?.contains(words) == true, "\(told)") }
  }

  @Test func `A replaced encoder reads any encoding`() throws {
    let type = "text/xml; charset=iso-8859-1"
    let bytes = Self.bytes(Self.declared("ISO-8859-1"))
    let told = WCFReading(
      status: 200, contentType: type, bytes: bytes.count, answer: Answer(body: bytes, contentType: type),
      plan: try plan("custom(customText:soap11(writeEncoding=iso-8859-1),http)"))
    #expect(told == .reply)
  }

  @Test func `Nothing is a reply to a one-way message alone`() throws {
    #expect(try reading(202, nil).outcome == "CommunicationException")
    #expect(try reading(202, nil, isOneWay: true).outcome == "reply")
    #expect(try reading(200, "text/xml", isOneWay: true).outcome == "reply")
    #expect(try reading(500, nil).message?.contains("SFxServerDidNotReply") == true)
    // .NET reads where a content type is.
    #expect(try reading(200, "text/xml", flavour: .net, isOneWay: true).outcome == "ProtocolException")
    #expect(try reading(202, nil, flavour: .net, isOneWay: true).outcome == "reply")
  }

  @Test func `A message is no reply to a one-way message`() throws {
    let told = try reading(200, "text/xml", Self.envelope("<a/>"), isOneWay: true)
    #expect(told.outcome == "ProtocolException")
    #expect(told.message?.contains("OneWayOperationReturnedMessage") == true)
    let fault = try reading(500, "text/xml", Self.fault11("s:Server"), isOneWay: true)
    #expect(fault.message?.contains("OneWayOperationReturnedFault") == true)
  }

  @Test func `A message version without an envelope takes any XML`() throws {
    let binding = "custom(text:none,http)"
    #expect(try reading(200, "application/xml", "<a/>", binding: binding).outcome == "reply")
    #expect(try reading(200, "text/xml", "<a/>", binding: binding).outcome == "ProtocolException")
    #expect(try reading(200, "application/xml", "<a>", binding: binding).outcome == "ProtocolException")
  }

  // MARK: Security

  @Test(arguments: [
    (SecurityHeaderLayout.strict, [SecurityReading.Item.timestamp, .other, .signature(token: 1)], nil),
    (.strict, [.other, .timestamp, .signature(token: nil)], nil), (.strict, [.other, .timestamp], nil),
    (.strict, [.timestamp, .signature(token: 2), .other], "UnableToResolveKeyInfoForVerifyingSignature"),
    (.strict, [.other, .signature(token: 0), .timestamp], "SigningWithoutPrimarySignatureRequiresTimestamp"),
    (.lax, [.signature(token: 1), .other, .timestamp], nil),
    (.laxTimestampFirst, [.timestamp, .signature(token: 2), .other], nil),
    (.laxTimestampFirst, [.other, .timestamp], "TimestampMustOccurFirstInSecurityHeaderLayout"),
    (.laxTimestampLast, [.signature(token: 1), .other, .timestamp], nil),
    (.laxTimestampLast, [.timestamp, .other], "TimestampMustOccurLastInSecurityHeaderLayout"),
  ])
  func `Each layout has its order`(layout: SecurityHeaderLayout, order: [SecurityReading.Item], key: String?) throws {
    var plan = try #require(
      try plan("custom(security:certificateOverTransport(enableUnsecuredResponse=true),text:soap11,https)").security)
    plan.layout = layout
    var reading = SecurityReading.absent
    (reading.isPresent, reading.order) = (true, order)
    let told = WCFReading.securityViolation(reading, plan: plan, isFault: false)
    #expect(told?.outcome == key.map { _ in "MessageSecurityException" })
    #expect(told?.message?.contains(key ?? "") ?? (key == nil))
  }

  /// Nil where the client goes on reading.
  @Test(arguments: [
    (SecurityHeaderLayout.strict, Flavour.netFramework, [SecurityReading.Item.timestamp], nil),
    (.strict, .netFramework, [.other, .timestamp], nil),
    (.strict, .netFramework, [.timestamp, .token("UsernameToken")], "UnableToFindTokenAuthenticator"),
    (.strict, .netFramework, [.timestamp, .token("A"), .signature(token: 1)], "UnableToFindTokenAuthenticator"),
    (.strict, .netFramework, [.timestamp, .signature(token: nil)], "SupportingTokenSignaturesNotExpected"),
    (.strict, .netFramework, [.signature(token: 1), .token("A")], "SupportingTokenSignaturesNotExpected"),
    (.lax, .netFramework, [.signature(token: 1), .token("A")], "UnableToFindTokenAuthenticator"),
    (.lax, .netFramework, [.timestamp, .signature(token: nil)], "SupportingTokenSignaturesNotExpected"),
    (.lax, .net, [.signature(token: 1), .token("A")], ".NET's client"),
    (.strict, .net, [.timestamp, .token("A"), .signature(token: 1)], "UnableToFindTokenAuthenticator"),
  ])
  func `A client over transport expects a timestamp of an answer and nothing else`(
    layout: SecurityHeaderLayout, flavour: Flavour, order: [SecurityReading.Item], key: String?
  ) throws {
    var plan = try #require(
      try plan("custom(security:userNameOverTransport(enableUnsecuredResponse=true),text:soap11,https)").security)
    plan.layout = layout
    var reading = SecurityReading.absent
    (reading.isPresent, reading.order) = (true, order)
    let told = WCFReading.security(reading, plan: plan, flavour: flavour, isFault: false)
    #expect((told == nil) == (key == nil) && told?.message?.contains(key ?? "") != false, "\(String(describing: told))")
    let exception = key?.hasPrefix(".NET") == true ? "PlatformNotSupportedException" : "MessageSecurityException"
    #expect(told.map(\.outcome) == key.map { _ in exception })
    // SecurityProtocol.VerifyIncomingMessage wraps what is no MessageSecurityException.
    if key == "SupportingTokenSignaturesNotExpected" {
      #expect(told?.message?.hasPrefix("MessageSecurityVerificationFailed") == true)
    }
    #expect(WCFReading.security(reading, plan: nil, flavour: flavour, isFault: false) == nil)
  }

  // MARK: Quotas

  @Test func `The size quota holds for the whole answer`() throws {
    let body = Self.envelope("<a/>")
    func outcome(_ quota: Int, _ flavour: Flavour = .netFramework, hasContentLength: Bool = true) throws -> String {
      try reading(
        200, "text/xml", body, binding: "basic(maxReceivedMessageSize=\(quota))", flavour: flavour,
        hasContentLength: hasContentLength
      ).outcome
    }
    #expect(try outcome(body.utf8.count) == "reply")
    #expect(try outcome(body.utf8.count - 1) == "CommunicationException")
    // .NET's buffer is full one byte earlier when the length was not announced.
    #expect(try outcome(body.utf8.count, .net) == "reply")
    #expect(try outcome(body.utf8.count, .net, hasContentLength: false) == "CommunicationException")
    #expect(try outcome(body.utf8.count, hasContentLength: false) == "reply")
  }

  @Test func `Depth and text have quotas of their own`() throws {
    func nested(_ depth: Int) -> String {
      Self.envelope(String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth))
    }
    #expect(try reading(200, "text/xml", nested(126)).outcome == "reply")
    let deep = try reading(200, "text/xml", nested(127))
    #expect(deep.outcome == "CommunicationException")
    #expect(deep.message?.contains("MaxDepth (128)") == true)
    #expect(try reading(200, "text/xml", nested(127), binding: "basic(maxDepth=200)").outcome == "reply")
    let text = Self.envelope("<a>\(String(repeating: "ä&amp;", count: 5000))</a>")
    #expect(try reading(200, "text/xml", text).outcome == "reply")
    let long = try reading(200, "text/xml", text, binding: "basic(maxStringContentLength=8192)")
    #expect(long.message?.contains("MaxStringContentLength (8192)") == true, "\(long)")
    #expect(try reading(200, "text/xml", text, binding: "basic(maxStringContentLength=10000)").outcome == "reply")
  }

  @Test func `A start tag has a quota too`() throws {
    let body = Self.envelope("<a b='\(String(repeating: "x", count: 5000))'/>")
    #expect(try reading(200, "text/xml", body).outcome == "reply")
    let told = try reading(200, "text/xml", body, binding: "basic(maxBytesPerRead=4096)")
    #expect(told.outcome == "CommunicationException" && told.message?.contains("MaxBytesPerRead (4096)") == true)
    #expect(try reading(200, "text/xml", body, binding: "basic(maxBytesPerRead=6000)").outcome == "reply")
  }

  @Test func `A large answer is measured to its end`() throws {
    let rows = String(repeating: "<r>\(String(repeating: "0123456789", count: 10_000))</r>", count: 42)
    let deep = String(repeating: "<d>", count: 127) + String(repeating: "</d>", count: 127)
    let bytes = Array(Self.envelope(rows + deep).utf8)
    #expect(bytes.count > Answer.completeReadingBytes)
    var answer = Answer(body: bytes, contentType: "text/xml")
    answer.measureToEnd()
    func message(_ quotas: String) throws -> String? {
      WCFReading(
        status: 200, contentType: "text/xml", bytes: bytes.count, answer: answer,
        plan: try plan("basic(maxReceivedMessageSize=100000000\(quotas))")
      ).message
    }
    #expect(try message("")?.contains("MaxDepth (128)") == true)
    #expect(try message(",maxDepth=200") == nil)
    #expect(try message(",maxDepth=200,maxStringContentLength=100000") == nil)
    #expect(try message(",maxDepth=200,maxStringContentLength=99999")?.contains("(99999)") == true)
  }

  /// The same text, measured by its markup and by the parser.
  @Test(arguments: [
    "<a><b/><c><d>x</d></c></a>", "<a b='12345'>123</a>", "<a>ä&amp;😀&#10;</a>", "<a><![CDATA[<x>&amp;]]>12</a>",
    "<a><!-- <b> --><?pi <c>?>1</a>", "<a b=\"x > y ' &lt;\"/>", "<a>\n  <b>12</b>\n</a>",
  ])
  func `Markup alone tells depth and texts as the parser does`(text: String) throws {
    let bytes = Array(Self.envelope(text).utf8)
    guard case .envelope(let outline) = EnvelopeOutline.read(bytes, completely: true) else {
      Issue.record("no envelope")
      return
    }
    let measure = MarkupMeasure(bytes)
    #expect(measure.depth == outline.depth)
    #expect(measure.longestText == outline.longestText, "\(measure)")
    #expect(measure.longestTag >= outline.longestTag)
  }

  @Test(arguments: ["<", "<a", "<a b='", "<!--", "<![CDATA[", "</", "&", "<?", "<a/", "\u{FFFD}"])
  func `What ends too early is measured as far as it goes`(text: String) {
    #expect(MarkupMeasure(Array(text.utf8)).depth <= 1)
  }

  // MARK: Headers

  @Test func `A header that must be understood is not, whoever it is for`() throws {
    for actor in ["", " s:actor='urn:other'"] {
      let header = "<s:Header><h:A xmlns:h='urn:h' s:mustUnderstand='1'\(actor)/></s:Header>"
      let told = try reading(200, "text/xml", Self.envelope("<a/>", header: header))
      #expect(told.outcome == "ProtocolException")
      #expect(told.message?.contains("'A' from the namespace 'urn:h'") == true)
    }
    // A fault is thrown before anybody looks at headers.
    let header = "<s:Header><h:A xmlns:h='urn:h' s:mustUnderstand='1'/></s:Header>"
    let fault = Self.fault11("s:Client").replacing("<s:Body>", with: header + "<s:Body>")
    #expect(try outcome(500, "text/xml", fault) == "FaultException")
  }

  // MARK: Faults

  private static let binding11: [FaultRule.Vocabulary: String] = [
    .addressing: "custom(text:soap11wsa10,http)", .addressing10: "custom(text:soap11wsa10,http)",
    .addressingBefore10: "custom(text:soap11wsa2004,http)", .security: "basic", .dispatcher: "basic",
  ]

  @Test(arguments: FaultRule.all)
  func `A fault code becomes its exception`(rule: FaultRule) throws {
    let binding = try #require(Self.binding11[rule.vocabulary])
    let namespace = try #require(rule.namespace(try plan(binding).messageVersion))
    // SOAP 1.1 has no subcodes, so that a rule with one does not hold there.
    let newer = binding.replacing("soap11", with: "soap12").replacing("basic", with: "custom(text:soap12,http)")
    let side = rule.side == .sender ? "Sender" : "Receiver"
    let codes = ["c:\(rule.code)"] + (rule.subcode.map { ["c:\($0)"] } ?? [])
    let type = "application/soap+xml"
    let declared = "xmlns:c='\(namespace)'"
    #expect(
      try reading(500, type, Self.fault12(side, codes, declared), binding: newer).outcome == rule.exception)
    let older = try reading(500, "text/xml", Self.fault11(codes[0], declared), binding: binding).outcome
    #expect(older == (rule.subcode == nil ? rule.exception : "FaultException"))
    let otherSide = rule.side == .sender ? "Receiver" : "Sender"
    for wrong in [
      Self.fault12(otherSide, codes, declared), Self.fault12(side, codes, "xmlns:c='urn:other'"),
      Self.fault12(side, ["s:Other"] + codes, declared),
    ] {
      #expect(try reading(500, type, wrong, binding: newer).outcome == "FaultException")
    }
  }

  @Test func `Without addressing the codes are in a namespace of WCF's own`() throws {
    let none = "xmlns:a='\(FaultRule.noAddressing)'"
    #expect(try outcome(500, "text/xml", Self.fault11("a:ActionNotSupported", none)) == "ActionNotSupportedException")
    let wsa = "xmlns:a='http://www.w3.org/2005/08/addressing'"
    #expect(try outcome(500, "text/xml", Self.fault11("a:ActionNotSupported", wsa)) == "FaultException")
    #expect(try outcome(500, "text/xml", Self.fault11("ActionNotSupported")) == "FaultException")
  }

  @Test func `A client that does not understand is told by the code itself`() throws {
    #expect(try outcome(500, "text/xml", Self.fault11("s:MustUnderstand")) == "ProtocolException")
    let newer = Self.fault12("MustUnderstand", [])
    #expect(
      try reading(500, "application/soap+xml", newer, binding: "custom(text:soap12,http)").outcome
        == "ProtocolException")
  }

  @Test func `An internal fault brings the exception's detail, if it has one`() throws {
    let code = "a:InternalServiceFault"
    let declared = "xmlns:a='\(FaultRule.dispatcher)'"
    #expect(try outcome(500, "text/xml", Self.fault11(code, declared)) == "FaultException")
    let known =
      "<detail><ExceptionDetail xmlns='http://schemas.datacontract.org/2004/07/System.ServiceModel'/></detail>"
    #expect(
      try outcome(500, "text/xml", Self.fault11(code, declared, detail: known)) == "FaultException<ExceptionDetail>")
    let other = "<detail><x xmlns='urn:x'/></detail>"
    #expect(try outcome(500, "text/xml", Self.fault11(code, declared, detail: other)) == "SerializationException")
  }

  @Test(arguments: [
    "<s:Fault/>", "<s:Fault><faultcode>s:Client</faultcode></s:Fault>",
    "<s:Fault><s:faultcode>s:Client</s:faultcode><s:faultstring>no</s:faultstring></s:Fault>",
    "<s:Fault><faultcode>nowhere:Client</faultcode><faultstring>no</faultstring></s:Fault>",
  ])
  func `A fault that a strict reader cannot read is no FaultException, and is shown all the same`(body: String) throws {
    let told = try reading(500, "text/xml", Self.envelope(body))
    #expect(told.outcome == "CommunicationException")
    #expect(told.message?.contains("SFxErrorDeserializingFault") == true)
    #expect(Answer(body: Array(Self.envelope(body).utf8), contentType: "text/xml").fault != nil)
  }

  @Test(arguments: [
    "<s:Fault><s:Code/><s:Reason><s:Text xml:lang='en'>x</s:Text></s:Reason></s:Fault>",
    "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code></s:Fault>",
    "<s:Fault><s:Code><s:Value>s:Sender</s:Value></s:Code><s:Reason/></s:Fault>",
    "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>x:y</s:Value></s:Subcode></s:Code>"
      + "<s:Reason><s:Text xml:lang='en'>x</s:Text></s:Reason></s:Fault>",
  ])
  func `SOAP 1.2 faults need code and reason`(body: String) throws {
    let told = try reading(
      500, "application/soap+xml", Self.envelope(body, namespace: Self.soap12), binding: "custom(text:soap12,http)")
    #expect(told.outcome == "CommunicationException", "\(told)")
  }
}
