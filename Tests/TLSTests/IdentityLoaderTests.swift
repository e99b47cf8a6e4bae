public import Basics
import Certificates
import TLS
import Testing

@Suite struct IdentityLoaderTests {
  @Test(arguments: [KeyType.rsa, .rsaPSS, .ecP256, .ecP384, .ecP521, .ed25519])
  func everyKeyLoadsFromEveryPKCS12(type: KeyType) throws {
    let pki = try SmallPKI()
    let client = try pki.mint.mintLeaf(.client("client", keyType: type), issuer: pki.low)
    for encryption in PKCS12Encryption.allCases {
      let pfx = try client.pkcs12(password: "pässword€", chain: [pki.root, pki.top, pki.low], encryption: encryption)
      let identity = try load(pfx, password: "pässword€")
      #expect(identity.leaf.der == client.certificateDER)
      #expect(identity.leaf.keyType == type)
      #expect(identity.chain.certificates.map(\.subject.shortName) == ["client", "low", "top"])
      #expect(identity.chain.isComplete)
    }
  }

  @Test(arguments: [Secret?.none, Secret.empty])
  func noPasswordAndTheEmptyOneOpenEitherKind(written: Secret?) throws {
    let pki = try SmallPKI()
    for encryption in PKCS12Encryption.allCases {
      for mac in [true, false] {
        let pfx = try pki.client.pkcs12(password: written, encryption: encryption, mac: mac)
        #expect(try load(pfx, password: nil).leaf == pki.client.facts)
        #expect(try load(pfx, password: .empty).leaf == pki.client.facts)
      }
    }
  }

  @Test func aPKCS12WithoutIntegrityCheckLoads() throws {
    let pki = try SmallPKI()
    #expect(try load(pki.client.pkcs12(password: "pw", mac: false), password: "pw").leaf == pki.client.facts)
  }

  @Test func pemLoadsInAnyOrderFromOneFileOrTwo() throws {
    let pki = try SmallPKI()
    let key = try pki.client.privateKeyPEM(password: "pw")
    let parts = [
      pki.root.certificatePEM, pki.client.certificatePEM, key, pki.low.certificatePEM, pki.top.certificatePEM,
    ]
    for order in [parts, parts.reversed()] {
      let identity = try load(order.flatMap { $0 }, password: "pw")
      #expect(identity.chain.certificates.map(\.subject.shortName) == ["client", "low", "top"])
    }
    let apart = IdentityMaterial(
      certificate: IdentityFile(bytes: pki.client.certificatePEM, label: "c.pem"),
      key: IdentityFile(bytes: key, label: "k.pem"), password: "pw")
    #expect(try IdentityLoader(now: SmallPKI.now).load(apart).leaf == pki.client.facts)
  }

  @Test(arguments: [KeyType.rsa, .ecP256, .ecP384, .ecP521])
  func traditionalKeysLoad(type: KeyType) throws {
    let client = try CertificateMint(now: SmallPKI.now).mintLeaf(.client("client", keyType: type), issuer: nil)
    for password in [nil, Secret("pw")] {
      let key = try client.privateKeyPEM(password: password, encoding: .traditional)
      #expect(try load(client.certificatePEM + key, password: password).leaf == client.facts)
    }
  }

  @Test func aLockedKeyUnderTheLabelOfAnOpenOneLoads() throws {
    let pki = try SmallPKI()
    let pem = String(decoding: try pki.client.privateKeyPEM(password: "pw"), as: UTF8.self)
    let mislabelled = Array(pem.replacing("ENCRYPTED PRIVATE KEY", with: "PRIVATE KEY").utf8)
    #expect(try load(pki.client.certificatePEM + mislabelled, password: "pw").leaf == pki.client.facts)
    let error = #expect(throws: IdentityError.self) { try load(pki.client.certificatePEM + mislabelled) }
    #expect(error?.code == "password-needed")
  }

  @Test func derAndPKCS7LoadWithAKeyOfTheirOwn() throws {
    let pki = try SmallPKI()
    let key = IdentityFile(bytes: pki.client.privateKeyDER, label: "k.der")
    for bytes in [pki.client.certificateDER, try pki.client.pkcs7(chain: [pki.low])] {
      let material = IdentityMaterial(certificate: IdentityFile(bytes: bytes, label: "c"), key: key)
      #expect(try IdentityLoader(now: SmallPKI.now).load(material).leaf == pki.client.facts)
    }
  }

