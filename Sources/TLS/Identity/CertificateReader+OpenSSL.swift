internal import COpenSSL
public import Certificates

extension CertificateReader {
  /// Reads and checks with OpenSSL, each certificate once while it is in use. Safe on any thread and with any bytes.
  public static let openSSL = CertificateReader(
    facts: { der in CertificateCache.shared.facts(der) },
    name: { der in DistinguishedName(der: der) },
    isSigned: { certificate, issuer in
      let cache = CertificateCache.shared
      guard let certificate = cache.certificate(certificate.der), let issuer = cache.certificate(issuer.der) else {
        return false
      }
      return certificate.isSigned(by: issuer)
    })
}

extension X509Certificate {
  func isSigned(by issuer: X509Certificate) -> Bool {
    defer { LibraryErrors.clear() }
    guard let key = X509_get0_pubkey(issuer.pointer) else { return false }
    return X509_verify(pointer, key) == 1
  }
}

extension DistinguishedName {
  /// Nil unless `der` is exactly one name.
  init?(der: [UInt8]) {
    guard !der.isEmpty, der.count <= X509Certificate.maximumByteCount else { return nil }
    let parsed = der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var cursor = buffer.baseAddress
      guard let name = d2i_X509_NAME(nil, &cursor, buffer.count) else { return nil }
      guard cursor == buffer.baseAddress.map({ $0 + buffer.count }) else {
        X509_NAME_free(name)
        return nil
      }
      return name
    }
    LibraryErrors.clear()
    guard let parsed else { return nil }
    defer { X509_NAME_free(parsed) }
    self.init(native: parsed)
  }

  /// From an X509_NAME, which stays the caller's.
  init(native name: OpaquePointer?) {
    guard let name else {
      self.init(attributes: [], der: [])
      return
    }
    let attributes = (0..<max(0, X509_NAME_entry_count(name))).compactMap { index in
      X509_NAME_get_entry(name, index).map(Self.attribute)
    }
    self.init(attributes: attributes, der: encodedDER { i2d_X509_NAME(name, $0) })
  }

  private static func attribute(_ entry: OpaquePointer) -> Attribute {
    Attribute(
      type: objectName(X509_NAME_ENTRY_get_object(entry), form: .short),
      value: utf8Text(X509_NAME_ENTRY_get_data(entry)))
  }
}
