import Basics
import Bindings
import Testing

@Suite struct BindingParserTests {
  private let tls = BindingContext(url: "https://host/", hasIdentity: false)
  private let mutualTLS = BindingContext(url: "HTTPS://host/", hasIdentity: true)
  private let plain = BindingContext(url: "http://host/", hasIdentity: false)

  @Test func `Without a word the scheme and the identity decide`() throws {
    #expect(try BindingParser.binding(BindingWords(), plain).description == "basic")
    #expect(try BindingParser.binding(BindingWords(), tls).description == "basic(security=transport)")
    #expect(
      try BindingParser.binding(BindingWords(), mutualTLS).description
        == "basic(security=transport,credential=certificate)")
  }

  @Test func `Words win over defaults`() throws {
    let words = BindingWords(binding: "BASIC", security: "None", credential: "NONE")
    #expect(try BindingParser.binding(words, mutualTLS).description == "basic")
  }

  @Test func `A custom binding without a stack gets one that fits`() throws {
    #expect(
      try BindingParser.binding(BindingWords(binding: "custom"), mutualTLS).description
        == "custom(text:soap12,https(requireClientCertificate=true))")
    #expect(try BindingParser.binding(BindingWords(binding: "custom"), plain).description == "custom(text:soap12,http)")
  }

  @Test func `A message version that no basic binding has makes the binding custom`() throws {
    #expect(
      try BindingParser.binding(BindingWords(messageVersion: "Soap12"), tls).description == "custom(text:soap12,https)")
  }

  @Test func `A stack that is written out stays as it is, identity or not`() throws {
    let words = BindingWords(elements: " text:SOAP12 , https ")
    #expect(try BindingParser.binding(words, mutualTLS).description == "custom(text:soap12,https)")
  }

  @Test(arguments: [
    "basic", "basic(security=transport,credential=certificate,textEncoding=utf-16,maxReceivedMessageSize=1000)",
    "basicHttps(credential=certificate)", "basicHttps",
    "custom(text:soap11(writeEncoding=utf-16BE),https(requireClientCertificate=true,maxReceivedMessageSize=9,keepAliveEnabled=false))",
    "custom(https,text:soap12)", "custom()", "wsHttp", "ws2007Http(security=none)",
    "custom(https,sendTimeout=infinite)",
    "wsHttp(security=transportWithMessageCredential,messageCredential=userName,establishSecurityContext=false)",
    "basic(realm=\"a, b (c) \\\"d\\\" \\\\\",sendTimeout=2.5)",
    "custom(security:certificateOverTransport(signsBody=true),mtom:soap11wsa2004(writeThreshold=1),https)",
    "custom(customText:soap11(writeEncoding=iso-8859-1),https)", "custom(reliableSession,binary,tcp)",
  ])
  func `The text form reads back to the same binding`(text: String) throws {
    let binding = try BindingParser.binding(text)
    #expect(binding.description == text)
    #expect(try BindingParser.binding(binding.description) == binding)
  }

  @Test(arguments: [
    (BindingWords(binding: "netTcp"), "not-available"), (BindingWords(binding: "foo"), "unknown-name"),
    (BindingWords(security: "foo"), "unknown-name"), (BindingWords(credential: "kerberos"), "unknown-name"),
    (BindingWords(messageVersion: "soap13"), "unknown-name"),
    (BindingWords(elements: "security,https"), "security-without-kind"),
    (BindingWords(elements: "text:soap12,https(realm=\"a)"), "unbalanced-parentheses"),
    (BindingWords(elements: "text:soap12,https(maxReceivedMessageSize=0)"), "invalid-option-value"),
    (BindingWords(binding: "basic(sendTimeout=soon)"), "invalid-option-value"),
    (BindingWords(binding: "wsHttp", messageVersion: "soap12"), "binding-fixes-version"),
    (BindingWords(binding: "custom(text:soap12,https)", credential: "none"), "elements-say-it"),
    (BindingWords(elements: "text:soap12,https("), "unbalanced-parentheses"),
    (BindingWords(elements: "text:soap12,https(requireClientCertificate)"), "option-without-value"),
    (BindingWords(elements: "text:soap12,https(requireClientCertificate=yes)"), "invalid-option-value"),
    (BindingWords(elements: "text:soap12,https(foo=1)"), "unknown-option"),
    (BindingWords(elements: "https:soap12"), "element-argument"),
    (BindingWords(binding: "basic", elements: "text:soap11,https"), "elements-of-basic-binding"),
    (BindingWords(binding: "basic", messageVersion: "soap12"), "basic-is-soap11"),
    (BindingWords(binding: "basicHttps", security: "none"), "basic-https-without-tls"),
    (BindingWords(credential: "certificate", elements: "text:soap12,https"), "elements-say-it"),
    (BindingWords(elements: "text:soap12,https", messageVersion: "soap11"), "elements-say-it"),
    (BindingWords(encoding: "no charset"), "unknown-name"),
  ])
  func `What cannot be meant is refused by name`(words: BindingWords, code: String) {
    let error = #expect(throws: BindingError.self) { try BindingParser.binding(words, tls) }
    #expect(error?.code == code)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test func `An unavailable name comes with the list of those that are`() {
    let error = #expect(throws: BindingError.self) {
      try BindingParser.binding(BindingWords(binding: "netTcp"), tls)
    }
    #expect(error?.values == ["available: basic, basicHttps, wsHttp, ws2007Http, custom"])
  }

  @Test(arguments: [
    ("https", false, true, nil, nil, "basic(security=transport,credential=basic)"),
    ("http", false, true, nil, nil, "basic(security=transportCredentialOnly,credential=basic)"),
    ("https", true, true, nil, nil, "basic(security=transport,credential=certificate)"),
    ("https", false, true, "transportWithMessageCredential", nil, "basic(security=transportWithMessageCredential)"),
    (
      "https", true, false, "transportWithMessageCredential", nil,
      "basic(security=transportWithMessageCredential,messageCredential=certificate)"
    ),
    ("https", false, false, nil, "wsHttp", "wsHttp(security=transport,credential=none)"),
    ("https", true, false, nil, "ws2007Http", "ws2007Http(security=transport,credential=certificate)"),
    ("http", false, false, nil, "basicHttps", "basicHttps"),
    ("https", true, false, nil, "basic(allowCookies=true)", "basic(allowCookies=true)"),
    ("https", true, false, "transport", "basic(allowCookies=true)", "basic(security=transport,allowCookies=true)"),
  ])
  func `Unsaid words follow the scheme, the identity and the user`(
    scheme: String, hasIdentity: Bool, hasUser: Bool, security: String?, binding: String?, expected: String
  ) throws {
    let context = BindingContext(url: "\(scheme)://host/", hasIdentity: hasIdentity, hasUser: hasUser)
    let words = BindingWords(binding: binding, security: security)
    #expect(try BindingParser.binding(words, context).description == expected)
  }

  @Test func `A charset that WCF's encoders lack puts an encoder of one's own in their place`() throws {
    let binding = try BindingParser.binding(BindingWords(encoding: "ISO-8859-1"), tls)
    #expect(binding.description == "custom(customText:soap11(writeEncoding=iso-8859-1),https)")
    let error = #expect(throws: BindingError.self) {
      try BindingParser.binding("basic(textEncoding=iso-8859-1)").createBindingElements()
    }
    #expect(error?.wcf == .init("ArgumentException", "MessageTextEncodingNotSupported", .construct))
  }

  @Test(arguments: [
    "basic", "basic(security=transport,credential=basic)", "basic(sendTimeout=5)", "wsHttp",
    "custom(text:soap12,https)",
    "ws2007Http(security=none,credential=none)", "custom(https,sendTimeout=9)",
    "basicHttps(security=transportWithMessageCredential,messageCredential=certificate)", "basic(textEncoding=utf-16)",
  ])
  func `Words made from a binding mean it at any address`(text: String) throws {
    let binding = try BindingParser.binding(text)
    #expect(try BindingParser.binding(BindingWords(binding), mutualTLS) == binding)
    #expect(try BindingParser.binding(BindingWords(binding), plain) == binding)
  }

  @Test func `A property is read and changed by its name in every binding that has it`() throws {
    let basic = try BindingParser.binding("basic")
    #expect(basic.value(of: "security") == "none")
    #expect(basic.choices(of: "security").count == 5)
    #expect(try basic.setting("security", to: "transport").value(of: "security") == "transport")
    #expect(try basic.setting("requireClientCertificate", to: "true") == basic)
    let custom = try BindingParser.binding("custom(text:soap12,https)")
    #expect(try custom.setting("messageVersion", to: "soap11").value(of: "messageVersion") == "soap11")
    #expect(
      try custom.setting("authenticationScheme", to: "basic").description
        == "custom(text:soap12,https(authenticationScheme=basic))")
    #expect(throws: BindingError.self) { try basic.setting("security", to: "much") }
  }

  @Test func `Random text is read or refused, and what is read reads back`() {
    var random = Seeded(state: 11)
    let pieces = [
      "text", ":", "soap12", "soap11", ",", "http", "https", "(", ")", "=", "true", "requireClientCertificate",
      "custom", "basic", " ", "ä", "\"", "\\", "realm", "wsHttp", "mtom", "security", "userNameOverTransport", "1",
      "sendTimeout",
    ]
    for _ in 0..<5_000 {
      let text = (0..<Int.random(in: 0...9, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }
        .joined()
      if let binding = try? BindingParser.binding(text) {
        #expect((try? BindingParser.binding(binding.description)) == binding, "\(text)")
      }
    }
  }
}

/// A generator with a seed, so that a failure can be repeated.
private struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
