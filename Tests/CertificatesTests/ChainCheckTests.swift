import Basics
import Certificates
import Testing

@Suite struct ChainCheckTests {
  @Test func everyLinkOfAGoodChainHolds() {
    let check = ChainCheck(
      .server(host: "svc.example"), sent: [leaf, low], known: [.init(root, place: "from what is trusted here")],
      now: now, isSigned: isSigned)
    #expect(check.links.map(\.certificate.subject.shortName) == ["leaf", "low", "root"])
    #expect(check.links.map(\.origin) == [.sent, .sent, .atHand("from what is trusted here")])
    #expect(check.verdict == .passed && check.gap == nil && check.isInOrder)
    #expect(reason(.dates, of: check.links[0]) == "365 days left, until 2027-11-27")
    #expect(reason(.name, of: check.links[0]) == "svc.example is among its names")
    #expect(reason(.signature, of: check.links[1]) == "made by the key of root")
    #expect(reason(.signature, of: check.links[2]) == "made by its own key")
  }

  @Test func anotherOrderIsFollowedAndSaid() {
    let check = ChainCheck(.client, sent: [leaf, root, low], now: now, isSigned: isSigned)
    #expect(check.links.map(\.certificate.subject.shortName) == ["leaf", "low", "root"])
    #expect(!check.isInOrder && check.strays.isEmpty)
  }

  @Test func whatDoesNotBelongIsAStray() {
    let check = ChainCheck(.client, sent: [leaf, certificate("other<root"), low], now: now, isSigned: isSigned)
    #expect(check.strays.map(\.subject.shortName) == ["other"])
    #expect(check.isInOrder)
  }

  @Test func aMissingIssuerIsAGapWithThePlacesWhereItCanBeHad() {
    var alone = leaf
    alone.issuerURLs = ["http://ca.example/low.cer"]
    let server = ChainCheck(.server(host: "svc.example"), sent: [alone], now: now, isSigned: isSigned)
    #expect(server.gap?.issuer == low.subject && server.gap?.urls == ["http://ca.example/low.cer"])
    #expect(server.gap?.isExpected == false && server.verdict == .failed)
    #expect(reason(.signature, of: server.links[0]) == "low is not at hand")
  }

  @Test func theRootOfAClientChainNeedNotBeSent() {
    #expect(ChainCheck(.client, sent: [leaf, low], now: now, isSigned: isSigned).gap?.isExpected == true)
    let named = ChainCheck(
      .client, sent: [leaf], accepted: [low.subject], now: now, isSigned: isSigned)
    #expect(named.gap?.isExpected == true)
    let others = ChainCheck(
      .client, sent: [leaf, low], accepted: [name("stranger")], now: now, isSigned: isSigned)
    #expect(others.gap?.isExpected == false)
  }

  @Test func aSignatureOfAnotherKeyOfThatNameIsABrokenLink() {
    let twin = certificate("low<root", key: "another")
    let check = ChainCheck(.client, sent: [leaf, twin], now: now, isSigned: isSigned)
    #expect(verdict(.signature, of: check.links[0]) == .failed)
    #expect(reason(.signature, of: check.links[0]) == "not made by the key of low")
    let both = ChainCheck(.client, sent: [leaf, twin, low], now: now, isSigned: isSigned)
    #expect(verdict(.signature, of: both.links[0]) == .passed && both.strays == [twin])
  }

  @Test func withoutALibraryNoSignatureIsClaimed() {
    let check = ChainCheck(.client, sent: [leaf, low], now: now, isSigned: nil)
    #expect(verdict(.signature, of: check.links[0]) == .unknown)
  }

  @Test func datesAreToldInDays() {
    #expect(aspect(.dates) { $0.notAfter = days(-3) } == (.failed, "expired on 2026-11-24, 3 days ago"))
    #expect(aspect(.dates) { $0.notBefore = days(2) } == (.failed, "not valid before 2026-11-29, in 2 days"))
    #expect(aspect(.dates) { $0.notAfter = days(12) } == (.doubtful, "12 days left, until 2026-12-09"))
  }

