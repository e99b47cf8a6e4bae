internal import Basics
internal import Certificates
internal import Exchange
internal import TLS

extension CertificateFileContents {
  /// As `signet inspect --format json` prints it. A key that does not apply is null.
  func json(file: String, now: Timestamp) -> JSONValue {
    [
      "file": .string(file),
      "format": .string(format.rawValue),
      "encryption": .strings(encryption),
      "certificates": .array(certificates.map(\.json)),
      "chain": .strings(chain?.certificates.map(\.subject.description) ?? []),
      "chainComplete": chain.map { .bool($0.isComplete) } ?? .null,
      "missingIssuer": .optional(chain?.missingIssuer?.description),
      "chainCheck": chainCheck(now: now)?.json ?? .null,
      "findings": .array(findings.map(\.json)),
    ]
  }
}

extension CertificateFileContents.Entry {
  fileprivate var json: JSONValue {
    [
      "subject": .string(facts.subject.description),
      "issuer": .string(facts.issuer.description),
      "serial": .string(facts.serial),
      "notBefore": .string(facts.notBefore.description),
      "notAfter": .string(facts.notAfter.description),
      "keyType": .string(facts.keyType.description),
      "keyBits": .int(facts.keyBits),
      "signatureAlgorithm": .string(facts.signatureAlgorithm),
      "subjectAltNames": .strings(facts.subjectAltNames),
      "extendedKeyUsages": facts.extendedKeyUsages.map { .strings($0) } ?? .null,
      "keyUsages": facts.keyUsages.map { .strings($0) } ?? .null,
      "isCA": .bool(facts.isCA),
      "sha1": .string(facts.sha1),
      "sha256": .string(facts.sha256),
      "hasPrivateKey": .bool(hasPrivateKey),
    ]
  }
}
