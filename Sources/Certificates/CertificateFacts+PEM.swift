internal import Basics

extension CertificateFacts {
  /// The certificate as a PEM block with its final line end (RFC 7468 section 5).
  public var pem: String {
    let digits = Array(der.base64.utf8)
    let lines = stride(from: 0, to: digits.count, by: 64).map {
      String(decoding: digits[$0..<min($0 + 64, digits.count)], as: UTF8.self)
    }
    return (["-----BEGIN CERTIFICATE-----"] + lines + ["-----END CERTIFICATE-----", ""]).joined(separator: "\n")
  }
}
