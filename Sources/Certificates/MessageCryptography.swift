/// Hash functions of message signatures.
public enum DigestAlgorithm: String, Sendable, Hashable, CaseIterable {
  case sha1, sha256, sha384, sha512
}

/// How a message is signed: kind of key and padding, with a hash function.
public struct SignatureAlgorithm: Sendable, Hashable, CaseIterable, CustomStringConvertible {
  public enum Family: String, Sendable, Hashable, CaseIterable {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 section 8.2).
    case rsa
    /// RSASSA-PSS with MGF1 over the same hash function and a salt of its length (RFC 8017 section 8.1).
    case rsaPSS
    /// r and s one after the other, each as long as the curve's order (IEEE P1363, RFC 4050), not DER.
    case ecdsa
  }

  public var family: Family
  public var digest: DigestAlgorithm

  public init(_ family: Family, _ digest: DigestAlgorithm) {
    self.family = family
    self.digest = digest
  }

  /// The one for a kind of key; nil when XML signatures have none for it.
  public init?(key: KeyType, digest: DigestAlgorithm) {
    switch key {
    case .rsa: self.init(.rsa, digest)
    case .rsaPSS: self.init(.rsaPSS, digest)
    case .ecP256, .ecP384, .ecP521: self.init(.ecdsa, digest)
    case .ed25519, .ed448, .other: return nil
    }
  }

  public static let allCases: [SignatureAlgorithm] = Family.allCases.flatMap { family in
    DigestAlgorithm.allCases.map { SignatureAlgorithm(family, $0) }
  }

  public var description: String {
    let name = digest.rawValue.uppercased()
    return switch family {
    case .rsa: "RSA with \(name)"
    case .rsaPSS: "RSA-PSS with \(name)"
    case .ecdsa: "ECDSA with \(name)"
    }
  }
}

/// What message security needs of a cryptographic library, handed in as closures. `TLS` gives the one on OpenSSL.
public struct MessageCryptography: Sendable {
  public var digest: @Sendable (_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8]
  /// Whether the key of the certificate made the signature; false also when the key is of another kind. Neither dates nor
  /// trust are looked at.
  public var verify:
    @Sendable (
      _ algorithm: SignatureAlgorithm, _ signature: [UInt8], _ message: [UInt8], _ certificate: CertificateFacts
    ) -> Bool
  public var reader: CertificateReader

  public init(
    digest: @escaping @Sendable (DigestAlgorithm, [UInt8]) -> [UInt8],
    verify: @escaping @Sendable (SignatureAlgorithm, [UInt8], [UInt8], CertificateFacts) -> Bool,
    reader: CertificateReader
  ) {
    self.digest = digest
    self.verify = verify
    self.reader = reader
  }
}

/// A certificate whose private key signs messages, wherever the key is.
public struct MessageSigner: Sendable {
  public var certificate: CertificateFacts
  /// Fails with the library's reasons when the key is of another kind, or cannot be used.
  public var sign: @Sendable (_ algorithm: SignatureAlgorithm, _ message: [UInt8]) -> Result

  public enum Result: Sendable, Hashable {
    case signature([UInt8])
    case failed(reasons: [String])
  }

  public init(
    certificate: CertificateFacts,
    sign: @escaping @Sendable (SignatureAlgorithm, [UInt8]) -> Result
  ) {
    self.certificate = certificate
    self.sign = sign
  }
}