  @Test func aLeafMustBeForItsPurpose() {
    #expect(
      aspect(.usage) { $0.extendedKeyUsages = ["serverAuth"] }
        == (.failed, "extended key usage is serverAuth, without clientAuth"))
    #expect(aspect(.usage) { $0.extendedKeyUsages = ["anyExtendedKeyUsage"] }.0 == .passed)
    #expect(
      aspect(.usage) { $0.keyUsages = ["keyEncipherment"] }
        == (.failed, "key usage is keyEncipherment, without digitalSignature"))
  }

  @Test func anAuthorityMustBeOne() {
    #expect(authority { $0.isCA = false }.0 == .failed)
    #expect(authority { $0.keyUsages = ["cRLSign"] } == (.failed, "key usage is cRLSign, without keyCertSign"))
    #expect(authority { $0.extendedKeyUsages = ["codeSigning"] }.1.contains("codeSigning only"))
    var top = certificate("top<root")
    top.pathLength = 0
    let check = ChainCheck(
      .client, sent: [leaf, certificate("low<top"), top], now: now, isSigned: isSigned)
    #expect(reason(.usage, of: check.links[2]) == "path length 0, but 1 authorities follow")
  }

  @Test func weakKeysAndDigestsFail() {
    #expect(
      aspect(.key) { ($0.keyType, $0.keyBits) = (.rsa, 1024) } == (.failed, "RSA 1024 bits, fewer than 2048"))
    #expect(aspect(.algorithm) { $0.signatureAlgorithm = "sha1WithRSAEncryption" }.0 == .failed)
    var old = root
    old.signatureAlgorithm = "sha1WithRSAEncryption"
    let check = ChainCheck(.client, sent: [leaf, low, old], now: now, isSigned: isSigned)
    #expect(verdict(.algorithm, of: check.links[2]) == .passed)
  }

  @Test(arguments: [
    ("svc.example", "DNS:svc.example", true), ("SVC.example.", "DNS:svc.EXAMPLE", true),
    ("a.svc.example", "DNS:*.svc.example", true), ("b.a.svc.example", "DNS:*.svc.example", false),
    ("svc.example", "DNS:*.svc.example", false), ("svc.example", "DNS:*.example", false),
    ("192.0.2.1", "IP:192.0.2.1", true), ("192.0.2.1", "DNS:192.0.2.2", false),
    ("[2001:db8::1]", "IP:2001:DB8:0:0:0:0:0:1", true), ("2001:db8::1", "IP:2001:db8::2", false),
    ("::", "IP:0:0:0:0:0:0:0:0", true), ("1:2", "IP:1:2:3:4:5:6:7:8", false),
    ("svc.example", "email:svc.example", false),
  ])
  func namesMatchAsTheStandardSays(host: String, name: String, matches: Bool) {
    var facts = leaf
    facts.subjectAltNames = [name]
    let check = ChainCheck(.server(host: host), sent: [facts], now: now, isSigned: isSigned)
    #expect(verdict(.name, of: check.links[0]) == (matches ? .passed : .failed))
  }

  @Test func aCommonNameAloneIsDoubtful() {
    var facts = leaf
    facts.subjectAltNames = []
    facts.subject = name("svc.example")
    let check = ChainCheck(.server(host: "svc.example"), sent: [facts], now: now, isSigned: isSigned)
    #expect(verdict(.name, of: check.links[0]) == .doubtful)
  }

  @Test func circlesAndEndlessChainsEnd() {
    let circle = ChainCheck(.client, sent: ["a<b", "b<a"].map { certificate($0) }, now: now, isSigned: isSigned)
    #expect(circle.links.count == 2)
    let endless = ChainCheck(
      .client, sent: (0..<60).map { certificate("c\($0)<c\($0 + 1)") }, now: now, isSigned: isSigned)
    #expect(endless.links.count == ChainCheck.maximumLinks)
    #expect(ChainCheck(.client, sent: [], now: now, isSigned: isSigned).links.isEmpty)
  }

  @Test func aCertificateIsWrittenAsPEMInLinesOf64() {
    var facts = leaf
    facts.der = Array(repeating: 0xFF, count: 50)
    let lines = facts.pem.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.map(\.count) == [27, 64, 4, 25, 0])
    #expect(lines[1].allSatisfy { $0 == "/" } && lines[2] == "//8=")
  }
}

