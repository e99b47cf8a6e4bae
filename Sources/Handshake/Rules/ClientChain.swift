internal import Basics
internal import Certificates

/// Our own chain, held against what the server said it accepts.
struct ClientChain {
  /// Where the chain does not lead to an accepted authority.
  enum Gap: Hashable {
    /// The leaf is its own issuer, and the server does not name it.
    case selfSigned
    /// `certificates[index]` was not issued by the one after it.
    case wrongOrder(at: Int)
    /// The issuer of the last certificate was not sent; `root` is the accepted authority it would lead to, if known.
    case missingIntermediate(issuer: DistinguishedName, root: DistinguishedName?)
    /// It leads to an authority that the server does not name.
    case unknownAuthority(DistinguishedName)
  }

  /// As sent, leaf first; as configured while nothing was sent.
  var certificates: [CertificateFacts]
  /// As configured, with what was perhaps not sent.
  var configured: CertificateChain?
  var authorities: [DistinguishedName]

  init(_ evidence: Evidence) {
    let sent = evidence.transcript.clientChain ?? []
    configured = evidence.identity?.chain
    certificates = sent.isEmpty ? configured?.certificates ?? [] : sent
    authorities = evidence.clientAuthorities
  }

  var leaf: CertificateFacts? { certificates.first }

  /// The authority of the server's list that the chain reaches.
  var acceptedAuthority: DistinguishedName? {
    for certificate in certificates {
      if let name = authorities.first(where: { $0 == certificate.issuer || $0 == certificate.subject }) { return name }
    }
    return nil
  }

  /// Nil when nothing speaks against the chain.
  var gap: Gap? {
    guard let leaf, let top = certificates.last else { return nil }
    if leaf.isSelfIssued { return acceptedAuthority == nil ? .selfSigned : nil }
    for (index, pair) in zip(certificates, certificates.dropFirst()).enumerated() where pair.0.issuer != pair.1.subject
    {
      return .wrongOrder(at: index)
    }
    if acceptedAuthority != nil { return nil }
    if top.isSelfIssued { return authorities.isEmpty ? nil : .unknownAuthority(top.subject) }
    return gap(above: top)
  }

  private func gap(above top: CertificateFacts) -> Gap? {
    let issuer = top.issuer
    if let held = configured?.certificates.first(where: { $0.subject == issuer && !$0.isSelfIssued }) {
      return .missingIntermediate(issuer: issuer, root: authorities.first { $0 == held.issuer })
    }
    if authorities.isEmpty {
      return certificates.count == 1 && !issuer.looksLikeRoot ? .missingIntermediate(issuer: issuer, root: nil) : nil
    }
    if issuer.looksLikeRoot { return .unknownAuthority(issuer) }
    return isLikelyIntermediate(top)
      ? .missingIntermediate(issuer: issuer, root: relative(of: issuer)) : .unknownAuthority(issuer)
  }

  /// An issuer of the same organisation as an accepted authority, or one whose certificate can be fetched, stands
  /// between; one of a foreign organisation is simply not accepted.
  private func isLikelyIntermediate(_ top: CertificateFacts) -> Bool {
    if relative(of: top.issuer) != nil || !top.issuerURLs.isEmpty { return true }
    return top.issuer.value("O") == nil || !authorities.contains { $0.value("O") != nil }
  }

  private func relative(of issuer: DistinguishedName) -> DistinguishedName? {
    guard let organisation = issuer.value("O") else { return nil }
    return authorities.first { $0.value("O") == organisation }
  }

  /// `CN=alice issued by Issuing`, for each certificate that was sent.
  var lines: [String] {
    certificates.prefix(6).enumerated().map {
      "our certificate #\($0): \($1.subject.shortName), issued by \($1.issuer.shortName), valid "
        + "\($1.notBefore.date) to \($1.notAfter.date)"
    }
  }

  /// `any authority`, or the names.
  var acceptedText: String {
    authorities.isEmpty ? "any authority (it named none)" : list(authorities.map(\.shortName))
  }
}
