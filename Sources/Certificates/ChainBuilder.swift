public import Basics

/// Completes a client chain from whatever certificates are at hand (RFC 5280 section 6.1, RFC 8446 section 4.4.2).
///
/// Each step looks for the issuer of the last certificate: by name, key identifier, and that its key made the signature.
/// Candidates are tried in the order given; of one origin, a cross-signed authority comes before the root of the same
/// name, because a server that knows only the older root needs it and another may ignore it.
///
/// The chain is complete when it reaches a self-signed certificate, or when at least one authority follows the leaf and
/// nobody has the issuer of the last: that one is taken for the root, which is not sent anyway.
public struct ChainBuilder: Sendable {
  public var reader: CertificateReader
  /// The moment at which certificates must be valid to be preferred.
  public var now: Timestamp
  /// No chain grows longer, whatever the candidates are.
  public static let maximumLength = 10

  public init(reader: CertificateReader, now: Timestamp) {
    self.reader = reader
    self.now = now
  }

  /// - Parameter candidates: certificates that may be issuers, most trusted origin first; duplicates do no harm.
  public func build(leaf: CertificateFacts, candidates: [CertificateChain.Candidate]) -> CertificateChain {
    var construction = Construction(
      leaf: leaf, bySubject: Dictionary(grouping: candidates, by: \.certificate.subject), builder: self)
    return construction.run()
  }

  fileprivate func isSelfSigned(_ certificate: CertificateFacts) -> Bool {
    certificate.isSelfIssued && reader.isSigned(certificate, certificate)
  }
}

/// One chain while it is being built.
private struct Construction {
  private var certificates: [CertificateFacts]
  private var steps: [String] = []
  private let bySubject: [DistinguishedName: [CertificateChain.Candidate]]
  private let builder: ChainBuilder

  init(
    leaf: CertificateFacts, bySubject: [DistinguishedName: [CertificateChain.Candidate]], builder: ChainBuilder
  ) {
    certificates = [leaf]
    self.bySubject = bySubject
    self.builder = builder
  }

  mutating func run() -> CertificateChain {
    guard !builder.isSelfSigned(certificates[0]) else {
      return finished("\(certificates[0].subject.shortName) is self-signed: the chain is this one certificate.")
    }
    while certificates.count < ChainBuilder.maximumLength {
      let last = certificates[certificates.count - 1]
      guard let found = issuer(of: last) else { return withoutIssuer(of: last) }
      let name = found.certificate.subject.shortName
      guard !builder.isSelfSigned(found.certificate) else {
        return finished(
          "\(last.subject.shortName) is certified by \(name), the root, in \(found.origin). A root is not sent.")
      }
      steps.append("\(last.subject.shortName) is certified by \(name), found in \(found.origin).")
      certificates.append(found.certificate)
    }
    let last = certificates[certificates.count - 1]
    return finished("Stopped after \(certificates.count) certificates without reaching a root.", missing: last.issuer)
  }

  private mutating func withoutIssuer(of last: CertificateFacts) -> CertificateChain {
    let issuer = last.issuer.shortName
    guard certificates.count == 1 else {
      return finished(
        "\(last.subject.shortName) is certified by \(issuer), which nobody has: it is taken for the root.")
    }
    return finished(
      "\(last.subject.shortName) is certified by \(issuer), which nobody has: the chain is incomplete.",
      missing: last.issuer)
  }

  private mutating func finished(_ step: String, missing: DistinguishedName? = nil) -> CertificateChain {
    steps.append(step)
    return CertificateChain(certificates: certificates, steps: steps, missingIssuer: missing)
  }

  /// The best candidate that certifies `certificate`; one outside its validity only when there is no other.
  private mutating func issuer(of certificate: CertificateFacts) -> CertificateChain.Candidate? {
    var fallback: (candidate: CertificateChain.Candidate, reason: String)?
    for candidate in ordered(bySubject[certificate.issuer] ?? []) {
      if let objection = objection(to: candidate.certificate, certifying: certificate) {
        passOver(candidate, because: objection)
      } else if let reason = untimely(candidate.certificate) {
        if let fallback { passOver(fallback.candidate, because: fallback.reason) }
        fallback = (candidate, reason)
      } else {
        if let fallback { passOver(fallback.candidate, because: fallback.reason) }
        return candidate
      }
    }
    if let fallback {
      steps.append(
        "\(fallback.candidate.certificate.subject.shortName) \(fallback.reason), and there is no other: used.")
    }
    return fallback?.candidate
  }

  /// Origins keep their order; within one, cross-signed before self-issued, the longest valid first. Duplicates go.
  private func ordered(_ candidates: [CertificateChain.Candidate]) -> [CertificateChain.Candidate] {
    var origins: [CertificateChain.Origin: Int] = [:]
    var seen: Set<String> = []
    let unique = candidates.filter { candidate in
      if origins[candidate.origin] == nil { origins[candidate.origin] = origins.count }
      return seen.insert(candidate.certificate.sha256).inserted
    }
    func key(_ candidate: CertificateChain.Candidate) -> (Int, Int, Int64) {
      let certificate = candidate.certificate
      return (
        origins[candidate.origin] ?? 0, certificate.isSelfIssued ? 1 : 0, -certificate.notAfter.secondsSinceEpoch
      )
    }
    return unique.sorted { key($0) < key($1) }
  }

  private func objection(to candidate: CertificateFacts, certifying certificate: CertificateFacts) -> String? {
    if certificates.contains(where: { isSameAuthority($0, candidate) }) { return "it would lead in a circle" }
    if let wanted = certificate.authorityKeyIdentifier, let own = candidate.subjectKeyIdentifier, wanted != own {
      return "its key identifier is \(own.hexadecimal()), wanted is \(wanted.hexadecimal())"
    }
    if !candidate.isCA && !candidate.isSelfIssued { return "it is not an authority (basicConstraints)" }
    if let usages = candidate.keyUsages, !usages.contains("keyCertSign") { return "its keyUsage lacks keyCertSign" }
    if !builder.reader.isSigned(certificate, candidate) { return "its key did not make the signature" }
    return nil
  }

  private func isSameAuthority(_ left: CertificateFacts, _ right: CertificateFacts) -> Bool {
    left.sha256 == right.sha256
      || left.subject == right.subject && left.subjectKeyIdentifier == right.subjectKeyIdentifier
  }

  private func untimely(_ certificate: CertificateFacts) -> String? {
    if certificate.notAfter < builder.now { return "expired on \(certificate.notAfter.date)" }
    if certificate.notBefore > builder.now { return "is not valid before \(certificate.notBefore.date)" }
    return nil
  }

  private mutating func passOver(_ candidate: CertificateChain.Candidate, because reason: String) {
    let certificate = candidate.certificate
    steps.append(
      "\(certificate.subject.shortName) (serial \(certificate.serial)) in \(candidate.origin) passed over: \(reason).")
  }
}
