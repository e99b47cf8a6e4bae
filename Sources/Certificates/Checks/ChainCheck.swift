public import Basics

/// A chain link by link: who certifies whom, what holds of each certificate, and where the next one is missing.
///
/// It follows the certificates from the leaf (RFC 5280 section 6.1), whatever their order was. It explains and decides
/// nothing: whether a server is believed is OpenSSL's verdict.
public struct ChainCheck: Sendable, Hashable {
  /// Whose chain it is, which decides what its leaf must be able to do.
  public enum Role: Sendable, Hashable {
    case server(host: String)
    case client
  }

  /// Where a certificate of the way came from.
  public enum Origin: Sendable, Hashable {
    case sent
    /// Not sent, but at hand; the text says where.
    case atHand(String)
  }

  /// A certificate that may continue the way although it was not sent.
  public struct Known: Sendable, Hashable {
    public var certificate: CertificateFacts
    /// `the trusted certificates`, `your identity`.
    public var place: String

    public init(_ certificate: CertificateFacts, place: String) {
      self.certificate = certificate
      self.place = place
    }
  }

  public struct Link: Sendable, Hashable {
    public var certificate: CertificateFacts
    public var origin: Origin
    public var checks: [LinkCheck]
  }

  /// The certificate that should follow the last link and is not there.
  public struct Gap: Sendable, Hashable {
    public var issuer: DistinguishedName
    /// Where the last certificate says that its issuer can be had.
    public var urls: [String]
    /// True when it is the root, which the other side has and nobody sends.
    public var isExpected: Bool
  }

  /// Leaf first.
  public var links: [Link] = []
  /// Nil when the way ends in a self-signed certificate.
  public var gap: Gap?
  /// What was sent and is no part of the way.
  public var strays: [CertificateFacts] = []
  /// False when the certificates were sent in another order than that of the way.
  public var isInOrder = true

  /// More links are not followed.
  public static let maximumLinks = 16

  /// - Parameters:
  ///   - sent: as they were sent, leaf first.
  ///   - known: what else is at hand.
  ///   - accepted: for a client's chain, the authorities that the server named.
  ///   - isSigned: whether the second one's key signed the first; nil when nobody can tell.
  public init(
    _ role: Role, sent: [CertificateFacts], known: [Known] = [], accepted: [DistinguishedName] = [], now: Timestamp,
    isSigned: ((CertificateFacts, CertificateFacts) -> Bool)?
  ) {
    guard let leaf = sent.first ?? known.first?.certificate else { return }
    var way = Way(sent: sent, known: known, isSigned: isSigned)
    way.follow(from: leaf)
    for (depth, step) in way.steps.enumerated() {
      let issuer = way.steps.dropFirst(depth + 1).first?.certificate ?? (way.endsInRoot ? step.certificate : nil)
      let aspects = LinkAspects(
        role: role, depth: depth, certificate: step.certificate, issuer: issuer, now: now, isSigned: isSigned)
      links.append(Link(certificate: step.certificate, origin: step.origin, checks: aspects.checks))
    }
    let used = way.steps.filter { $0.origin == .sent }.map(\.certificate)
    strays = sent.filter { !used.contains($0) }
    isInOrder = used == sent.filter(used.contains)
    if !way.endsInRoot, let last = links.last?.certificate { gap = gap(after: last, role, accepted) }
  }

  private func gap(after last: CertificateFacts, _ role: Role, _ accepted: [DistinguishedName]) -> Gap {
    let isRoot = accepted.isEmpty ? links.count > 1 : accepted.contains(last.issuer)
    return Gap(issuer: last.issuer, urls: last.issuerURLs, isExpected: role == .client && isRoot)
  }

  /// The worst of all links.
  public var verdict: LinkCheck.Verdict {
    let worst = links.flatMap(\.checks).verdict
    return gap?.isExpected == false ? .failed : worst
  }
}

/// The way from the leaf upwards.
private struct Way {
  let sent: [CertificateFacts]
  let known: [ChainCheck.Known]
  let isSigned: ((CertificateFacts, CertificateFacts) -> Bool)?
  private(set) var steps: [(certificate: CertificateFacts, origin: ChainCheck.Origin)] = []

  init(
    sent: [CertificateFacts], known: [ChainCheck.Known], isSigned: ((CertificateFacts, CertificateFacts) -> Bool)?
  ) {
    self.sent = sent
    self.known = known
    self.isSigned = isSigned
  }

  var endsInRoot: Bool { steps.last?.certificate.isSelfIssued ?? false }

  mutating func follow(from leaf: CertificateFacts) {
    steps = [(leaf, sent.isEmpty ? .atHand(known[0].place) : .sent)]
    while steps.count < ChainCheck.maximumLinks, !endsInRoot, let next = issuer(of: steps[steps.count - 1].certificate)
    {
      steps.append(next)
    }
  }

  /// One whose key made the signature; else one of that name, so that the broken link is seen. What was sent is preferred.
  private func issuer(of certificate: CertificateFacts) -> (certificate: CertificateFacts, origin: ChainCheck.Origin)? {
    let candidates =
      (sent.map { (certificate: $0, origin: ChainCheck.Origin.sent) }
      + known.map { (certificate: $0.certificate, origin: .atHand($0.place)) }).filter { candidate in
        candidate.certificate.subject == certificate.issuer
          && !steps.contains { $0.certificate == candidate.certificate }
      }
    return candidates.first { isSigned?(certificate, $0.certificate) ?? true } ?? candidates.first
  }
}
