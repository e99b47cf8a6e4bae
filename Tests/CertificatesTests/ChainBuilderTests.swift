import Basics
import Certificates
import Testing

@Suite struct ChainBuilderTests {
  @Test func aChainIsOrderedLeafFirstWhateverTheOrderOfTheFile() {
    let chain = build("leaf<low", ["root<root", "top<root", "low<top", "leaf<low"])
    #expect(chain.names == ["leaf", "low", "top"])
    #expect(chain.isComplete)
    #expect(
      chain.steps == [
        "leaf is certified by low, found in the identity's own file.",
        "low is certified by top, found in the identity's own file.",
        "top is certified by root, the root, in the identity's own file. A root is not sent.",
      ])
  }

  @Test func aSelfSignedLeafIsItsOwnChain() {
    let chain = build("alone<alone", ["alone<alone"])
    #expect(chain.names == ["alone"] && chain.isComplete)
  }

  @Test func anAuthorityWhoseIssuerNobodyHasIsTakenForTheLastBeforeTheRoot() {
    let chain = build("leaf<low", ["low<root"])
    #expect(chain.names == ["leaf", "low"] && chain.isComplete)
    #expect(chain.steps.last == "low is certified by root, which nobody has: it is taken for the root.")
  }

  @Test func aLeafWhoseIssuerNobodyHasIsIncomplete() {
    let chain = build("leaf<low", ["other<root", "root<root"])
    #expect(chain.names == ["leaf"] && !chain.isComplete)
    #expect(chain.missingIssuer == name("low"))
  }

  @Test func theFilesOwnCertificatesComeBeforeTheStores() {
    let ownLow = certificate("low<root", serial: "aa")
    let storeLow = certificate("low<root", serial: "bb", notAfter: 2_000_000_000)
    let chain = build(
      certificate("leaf<low"), [candidate(storeLow, .store(path: "/s/low.pem")), candidate(ownLow)].reversed())
    #expect(chain.certificates.last?.serial == "aa")
  }

  @Test func theStoreCompletesWhatTheFileLacks() {
    let low = candidate(certificate("low<root"), .store(path: "/store/low.pem"))
    let chain = build(certificate("leaf<low"), [low])
    #expect(chain.names == ["leaf", "low"])
    #expect(chain.steps.first == "leaf is certified by low, found in the intermediate store (/store/low.pem).")
  }

  @Test func aTwinThatDidNotSignIsPassedOverWithTheReason() {
    let twin = certificate("low<root", serial: "aa", key: "another")
    let chain = build(certificate("leaf<low"), [candidate(twin), candidate(certificate("low<root", serial: "bb"))])
    #expect(chain.certificates.map(\.serial) == ["01", "bb"])
    #expect(chain.steps.first?.contains("(serial aa) in the identity's own file passed over: its key did not") == true)
  }

  @Test func anotherKeyIdentifierIsPassedOverWithBothValues() {
    var twin = certificate("low<root", serial: "aa")
    twin.subjectKeyIdentifier = [1, 2]
    var leaf = certificate("leaf<low")
    leaf.authorityKeyIdentifier = [3, 4]
    let chain = build(leaf, [candidate(twin)])
    #expect(!chain.isComplete)
    #expect(chain.steps.first?.hasSuffix("its key identifier is 0102, wanted is 0304.") == true)
  }

  @Test func anExpiredIssuerIsPassedOverForAValidOne() {
    let old = certificate("low<root", serial: "aa", notAfter: now.secondsSinceEpoch - 1)
    let fresh = certificate("low<root", serial: "bb", notAfter: now.secondsSinceEpoch + 1)
    let chain = build(certificate("leaf<low"), [candidate(old), candidate(fresh)])
    #expect(chain.certificates.last?.serial == "bb")
    let onlyOld = build(certificate("leaf<low"), [candidate(old)])
    #expect(onlyOld.certificates.last?.serial == "aa")
    #expect(onlyOld.steps.first?.contains("there is no other: used") == true)
  }

  @Test func whatMayNotSignIsPassedOver() {
    var leafLike = certificate("low<root", serial: "aa")
    leafLike.isCA = false
    var noSign = certificate("low<root", serial: "bb")
    noSign.keyUsages = ["cRLSign"]
    let chain = build(certificate("leaf<low"), [candidate(leafLike), candidate(noSign)])
    #expect(!chain.isComplete)
    #expect(chain.steps.contains { $0.contains("serial aa") && $0.contains("not an authority") })
    #expect(chain.steps.contains { $0.contains("serial bb") && $0.contains("lacks keyCertSign") })
  }

  @Test func aCrossSignedAuthorityOfTheFileIsSentForServersThatKnowOnlyTheOldRoot() {
    let chain = build("leaf<low", ["low<newroot", "newroot<newroot", "newroot<oldroot", "oldroot<oldroot"])
    #expect(chain.names == ["leaf", "low", "newroot"])
    #expect(chain.certificates.last?.issuer == name("oldroot"))
    #expect(chain.isComplete)
  }

  @Test func circlesEnd() {
    let chain = build("leaf<a", ["a<b", "b<a"])
    #expect(chain.names == ["leaf", "a", "b"])
    #expect(chain.steps.contains { $0.contains("in a circle") })
  }

  @Test func endlessChainsEnd() {
    let chain = build("c0<c1", (1..<50).map { "c\($0)<c\($0 + 1)" })
    #expect(chain.certificates.count == ChainBuilder.maximumLength)
    #expect(!chain.isComplete)
  }

  @Test func aSelfIssuedCertificateThatAnotherKeySignedIsNoRoot() {
    let rollover = certificate("root<root", serial: "aa", key: "new", signedBy: "old")
    let root = certificate("root<root", serial: "bb", key: "old", signedBy: "old")
    let leaf = certificate("leaf<root", signedBy: "new")
    let chain = build(leaf, [candidate(rollover), candidate(root)])
    #expect(chain.certificates.map(\.serial) == ["01", "aa"])
    #expect(chain.isComplete)
  }
}

