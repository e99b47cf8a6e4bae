import Basics
import Certificates
import SOAP
import TLS
import XML

/// Signers and means for message security; nothing in it depends on the clock or on chance.
struct SecurityFixture: Sendable {
  static let now = Timestamp(secondsSinceEpoch: 1_795_000_000)
  static let shared = SecurityFixture()

  let root: MintedIdentity
  private let identities: [KeyType: Identity]

  /// Kinds of key that can sign.
  static let keys: [KeyType] = [.rsa, .rsaPSS, .ecP256, .ecP384, .ecP521]

  // A fixture that cannot be made is a test that cannot run.
  private init() {
    let mint = CertificateMint(now: Self.now)
    root = try! mint.mintRoot(commonName: "Message Root")
    var identities: [KeyType: Identity] = [:]
    for key in Self.keys {
      let minted = try! mint.mintLeaf(.client("signer \(key)", keyType: key), issuer: root)
      let file = IdentityFile(bytes: try! minted.pkcs12(password: nil), label: "signer")
      identities[key] = try! IdentityLoader(now: Self.now).load(
        IdentityMaterial(certificate: file, key: nil, password: nil, format: nil))
    }
    self.identities = identities
  }

  func identity(_ key: KeyType = .rsa) -> Identity { identities[key]! }
  func signer(_ key: KeyType = .rsa) -> MessageSigner { identity(key).messageSigner }

  /// The same bytes at every call: 1, 2, 3…
  var means: MessageSecurityMeans {
    MessageSecurityMeans(now: Self.now, random: { Array(1...UInt8(clamping: $0)) }, cryptography: .openSSL)
  }

  func verifier(
    now: Timestamp = Self.now, known: [CertificateFacts] = [], trustsRoot: Bool = true
  ) -> SecurityVerifier {
    let other = try! CertificateMint(now: Self.now).mintRoot(commonName: "Another Root")
    let anchor = trustsRoot ? root : other
    let trust = MessageSignerTrust(
      trust: ServerTrust(anchors: .only(pem: anchor.certificatePEM, folder: nil)), now: now)
    return SecurityVerifier(cryptography: .openSSL, now: now, known: known) { trust.problems(of: $0, others: $1) }
  }

  static let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
  static let soap12 = "http://www.w3.org/2003/05/soap-envelope"
  static let addressing = "http://www.w3.org/2005/08/addressing"

  /// With addressing headers, and names that only a canonical form keeps apart from white space.
  static func envelope(_ namespace: String = soap12) -> String {
    "<s:Envelope xmlns:s=\"\(namespace)\" xmlns:a=\"\(addressing)\"><s:Header>"
      + "<a:Action s:mustUnderstand=\"1\">urn:act</a:Action><a:To s:mustUnderstand=\"1\">https://host/</a:To></s:Header>"
      + "<s:Body><m:pay xmlns:m=\"urn:m\"\n  b='2' a=\"1\"><m:amount>1 &lt; 2</m:amount><!-- c --></m:pay></s:Body></s:Envelope>"
  }

  func secured(_ plan: MessageSecurity, key: KeyType = .rsa) throws -> SecuredEnvelope {
    try secured(Self.envelope(), plan, key: key)
  }

  func secured(_ envelope: String, _ plan: MessageSecurity, key: KeyType = .rsa) throws -> SecuredEnvelope {
    try plan.secure(
      Array(envelope.utf8),
      as: MessageCredentials(userName: "alice", password: Secret("pass<&>"), signer: signer(key)), with: means)
  }
}

extension MessageCryptography {
  static func openSSLDigest(_ bytes: [UInt8]) -> [UInt8] { openSSL.digest(.sha1, bytes) }
}

/// A certificate of a kind that XML signatures have no algorithm for.
func mintedEd25519() throws -> CertificateFacts {
  try CertificateMint(now: SecurityFixture.now).mintLeaf(.client("Ed", keyType: .ed25519), issuer: nil).facts
}
