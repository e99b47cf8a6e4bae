internal import Basics
internal import Certificates

/// What this program itself finds wrong with the certificate that it sends: the likely reason when a server refuses it.
enum ClientFault: Hashable {
  case expired(CertificateFacts, isLeaf: Bool)
  case notYetValid(CertificateFacts)
  case usage(CertificateFacts)
  case chain(ClientChain.Gap)
  case weak(CertificateFacts)

  /// The likeliest first, by what the server said.
  static func all(_ evidence: Evidence, alert: AlertDescription?) -> [ClientFault] {
    let chain = ClientChain(evidence)
    let faults = chain.gap.map { [ClientFault.chain($0)] } ?? []
    let own = dates(chain, evidence.now) + usages(chain)
    let weak = chain.certificates.filter(\.isWeak).map(ClientFault.weak)
    return (alert == .unknownCA ? faults + own + weak : own + faults + weak).filter { fits($0, alert) }
  }

  /// Something that a server which checks cannot let pass.
  static func isDecisive(_ evidence: Evidence) -> Bool {
    all(evidence, alert: nil).contains { if case .weak = $0 { false } else { true } }
  }

  private static func dates(_ chain: ClientChain, _ now: Timestamp) -> [ClientFault] {
    chain.certificates.enumerated().compactMap { index, certificate in
      if certificate.notAfter < now { return .expired(certificate, isLeaf: index == 0) }
      return certificate.notBefore > now ? .notYetValid(certificate) : nil
    }
  }

  private static func usages(_ chain: ClientChain) -> [ClientFault] {
    guard let leaf = chain.leaf, !leaf.allowsClientAuthentication else { return [] }
    return [.usage(leaf)]
  }

  /// An alert that names a reason rules the others out.
  private static func fits(_ fault: ClientFault, _ alert: AlertDescription?) -> Bool {
    switch (alert, fault) {
    // NSS says certificate_expired of one that is not yet valid as well.
    case (.certificateExpired, .expired), (.certificateExpired, .notYetValid): true
    case (.unsupportedCertificate, .usage): true
    case (.certificateRevoked, _), (.certificateExpired, _), (.unsupportedCertificate, _), (.decryptError, _): false
    case (.internalError, _): false
    default: true
    }
  }
}

extension CertificateFacts {
  /// RFC 5280 sections 4.2.1.3 and 4.2.1.12; an absent extension allows everything.
  var allowsClientAuthentication: Bool {
    let extended = extendedKeyUsages.map { $0.contains("clientAuth") || $0.contains("anyExtendedKeyUsage") } ?? true
    let signing = keyUsages.map { $0.contains("digitalSignature") } ?? true
    return extended && signing
  }

  /// Below what security level 2 of OpenSSL accepts. A root's own signature does not count.
  var isWeak: Bool {
    let algorithm = signatureAlgorithm.lowercased()
    let isOld = algorithm.contains("sha1") || algorithm.contains("md5")
    return isOld && !isSelfIssued || (keyType == .rsa || keyType == .rsaPSS) && keyBits > 0 && keyBits < 2048
  }
}
