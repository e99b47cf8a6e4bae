import Basics
import Bindings
import Testing

/// Each rule has a subject that falls into its trap, and the same subject mended.
@Suite struct LintRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var code: String
    var trap: BindingLint.Subject
    var mended: BindingLint.Subject
    var testDescription: String { code }
  }

  private static func subject(
    _ binding: String, _ url: String = "https://host/", action: String? = "urn:a", identity: Bool = false,
    user: Bool = false, envelope: EnvelopeVersion? = nil, declared: String? = nil,
    addressing: Set<AddressingVersion> = [], actions: [AddressingVersion: String] = [:],
    headers: [WirePlan.Header] = [], fullChain: Bool = true
  ) -> BindingLint.Subject {
    let binding = (try? BindingParser.binding(binding)) ?? .basicHTTP(BasicHTTPBinding())
    return .init(
      binding: binding, url: url, action: action, hasIdentity: identity, hasUser: user, envelopeVersion: envelope,
      declaredEncoding: declared, envelopeAddressing: addressing, envelopeActions: actions,
      httpHeaders: headers, sendsFullChain: fullChain)
  }

  private static let plainURL = "http://host/"
  private static let userToken = "security:userNameOverTransport"
  private static let certificateToken = "security:certificateOverTransport"

  static let cases: [Case] = [
    .init(code: "wrong-uri-scheme", trap: subject("basic"), mended: subject("basic", plainURL)),
    .init(
      code: "client-certificate-not-set", trap: subject("basicHttps(credential=certificate)"),
      mended: subject("basicHttps(credential=certificate)", identity: true)),
    .init(
      code: "signing-certificate-not-set", trap: subject("custom(\(certificateToken),text:soap11,https)"),
      mended: subject("custom(\(certificateToken),text:soap11,https)", identity: true)),
    .init(
      code: "client-certificate-not-enabled",
      trap: subject(
        "basic(security=transportWithMessageCredential,credential=certificate)", identity: true, user: true),
      mended: subject(
        "custom(\(userToken),text:soap11,https(requireClientCertificate=true))", identity: true, user: true)),
    .init(
      code: "client-chain-leaf-only", trap: subject("basicHttps(credential=certificate)", identity: true),
      mended: subject("basicHttps(credential=certificate)", identity: true, fullChain: false)),
    .init(
      code: "credential-ignored", trap: subject("basic(credential=basic)", plainURL),
      mended: subject("basic(security=transportCredentialOnly,credential=basic)", plainURL)),
    .init(
      code: "windows-by-default", trap: subject("wsHttp(security=transport)"),
      mended: subject("wsHttp(security=transport,credential=none)")),
    .init(
      code: "user-name-not-set", trap: subject("basicHttps(credential=basic)"),
      mended: subject("basicHttps(credential=basic)", user: true)),
    .init(
      code: "user-name-not-used", trap: subject("basicHttps(credential=windows)", user: true),
      mended: subject("basicHttps(credential=digest)", user: true)),
    .init(
      code: "credential-in-clear",
      trap: subject("custom(\(userToken)(allowInsecureTransport=true),text:soap11,http)", plainURL, user: true),
      mended: subject("custom(\(userToken),text:soap11,https)", user: true)),
    .init(
      code: "realm-unused", trap: subject("basicHttps(realm=r)"),
      mended: subject("basicHttps(credential=basic,realm=r)", user: true)),
    .init(
      code: "password-digest-unknown-to-wcf", trap: subject("custom(\(userToken)(password=digest),text:soap11,https)"),
      mended: subject("custom(\(userToken),text:soap11,https)")),
    .init(
      code: "body-signature-unknown-to-wcf",
      trap: subject("custom(\(certificateToken)(signsBody=true),text:soap11,https)"),
      mended: subject("custom(\(certificateToken),text:soap11,https)")),
    .init(
      code: "header-signature-unknown-to-wcf",
      trap: subject("custom(\(certificateToken)(signsAddressing=true),text:soap12wsa10,https)"),
      mended: subject("custom(\(certificateToken),text:soap12wsa10,https)")),
    .init(
      code: "unsecured-answer-refused", trap: subject("custom(\(userToken),text:soap11,https)"),
      mended: subject("custom(\(userToken)(enableUnsecuredResponse=true),text:soap11,https)")),
    .init(code: "action-missing", trap: subject("basicHttps", action: nil), mended: subject("basicHttps", action: "")),
    .init(
      code: "action-in-quotes", trap: subject("basicHttps", action: "\"urn:a\""),
      mended: subject("basicHttps", action: "urn:a")),
    .init(
      code: "quote-in-action", trap: subject("custom(text:soap12,https)", action: "a\"b"),
      mended: subject("custom(text:soap12,https)", action: "ab")),
    .init(code: "action-wildcard", trap: subject("basicHttps", action: "*"), mended: subject("basicHttps")),
    .init(
      code: "action-in-envelope-only", trap: subject("custom(text:soap12wsa10,https)"),
      mended: subject("custom(text:soap12,https)")),
    .init(
      code: "soap-action-mismatch", trap: subject("basicHttps", headers: [.init("SOAPAction", "urn:a")]),
      mended: subject("basicHttps", headers: [.init("soapaction", "\"urn:a\"")])),
    .init(
      code: "soap-action-unused",
      trap: subject("custom(text:soap12,https)", headers: [.init("SOAPAction", "\"urn:a\"")]),
      mended: subject("custom(text:soap12,https)")),
    .init(
      code: "envelope-version-mismatch", trap: subject("basicHttps", envelope: .soap12),
      mended: subject("custom(text:soap12wsa10,https)", envelope: .soap12)),
    .init(
      code: "default-encoder", trap: subject("custom(https)"), mended: subject("custom(text:soap12wsa10,https)")),
    .init(
      code: "element-order", trap: subject("custom(text:soap11,\(userToken),https)"),
      mended: subject("custom(\(userToken),text:soap11,https)")),
    .init(
      code: "declared-encoding-mismatch", trap: subject("basicHttps", declared: "ISO-8859-1"),
      mended: subject("custom(customText:soap11(writeEncoding=iso-8859-1),https)", declared: "ISO-8859-1")),
    .init(
      code: "utf-16-form", trap: subject("basicHttps(textEncoding=utf-16BE)", declared: "utf-16"),
      mended: subject("basicHttps")),
    .init(
      code: "encoder-of-ones-own", trap: subject("custom(customText:soap11(writeEncoding=windows-1252),https)"),
      mended: subject("custom(text:soap11,https)")),
    .init(
      code: "mtom-threshold-unknown-to-wcf", trap: subject("custom(mtom:soap11(writeThreshold=100),https)"),
      mended: subject("custom(mtom:soap11,https)")),
    .init(
      code: "manual-addressing-unused", trap: subject("custom(text:soap12,https(manualAddressing=true))"),
      mended: subject("custom(text:soap12wsa10,https(manualAddressing=true))")),
    .init(
      code: "addressing-version-mismatch",
      trap: subject("custom(text:soap12wsa10,https)", addressing: [.wsAddressingAugust2004]),
      mended: subject("custom(text:soap12wsa10,https)", addressing: [.wsAddressing10])),
    .init(
      code: "addressing-action-mismatch",
      trap: subject("custom(text:soap12wsa10,https)", actions: [.wsAddressing10: "urn:b"]),
      mended: subject("custom(text:soap12wsa10,https)", actions: [.wsAddressing10: "urn:a"])),
    .init(
      code: "addressing-action-missing", trap: subject("custom(text:soap12wsa10,https)", action: nil),
      mended: subject("custom(text:soap12wsa10,https)", action: nil, actions: [.wsAddressing10: "urn:b"])),
    .init(
      code: "transaction-flow-unused", trap: subject("wsHttp(security=none,transactionFlow=true)", plainURL),
      mended: subject("wsHttp(security=none)", plainURL)),
    .init(
      code: "header-ignored-by-wcf", trap: subject("basicHttps", headers: [.init("Host", "other")]),
      mended: subject("basicHttps", headers: [.init("X-Trace", "1")])),
    .init(
      code: "content-type-replaced", trap: subject("basicHttps", headers: [.init("Content-Type", "text/xml")]),
      mended: subject("basicHttps", headers: [.init("Content-Type", "text/xml; charset=utf-8")])),
    .init(
      code: "cookie-header-ignored", trap: subject("basicHttps(allowCookies=true)", headers: [.init("Cookie", "a=1")]),
      mended: subject("basicHttps", headers: [.init("Cookie", "a=1")])),
    .init(
      code: "answer-quota", trap: subject("basicHttps"), mended: subject("basicHttps(maxReceivedMessageSize=1000000)")),
    .init(
      code: "reader-quota-set", trap: subject("basicHttps(maxArrayLength=16384)"), mended: subject("basicHttps")),
    .init(
      code: "reader-quota-not-judged", trap: subject("basicHttps(transferMode=streamed)"),
      mended: subject(
        "basicHttps(transferMode=streamed,maxArrayLength=2147483647,maxNameTableCharCount=2147483647)")),
    .init(
      code: "mtom-buffer-quota", trap: subject("basicHttps(messageEncoding=mtom,maxReceivedMessageSize=1000000)"),
      mended: subject("custom(mtom:soap11(maxBufferSize=1000000),https(maxReceivedMessageSize=1000000))")),
    .init(
      code: "receive-timeout-unused", trap: subject("basicHttps(receiveTimeout=00:00:30)"),
      mended: subject("basicHttps(sendTimeout=00:00:30)")),
  ]

  @Test func `Every rule has its case, and every code is given once`() {
    #expect(Self.cases.map(\.code).sorted() == LintRule.all.map(\.code).sorted())
    #expect(Set(LintRule.all.map(\.code)).count == LintRule.all.count)
    #expect(LintRule.all.allSatisfy { !$0.title.isEmpty })
  }

  @Test(arguments: cases)
  func `A rule finds its trap and is silent once it is mended`(given: Case) throws {
    let rule = try #require(LintRule.all.first { $0.code == given.code })
    let finding = try #require(BindingLint.findings(for: given.trap).first { $0.code == given.code })
    #expect(finding.severity == rule.severity)
    #expect(!finding.summary.isEmpty && !finding.detail.isEmpty && !finding.remedy.isEmpty)
    let after = BindingLint.findings(for: given.mended)
    #expect(!after.contains { $0.code == given.code })
    // Mended means that the call could go on.
    #expect(throws: Never.self) { try given.mended.binding.wirePlan(action: given.mended.action) }
  }

  @Test func `Errors come before warnings and warnings before notes`() {
    let found = BindingLint.findings(for: Self.subject("wsHttp(security=transport)", "http://host/", identity: true))
    #expect(found.map(\.severity) == found.map(\.severity).sorted { rank($0) > rank($1) })
    #expect(Set(found.map(\.severity)) == [.error, .warning, .note])
  }

  private func rank(_ severity: LintFinding.Severity) -> Int { severity == .error ? 2 : severity == .warning ? 1 : 0 }
}