private let now = Timestamp(year: 2026, month: 11, day: 27) ?? Timestamp(secondsSinceEpoch: 0)
private let root = certificate("root<root")
private let low = certificate("low<root")
private let leaf = certificate("leaf<low")

private func days(_ count: Int) -> Timestamp {
  Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + Int64(count) * 86400)
}

/// The DER of these certificates is `key|key that signed`.
private let isSigned: @Sendable (CertificateFacts, CertificateFacts) -> Bool = { certificate, issuer in
  String(decoding: certificate.der, as: UTF8.self).split(separator: "|")[1]
    == String(decoding: issuer.der, as: UTF8.self).split(separator: "|")[0]
}

private func check(_ aspect: LinkCheck.Aspect, of link: ChainCheck.Link) -> LinkCheck? {
  link.checks.first { $0.aspect == aspect }
}

private func verdict(_ aspect: LinkCheck.Aspect, of link: ChainCheck.Link) -> LinkCheck.Verdict? {
  check(aspect, of: link)?.verdict
}

private func reason(_ aspect: LinkCheck.Aspect, of link: ChainCheck.Link) -> String? { check(aspect, of: link)?.reason }

/// What is said of a client's leaf with something changed.
private func aspect(
  _ aspect: LinkCheck.Aspect, _ change: (inout CertificateFacts) -> Void
) -> (LinkCheck.Verdict, String) {
  var facts = leaf
  change(&facts)
  let links = ChainCheck(.client, sent: [facts, low], now: now, isSigned: isSigned).links
  return links.first.flatMap { check(aspect, of: $0) }.map { ($0.verdict, $0.reason) } ?? (.unknown, "")
}

/// What is said of the usage of the authority below the root with something changed.
private func authority(_ change: (inout CertificateFacts) -> Void) -> (LinkCheck.Verdict, String) {
  var facts = low
  change(&facts)
  let links = ChainCheck(.client, sent: [leaf, facts], now: now, isSigned: isSigned).links
  return check(.usage, of: links[1]).map { ($0.verdict, $0.reason) } ?? (.unknown, "")
}

private func name(_ text: String) -> DistinguishedName {
  DistinguishedName(attributes: [.init(type: "CN", value: text)], der: Array(text.utf8))
}

/// - Parameter names: `subject<issuer`; keys are named like their owners unless said otherwise.
private func certificate(_ names: String, key: String? = nil) -> CertificateFacts {
  let parts = names.split(separator: "<").map(String.init)
  let isLeaf = parts[0] == "leaf"
  return CertificateFacts(
    der: Array("\(key ?? parts[0])|\(parts[1])".utf8), subject: name(parts[0]), issuer: name(parts[1]), serial: "01",
    notBefore: days(-30), notAfter: days(365), keyType: .ecP256, keyBits: 256,
    signatureAlgorithm: "ecdsa-with-SHA256", subjectAltNames: isLeaf ? ["DNS:svc.example"] : [],
    keyUsages: isLeaf ? ["digitalSignature"] : ["keyCertSign"],
    extendedKeyUsages: isLeaf ? ["clientAuth", "serverAuth"] : nil, isCA: !isLeaf, pathLength: nil,
    subjectKeyIdentifier: nil, authorityKeyIdentifier: nil, issuerURLs: [], sha1: "", sha256: names + (key ?? ""))
}
