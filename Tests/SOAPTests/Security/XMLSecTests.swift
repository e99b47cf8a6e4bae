import Basics
import Certificates
import SOAP
import TLS
import Testing

/// Our signatures judged by xmlsec1, and xmlsec1's by us.
@Suite(.serialized) struct XMLSecTests {
  private let fixture = SecurityFixture.shared

  @Test(arguments: [KeyType.rsa, .ecP256, .ecP384, .ecP521], DigestAlgorithm.allCases)
  func `Our signature holds for xmlsec1, and a changed message does not`(
    key: KeyType, digest: DigestAlgorithm
  ) throws {
    guard XMLSecProgram.isThere else { return }
    let plan = MessageSecurity(
      userName: .text,
      signature: .init(
        parts: [.timestamp, .userNameToken, .binarySecurityToken, .addressing, .body], digest: digest))
    let certificate = fixture.identity(key).certificatePEM(fullChain: false)
    for version in [SecurityFixture.soap11, SecurityFixture.soap12] {
      let message = try fixture.secured(SecurityFixture.envelope(version), plan, key: key).bytes
      let complaint = try XMLSecProgram.complaint(about: message, certificatePEM: certificate)
      #expect(complaint == nil)
      let changed = String(decoding: message, as: UTF8.self).replacing("1 &lt; 2", with: "1 &lt; 3")
      #expect(try XMLSecProgram.complaint(about: Array(changed.utf8), certificatePEM: certificate) != nil)
    }
  }

  /// Canonical forms, digests and signature methods that we never write ourselves.
  @Test(arguments: [
    ("http://www.w3.org/2001/10/xml-exc-c14n#", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
    ("http://www.w3.org/2001/10/xml-exc-c14n#WithComments", "http://www.w3.org/2000/09/xmldsig#rsa-sha1"),
    ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"),
    (
      "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments",
      "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"
    ),
    ("http://www.w3.org/2006/12/xml-c14n11", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
    ("http://www.w3.org/2006/12/xml-c14n11#WithComments", "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
  ])
  func `What xmlsec1 signs in any canonical form holds for us`(form: String, method: String) throws {
    guard XMLSecProgram.isThere else { return }
    let identity = fixture.identity()
    let message = try XMLSecProgram.signed(
      Self.template(form: form, method: method, certificate: identity.leaf.der),
      keyPEM: identity.privateKeyPEM.withBytes { $0 })
    let reading = fixture.verifier().read(message)
    #expect(reading.allProblems.isEmpty, "\(reading.allProblems)")
    #expect(reading.coversBody)
    let changed = String(decoding: message, as: UTF8.self).replacing("1 &lt; 2", with: "1 &lt; 3")
    #expect(fixture.verifier().read(Array(changed.utf8)).allProblems.map(\.code) == ["signature-digest-mismatch"])
  }

  private static func template(form: String, method: String, certificate: [UInt8]) -> [UInt8] {
    let header = """
      <w:Security xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
        <w:BinarySecurityToken u:Id="token"
          ValueType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3">
          \(certificate.base64)
        </w:BinarySecurityToken>
        <d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"><d:SignedInfo>
          <!-- a comment -->
          <d:CanonicalizationMethod Algorithm="\(form)"/><d:SignatureMethod Algorithm="\(method)"/>
          <d:Reference URI="#body"><d:Transforms><d:Transform Algorithm="\(form)"/></d:Transforms>
            <d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><d:DigestValue/></d:Reference>
          <d:Reference URI="#token"><d:Transforms>
              <d:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><e:InclusiveNamespaces
                xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="s m"/></d:Transform></d:Transforms>
            <d:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1"/><d:DigestValue/></d:Reference>
        </d:SignedInfo><d:SignatureValue/>
        <d:KeyInfo><w:SecurityTokenReference><w:Reference URI="#token"/></w:SecurityTokenReference></d:KeyInfo>
        </d:Signature>
      </w:Security>
      """
    let text =
      SecurityFixture.envelope(SecurityFixture.soap11)
      .replacing(
        "xmlns:a=",
        with:
          "xml:lang=\"en\" xmlns:u=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd\" xmlns:a="
      )
      .replacing("<s:Body>", with: "<s:Body u:Id=\"body\">").replacing("</s:Header>", with: header + "</s:Header>")
    return Array(text.utf8)
  }
}

/// The same without the program.
@Suite struct XMLSecVectorTests {
  private let verifier = SecurityVerifier(cryptography: .openSSL, now: SecurityFixture.now) { _, _ in [] }

  @Test(arguments: [XMLSecVectors.exclusive, XMLSecVectors.inclusive])
  func `A message that was signed long ago still holds, and no longer once it is changed`(message: String) {
    let reading = verifier.read(Array(message.utf8))
    #expect(reading.allProblems.isEmpty, "\(reading.allProblems)")
    #expect(reading.coversBody)
    #expect(reading.signatures.map(\.signer?.subject.shortName) == ["Vector Signer"])
    // The comment is not signed, the text is.
    let unsigned = verifier.read(Array(message.replacing("not signed", with: "changed").utf8))
    #expect(unsigned.coversBody)
    let changed = verifier.read(Array(message.replacing("10.00", with: "99.00").utf8))
    #expect(changed.allProblems.map(\.code) == ["signature-digest-mismatch"])
  }

  @Test func `The inclusive form covers what the envelope declares, the exclusive one does not`() {
    func reading(_ message: String) -> SecurityReading {
      verifier.read(Array(message.replacing("xml:lang=\"de\"", with: "xml:lang=\"en\"").utf8))
    }
    #expect(reading(XMLSecVectors.exclusive).coversBody)
    #expect(reading(XMLSecVectors.inclusive).allProblems.map(\.code) == ["signature-value-mismatch"])
  }
}
