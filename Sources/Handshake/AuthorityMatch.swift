public import Certificates

/// Which of the authorities that a server named our chain leads to (RFC 8446 section 4.2.4).
public struct AuthorityMatch: Sendable, Hashable {
  /// Of the authorities, in their order.
  public var indices: [Int]

  public init(_ authorities: [DistinguishedName], chain: [CertificateFacts]) {
    let names = Set(chain.flatMap { [$0.subject, $0.issuer] })
    indices = authorities.indices.filter { names.contains(authorities[$0]) }
  }

  /// The certificate of the chain that the authority issued, or that is the authority itself.
  public static func certificate(in chain: [CertificateFacts], for authority: DistinguishedName) -> CertificateFacts? {
    chain.first { $0.issuer == authority } ?? chain.first { $0.subject == authority }
  }
}
