public import Basics
internal import COpenSSL

/// How a PKCS#12 file is encrypted.
public enum PKCS12Encryption: Sendable, CaseIterable {
  /// PBES2 with AES-256-CBC, as OpenSSL 3 and current Windows write.
  case aes256
  /// pbeWithSHA1And3-KeyTripleDES-CBC.
  case tripleDES
  /// Certificates with pbeWithSHA1And40BitRC2-CBC, the key with 3DES, as old Windows and Java write. Needs OpenSSL's
  /// legacy provider.
  case legacyRC2
  case none

  fileprivate var algorithms: (key: Int32, certificates: Int32) {
    switch self {
    case .aes256: (NID_aes_256_cbc, NID_aes_256_cbc)
    case .tripleDES: (NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NID_pbe_WithSHA1And3_Key_TripleDES_CBC)
    case .legacyRC2: (NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NID_pbe_WithSHA1And40BitRC2_CBC)
    case .none: (-1, -1)
    }
  }
}

extension MintedIdentity {
  /// A PKCS#12 file (RFC 7292) with this certificate, its key and a chain.
  /// - Parameters:
  ///   - password: nil is the absent password, which differs from the empty one.
  ///   - mac: false leaves the integrity check out.
  ///   - includesKey: false writes certificates only.
  public func pkcs12(
    password: Secret?, chain: [MintedIdentity] = [], friendlyName: String? = nil,
    encryption: PKCS12Encryption = .aes256, mac: Bool = true, includesKey: Bool = true
  ) throws(MintError) -> [UInt8] {
    let build = {
      makePKCS12(
        password: password, chain: chain, friendlyName: friendlyName, encryption: encryption, mac: mac,
        includesKey: includesKey)
    }
    LibraryErrors.clear()
    let encoded = encryption == .legacyRC2 ? LegacyAlgorithms.with(build) : build()
    guard let encoded, !encoded.isEmpty else { throw .drained("a PKCS#12 file") }
    return encoded
  }

  private func makePKCS12(
    password: Secret?, chain: [MintedIdentity], friendlyName: String?, encryption: PKCS12Encryption, mac: Bool,
    includesKey: Bool
  ) -> [UInt8] {
    let others = signet_certificates_new()
    defer { signet_certificates_free(others) }
    for member in chain { signet_certificates_add(others, member.native.pointer) }
    let text = password.map { $0.withBytes { $0.map(CChar.init(bitPattern:)) + [0] } }
    let (keyAlgorithm, certificateAlgorithm) = encryption.algorithms
    guard
      let container = PKCS12_create(
        text, friendlyName, includesKey ? key.pointer : nil, native.pointer, others, keyAlgorithm,
        certificateAlgorithm, 0, mac ? 0 : -1, 0)
    else { return [] }
    defer { PKCS12_free(container) }
    return encodedDER { i2d_PKCS12(container, $0) }
  }

  /// A PKCS#7 bundle of certificates (RFC 2315) in DER, this one first.
  public func pkcs7(chain: [MintedIdentity] = []) throws(MintError) -> [UInt8] {
    LibraryErrors.clear()
    guard let bundle = PKCS7_new() else { throw .drained("a PKCS#7 bundle") }
    defer { PKCS7_free(bundle) }
    let isWritten =
      PKCS7_set_type(bundle, NID_pkcs7_signed) == 1 && PKCS7_content_new(bundle, NID_pkcs7_data) == 1
      && ([self] + chain).allSatisfy { PKCS7_add_certificate(bundle, $0.native.pointer) == 1 }
    let encoded = isWritten ? encodedDER { i2d_PKCS7(bundle, $0) } : []
    guard !encoded.isEmpty else { throw .drained("a PKCS#7 bundle") }
    return encoded
  }
}
