import Basics
import Certificates
import Handshake
import TLS
import Testing

@Suite struct CertificateFileTests {
  private func inspect(_ bytes: [UInt8], password: Secret? = nil) throws(IdentityError) -> CertificateFileContents {
    try CertificateFile.inspect(IdentityFile(bytes: bytes, label: "file"), password: password, now: SmallPKI.now)
  }

  @Test func aGoodPKCS12HasNothingToFind() throws {
    let pki = try SmallPKI()
    let contents = try inspect(pki.client.pkcs12(password: "pw", chain: [pki.low, pki.top, pki.root]), password: "pw")
    #expect(contents.format == .pfx)
    #expect(contents.encryption == ["PBES2 AES-256-CBC PBKDF2-HMAC-SHA256"])
    #expect(contents.certificates.map(\.hasPrivateKey) == [true, false, false, false])
    #expect(contents.chain?.certificates.map(\.subject.shortName) == ["client", "low", "top"])
    #expect(contents.chainComplete == true && contents.missingIssuer == nil)
    #expect(contents.findings.isEmpty)
  }

  @Test func theMissingIssuerIsNamedWithWhereItCanBeHad() throws {
    let pki = try SmallPKI()
    var spec = CertificateSpec.client("client")
    spec.issuerURLs = ["http://ca.example/low.der"]
    let contents = try inspect(pki.mint.mintLeaf(spec, issuer: pki.low).pkcs12(password: nil))
    #expect(contents.chainComplete == false)
    #expect(contents.missingIssuer == pki.low.facts.subject)
    let finding = try #require(contents.findings.first { $0.code == "chain-incomplete" })
    #expect(finding.severity == .warning)
    #expect(finding.remedies.contains { $0.who == .client && $0.text.contains("http://ca.example/low.der") })
    #expect(finding.remedies.contains { $0.who == .server })
  }

  @Test(arguments: [
    (-40, -1, "certificate-expired"), (1, 40, "certificate-not-yet-valid"), (-40, 29, "certificate-expires-soon"),
    (-40, 31, nil),
  ])
  func datesAreJudged(from: Int64, until: Int64, code: String?) throws {
    var spec = CertificateSpec.client("client")
    spec.notBefore = Timestamp(secondsSinceEpoch: SmallPKI.now.secondsSinceEpoch + from * 86400)
    spec.notAfter = Timestamp(secondsSinceEpoch: SmallPKI.now.secondsSinceEpoch + until * 86400)
    let contents = try inspect(SmallPKI().mint.mintLeaf(spec, issuer: nil).certificatePEM)
    #expect(contents.findings.map(\.code) == (code.map { [$0] } ?? []))
  }

  @Test func wrongUsagesAndWeaknessesAreFound() throws {
    let pki = try SmallPKI()
    var spec = CertificateSpec.server(keyType: .rsa)
    spec.keyUsages = ["keyEncipherment"]
    spec.keyBits = 1024
    spec.digest = .sha1
    let leaf = try pki.mint.mintLeaf(spec, issuer: pki.low)
    let codes = try inspect(leaf.certificatePEM + pki.low.certificatePEM).findings.map(\.code)
    #expect(Set(codes) == ["no-client-auth", "no-digital-signature", "weak-key", "weak-signature"])
  }

  @Test func oldEncryptionAndAMissingMACAreFound() throws {
    let pki = try SmallPKI()
    let pfx = try pki.client.pkcs12(password: "pw", chain: [pki.low], encryption: .legacyRC2, mac: false)
    #expect(try inspect(pfx, password: "pw").findings.map(\.code) == ["legacy-encryption", "no-integrity-check"])
  }

  @Test func aLockedKeyIsANoteAndNotAnError() throws {
    let pki = try SmallPKI()
    let pem = try pki.client.certificatePEM + pki.low.certificatePEM + pki.client.privateKeyPEM(password: "pw")
    let locked = try inspect(pem)
    #expect(locked.findings.map(\.code) == ["private-key-locked"])
    #expect(locked.certificates.map(\.hasPrivateKey) == [false, false])
    #expect(try inspect(pem, password: "pw").certificates.map(\.hasPrivateKey) == [true, false])
  }

  @Test func aBundleOfAuthoritiesIsDescribedWithoutAChain() throws {
    let mint = CertificateMint(now: SmallPKI.now)
    let key = try PrivateKey.generate(.ecP256)
    let bundle = try (0..<50).flatMap { number in
      var spec = CertificateSpec.authority("CA \(number)")
      spec.key = key
      return try mint.mint(spec, issuer: nil).certificatePEM
    }
    let contents = try inspect(bundle)
    #expect(contents.certificates.count == 50)
    #expect(contents.chain == nil && contents.findings.isEmpty)
  }

  @Test func moreThanAThousandCertificatesAreRefused() throws {
    let der = try SmallPKI().root.certificateDER
    let bundle = (0...1000).flatMap { number in
      // Signatures are not checked here, so their last bytes make the certificates differ.
      let other = der.dropLast(2) + [UInt8(number >> 8), UInt8(number & 0xFF)]
      return Array("-----BEGIN CERTIFICATE-----\n".utf8) + base64(Array(other))
        + Array("\n-----END CERTIFICATE-----\n".utf8)
    }
    let error = #expect(throws: IdentityError.self) { try inspect(bundle) }
    #expect(error?.code == "too-many-certificates")
  }

  @Test func aChainWithoutKeyStartsAtTheCertificateThatCertifiesNoOther() throws {
    let pki = try SmallPKI()
    let contents = try inspect(pki.root.pkcs7(chain: [pki.top, pki.low, pki.client]))
    #expect(contents.format == .pkcs7)
    #expect(contents.chain?.certificates.map(\.subject.shortName) == ["client", "low", "top"])
  }

  @Test func strangersInTheFileAreNoted() throws {
    let pki = try SmallPKI()
    let other = try pki.mint.mintIntermediate(commonName: "stranger", issuer: pki.root)
    let contents = try inspect(
      pki.client.pkcs12(password: nil, chain: [pki.low, pki.top, other]))
    #expect(contents.findings.map(\.code) == ["certificate-not-in-chain"])
    #expect(contents.findings[0].summary.hasPrefix("stranger"))
  }
}
