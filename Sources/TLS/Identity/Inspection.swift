internal import Basics
internal import Certificates
internal import Handshake

/// What is to be said about a file as a client identity, before anybody tries it on a server.
struct Inspection {
  let file: String
  let contents: FileContents
  let entries: [CertificateFileContents.Entry]
  let chain: CertificateChain?
  let now: Timestamp

  /// Errors first, each kind in the order a handshake would meet it.
  var findings: [Finding] {
    let all = aboutFile + aboutChain + everyCertificate.flatMap { dates($0) + strength($0) } + aboutLeaf
    return all.enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(
      \.element)
  }

  /// Those of the file, and those from elsewhere that are sent with them.
  private var everyCertificate: [CertificateFacts] {
    let own = entries.map(\.facts)
    return own + (chain?.certificates ?? []).filter { !own.contains($0) }
  }

  private var aboutFile: [Finding] {
    var findings: [Finding] = []
    if contents.lockedKeyCount > 0, contents.format == .token {
      findings.append(
        finding(
          "private-key-locked", .note, "The token was not logged in to, so its private key was not tried.", "",
          "Give the PIN (--password prompt:) to check that the key fits the certificate."))
    } else if contents.lockedKeyCount > 0 {
      findings.append(
        finding(
          "private-key-locked", .note, "The private key is encrypted and was not opened.",
          contents.encryption.joined(separator: ", "), "Give its password to check that it fits the certificate."))
    }
    if contents.hasIntegrityCheck == false {
      findings.append(
        finding(
          "no-integrity-check", .note, "The PKCS#12 file has no integrity check (MAC).",
          "Damage or a wrong password may go unnoticed.", "Export it again with a MAC: many programs insist on one."))
    }
    if let old = contents.encryption.first(where: Self.isLegacy) {
      findings.append(
        finding(
          "legacy-encryption", .warning, "The file is encrypted with an algorithm that current programs refuse.", old,
          "Export it again with AES-256; Signet opens it with OpenSSL's legacy provider."))
    }
    return findings
  }

  private static func isLegacy(_ algorithm: String) -> Bool {
    ["RC2", "RC4", "DES-CBC", "MD5", "MD2"].contains { algorithm.contains($0) } && !algorithm.contains("TripleDES")
  }

  private var aboutChain: [Finding] {
    guard let chain, let last = chain.certificates.last else { return [] }
    let sent = Set(chain.certificates.map(\.sha256))
    let strays = entries.map(\.facts).filter { !sent.contains($0.sha256) && !$0.isSelfIssued }
    return (chain.missingIssuer.map { [incomplete(chain, last, missing: $0)] } ?? [])
      + strays.prefix(10).map { stray in
        finding(
          "certificate-not-in-chain", .note, "\(stray.subject.shortName) is in the file and not part of the chain.",
          stray.oneLine, "Nothing needs to be done; it is not sent.")
      }
  }

  private func incomplete(_ chain: CertificateChain, _ last: CertificateFacts, missing: DistinguishedName) -> Finding {
    let urls = last.issuerURLs.prefix(5).map(\.neutralised)
    let source = urls.isEmpty ? "" : " It can be had from \(urls.joined(separator: ", "))."
    return Finding(
      code: "chain-incomplete", blame: .client, severity: .warning,
      summary:
        "Nobody has the issuer of \(last.subject.shortName): unless that is the root itself, servers will refuse it.",
      detail: "missing: \(missing)",
      remedies: [
        .init(
          .client,
          "Put the certificate of \(missing.shortName) into the file, or into the intermediate store: "
            + "\(last.issuerCommand(source: file)).\(source)"),
        .init(.server, "Install the certificate of \(missing.shortName) as an intermediate."),
      ],
      evidence: chain.steps)
  }

  private func dates(_ certificate: CertificateFacts) -> [Finding] {
    let name = certificate.subject.shortName
    let detail = "valid \(certificate.notBefore) to \(certificate.notAfter), now \(now)"
    switch certificate.validity(at: now) {
    case .expired:
      return [
        finding("certificate-expired", .error, "\(name) has expired.", detail, "Ask its authority for a new one.")
      ]
    case .notYet:
      return [
        finding(
          "certificate-not-yet-valid", .error, "\(name) is not valid yet.", detail,
          "Wait, or check this computer's clock.")
      ]
    case .ending(let days):
      return [
        finding(
          "certificate-expires-soon", .warning, "\(name) expires in \(days) day\(days == 1 ? "" : "s").", detail,
          certificate.isCA
            ? "Ask its authority for the next one now, and add it: signet intermediates add FILE."
            : "Ask its authority for the next one now.")
      ]
    case .valid: return []
    }
  }

  private func strength(_ certificate: CertificateFacts) -> [Finding] {
    var findings: [Finding] = []
    let name = certificate.subject.shortName
    if isWeak(certificate) {
      findings.append(
        finding(
          "weak-key", .warning, "\(name) has a key that current programs call too short.",
          "\(certificate.keyType), \(certificate.keyBits) bits", "Ask for a certificate with RSA 2048 or EC P-256."))
    }
    let algorithm = certificate.signatureAlgorithm.lowercased()
    if !certificate.isSelfIssued, algorithm.contains("sha1") || algorithm.contains("md5") {
      findings.append(
        finding(
          "weak-signature", .warning, "\(name) is signed with a digest that current programs refuse.",
          certificate.signatureAlgorithm, "Ask its authority for a certificate signed with SHA-256."))
    }
    return findings
  }

  private func isWeak(_ certificate: CertificateFacts) -> Bool {
    switch certificate.keyType {
    case .rsa, .rsaPSS: (1..<2048).contains(certificate.keyBits)
    case .other: (1..<224).contains(certificate.keyBits)
    default: false
    }
  }

  private var aboutLeaf: [Finding] {
    guard let leaf = chain?.certificates.first, !leaf.isCA else { return [] }
    var findings: [Finding] = []
    if let usages = leaf.extendedKeyUsages, !usages.contains("clientAuth"), !usages.contains("anyExtendedKeyUsage") {
      findings.append(
        finding(
          "no-client-auth", .warning, "\(leaf.subject.shortName) is not issued for client authentication.",
          "extendedKeyUsage: \(usages.joined(separator: ", "))",
          "Ask its authority for a certificate with clientAuth: servers and .NET refuse it otherwise."))
    }
    if let usages = leaf.keyUsages, !usages.contains("digitalSignature") {
      findings.append(
        finding(
          "no-digital-signature", .warning, "\(leaf.subject.shortName) must not be used for signatures.",
          "keyUsage: \(usages.joined(separator: ", "))", "Ask its authority for a certificate with digitalSignature."))
    }
    return findings
  }

  private func finding(
    _ code: String, _ severity: Finding.Severity, _ summary: String, _ detail: String, _ remedy: String
  ) -> Finding {
    Finding(
      code: code, blame: .client, severity: severity, summary: summary, detail: detail,
      remedies: [.init(.client, remedy)])
  }
}
