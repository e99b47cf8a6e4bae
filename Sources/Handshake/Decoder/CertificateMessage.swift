internal import Basics
internal import Certificates

/// A Certificate message of either side (RFC 8446 section 4.4.2, RFC 5246 sections 7.4.2 and 7.4.6).
struct CertificateMessage {
  /// More certificates than this are counted, not read.
  static let maximumCertificates = 64

  /// Leaf first, in DER.
  var certificates: [[UInt8]] = []
  /// What each says; shorter than `certificates` when some cannot be read.
  var facts: [CertificateFacts] = []
  /// Attached to the leaf (RFC 8446 section 4.4.2.1).
  var stapledStatus: StapledStatus?

  init(reading reader: inout FieldReader, version: TLSVersion?, with certificateReader: CertificateReader) {
    if version == .tls13 { reader.opaque("Certificate Request Context", lengthBytes: 1) }
    var message = self
    reader.vector("Certificates", lengthBytes: 3) { list in
      list.elements { element in
        guard message.certificates.count < Self.maximumCertificates else { return }
        message.readEntry(&element, version: version, with: certificateReader)
      }
      return list.text("\(message.certificates.count) certificates")
    }
    self = message
  }

  private mutating func readEntry(
    _ reader: inout FieldReader, version: TLSVersion?, with certificateReader: CertificateReader
  ) {
    var message = self
    reader.gather { reader in
      guard let der = reader.opaque("Certificate", lengthBytes: 3, { "\($0.count) bytes" }) else {
        return ("Certificate", "")
      }
      let certificate = Array(der)
      let facts = certificateReader.facts(certificate)
      message.certificates.append(certificate)
      if let facts { message.facts.append(facts) }
      if reader.notesFields { for field in facts.map(certificateFields) ?? [] { reader.append(field) } }
      if version == .tls13 { message.readExtensions(&reader) }
      return ("Certificate", reader.text(facts.map { $0.subject.description } ?? "not readable as a certificate"))
    }
    self = message
  }

  private mutating func readExtensions(_ reader: inout FieldReader) {
    var status: StapledStatus?
    readExtensionList(&reader) { type, content in
      guard type == .statusRequest else { return readCommonExtension(type, &content, from: .server) }
      let read = readStapledStatus(&content)
      status = status ?? read
      return read?.rawValue ?? ""
    }
    if certificates.count == 1 { stapledStatus = status }
  }

  var summary: String {
    guard !certificates.isEmpty else { return "empty: no certificate" }
    let names = facts.map(\.subject.shortName)
    let chain = names.isEmpty ? "not readable" : names.prefix(4).joined(separator: " ← ")
    return "\(certificates.count == 1 ? "1 certificate" : "\(certificates.count) certificates"): \(chain)"
  }
}

/// What a certificate says, as fields.
func certificateFields(_ facts: CertificateFacts) -> [Transcript.Field] {
  var fields: [Transcript.Field] = [
    .init("Subject", facts.subject.description), .init("Issuer", facts.issuer.description),
    .init("Serial Number", facts.serial),
    .init("Validity", "\(facts.notBefore) to \(facts.notAfter)"),
    .init("Public Key", "\(facts.keyType)" + (facts.keyBits > 0 ? ", \(facts.keyBits) bits" : "")),
    .init("Signature Algorithm", facts.signatureAlgorithm),
  ]
  if !facts.subjectAltNames.isEmpty {
    let names = facts.subjectAltNames.prefix(FieldReader.maximumElements)
    fields.append(.init("Subject Alternative Names", names.map(\.neutralised).joined(separator: ", ")))
  }
  if facts.isCA {
    fields.append(.init("Basic Constraints", "CA" + (facts.pathLength.map { ", path length \($0)" } ?? "")))
  }
  if let usages = facts.keyUsages { fields.append(.init("Key Usage", usages.joined(separator: ", "))) }
  if let usages = facts.extendedKeyUsages { fields.append(.init("Extended Key Usage", usages.joined(separator: ", "))) }
  fields.append(.init("SHA-256 Fingerprint", facts.sha256))
  return fields
}
