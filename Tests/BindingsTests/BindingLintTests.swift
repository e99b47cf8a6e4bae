import Bindings
import Testing

@Suite struct BindingLintTests {
  private func codes(
    _ binding: String, url: String = "https://host/", action: String? = "urn:a", hasIdentity: Bool = false,
    envelope: EnvelopeVersion? = nil
  ) throws -> [String] {
    BindingLint.findings(
      for: .init(
        binding: try BindingParser.binding(binding), url: url, action: action, hasIdentity: hasIdentity,
        envelopeVersion: envelope)
    ).map(\.code)
  }

  @Test(arguments: [
    "basic(security=transport)", "basicHttps", "custom(text:soap12,https)",
  ])
  func `A certificate that the binding never asks for is pointed out`(binding: String) throws {
    #expect(try codes(binding, hasIdentity: true).contains("client-certificate-not-enabled"))
    #expect(try !codes(binding, hasIdentity: false).contains("client-certificate-not-enabled"))
  }

  @Test func `Mode none ignores the certificate although its type is set`() throws {
    let found = try codes("basic(credential=certificate)", url: "http://host/", hasIdentity: true)
    #expect(found.contains("client-certificate-not-enabled"))
    #expect(try codes("basic(credential=certificate)", url: "http://host/").contains("credential-ignored"))
  }

  @Test func `A binding that asks for the certificate has nothing to be told`() throws {
    let found = try codes("custom(text:soap12,https(requireClientCertificate=true))", hasIdentity: true)
    #expect(found == ["client-chain-leaf-only", "answer-quota"])
  }

  @Test func `A required certificate that is missing comes first`() throws {
    #expect(try codes("basicHttps(credential=certificate)").first == "client-certificate-not-set")
  }

  @Test func `An https address does not fit a plain transport`() throws {
    #expect(try codes("basic").contains("wrong-uri-scheme"))
    #expect(try codes("basic", url: "http://host/").contains("wrong-uri-scheme") == false)
  }

  @Test func `The message's own traps are pointed out`() throws {
    #expect(try codes("basicHttps", action: nil).contains("action-missing"))
    #expect(try !codes("basicHttps", action: "").contains("action-missing"))
    #expect(try codes("basicHttps", action: "\"urn:a\"").contains("action-in-quotes"))
    #expect(try codes("basicHttps", action: "*").contains("action-wildcard"))
    #expect(try codes("custom(text:soap12,https)", action: "a\"b").contains("quote-in-action"))
    #expect(try codes("basicHttps", envelope: .soap12).contains("envelope-version-mismatch"))
    #expect(try !codes("basicHttps(maxReceivedMessageSize=1000000)").contains("answer-quota"))
  }

  @Test func `A stack that cannot be built is the only finding`() throws {
    #expect(try codes("custom(https,text:soap12)") == ["transport-not-last"])
  }
}
