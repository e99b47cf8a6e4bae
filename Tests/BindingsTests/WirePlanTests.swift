import Basics
import Bindings
import Testing

@Suite struct WirePlanTests {
  private func headers(_ binding: Binding, action: String?) throws -> [String] {
    try binding.wirePlan(action: action).headers.map { "\($0.name): \($0.value)" }
  }

  private func custom(_ text: String) throws -> Binding {
    .custom(CustomBinding(elements: try BindingParser.elements(text)))
  }

  @Test func `SOAP 1.1 names its action in a quoted header of its own`() throws {
    #expect(
      try headers(.basicHTTP(BasicHTTPBinding()), action: "urn:echo") == [
        "Content-Type: text/xml; charset=utf-8", "SOAPAction: \"urn:echo\"", "Expect: 100-continue",
        "Accept-Encoding: gzip, deflate",
      ])
  }

  @Test func `SOAP 1.2 names its action in the content type`() throws {
    #expect(
      try headers(custom("text:soap12,https"), action: "urn:echo").first
        == "Content-Type: application/soap+xml; charset=utf-8; action=\"urn:echo\"")
    #expect(
      try headers(custom("text:soap12,https"), action: nil).first == "Content-Type: application/soap+xml; charset=utf-8"
    )
  }

  @Test func `No action sends no header and an empty one sends empty quotes`() throws {
    let basic = Binding.basicHTTP(BasicHTTPBinding())
    #expect(try !headers(basic, action: nil).contains { $0.hasPrefix("SOAPAction") })
    #expect(try !headers(basic, action: "*").contains { $0.hasPrefix("SOAPAction") })
    #expect(try headers(basic, action: "").contains("SOAPAction: \"\""))
  }

  @Test func `Spaces and non-ASCII of an action are encoded up to the question mark`() throws {
    #expect(
      try headers(.basicHTTP(BasicHTTPBinding()), action: "urn:a b/ä?c d").contains(
        "SOAPAction: \"urn:a%20b/%c3%a4?c d\""))
  }

  @Test func `A control character in the action is refused`() {
    #expect(throws: BindingError.self) {
      try Binding.basicHTTP(BasicHTTPBinding()).wirePlan(action: "urn:a\r\nX-Evil: 1")
    }
  }

  @Test func `UTF-16 is announced with its byte order`() throws {
    let binding = Binding.basicHTTP(BasicHTTPBinding(textEncoding: .utf16LE))
    #expect(try headers(binding, action: nil).first == "Content-Type: text/xml; charset=utf-16LE")
  }

  @Test func `Only a transport that requires the client certificate offers it`() throws {
    func offers(_ text: String) throws -> Bool {
      try BindingParser.binding(text).wirePlan(action: nil).offersClientCertificate
    }
    #expect(try offers("basic(security=transport,credential=certificate)"))
    #expect(try offers("basicHttps(credential=certificate)"))
    #expect(try offers("custom(text:soap12,https(requireClientCertificate=true))"))
    #expect(try !offers("basic(credential=certificate)"))
    #expect(try !offers("basic(security=transport)"))
    #expect(try !offers("custom(text:soap12,https)"))
    #expect(try !offers("custom(text:soap12,http)"))
  }

  @Test func `The address must have the transport's scheme`() throws {
    let plain = try Binding.basicHTTP(BasicHTTPBinding()).wirePlan(action: nil)
    #expect(throws: Never.self) { try plain.check(url: "HTTP://host/") }
    let error = #expect(throws: BindingError.self) { try plain.check(url: "https://me:secret@host/") }
    #expect(error?.summary == "The provided URI scheme 'https' is invalid; expected 'http'.")
    #expect(error?.message.contains("secret") == false)
    #expect(throws: BindingError.self) { try plain.check(url: "/relative") }
  }

  @Test func `Keep-alive switched off closes the connection`() throws {
    #expect(try headers(custom("text:soap11,http(keepAliveEnabled=false)"), action: nil).last == "Connection: close")
  }

  @Test(arguments: [
    ("text:soap11wsa10", "text/xml; charset=utf-8", true),
    ("text:soap12wsa10", "application/soap+xml; charset=utf-8", false),
    ("text:soap12wsa2004", "application/soap+xml; charset=utf-8", false),
    ("text:none", "application/xml; charset=utf-8", false),
    (
      "customText:soap11(writeEncoding=iso-8859-1,mediaType=application/xml)", "application/xml; charset=iso-8859-1",
      true
    ),
    (
      "mtom:soap12",
      "multipart/related; type=\"application/xop+xml\";start=\"<http://tempuri.org/0>\";boundary=\"…\";"
        + "start-info=\"application/soap+xml\"; action=\"urn:a\"", false
    ),
    (
      "mtom:soap11",
      "multipart/related; type=\"application/xop+xml\";start=\"<http://tempuri.org/0>\";boundary=\"…\";"
        + "start-info=\"text/xml\"", true
    ),
  ])
  func `Content type and SOAPAction are those of the message version`(
    encoder: String, contentType: String, hasSOAPAction: Bool
  ) throws {
    let lines = try headers(custom("\(encoder),https"), action: "urn:a")
    #expect(lines.first == "Content-Type: \(contentType)")
    #expect(lines.contains("SOAPAction: \"urn:a\"") == hasSOAPAction)
    #expect(lines.contains("MIME-Version: 1.0") == encoder.hasPrefix("mtom"))
  }

  @Test func `Without an encoder the message is SOAP 1.2 with WS-Addressing 1.0`() throws {
    let plan = try custom("https").wirePlan(action: "urn:a")
    #expect(plan.messageVersion == .soap12WSAddressing10)
    #expect(plan.actionPlacement == .envelopeHeader)
  }

  @Test func `The .NET client expects 100 Continue only with credentials, and asks caches to step aside`() throws {
    func names(_ text: String) throws -> [String] {
      try BindingParser.binding(text).wirePlan(action: nil, flavour: .net).headers.map(\.name)
    }
    #expect(try names("basic") == ["Content-Type", "Cache-Control", "Accept-Encoding"])
    #expect(try names("basicHttps(credential=certificate)").contains("Expect"))
    #expect(try names("basicHttps(credential=basic)").contains("Expect"))
  }

  @Test func `The plan carries what the transport element says`() throws {
    let plan = try custom(
      "text:soap11(maxDepth=7),http(authenticationScheme=digest,realm=r,decompressionEnabled=false,"
        + "useDefaultWebProxy=false,proxyAddress=http://p:1,bypassProxyOnLocal=true,allowCookies=true)"
    ).wirePlan(action: nil)
    #expect(plan.authenticationScheme == .digest && plan.realm == "r" && plan.allowCookies && !plan.decompression)
    #expect(plan.proxy?.address == "http://p:1" && plan.proxy?.bypassesLocal == true)
    #expect(!plan.headers.contains { $0.name == "Accept-Encoding" })
    #expect(plan.readerQuotas.inForce(plan.transferMode).maxDepth == 7)
    #expect(plan.readerQuotas.inForce(.buffered).maxArrayLength == Int(Int32.max))
    #expect(plan.readerQuotas.inForce(.streamed).maxArrayLength == 16384)
  }

  @Test func `A security element plans its token, its timestamp and what is signed`() throws {
    func plan(_ text: String) throws -> SecurityPlan? { try custom(text).wirePlan(action: nil).security }
    let user = try plan("security:userNameOverTransport(password=digest),text:soap11,https")
    #expect(user?.token == .userName(.digest) && user?.timestampValiditySeconds == 300 && user?.signedParts == [])
    let certificate = try plan("security:certificateOverTransport,text:soap12wsa10,https")
    #expect(certificate?.token == .certificate && certificate?.signedParts == [.timestamp, .to])
    let bare = try plan("security:certificateOverTransport(includeTimestamp=false,signsBody=true),text:soap11,https")
    #expect(bare?.signedParts == [.body] && bare?.requiresSecuredAnswer == false)
    #expect(try plan("text:soap11,https") == nil)
    let all = try plan("security:certificateOverTransport(signsBody=true,signsAddressing=true),text:soap12wsa10,https")
    #expect(all?.signedParts == [.timestamp, .addressing, .body])
    let unaddressed = try plan("security:certificateOverTransport(signsAddressing=true),text:soap12,https")
    #expect(unaddressed?.signedParts == [.timestamp])
  }

  @Test(arguments: [
    ("streamed", [true, true]), ("streamedRequest", [true, false]), ("streamedResponse", [false, true]),
    ("buffered", [false, false]),
  ])
  func `The explanation says what is streamed`(mode: String, expected: [Bool]) throws {
    let lines = try custom("text:soap12,https(transferMode=\(mode))").wirePlan(action: nil).explanation
    #expect(["goes in chunks", "while it reads"].map { part in lines.contains { $0.contains(part) } } == expected)
    #expect(lines.contains { $0.contains("Transfer-Encoding: chunked") } == expected[0])
  }

  @Test func `The explanation says which element decides about the certificate`() throws {
    let lines = try custom("text:soap12,https(requireClientCertificate=true)").wirePlan(action: nil).explanation
    #expect(lines.contains { $0.hasPrefix("HttpsTransportBindingElement ") && $0.contains("is shown") })
  }
}
