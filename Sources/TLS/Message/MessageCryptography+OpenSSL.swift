internal import COpenSSL
public import Certificates

extension MessageCryptography {
  /// Digests and checks with OpenSSL. Safe on any thread and with any bytes.
  public static let openSSL = MessageCryptography(
    digest: { algorithm, bytes in digestBytes(algorithm.native, of: bytes) },
    verify: { algorithm, signature, message, certificate in
      X509Certificate(der: certificate.der)?.verify(algorithm, signature, of: message) ?? false
    },
    reader: .openSSL)
}

extension Identity {
  /// Signs messages with this identity's key, through the key's handle: it need not leave the place where it is kept.
  public var messageSigner: MessageSigner {
    MessageSigner(certificate: leaf) { [self] algorithm, message in key.sign(algorithm, message) }
  }
}

extension DigestAlgorithm {
  var native: OpaquePointer? {
    switch self {
    case .sha1: EVP_sha1()
    case .sha256: EVP_sha256()
    case .sha384: EVP_sha384()
    case .sha512: EVP_sha512()
    }
  }
}

extension PrivateKey {
  func sign(_ algorithm: SignatureAlgorithm, _ message: [UInt8]) -> MessageSigner.Result {
    LibraryErrors.clear()
    guard isKind(algorithm.family, of: pointer), let signature = nativeSignature(algorithm, message),
      let written = algorithm.family == .ecdsa ? ECDSASignature.joined(signature, key: pointer) : signature
    else { return .failed(reasons: LibraryErrors.drainReasons()) }
    return .signature(written)
  }

  private func nativeSignature(_ algorithm: SignatureAlgorithm, _ message: [UInt8]) -> [UInt8]? {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var parameters: OpaquePointer?
    var count = 0
    guard EVP_DigestSignInit(context, &parameters, algorithm.digest.native, nil, pointer) == 1,
      set(algorithm.family, in: parameters),
      EVP_DigestSign(context, nil, &count, message, message.count) == 1
    else { return nil }
    var signature = [UInt8](repeating: 0, count: count)
    guard EVP_DigestSign(context, &signature, &count, message, message.count) == 1 else { return nil }
    return Array(signature.prefix(count))
  }
}

extension X509Certificate {
  func verify(_ algorithm: SignatureAlgorithm, _ signature: [UInt8], of message: [UInt8]) -> Bool {
    LibraryErrors.clear()
    defer { LibraryErrors.clear() }
    guard let key = X509_get0_pubkey(pointer), isKind(algorithm.family, of: key),
      let signature = algorithm.family == .ecdsa ? ECDSASignature.split(signature, key: key) : signature
    else { return false }
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    var parameters: OpaquePointer?
    return EVP_DigestVerifyInit(context, &parameters, algorithm.digest.native, nil, key) == 1
      && set(algorithm.family, in: parameters)
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}

private func isKind(_ family: SignatureAlgorithm.Family, of key: OpaquePointer) -> Bool {
  switch (family, EVP_PKEY_get_base_id(key)) {
  case (.rsa, EVP_PKEY_RSA), (.rsaPSS, EVP_PKEY_RSA), (.rsaPSS, EVP_PKEY_RSA_PSS), (.ecdsa, EVP_PKEY_EC): true
  default: false
  }
}

private func set(_ family: SignatureAlgorithm.Family, in parameters: OpaquePointer?) -> Bool {
  guard family == .rsaPSS else { return true }
  return EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) > 0
    && EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) > 0
}

/// Between DER, as OpenSSL has it, and the two numbers one after the other, as XML signatures have it (XML Signature 1.1
/// section 6.4.3).
private enum ECDSASignature {
  static func joined(_ der: [UInt8], key: OpaquePointer) -> [UInt8]? {
    let size = numberSize(key)
    return decoded(der, by: d2i_ECDSA_SIG, freedBy: ECDSA_SIG_free) { signature in
      var r: OpaquePointer?
      var s: OpaquePointer?
      ECDSA_SIG_get0(signature, &r, &s)
      var bytes = [UInt8](repeating: 0, count: 2 * size)
      let isWritten = bytes.withUnsafeMutableBufferPointer { buffer in
        guard let base = buffer.baseAddress else { return false }
        return BN_bn2binpad(r, base, Int32(size)) == size && BN_bn2binpad(s, base + size, Int32(size)) == size
      }
      return isWritten ? bytes : nil
    } ?? nil
  }

  static func split(_ bytes: [UInt8], key: OpaquePointer) -> [UInt8]? {
    let size = numberSize(key)
    guard bytes.count == 2 * size, let signature = ECDSA_SIG_new() else { return nil }
    defer { ECDSA_SIG_free(signature) }
    let r = BN_bin2bn(Array(bytes.prefix(size)), Int32(size), nil)
    let s = BN_bin2bn(Array(bytes.suffix(size)), Int32(size), nil)
    // On success the signature owns both numbers.
    guard ECDSA_SIG_set0(signature, r, s) == 1 else {
      BN_free(r)
      BN_free(s)
      return nil
    }
    return encodedDER { i2d_ECDSA_SIG(signature, $0) }
  }

  /// Bytes of the curve's order.
  private static func numberSize(_ key: OpaquePointer) -> Int { (Int(EVP_PKEY_get_bits(key)) + 7) / 8 }
}
