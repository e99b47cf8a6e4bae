internal import Basics
internal import Certificates
internal import Handshake
internal import TLS

/// What a certificate file holds, for a person.
struct InspectionText {
  let file: String
  let contents: CertificateFileContents
  let now: Timestamp

  var text: String {
    ([head] + contents.certificates.flatMap(certificate) + chain + contents.findings.flatMap(finding))
      .joined(separator: "\n") + "\n"
  }

  private var head: String {
    let encryption = contents.encryption.isEmpty ? "not encrypted" : contents.encryption.joined(separator: ", ")
    let count = contents.certificates.count
    return
      "\(file.neutralised): \(contents.format.rawValue), \(count) certificate\(count == 1 ? "" : "s"), \(encryption)"
      + (contents.lockedKeyCount > 0 ? ", \(contents.lockedKeyCount) locked private key(s)" : "")
  }

  private func certificate(_ entry: CertificateFileContents.Entry) -> [String] {
    let facts = entry.facts
    let key = facts.keyBits > 0 && facts.keyType == .rsa ? "\(facts.keyType) \(facts.keyBits)" : "\(facts.keyType)"
    return [
      "", "  \(facts.subject)",
      "    issuer       \(facts.issuer)",
      "    valid        \(facts.notBefore) to \(facts.notAfter)\(facts.remainingText(now))",
      "    key          \(key), signed with \(facts.signatureAlgorithm)"
        + (entry.hasPrivateKey ? ", private key here" : ""),
      "    serial       \(facts.serial)",
      "    SHA-256      \(facts.sha256)",
    ] + list("names", facts.subjectAltNames) + list("usage", (facts.keyUsages ?? []) + (facts.extendedKeyUsages ?? []))
      + list("is", facts.isCA ? ["certificate authority"] : [])
  }

  private func list(_ title: String, _ values: [String]) -> [String] {
    guard !values.isEmpty else { return [] }
    let padding = String(repeating: " ", count: 13 - title.count)
    return ["    \(title)\(padding)\(values.joined(separator: ", ").neutralised)"]
  }

  private var chain: [String] {
    guard let check = contents.chainCheck(now: now) else { return [] }
    let hasKey = contents.certificates.contains(where: \.hasPrivateKey) || contents.lockedKeyCount > 0
    let title = hasKey ? "chain as it is sent:" : "chain (nothing can be sent: there is no private key here):"
    return ["", title] + check.lines
  }

  private func finding(_ finding: Finding) -> [String] {
    ["", "\(finding.severity.rawValue): \(finding.summary)"]
      + finding.detail.split(separator: "\n").map { "  " + $0 } + finding.remedies.map { "  → \($0.text)" }
  }
}
