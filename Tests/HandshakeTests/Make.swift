import Basics
import Certificates
import Handshake

/// Names, certificates and messages made by hand. What stands for DER here is the text itself.
enum Make {
  // MARK: Names and certificates

  /// From `O=Partner, CN=Root`; a text without `=` is a common name.
  static func name(_ text: String) -> DistinguishedName {
    let full = text.contains("=") ? text : "CN=" + text
    let attributes = full.split(separator: ", ").map { part in
      let pair = part.split(separator: "=", maxSplits: 1)
      return DistinguishedName.Attribute(type: String(pair[0]), value: String(pair[1]))
    }
    return DistinguishedName(attributes: attributes, der: Array(full.utf8))
  }

  static func certificate(
    _ subject: String, issuer: String, from: Int64 = -1000, days: Int64 = 365, key: KeyType = .ecP256, bits: Int = 256,
    signature: String = "ecdsa-with-SHA256", names: [String]? = nil, usages: [String]? = ["digitalSignature"],
    extended: [String]? = nil, isCA: Bool = false
  ) -> CertificateFacts {
    let now = Scene.now.secondsSinceEpoch
    let subject = name(subject)
    return CertificateFacts(
      der: Array("\(subject) from \(issuer), \(days) days".utf8), subject: subject, issuer: name(issuer),
      serial: "0a0b",
      notBefore: Timestamp(secondsSinceEpoch: now + from * 86400),
      notAfter: Timestamp(secondsSinceEpoch: now + days * 86400), keyType: key, keyBits: bits,
      signatureAlgorithm: signature, subjectAltNames: names ?? ["DNS:\(subject.shortName)"], keyUsages: usages,
      extendedKeyUsages: extended, isCA: isCA, pathLength: nil, subjectKeyIdentifier: nil,
      authorityKeyIdentifier: nil, issuerURLs: [], sha1: "", sha256: "00ff")
  }

  static func reader(_ known: [CertificateFacts]) -> CertificateReader {
    CertificateReader(
      facts: { der in known.first { $0.der == der } }, name: { name(String(decoding: $0, as: UTF8.self)) },
      isSigned: { $0.issuer == $1.subject })
  }

  // MARK: Messages

  static func vector(_ bytes: [UInt8], lengthBytes: Int) -> [UInt8] {
    (0..<lengthBytes).reversed().map { UInt8(truncatingIfNeeded: bytes.count >> ($0 * 8)) } + bytes
  }

  static func number(_ value: UInt16) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }

  static func message(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type] + vector(body, lengthBytes: 3) }

  static func clientHello(
    _ serverName: String?, versions: [UInt16] = [0x0304, 0x0303], protocols: [String] = ["http/1.1"]
  ) -> [UInt8] {
    let name = serverName.map { [0] + vector(Array($0.utf8), lengthBytes: 2) }
    let listed = protocols.flatMap { vector(Array($0.utf8), lengthBytes: 1) }
    let extensions =
      (name.map { block(0, vector($0, lengthBytes: 2)) } ?? [])
      + block(5, [1, 0, 0, 0, 0])
      + block(10, vector(number(29) + number(23), lengthBytes: 2))
      + block(16, vector(listed, lengthBytes: 2))
      + block(43, vector(versions.flatMap(number), lengthBytes: 1))
    let suites = vector(number(0x1301) + number(0xC02B) + number(0x00FF), lengthBytes: 2)
    return message(
      1, [3, 3] + Array(repeating: 1, count: 32) + [0] + suites + [1, 0] + vector(extensions, lengthBytes: 2))
  }

  static func serverHello(_ version: UInt16, random: [UInt8]) -> [UInt8] {
    let isNew = version == 0x0304
    let extensions =
      isNew
      ? block(43, number(version)) + block(51, number(29) + vector([1, 2], lengthBytes: 2)) : block(0xFF01, [0])
    let suite: UInt16 = isNew ? 0x1301 : 0xC02B
    return message(
      2, number(isNew ? 0x0303 : version) + random + [0] + number(suite) + [0] + vector(extensions, lengthBytes: 2))
  }

  private static func block(_ type: UInt16, _ content: [UInt8]) -> [UInt8] {
    number(type) + vector(content, lengthBytes: 2)
  }

  /// - Parameter staple: an OCSP answer to attach to the leaf.
  static func certificates(_ chain: [CertificateFacts], version: UInt16, staple: [UInt8]? = nil) -> [UInt8] {
    let status = staple.map { block(5, [1] + vector($0, lengthBytes: 3)) } ?? []
    let entries = chain.enumerated().flatMap { index, certificate in
      vector(certificate.der, lengthBytes: 3)
        + (version == 0x0304 ? vector(index == 0 ? status : [], lengthBytes: 2) : [])
    }
    return message(11, (version == 0x0304 ? [0] : []) + vector(entries, lengthBytes: 3))
  }

  static func certificateRequest(
    _ authorities: [DistinguishedName], version: UInt16, schemes: [UInt16], context: [UInt8] = []
  ) -> [UInt8] {
    let names = vector(authorities.flatMap { vector($0.der, lengthBytes: 2) }, lengthBytes: 2)
    let algorithms = vector(schemes.flatMap(number), lengthBytes: 2)
    if version == 0x0304 {
      let extensions = block(13, algorithms) + (authorities.isEmpty ? [] : block(47, names))
      return message(13, vector(context, lengthBytes: 1) + vector(extensions, lengthBytes: 2))
    }
    return message(13, [1, 64] + (version >= 0x0303 ? algorithms : []) + names)
  }

  /// An OCSP answer with one certificate's status (`[0x80, 0]` is good, `[0xA1, …]` revoked), as far as it is read.
  static func ocspAnswer(_ status: [UInt8]) -> [UInt8] {
    let single = der(0x30, der(0x30, []) + status)
    let data = der(0x30, der(0xA1, der(0x30, [])) + der(0x18, [0x30]) + der(0x30, single))
    let basic = der(0x30, data + der(0x30, []) + der(0x03, [0]))
    return der(0x30, der(0x0A, [0]) + der(0xA0, der(0x30, der(0x06, [0x2A]) + der(0x04, basic))))
  }

  private static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] { [tag, UInt8(content.count)] + content }
}