private let now = Timestamp(secondsSinceEpoch: 1_800_000_000)

private func build(_ leaf: String, _ others: [String]) -> CertificateChain {
  build(certificate(leaf), others.map { candidate(certificate($0)) })
}

private func build(_ leaf: CertificateFacts, _ candidates: [CertificateChain.Candidate]) -> CertificateChain {
  ChainBuilder(reader: signatures, now: now).build(leaf: leaf, candidates: candidates)
}

private func candidate(
  _ certificate: CertificateFacts, _ origin: CertificateChain.Origin = .identityFile
) -> CertificateChain.Candidate { CertificateChain.Candidate(certificate: certificate, origin: origin) }

/// The DER of these certificates is `subject|key|key that signed|serial`.
private let signatures = CertificateReader(
  facts: { _ in nil }, name: { _ in nil },
  isSigned: { certificate, issuer in
    let signer = String(decoding: certificate.der, as: UTF8.self).split(separator: "|")[2]
    return signer == String(decoding: issuer.der, as: UTF8.self).split(separator: "|")[1]
  })

private func name(_ text: String) -> DistinguishedName {
  DistinguishedName(attributes: [.init(type: "CN", value: text)], der: Array(text.utf8))
}

/// - Parameter names: `subject<issuer`; keys are named like their owners unless said otherwise.
private func certificate(
  _ names: String, serial: String = "01", key: String? = nil, signedBy: String? = nil,
  notAfter: Int64 = 1_900_000_000
) -> CertificateFacts {
  let parts = names.split(separator: "<").map(String.init)
  let text = "\(parts[0])|\(key ?? parts[0])|\(signedBy ?? parts[1])|\(serial)"
  return CertificateFacts(
    der: Array(text.utf8), subject: name(parts[0]), issuer: name(parts[1]), serial: serial,
    notBefore: Timestamp(secondsSinceEpoch: 0), notAfter: Timestamp(secondsSinceEpoch: notAfter), keyType: .ecP256,
    keyBits: 256, signatureAlgorithm: "ecdsa-with-SHA256", subjectAltNames: [], keyUsages: nil, extendedKeyUsages: nil,
    isCA: true, pathLength: nil, subjectKeyIdentifier: Array((key ?? parts[0]).utf8), authorityKeyIdentifier: nil,
    issuerURLs: [], sha1: text, sha256: text)
}

extension CertificateChain {
  fileprivate var names: [String] { certificates.map(\.subject.shortName) }
}
