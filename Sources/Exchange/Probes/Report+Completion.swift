public import Certificates
internal import Handshake

extension Report {
  /// Authorities with which the client's chain may go on, from the certificates that the server sent of its own: both
  /// often come from one authority. Empty unless one of them has the name, and the key identifier, of the issuer that is
  /// missing; whether its key made the signature is checked where the chain is built. The one that is missing comes
  /// first. For the probe with the completed chain alone: a call never takes certificates from its peer.
  public var completingAuthorities: [CertificateFacts] {
    guard let chain = ticket?.identity?.chain, let last = chain.certificates.last, !last.isSelfIssued else { return [] }
    let own = Set(chain.certificates.map(\.sha256))
    let authorities = transcript.serverChain.filter { $0.isCA && !$0.isSelfIssued && !own.contains($0.sha256) }
    guard let next = authorities.first(where: { $0.mayHaveIssued(last) }) else { return [] }
    let others = authorities.filter { $0.sha256 != next.sha256 }
    return [next] + others.prefix(ProbeCall.completingLimit - 1)
  }
}

extension CertificateFacts {
  fileprivate func mayHaveIssued(_ certificate: CertificateFacts) -> Bool {
    guard subject == certificate.issuer else { return false }
    guard let wanted = certificate.authorityKeyIdentifier, let own = subjectKeyIdentifier else { return true }
    return wanted == own
  }
}
