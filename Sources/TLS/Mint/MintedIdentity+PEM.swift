public import Basics
internal import COpenSSL

extension MintedIdentity {
  /// How a private key is written.
  public enum KeyEncoding: Sendable {
    /// `PRIVATE KEY`, or `ENCRYPTED PRIVATE KEY` with a password (RFC 5958).
    case pkcs8
    /// `RSA PRIVATE KEY` and `EC PRIVATE KEY`, encrypted by PEM headers with a password.
    case traditional
  }

  public var certificatePEM: [UInt8] {
    guard let bio = MemoryBIO(), PEM_write_bio_X509(bio.pointer, native.pointer) == 1 else { return [] }
    return bio.contents
  }

  /// The private key in PEM.
  /// - Parameter password: encrypts it with AES-256-CBC.
  public func privateKeyPEM(
    password: Secret? = nil, encoding: KeyEncoding = .pkcs8
  ) throws(MintError) -> [UInt8] {
    LibraryErrors.clear()
    guard let bio = MemoryBIO(), write(to: bio, password: password, encoding: encoding) else {
      throw .drained("a private key in PEM")
    }
    return bio.contents
  }

  /// The private key in DER, unencrypted PKCS#8.
  public var privateKeyDER: [UInt8] { key.pkcs8 }

  private func write(to bio: MemoryBIO, password: Secret?, encoding: KeyEncoding) -> Bool {
    let cipher = password == nil ? nil : EVP_aes_256_cbc()
    let count = Int32(clamping: password?.count ?? 0)
    // The terminating zero keeps the pointer from being null, which would make OpenSSL ask on the terminal.
    var characters = (password?.withBytes { $0.map(CChar.init(bitPattern:)) } ?? []) + [0]
    return characters.withUnsafeMutableBufferPointer { text in
      switch encoding {
      case .pkcs8:
        PEM_write_bio_PKCS8PrivateKey(bio.pointer, key.pointer, cipher, text.baseAddress, count, nil, nil) == 1
      case .traditional:
        text.withMemoryRebound(to: UInt8.self) {
          PEM_write_bio_PrivateKey_traditional(bio.pointer, key.pointer, cipher, $0.baseAddress, count, nil, nil) == 1
        }
      }
    }
  }
}

extension PrivateKey {
  /// Unencrypted PKCS#8 in DER; empty when OpenSSL cannot write the key.
  var pkcs8: [UInt8] {
    guard let info = EVP_PKEY2PKCS8(pointer) else { return [] }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    return encodedDER { i2d_PKCS8_PRIV_KEY_INFO(info, $0) }
  }
}
