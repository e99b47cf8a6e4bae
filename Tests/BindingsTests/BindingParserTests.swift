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
    "custom(https,text:soap12)", "custom()",
  ])
  func `The text form reads back to the same binding`(text: String) throws {
    let binding = try BindingParser.binding(text)
    #expect(binding.description == text)
    #expect(try BindingParser.binding(binding.description) == binding)
  }

  @Test(arguments: [
    (BindingWords(binding: "wsHttp"), "not-available"), (BindingWords(binding: "foo"), "unknown-name"),
    (BindingWords(security: "transportWithMessageCredential"), "not-available"),
    (BindingWords(credential: "ntlm"), "not-available"),
    (BindingWords(messageVersion: "soap12wsaddressing10"), "not-available"),
    (BindingWords(elements: "mtom:soap11,https"), "not-available"),
    (BindingWords(elements: "text,https"), "text-without-version"),
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
    (BindingWords(encoding: "iso-8859-1"), "unknown-name"),
  ])
  func `What cannot be meant is refused by name`(words: BindingWords, code: String) {
    let error = #expect(throws: BindingError.self) { try BindingParser.binding(words, tls) }
    #expect(error?.code == code)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test func `An unavailable name comes with the list of those that are`() {
    let error = #expect(throws: BindingError.self) {
      try BindingParser.binding(BindingWords(binding: "wsHttp"), tls)
    }
    #expect(error?.values == ["available: basic, basicHttps, custom"])
  }

  @Test func `Random text is read or refused, and what is read reads back`() {
    var random = Seeded(state: 11)
    let pieces = [
      "text", ":", "soap12", "soap11", ",", "http", "https", "(", ")", "=", "true", "requireClientCertificate",
      "custom", "basic", " ", "ä",
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
