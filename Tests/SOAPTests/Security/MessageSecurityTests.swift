import Basics
import Certificates
import SOAP
import TLS
import Testing
import XML

@Suite struct MessageSecurityTests {
  private let fixture = SecurityFixture.shared

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  private static let secext = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
  private static let utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"
  private static let profile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
  private static let uuid = "01020304-0506-4708-890a-0b0c0d0e0f10"
  private static let timestamp =
    "<u:Timestamp u:Id=\"_0\"><u:Created>2026-11-18T11:06:40.000Z</u:Created>"
    + "<u:Expires>2026-11-18T11:11:40.000Z</u:Expires></u:Timestamp>"

  @Test func `A user name over transport is written as WCF writes it`() throws {
    let envelope =
      "<s:Envelope xmlns:s=\"\(SecurityFixture.soap11)\"><s:Body><m xmlns=\"urn:m\"/></s:Body></s:Envelope>"
    let secured = try fixture.secured(envelope, MessageSecurity(userName: .text))
    #expect(
      text(secured.bytes)
        == "<s:Envelope xmlns:s=\"\(SecurityFixture.soap11)\" xmlns:u=\"\(Self.utility)\"><s:Header>"
        + "<o:Security s:mustUnderstand=\"1\" xmlns:o=\"\(Self.secext)\">\(Self.timestamp)"
        + "<o:UsernameToken u:Id=\"uuid-\(Self.uuid)-1\"><o:Username>alice</o:Username>"
        + "<o:Password Type=\"\(Self.profile)#PasswordText\">pass&lt;&amp;&gt;</o:Password></o:UsernameToken>"
        + "</o:Security></s:Header><s:Body><m xmlns=\"urn:m\"/></s:Body></s:Envelope>")
  }

  @Test func `What may be shown hides the password and nothing else`() throws {
    let secured = try fixture.secured(MessageSecurity(userName: .text))
    #expect(text(secured.bytes).contains("pass&lt;&amp;&gt;"))
    #expect(text(secured.shown) == text(secured.bytes).replacing("pass&lt;&amp;&gt;", with: "••••"))
    #expect(!secured.additions.joined().contains("pass<"))
  }

  @Test func `A password digest is SHA-1 over nonce, time and password`() throws {
    let secured = try fixture.secured(MessageSecurity(userName: .digest))
    let nonce = Array(UInt8(1)...16)
    let created = "2026-11-18T11:06:40.000Z"
    let digest = MessageCryptography.openSSLDigest(nonce + Array(created.utf8) + Array("pass<&>".utf8))
    #expect(text(secured.bytes).contains("#PasswordDigest\">\(digest.base64)</o:Password>"))
    #expect(text(secured.bytes).contains("#Base64Binary\">\(nonce.base64)</o:Nonce><u:Created>\(created)</u:Created>"))
    #expect(secured.shown == secured.bytes)
  }

  @Test func `The header is the last of the envelope's own, and no other byte changes`() throws {
    let before = SecurityFixture.envelope()
    let after = text(try fixture.secured(before, MessageSecurity()).bytes)
    let start = try #require(after.firstRange(of: "<o:Security"))
    let end = try #require(after.firstRange(of: "</o:Security>"))
    #expect(after[end.upperBound...].hasPrefix("</s:Header>"))
    let without = after[..<start.lowerBound] + after[end.upperBound...]
    #expect(without.replacing(" xmlns:u=\"\(Self.utility)\"", with: "") == before)
  }

  @Test(arguments: [
    "<s:Envelope xmlns:s=\"NS\">\n <s:Header/>\n <s:Body/></s:Envelope>",
    "<s:Envelope xmlns:s=\"NS\">\n <s:Header />\n <s:Body/></s:Envelope>",
    "<s:Envelope xmlns:s=\"NS\">\n <s:Header>\n </s:Header>\n <s:Body/></s:Envelope>",
    "\u{FEFF}<?xml version='1.0'?><!-- <s:Header> --><Envelope xmlns='NS'\n><Body a='>'/></Envelope>",
    "<o:Envelope xmlns:o='NS' xmlns:u='urn:u'><o:Body><u:x xmlns:o1='urn:o1'/></o:Body></o:Envelope>",
    "<s:Envelope xmlns:s='NS' xmlns:w='http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd'><s:Body/></s:Envelope>",
    "<s:Envelope xmlns:s='NS'><h:Header xmlns:h='NS' xmlns:s='urn:other'/><s:Body/></s:Envelope>",
  ])
  func `The header finds its place in every shape of envelope`(shape: String) throws {
    let envelope = shape.replacing("NS", with: SecurityFixture.soap12)
    let plan = MessageSecurity(userName: .text, signature: .init(parts: [.timestamp, .body, .binarySecurityToken]))
    let bytes = try fixture.secured(envelope, plan).bytes
    let root = try XMLDocument(bytes).root
    let header = try #require(root.first(XMLName("Header", in: SecurityFixture.soap12)))
    let security = try #require(header.elements.last)
    #expect(security.name == XMLName("Security", in: Self.secext))
    #expect(security.attribute(XMLName("mustUnderstand", in: SecurityFixture.soap12)) == "1")
    #expect(
      security.elements.map(\.name.local) == ["Timestamp", "UsernameToken", "BinarySecurityToken", "Signature"])
    let reading = fixture.verifier().read(bytes)
    #expect(reading.allProblems.isEmpty, "\(reading.allProblems)")
    #expect(reading.coversBody)
  }

  @Test func `A timestamp can come last`() throws {
    let plan = MessageSecurity(userName: .text, timestampIsLast: true)
    #expect(text(try fixture.secured(plan).bytes).contains("</o:UsernameToken><u:Timestamp"))
  }

  @Test func `Another encoding keeps its bytes, and a name beyond ASCII is written by number`() throws {
    let start = "<?xml version='1.0' encoding='ISO-8859-1'?><s:Envelope xmlns:s='\(SecurityFixture.soap11)'><s:Body><a>"
    let envelope: [UInt8] = Array(start.utf8) + [0xE9] + Array("</a></s:Body></s:Envelope>".utf8)
    let credentials = MessageCredentials(userName: "Zoë", signer: fixture.signer())
    let plan = MessageSecurity(userName: .text, signature: .init(parts: [.body]))
    let bytes = try plan.secure(envelope, as: credentials, with: fixture.means).bytes
    #expect(try XMLDocument(bytes).root.text.contains("é"))
    #expect(String(decoding: bytes, as: UTF8.self).contains("Zo&#235;"))
    #expect(fixture.verifier().read(bytes).coversBody)
  }

  @Test(arguments: [false, true])
  func `An envelope in UTF-16 stays in it`(bigEndian: Bool) throws {
    let text = "<?xml version=\"1.0\" encoding=\"utf-16\"?>" + SecurityFixture.envelope()
    let units = text.utf16.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? pair : pair.reversed()
    }
    let mark: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    let plan = MessageSecurity(signature: .init(parts: [.body, .to]))
    let credentials = MessageCredentials(signer: fixture.signer(.ecP256))
    let bytes = try plan.secure(mark + units, as: credentials, with: fixture.means).bytes
    #expect(bytes.starts(with: mark))
    let reading = fixture.verifier().read(bytes)
    #expect(reading.signatures.map(\.parts) == [[.body, .header(XMLName("To", in: SecurityFixture.addressing))]])
  }

  struct Refusal: Sendable, CustomTestStringConvertible {
    var code: String
    var plan: MessageSecurity
    var envelope = SecurityFixture.envelope()
    var credentials = MessageCredentials()
    var testDescription: String { code }
  }

  private static let refusals: [Refusal] = [
    Refusal(code: "user-name-missing", plan: MessageSecurity(userName: .text)),
    Refusal(
      code: "password-missing", plan: MessageSecurity(userName: .digest), credentials: .init(userName: "alice")),
    Refusal(
      code: "credential-not-xml", plan: MessageSecurity(userName: .text), credentials: .init(userName: "a\u{1}")),
    Refusal(code: "signer-missing", plan: MessageSecurity(signature: .init(parts: [.body]))),
    Refusal(code: "not-an-envelope", plan: MessageSecurity(), envelope: "<a/>"),
    Refusal(code: "xml-dtd", plan: MessageSecurity(), envelope: "<!DOCTYPE a><a/>"),
    Refusal(
      code: "security-header-present", plan: MessageSecurity(),
      envelope: "<s:Envelope xmlns:s='\(SecurityFixture.soap11)'><s:Header><Security xmlns='\(secext)'/></s:Header>"
        + "<s:Body/></s:Envelope>"),
    Refusal(
      code: "signed-part-missing", plan: MessageSecurity(signature: .init(parts: [.to])),
      envelope: "<s:Envelope xmlns:s='\(SecurityFixture.soap11)'><s:Body/></s:Envelope>",
      credentials: .init(signer: SecurityFixture.shared.signer())),
    Refusal(
      code: "signed-part-ambiguous", plan: MessageSecurity(signature: .init(parts: [.to])),
      envelope: SecurityFixture.envelope().replacing("<a:Action", with: "<a:To>1</a:To><a:Action"),
      credentials: .init(signer: SecurityFixture.shared.signer())),
    Refusal(
      code: "signed-part-missing", plan: MessageSecurity(timestampSeconds: nil, signature: .init(parts: [.timestamp])),
      credentials: .init(signer: SecurityFixture.shared.signer())),
    Refusal(
      code: "signed-id-ambiguous", plan: MessageSecurity(signature: .init(parts: [.body])),
      envelope:
        "<s:Envelope xmlns:s='\(SecurityFixture.soap11)' xmlns:u='\(utility)'><s:Header><h u:Id='x'/></s:Header>"
        + "<s:Body u:Id='x'/></s:Envelope>",
      credentials: .init(signer: SecurityFixture.shared.signer())),
  ]

  @Test(arguments: refusals)
  func `What cannot be secured is refused with its reason`(refusal: Refusal) {
    let error = #expect(throws: MessageSecurityError.self) {
      try refusal.plan.secure(Array(refusal.envelope.utf8), as: refusal.credentials, with: fixture.means)
    }
    #expect(error?.code == refusal.code)
    #expect(error?.remedy.isEmpty == false)
  }

  @Test func `A key that XML signatures have no algorithm for is refused`() throws {
    let certificate = try mintedEd25519()
    let signer = MessageSigner(certificate: certificate) { _, _ in .failed(reasons: []) }
    let error = #expect(throws: MessageSecurityError.self) {
      try MessageSecurity(signature: .init(parts: [.body])).secure(
        Array(SecurityFixture.envelope().utf8), as: .init(signer: signer), with: fixture.means)
    }
    #expect(error?.code == "signing-key-unsupported")
  }

  @Test func `A key that fails tells the library's reasons`() throws {
    let signer = MessageSigner(certificate: fixture.identity().leaf) { _, _ in .failed(reasons: ["token removed"]) }
    let error = #expect(throws: MessageSecurityError.self) {
      try MessageSecurity(signature: .init(parts: [.body])).secure(
        Array(SecurityFixture.envelope().utf8), as: .init(signer: signer), with: fixture.means)
    }
    #expect(error?.code == "signing-failed")
    #expect(error?.values.contains("token removed") == true)
  }
}
