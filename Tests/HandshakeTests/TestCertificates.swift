import Basics
import Certificates

/// Reads as much of a certificate as these tests need, without a cryptographic library.
enum TestReader {
  static let reader = CertificateReader(facts: facts, name: name, isSigned: { $0.issuer == $1.subject })

  private struct Element {
    var tag: UInt8
    var whole: ArraySlice<UInt8>
    var content: ArraySlice<UInt8>
  }

  private static func element(_ reader: inout ByteReader) -> Element? {
    let start = reader.position
    guard let tag = reader.uint8(), let first = reader.uint8() else { return nil }
    var length = Int(first)
    if first >= 0x80 {
      guard let digits = reader.take(Int(first & 0x7F)), digits.count <= 3 else { return nil }
      length = digits.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let content = reader.take(length) else { return nil }
    return Element(tag: tag, whole: reader.bytes[start..<reader.position], content: content)
  }

  private static func elements(_ bytes: ArraySlice<UInt8>) -> [Element] {
    var reader = ByteReader(slice: bytes)
    var all: [Element] = []
    while let next = element(&reader) { all.append(next) }
    return all
  }

  static func name(_ der: [UInt8]) -> DistinguishedName? {
    guard let sequence = elements(der[...]).first, sequence.tag == 0x30 else { return nil }
    let types: [[UInt8]: String] = [[0x55, 4, 3]: "CN", [0x55, 4, 10]: "O"]
    let attributes = elements(sequence.content).flatMap { elements($0.content) }.compactMap { pair in
      let parts = elements(pair.content)
      return parts.count == 2
        ? DistinguishedName.Attribute(
          type: types[Array(parts[0].content)] ?? "?", value: String(decoding: parts[1].content, as: UTF8.self)) : nil
    }
    return DistinguishedName(attributes: attributes, der: der)
  }

  static func facts(_ der: [UInt8]) -> CertificateFacts? {
    guard let outer = elements(der[...]).first, let body = elements(outer.content).first else { return nil }
    let parts = elements(body.content)
    guard parts.count >= 6, let issuer = name(Array(parts[3].whole)), let subject = name(Array(parts[5].whole)) else {
      return nil
    }
    return certificate(subject: subject, issuer: issuer, der: der)
  }

  static func certificate(subject: DistinguishedName, issuer: DistinguishedName, der: [UInt8]) -> CertificateFacts {
    CertificateFacts(
      der: der, subject: subject, issuer: issuer, serial: "01",
      notBefore: Timestamp(secondsSinceEpoch: 1_700_000_000), notAfter: Timestamp(secondsSinceEpoch: 2_000_000_000),
      keyType: .ecP256, keyBits: 256, signatureAlgorithm: "ecdsa-with-SHA256", subjectAltNames: [], keyUsages: nil,
      extendedKeyUsages: nil, isCA: false, pathLength: nil, subjectKeyIdentifier: nil, authorityKeyIdentifier: nil,
      issuerURLs: [], sha1: "", sha256: "")
  }
}
