import Basics
import Certificates
import TLS
import Testing

@Suite struct CertificateMintTests {
  let mint = CertificateMint(now: Timestamp(year: 2026, month: 6, day: 1)!)

  @Test func aLeafSaysWhatItsSpecAsked() throws {
    let root = try mint.mintRoot(commonName: "Root")
    var spec = CertificateSpec.client("alice, \"the first\"")
    spec.subjectAltNames = ["DNS:alice.example", "IP:192.0.2.1", "IP:2001:db8::1", "email:a@example.org", "URI:urn:a"]
    spec.issuerURLs = ["http://ca.example/root.der"]
    spec.notBefore = Timestamp(year: 2020, month: 2, day: 29, hour: 1, minute: 2, second: 3)
    spec.notAfter = Timestamp(year: 2051, month: 12, day: 31)
    let leaf = try mint.mintLeaf(spec, issuer: root).facts

    #expect(leaf.subject.shortName == "alice, \"the first\"")
    #expect(leaf.subject.description == #"CN=alice\, \"the first\",O=Signet"#)
    #expect(leaf.issuer == root.facts.subject)
    #expect(leaf.subjectAltNames == spec.subjectAltNames)
    #expect(leaf.issuerURLs == spec.issuerURLs)
    #expect(leaf.notBefore.description == "2020-02-29T01:02:03Z")
    #expect(leaf.notAfter.description == "2051-12-31T00:00:00Z")
    #expect(leaf.keyUsages == ["digitalSignature"])
    #expect(leaf.extendedKeyUsages == ["clientAuth"])
    #expect(!leaf.isCA && leaf.pathLength == nil)
    #expect(leaf.authorityKeyIdentifier == root.facts.subjectKeyIdentifier)
    #expect(leaf.signatureAlgorithm == "ecdsa-with-SHA256")
    #expect(leaf.sha1.count == 40 && leaf.sha256.count == 64)
  }

  @Test(arguments: [
    (KeyType.rsa, 2048), (.rsaPSS, 2048), (.ecP256, 256), (.ecP384, 384), (.ecP521, 521), (.ed25519, 256),
  ])
  func everyKindOfKeyIsMintedAndSigned(type: KeyType, bits: Int) throws {
    let issuer = try mint.mint(.authority("CA \(type)", keyType: type), issuer: nil)
    let leaf = try mint.mintLeaf(.client("leaf"), issuer: issuer)
    #expect(issuer.facts.keyType == type && issuer.key.keyType == type)
    #expect(issuer.facts.keyBits == bits)
    #expect(issuer.facts.isCA && issuer.facts.isSelfIssued)
    #expect(CertificateReader.openSSL.isSigned(leaf.facts, issuer.facts))
    #expect(!CertificateReader.openSSL.isSigned(issuer.facts, leaf.facts))
  }

  @Test func aSignatureByAnotherKeyOfTheSameNameIsSeenThrough() throws {
    let first = try mint.mintRoot(commonName: "Twin")
    let second = try mint.mintRoot(commonName: "Twin")
    let leaf = try mint.mint(.client("leaf"), issuer: first, signer: second.key)
    #expect(leaf.facts.issuer == second.facts.subject)
    #expect(!CertificateReader.openSSL.isSigned(leaf.facts, first.facts))
    #expect(CertificateReader.openSSL.isSigned(leaf.facts, second.facts))
  }

  @Test func theReaderRefusesEveryTruncationAndTrailingBytes() throws {
    let der = try mint.mintRoot(commonName: "Root").certificateDER
    let reader = CertificateReader.openSSL
    #expect(reader.facts(der) != nil)
    for count in 0..<der.count { #expect(reader.facts(Array(der.prefix(count))) == nil) }
    #expect(reader.facts(der + [0]) == nil)
  }

  @Test func theReaderSurvivesEveryDamagedByte() throws {
    let der = try mint.mint(.server(), issuer: nil).certificateDER
    for index in der.indices {
      for damage in [0x00, 0x80, 0xFF] as [UInt8] {
        var broken = der
        broken[index] = broken[index] ^ (damage == 0 ? 1 : damage)
        if let facts = CertificateReader.openSSL.facts(broken) { #expect(facts.der == broken) }
      }
    }
  }

  @Test func aNameIsReadFromItsOwnEncoding() throws {
    let root = try mint.mintRoot(commonName: "Root", organization: "Org")
    let name = CertificateReader.openSSL.name(root.facts.subject.der)
    #expect(name?.attributes.map(\.type) == ["O", "CN"])
    #expect(CertificateReader.openSSL.name([0x30, 0x05]) == nil)
  }

  @Test func exportsBeginAsTheirFormatsDo() throws {
    let root = try mint.mintRoot(commonName: "Root")
    let leaf = try mint.mintLeaf(.client("leaf"), issuer: root)
    #expect(leaf.certificatePEM.starts(with: "-----BEGIN CERTIFICATE-----".utf8))
    #expect(try leaf.privateKeyPEM().starts(with: "-----BEGIN PRIVATE KEY-----".utf8))
    #expect(try leaf.privateKeyPEM(password: Secret("pw")).starts(with: "-----BEGIN ENCRYPTED PRIVATE KEY-----".utf8))
    #expect(try leaf.privateKeyPEM(password: .empty).starts(with: "-----BEGIN ENCRYPTED PRIVATE KEY-----".utf8))
    #expect(try leaf.privateKeyPEM(encoding: .traditional).starts(with: "-----BEGIN EC PRIVATE KEY-----".utf8))
    #expect(leaf.privateKeyDER.first == 0x30)
    #expect(try leaf.pkcs7(chain: [root]).first == 0x30)
    for encryption in [PKCS12Encryption.aes256, .tripleDES, .legacyRC2, .none] {
      #expect(try leaf.pkcs12(password: Secret("pw"), chain: [root], encryption: encryption).first == 0x30)
    }
  }

  @Test func whatOpenSSLCannotMakeIsAnErrorThatSaysWhat() {
    let error = #expect(throws: MintError.self) { try PrivateKey.generate(.other("FROBNITZ")) }
    #expect(error?.summary.contains("FROBNITZ") == true)
    #expect(error?.values.isEmpty == false)
  }
}