  @Test func theLeafIsTheOneThatTheKeyFits() throws {
    let pki = try SmallPKI()
    let other = try pki.mint.mintLeaf(.client("other"), issuer: pki.low)
    let identity = try load(
      other.certificatePEM + pki.low.certificatePEM + pki.client.privateKeyPEM() + pki.client.certificatePEM)
    #expect(identity.leaf == pki.client.facts)
  }

  @Test func ofTwoCertificatesForOneKeyTheValidOneIsTheLeaf() throws {
    let pki = try SmallPKI()
    var renewed = CertificateSpec.client("client")
    renewed.key = pki.client.key
    var expired = renewed
    expired.notBefore = Timestamp(year: 2020, month: 1, day: 1)
    expired.notAfter = Timestamp(year: 2021, month: 1, day: 1)
    let old = try pki.mint.mintLeaf(expired, issuer: pki.low)
    let identity = try load(old.certificatePEM + pki.client.certificatePEM + pki.client.privateKeyPEM())
    #expect(identity.leaf == pki.client.facts)
  }

  @Test func theFingerprintTellsChainsApartAndNotFiles() throws {
    let pki = try SmallPKI()
    let identity = try load(pki.client.pkcs12(password: "pw", chain: [pki.low, pki.top]), password: "pw")
    let key = try pki.client.privateKeyPEM()
    let again = try load([pki.client, pki.low, pki.top].flatMap(\.certificatePEM) + key)
    #expect(again.chain.certificates == identity.chain.certificates)
    #expect(again.fingerprint == identity.fingerprint)
    #expect(identity.withNativeHandles { _, _, chain in chain.count } == 2)
    #expect(try load(pki.client.certificatePEM + key).fingerprint != identity.fingerprint)
  }

  @Test func theChainIsCompletedFromGivenIntermediates() throws {
    let pki = try SmallPKI()
    let material = IdentityMaterial(
      certificate: IdentityFile(bytes: pki.client.certificatePEM + (try pki.client.privateKeyPEM()), label: "c.pem"))
    let bundle = IdentityFile(bytes: try pki.top.pkcs7(chain: [pki.low]), label: "more.p7b")
    let more = try CertificateFile.candidates(bundle, origin: .intermediates(path: "more.p7b"))
    let identity = try IdentityLoader(now: SmallPKI.now).load(material, intermediates: more)
    #expect(identity.chain.certificates.map(\.subject.shortName) == ["client", "low", "top"])
    #expect(identity.chain.steps.first?.contains("found in more.p7b") == true)
    #expect(try IdentityLoader(now: SmallPKI.now).load(material).chain.missingIssuer == pki.low.facts.subject)
  }

  @Test func aWeakKeyStillLoads() throws {
    var spec = CertificateSpec.client("weak", keyType: .rsa)
    spec.keyBits = 1024
    spec.digest = .sha1
    let weak = try CertificateMint(now: SmallPKI.now).mintLeaf(spec, issuer: nil)
    #expect(try load(weak.pkcs12(password: "pw"), password: "pw").leaf.keyBits == 1024)
  }
}

/// A root, two intermediates and a client, on a fixed day.
struct SmallPKI {
  static let now = Timestamp(secondsSinceEpoch: 1_800_000_000)
  let mint = CertificateMint(now: now)
  let root, top, low, client: MintedIdentity

  init() throws {
    root = try mint.mintRoot(commonName: "root")
    top = try mint.mintIntermediate(commonName: "top", issuer: root)
    low = try mint.mintIntermediate(commonName: "low", issuer: top)
    client = try mint.mintLeaf(.client("client"), issuer: low)
  }
}

extension SmallPKI {
  /// The client's key, encrypted, in DER.
  func lockedKeyDER(password: Secret) throws -> [UInt8] {
    PEMBlock.blocks(in: try client.privateKeyPEM(password: password)).first?.contents?.withBytes { $0 } ?? []
  }
}

/// Loads one file at `SmallPKI.now`.
func load(_ bytes: [UInt8], password: Secret? = nil, label: String = "identity") throws(IdentityError) -> Identity {
  try IdentityLoader(now: SmallPKI.now).load(
    IdentityMaterial(certificate: IdentityFile(bytes: bytes, label: label), password: password))
}

extension Secret: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}
