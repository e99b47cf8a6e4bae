import Basics
import Certificates
import SOAP
import TLS
import Testing
import XML

@Suite struct SignatureTests {
  private let fixture = SecurityFixture.shared
  private static let all: [MessageSecurity.Part] = [
    .timestamp, .userNameToken, .binarySecurityToken, .addressing, .body,
  ]
  private static let addressing = SecurityFixture.addressing

  private func signed(_ parts: [MessageSecurity.Part] = [.timestamp, .to, .body]) throws -> String {
    String(decoding: try fixture.secured(MessageSecurity(signature: .init(parts: parts))).bytes, as: UTF8.self)
  }

  private func problems(_ text: String, _ verifier: SecurityVerifier? = nil) -> [String] {
    (verifier ?? fixture.verifier()).read(Array(text.utf8)).allProblems.map(\.code)
  }

  @Test(arguments: SecurityFixture.keys, DigestAlgorithm.allCases)
  func `What a key signs, its certificate verifies`(key: KeyType, digest: DigestAlgorithm) throws {
    let plan = MessageSecurity(userName: .text, signature: .init(parts: Self.all, digest: digest))
    let reading = fixture.verifier().read(try fixture.secured(plan, key: key).bytes)
    let signature = try #require(reading.signatures.first)
    #expect(signature.problems.isEmpty, "\(signature.problems)")
    #expect(signature.signer == fixture.identity(key).leaf)
    #expect(
      signature.parts.map(\.description)
        == ["Timestamp", "UsernameToken", "BinarySecurityToken", "Action", "To", "Body"])
    #expect(signature.algorithm.hasSuffix(digest.rawValue.uppercased()))
  }

  @Test(arguments: MessageSecurity.KeyReference.allCases, [SecurityFixture.soap11, SecurityFixture.soap12])
  func `The certificate is found by every kind of reference`(
    reference: MessageSecurity.KeyReference, version: String
  ) throws {
    let plan = MessageSecurity(signature: .init(parts: [.body], keyReference: reference))
    let bytes = try fixture.secured(SecurityFixture.envelope(version), plan).bytes
    let reading = fixture.verifier(known: [fixture.identity().leaf]).read(bytes)
    #expect(reading.allProblems.isEmpty && reading.coversBody, "\(reading.allProblems)")
    let alone = fixture.verifier().read(bytes)
    #expect(alone.allProblems.map(\.code) == (reference == .token ? [] : ["signature-signer-unknown"]))
  }

  @Test func `A signature of an untrusted signer is intact, and said to be nobody's`() throws {
    let reading = fixture.verifier(trustsRoot: false).read(Array(try signed().utf8))
    #expect(reading.allProblems.map(\.code) == ["signature-signer-untrusted"])
    #expect(reading.signatures.first?.problems.allSatisfy { $0.kind == .untrusted } == true)
    #expect(!reading.coversBody)
  }

  // MARK: What was changed

  /// Each with what it does to a signed message, and what must be said of it.
  static let forgeries: [Forgery] = [
    Forgery("text changed", "signature-digest-mismatch") { $0.replacing("1 &lt; 2", with: "1 &lt; 3") },
    Forgery("comment inside the body taken out", nil) { $0.replacing("<!-- c -->", with: "") },
    Forgery("white space inside a tag changed", nil) { $0.replacing("\n  b='2'", with: " b=\"2\"") },
    Forgery("white space between elements", "signature-digest-mismatch") {
      $0.replacing("<m:amount>", with: "\n<m:amount>")
    },
    Forgery("receiver changed", "signature-digest-mismatch") { $0.replacing("https://host/", with: "https://evil/") },
    Forgery("expiry changed", "signature-digest-mismatch") { $0.replacing("11:11:40", with: "11:12:40") },
    Forgery("unsigned header changed", nil) { $0.replacing("urn:act", with: "urn:other") },
    Forgery("reference taken out", "signature-value-mismatch") { text in
      let start = text.firstRange(of: "<Reference URI=\"#_2\">")!
      let end = text[start.upperBound...].firstRange(of: "</Reference>")!
      return String(text[..<start.lowerBound] + text[end.upperBound...])
    },
    Forgery("body moved into a header", "signature-wrapped") { text in
      let (body, rest) = text.cut("<s:Body", "</s:Body>")
      return rest.replacing("</s:Header>", with: "<w xmlns=\"urn:w\">\(body)</w></s:Header><s:Body><evil/></s:Body>")
    },
    Forgery("body moved to be a header itself", "signature-wrapped") { text in
      let (body, rest) = text.cut("<s:Body", "</s:Body>")
      return rest.replacing("</s:Header>", with: "\(body)</s:Header><s:Body><evil/></s:Body>")
    },
    Forgery("body moved into another body", "signature-wrapped") { text in
      let (body, rest) = text.cut("<s:Body", "</s:Body>")
      return rest.replacing("</s:Header>", with: "</s:Header><s:Body><evil/>\(body)</s:Body>")
    },
    Forgery("body moved into the Security header", "signature-wrapped") { text in
      let (body, rest) = text.cut("<s:Body", "</s:Body>")
      return rest.replacing("</o:Security>", with: "\(body)</o:Security>")
        .replacing("</s:Header>", with: "</s:Header><s:Body><evil/></s:Body>")
    },
    Forgery("two bodies", "security-structure") { $0.replacing("</s:Envelope>", with: "<s:Body/></s:Envelope>") },
    Forgery("two headers", "security-structure") { $0.replacing("<s:Body", with: "<s:Header/><s:Body") },
    Forgery("two Security headers", "security-structure") { text in
      let (security, _) = text.cut("<o:Security", "</o:Security>")
      return text.replacing("</s:Header>", with: security + "</s:Header>")
    },
    Forgery("second element of a signed id", "signature-id-ambiguous") {
      $0.replacing("<s:Body", with: "<!-- --><s:Body").replacing("</s:Header>", with: "<x Id=\"_2\"/></s:Header>")
    },
    Forgery("signed header moved deeper", "signature-wrapped") { text in
      let (to, rest) = text.cut("<a:To", "</a:To>")
      return rest.replacing("</s:Header>", with: "<w xmlns=\"urn:w\">\(to)</w><a:To>https://evil/</a:To></s:Header>")
    },
    Forgery("token moved out of the Security header", "signature-wrapped") { text in
      let (token, rest) = text.cut("<o:BinarySecurityToken", "</o:BinarySecurityToken>")
      return rest.replacing(
        "</s:Header>", with: "<w xmlns=\"urn:w\" xmlns:o=\"\(secext)\">\(token)</w></s:Header>")
    },
    Forgery("reference to a file", "signature-reference-forbidden") {
      $0.replacing("URI=\"#_2\"", with: "URI=\"file:///etc/passwd\"")
    }.resigned,
    Forgery("reference by pointer", "signature-reference-forbidden") {
      $0.replacing("URI=\"#_2\"", with: "URI=\"#xpointer(id('_2'))\"")
    }.resigned,
    Forgery("reference to nothing", "signature-reference-dangling") { $0.replacing("URI=\"#_2\"", with: "URI=\"#_9\"") }
      .resigned,
    Forgery("transform that selects", "signature-algorithm-unknown") { text in
      let start = text.firstRange(of: "URI=\"#_2\"")!
      return String(
        text[..<start.upperBound]
          + text[start.upperBound...].replacing(
            "http://www.w3.org/2001/10/xml-exc-c14n#", with: "http://www.w3.org/TR/1999/REC-xpath-19991116",
            maxReplacements: 1))
    }.resigned,
    Forgery("value that is no Base64", "signature-malformed") {
      $0.replacing("<SignatureValue>", with: "<SignatureValue>!")
    },
    Forgery("signature without a value", "signature-malformed") { text in
      text.cut("<SignatureValue>", "</SignatureValue>").rest
    },
    Forgery("HMAC in place of RSA", "signature-algorithm-unknown") {
      $0.replacing(
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", with: "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
    },
    Forgery("signature without key", "signature-signer-unknown") { $0.cut("<KeyInfo>", "</KeyInfo>").rest },
    Forgery("no signature at all", "") { $0.cut("<Signature ", "</Signature>").rest },
  ]
  private static let secext = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"

  @Test(arguments: forgeries)
  func `A changed message is seen for what it is`(forgery: Forgery) throws {
    let original = try signed()
    var text = forgery.change(original)
    #expect(text != original, "the forgery changes nothing")
    if forgery.isResigned { text = try resigned(text) }
    let reading = fixture.verifier().read(Array(text.utf8))
    guard let code = forgery.code else {
      #expect(reading.allProblems.isEmpty && reading.coversBody, "\(reading.allProblems)")
      return
    }
    #expect(reading.allProblems.map(\.code) == (code.isEmpty ? [] : [code]))
    #expect(!reading.coversBody)
    #expect(reading.signatures.allSatisfy { $0.parts.isEmpty })
  }

  /// What an attacker with a good certificate of his own could do: the changed list of parts is signed anew.
  private func resigned(_ text: String) throws -> String {
    let info = text.cut("<SignedInfo>", "</SignedInfo>").part
    let parsed = try XMLTree(Array("<S xmlns=\"http://www.w3.org/2000/09/xmldsig#\">\(info)</S>".utf8))
    guard case .signature(let value) = fixture.signer().sign(.init(.rsa, .sha256), try parsed.canonical(at: [0]))
    else { return text }
    let old = text.cut("<SignatureValue>", "</SignatureValue>").part
    return text.replacing(old, with: "<SignatureValue>\(value.base64)</SignatureValue>")
  }

  @Test func `A signature over the whole message leaves itself out`() throws {
    let text = try signed()
    // Made by the same means as above, with the reference of XML Signature's section 6.6.4.
    let whole =
      "<Reference URI=\"\"><Transforms><Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/>"
      + "<Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/></Transforms>"
    let references = text.cut("<Reference URI=\"#_0\">", "</SignedInfo>").part
    let without = text.cut("<Signature ", "</Signature>").rest
    let digest = MessageCryptography.openSSL.digest(.sha256, try XMLTree(Array(without.utf8)).canonical())
    let reference =
      whole
      + "<DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><DigestValue>\(digest.base64)</DigestValue></Reference></SignedInfo>"
    let reading = fixture.verifier().read(Array(try resigned(text.replacing(references, with: reference)).utf8))
    #expect(reading.signatures.map(\.parts) == [[.envelope]], "\(reading.allProblems)")
    #expect(reading.coversBody)
  }

  @Test func `More signatures than anyone needs are not all checked`() throws {
    let text = try signed()
    let (signature, _) = text.cut("<Signature ", "</Signature>")
    let many = text.replacing("</o:Security>", with: String(repeating: signature, count: 20) + "</o:Security>")
    let reading = fixture.verifier().read(Array(many.utf8))
    #expect(reading.signatures.count == 8)
    #expect(reading.problems.map(\.code) == ["security-too-much"])
  }

  @Test func `A message that is no XML, or no envelope, is a problem and no signature`() {
    #expect(problems("<a") == ["security-unreadable"])
    #expect(problems("<a/>") == ["security-structure"])
    #expect(fixture.verifier().read(Array(SecurityFixture.envelope().utf8)) == .absent)
  }

  @Test func `Random damage never verifies`() throws {
    let original = Array(try signed([.timestamp, .to, .body, .binarySecurityToken]).utf8)
    let body = try #require(String(decoding: original, as: UTF8.self).firstRange(of: "<m:amount>"))
    let offset = String(decoding: original, as: UTF8.self)[..<body.lowerBound].utf8.count
    for index in 0..<60 {
      var damaged = original
      // Inside the signed body's element, from its name to its text.
      damaged[offset + 1 + index % 18] ^= UInt8(1 << (index / 18 % 3))
      let reading = fixture.verifier().read(damaged)
      #expect(!reading.coversBody, "byte \(offset + 1 + index % 18)")
    }
  }
}

struct Forgery: Sendable, CustomTestStringConvertible {
  var name: String
  /// Nil when the message still holds; empty when there is nothing left to say.
  var code: String?
  var isResigned = false
  var change: @Sendable (String) -> String

  init(_ name: String, _ code: String?, _ change: @escaping @Sendable (String) -> String) {
    self.name = name
    self.code = code
    self.change = change
  }

  var resigned: Forgery {
    var copy = self
    copy.isResigned = true
    return copy
  }

  var testDescription: String { name }
}

extension String {
  /// The first stretch from `start` to `end`, both included, and what is left without it.
  func cut(_ start: String, _ end: String) -> (part: String, rest: String) {
    guard let first = firstRange(of: start), let last = self[first.lowerBound...].firstRange(of: end) else {
      return ("", self)
    }
    return (
      String(self[first.lowerBound..<last.upperBound]), String(self[..<first.lowerBound] + self[last.upperBound...])
    )
  }
}
