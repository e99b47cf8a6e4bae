/// What pure code needs of a cryptographic library, handed in as closures: reading a certificate, and checking that one
/// signed another. `TLS` gives the one on OpenSSL; tests give their own.
public struct CertificateReader: Sendable {
  /// The certificate in a DER encoding; nil when it is none.
  public var facts: @Sendable (_ der: [UInt8]) -> CertificateFacts?
  /// A distinguished name in DER (as in a CertificateRequest); nil when it is none.
  public var name: @Sendable (_ der: [UInt8]) -> DistinguishedName?
  /// Whether the issuer's key made the certificate's signature. Names, dates and usages are not looked at.
  public var isSigned: @Sendable (_ certificate: CertificateFacts, _ issuer: CertificateFacts) -> Bool

  public init(
    facts: @escaping @Sendable ([UInt8]) -> CertificateFacts?,
    name: @escaping @Sendable ([UInt8]) -> DistinguishedName?,
    isSigned: @escaping @Sendable (CertificateFacts, CertificateFacts) -> Bool
  ) {
    self.facts = facts
    self.name = name
    self.isSigned = isSigned
  }
}
