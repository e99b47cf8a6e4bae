internal import Basics
internal import COpenSSL

extension PrivateKey {
  /// From PKCS#8 or a traditional encoding (RFC 8017, RFC 5915), unencrypted.
  static func decode(_ der: Secret, file: String) throws(IdentityError) -> PrivateKey {
    LibraryErrors.clear()
    let key = der.withBytes { bytes in
      bytes.withUnsafeBufferPointer { buffer in
        var cursor = buffer.baseAddress
        return d2i_AutoPrivateKey(nil, &cursor, buffer.count)
      }
    }
    guard let key else { throw undecodable(der, file: file, reasons: LibraryErrors.drainReasons()) }
    LibraryErrors.clear()
    return PrivateKey(adopting: key)
  }

  private static func undecodable(_ der: Secret, file: String, reasons: [String]) -> IdentityError {
    let algorithm = der.withBytes { bytes in
      decoded(bytes, by: d2i_PKCS8_PRIV_KEY_INFO, freedBy: PKCS8_PRIV_KEY_INFO_free) { info in
        var object: OpaquePointer?
        PKCS8_pkey_get0(&object, nil, nil, nil, info)
        return objectName(object, form: .long)
      }
    }
    LibraryErrors.clear()
    guard let algorithm, algorithm != "rsaEncryption" else {
      return .damaged(file: file, part: "the private key", reasons: reasons)
    }
    return .unsupportedKey(file: file, algorithm: algorithm, reasons: reasons)
  }

  /// The unencrypted PKCS#8 inside an EncryptedPrivateKeyInfo (RFC 5958 section 3).
  static func decrypt(_ der: [UInt8], password: Secret) -> Opening<Secret> {
    .trying {
      decoded(der, by: d2i_X509_SIG, freedBy: X509_SIG_free) { encrypted in
        let info = withCString(password) { PKCS8_decrypt(encrypted, $0, $1) }
        guard let info else { return Opening<Secret>.failed() }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        return .opened(Secret(bytes: encodedDER { i2d_PKCS8_PRIV_KEY_INFO(info, $0) }))
      } ?? .failed()
    }
  }

  /// How an EncryptedPrivateKeyInfo is encrypted; nil when it is none.
  static func encryption(of der: [UInt8]) -> EncryptionAlgorithm? {
    defer { LibraryErrors.clear() }
    return decoded(der, by: d2i_X509_SIG, freedBy: X509_SIG_free) { encrypted in
      var algorithm: UnsafePointer<X509_ALGOR>?
      X509_SIG_get0(encrypted, &algorithm, nil)
      return algorithm.map { EncryptionAlgorithm($0) }
    } ?? nil
  }
}
