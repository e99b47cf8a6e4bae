public import Basics
internal import COpenSSL
internal import Glibc

/// Makes keys and X.509 certificates while the program runs, for the Lab and for tests: no key is ever kept in a file of
/// the project, and nothing expires.
///
/// Safe on any thread. An EC certificate takes under a millisecond, an RSA one as long as its key (50 to 500 ms).
public struct CertificateMint: Sendable {
  /// The moment that certificates without a validity of their own are minted around.
  public var now: Timestamp

  /// - Parameter now: nil takes the system's clock.
  public init(now: Timestamp? = nil) {
    self.now = now ?? Timestamp(secondsSinceEpoch: Int64(time(nil)))
  }

  /// A self-issued authority.
  public func mintRoot(commonName: String, organization: String? = "Signet") throws(MintError) -> MintedIdentity {
    try mint(.authority(commonName, organization: organization), issuer: nil)
  }

  /// An authority below another.
  public func mintIntermediate(
    commonName: String, organization: String? = "Signet", issuer: MintedIdentity
  ) throws(MintError) -> MintedIdentity {
    try mint(.authority(commonName, organization: organization), issuer: issuer)
  }

  /// - Parameter issuer: nil makes it self-signed.
  public func mintLeaf(_ spec: CertificateSpec, issuer: MintedIdentity?) throws(MintError) -> MintedIdentity {
    try mint(spec, issuer: issuer)
  }

  /// Any certificate.
  /// - Parameters:
  ///   - issuer: whose name and key identifier stand in it; nil makes it self-issued.
  ///   - signer: whose key signs it when that is not the issuer's own: a broken signature.
  public func mint(
    _ spec: CertificateSpec, issuer: MintedIdentity?, signer: PrivateKey? = nil
  ) throws(MintError) -> MintedIdentity {
    LibraryErrors.clear()
    let key = if let key = spec.key { key } else { try PrivateKey.generate(spec.keyType, bits: spec.keyBits) }
    guard let draft = CertificateDraft(key: key) else { throw .drained("a certificate") }
    let isWritten =
      draft.setRandomSerial() && draft.setNames(of: spec, issuer: issuer?.native)
      && draft.setValidity(spec, now: now) && draft.setExtensions(of: spec, issuer: issuer?.native)
    guard isWritten, draft.sign(with: signer ?? issuer?.key ?? key, digest: spec.digest),
      let certificate = X509Certificate(der: draft.certificate.der)
    else { throw .drained("the certificate \(spec.commonName.neutralised)") }
    return MintedIdentity(native: certificate, key: key)
  }
}
