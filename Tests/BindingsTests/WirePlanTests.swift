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

  @Test func `The explanation says which element decides about the certificate`() throws {
    let lines = try custom("text:soap12,https(requireClientCertificate=true)").wirePlan(action: nil).explanation
    #expect(lines.contains { $0.hasPrefix("HttpsTransportBindingElement ") && $0.contains("is shown") })
  }
}
