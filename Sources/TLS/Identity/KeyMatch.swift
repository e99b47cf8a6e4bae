internal import Basics
internal import COpenSSL
internal import Certificates

extension X509Certificate {
  /// Whether the key's public half is the one in the certificate.
  func fits(_ key: PrivateKey) -> Bool {
    defer { LibraryErrors.clear() }
    guard let publicKey = X509_get0_pubkey(pointer) else { return false }
    return EVP_PKEY_eq(publicKey, key.pointer) == 1
  }

  /// Kind, size and digest of the public key, for messages that compare two.
  var publicKeyDescription: String {
    let der = encodedDER { i2d_X509_PUBKEY(X509_get_X509_PUBKEY(pointer), $0) }
    return describeKey(facts.keyType, bits: facts.keyBits, publicKey: der)
  }
}

extension PrivateKey {
  /// Kind, size and digest of the public key, for messages that compare two.
  var publicKeyDescription: String {
    describeKey(keyType, bits: Int(EVP_PKEY_get_bits(pointer)), publicKey: encodedDER { i2d_PUBKEY(pointer, $0) })
  }

  /// Signs with the private half and verifies with the certificate's public half: what the handshake will do.
  func proveFits(_ certificate: X509Certificate, file: String) throws(IdentityError) {
    LibraryErrors.clear()
    let message = Array("proof of possession".utf8)
    guard let signature = sign(message), verify(signature, of: message, with: certificate) else {
      throw .keyProofFailed(file: file, key: publicKeyDescription, reasons: LibraryErrors.drainReasons())
    }
    LibraryErrors.clear()
  }

  private func sign(_ message: [UInt8]) -> [UInt8]? {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var count = 0
    guard EVP_DigestSignInit(context, nil, digest, nil, pointer) == 1,
      EVP_DigestSign(context, nil, &count, message, message.count) == 1
    else { return nil }
    var signature = [UInt8](repeating: 0, count: count)
    guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
    return Array(signature.prefix(count))
  }

  private func verify(_ signature: [UInt8], of message: [UInt8], with certificate: X509Certificate) -> Bool {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    return EVP_DigestVerifyInit(context, nil, digest, nil, X509_get0_pubkey(certificate.pointer)) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }

  /// Edwards-curve keys sign the whole message.
  private var digest: OpaquePointer? { keyType == .ed25519 || keyType == .ed448 ? nil : EVP_sha256() }
}

private func describeKey(_ type: KeyType, bits: Int, publicKey: [UInt8]) -> String {
  "\(type), \(bits) bits, public key SHA-256 \(digest(EVP_sha256(), of: publicKey))"
}
