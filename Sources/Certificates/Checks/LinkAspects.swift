internal import Basics

/// Looks at one certificate of a chain from every side.
struct LinkAspects {
  let role: ChainCheck.Role
  /// 0 is the leaf.
  let depth: Int
  let certificate: CertificateFacts
  /// Nil when it is not at hand.
  let issuer: CertificateFacts?
  let now: Timestamp
  let isSigned: ((CertificateFacts, CertificateFacts) -> Bool)?

  var checks: [LinkCheck] {
    LinkCheck.Aspect.allCases.compactMap { aspect in
      switch aspect {
      case .signature: signature
      case .dates: dates
      case .usage: depth == 0 ? leafUsage : authorityUsage
      case .name: name
      case .key: key
      case .algorithm: algorithm
      }
    }
  }

  private var signature: LinkCheck {
    guard let issuer else { return LinkCheck(.signature, .unknown, "\(certificate.issuer.shortName) is not at hand") }
    guard let isSigned else { return LinkCheck(.signature, .unknown, "not checked") }
    let isOwn = issuer == certificate
    let maker = isOwn ? "its own key" : "the key of \(issuer.subject.shortName)"
    return isSigned(certificate, issuer)
      ? LinkCheck(.signature, isOwn && depth == 0 ? .doubtful : .passed, "made by \(maker)")
      : LinkCheck(.signature, .failed, "not made by \(maker)")
  }

  private var dates: LinkCheck {
    if now < certificate.notBefore {
      return LinkCheck(
        .dates, .failed, "not valid before \(certificate.notBefore.date), \(days(certificate.notBefore))")
    }
    if now > certificate.notAfter {
      let ago = certificate.notAfter.days(until: now)
      return LinkCheck(
        .dates, .failed, "expired on \(certificate.notAfter.date), \(ago == 1 ? "1 day" : "\(ago) days") ago")
    }
    let left = now.days(until: certificate.notAfter)
    return LinkCheck(
      .dates, left < CertificateFacts.soonDays ? .doubtful : .passed,
      "\(left) days left, until \(certificate.notAfter.date)")
  }

  private func days(_ moment: Timestamp) -> String { "in \(now.days(until: moment)) days" }

  // MARK: Usage (RFC 5280 sections 4.2.1.3, 4.2.1.9 and 4.2.1.12)

  private var purpose: String { role == .client ? "clientAuth" : "serverAuth" }

  private var leafUsage: LinkCheck {
    let wanted = role == .client ? ["digitalSignature"] : ["digitalSignature", "keyEncipherment", "keyAgreement"]
    if let extended = certificate.extendedKeyUsages, !allows(purpose, extended) {
      return LinkCheck(.usage, .failed, "extended key usage is \(list(extended)), without \(purpose)")
    }
    if let usages = certificate.keyUsages, !usages.contains(where: wanted.contains) {
      return LinkCheck(.usage, .failed, "key usage is \(list(usages)), without \(wanted[0])")
    }
    return LinkCheck(
      .usage, .passed, certificate.extendedKeyUsages == nil ? "not restricted to a purpose" : "allows \(purpose)")
  }

  private var authorityUsage: LinkCheck {
    if !certificate.isCA {
      // Version 1 roots have no extensions; they are believed because they are trusted.
      return LinkCheck(
        .usage, certificate.isSelfIssued ? .doubtful : .failed, "not an authority: no CA in its basic constraints")
    }
    if let usages = certificate.keyUsages, !usages.contains("keyCertSign") {
      return LinkCheck(.usage, .failed, "key usage is \(list(usages)), without keyCertSign")
    }
    // Certificates between this one and the leaf.
    if let length = certificate.pathLength, depth - 1 > length {
      return LinkCheck(.usage, .failed, "path length \(length), but \(depth - 1) authorities follow")
    }
    if !certificate.isSelfIssued, let extended = certificate.extendedKeyUsages, !allows(purpose, extended) {
      return LinkCheck(.usage, .failed, "an authority for \(list(extended)) only, without \(purpose)")
    }
    return LinkCheck(
      .usage, .passed, "authority" + (certificate.pathLength.map { ", path length \($0)" } ?? ""))
  }

  private func allows(_ purpose: String, _ usages: [String]) -> Bool {
    usages.contains(purpose) || usages.contains("anyExtendedKeyUsage")
  }

  private func list(_ words: [String]) -> String { words.isEmpty ? "empty" : words.joined(separator: ", ").neutralised }

  // MARK: Name

  private var name: LinkCheck? {
    guard depth == 0, case .server(let host) = role else { return nil }
    let shown = host.neutralised
    let names = certificate.subjectAltNames
    if names.contains(where: { HostName.matches(host, $0) }) {
      return LinkCheck(.name, .passed, "\(shown) is among its names")
    }
    if names.isEmpty {
      let common = certificate.subject.shortName
      return HostName.matches(host, "DNS:\(common)")
        ? LinkCheck(.name, .doubtful, "\(shown) is its common name only; clients want a subject alternative name")
        : LinkCheck(.name, .failed, "it has no subject alternative name, and \(common) is not \(shown)")
    }
    let some = names.prefix(4).map(\.neutralised).joined(separator: ", ")
    let more = names.count > 4 ? " and \(names.count - 4) more" : ""
    return LinkCheck(.name, .failed, "\(shown) is not among its names: \(some)\(more)")
  }

  // MARK: Strength, as OpenSSL's security level 2 has it

  private var key: LinkCheck {
    switch certificate.keyType {
    case .rsa, .rsaPSS:
      let size = "\(certificate.keyType) \(certificate.keyBits) bits"
      return certificate.keyBits >= 2048
        ? LinkCheck(.key, .passed, size) : LinkCheck(.key, .failed, "\(size), fewer than 2048")
    case .ecP256, .ecP384, .ecP521, .ed25519, .ed448: return LinkCheck(.key, .passed, "\(certificate.keyType)")
    case .other(let name): return LinkCheck(.key, .doubtful, "\(name.neutralised), which few accept")
    }
  }

  private var algorithm: LinkCheck {
    let name = certificate.signatureAlgorithm
    let lower = name.lowercased()
    let isOld = lower.contains("sha1") || lower.contains("md5") || lower.contains("md2") || lower.contains("md4")
    if !isOld { return LinkCheck(.algorithm, .passed, name.neutralised) }
    return certificate.isSelfIssued && depth > 0
      ? LinkCheck(.algorithm, .passed, "\(name.neutralised), which does not matter on a root")
      : LinkCheck(.algorithm, .failed, "\(name.neutralised), which is refused today")
  }
}
