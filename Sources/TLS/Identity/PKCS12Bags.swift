internal import Basics
internal import COpenSSL

/// What the safes of a PKCS#12 file hold (RFC 7292 section 4.2), as encodings: objects made while the legacy algorithms
/// were at hand must not outlive that.
struct PKCS12Bags {
  private(set) var certificates: [[UInt8]] = []
  /// Unencrypted PKCS#8.
  private(set) var keys: [Secret] = []
  private var iterationsLeft = 2 * EncryptionAlgorithm.maximumIterations

  /// Safes may hold safes; deeper nesting than any tool writes is refused.
  private static let maximumDepth = 4

  /// False leaves the reason in OpenSSL's queue.
  mutating func read(_ container: OpaquePointer, password: UnsafePointer<CChar>?, _ count: Int32) -> Bool {
    guard let safes = PKCS12_unpack_authsafes(container) else { return false }
    defer { signet_authenticated_safes_free(safes) }
    for safe in elements(of: safes).map({ $0.assumingMemoryBound(to: PKCS7.self) }) {
      guard let bags = Self.bags(of: safe, password: password, count) else { return false }
      defer { signet_safe_bags_free(bags) }
      guard read(bags: bags, password: password, count, depth: 0) else { return false }
    }
    return true
  }

  private static func bags(
    of safe: UnsafeMutablePointer<PKCS7>, password: UnsafePointer<CChar>?, _ count: Int32
  ) -> OpaquePointer? {
    switch OBJ_obj2nid(safe.pointee.type) {
    case NID_pkcs7_data: PKCS12_unpack_p7data(safe)
    case NID_pkcs7_encrypted where safe.pointee.d.encrypted?.pointee.enc_data != nil:
      PKCS12_unpack_p7encdata(safe, password, count)
    default: nil
    }
  }

  private mutating func read(
    bags: OpaquePointer, password: UnsafePointer<CChar>?, _ count: Int32, depth: Int
  ) -> Bool {
    guard depth < Self.maximumDepth else { return false }
    return elements(of: bags).allSatisfy { element in
      let bag = OpaquePointer(element)
      switch PKCS12_SAFEBAG_get_nid(bag) {
      case NID_certBag: return readCertificate(bag)
      case NID_keyBag: return append(PKCS12_SAFEBAG_get0_p8inf(bag))
      case NID_pkcs8ShroudedKeyBag: return readShroudedKey(bag, password: password, count)
      case NID_safeContentsBag:
        return PKCS12_SAFEBAG_get0_safes(bag).map { read(bags: $0, password: password, count, depth: depth + 1) }
          ?? true
      default: return true
      }
    }
  }

  private mutating func readCertificate(_ bag: OpaquePointer) -> Bool {
    guard PKCS12_SAFEBAG_get_bag_nid(bag) == NID_x509Certificate else { return true }
    guard let certificate = PKCS12_SAFEBAG_get1_cert(bag) else { return false }
    certificates.append(X509Certificate(adopting: certificate).der)
    return true
  }

  private mutating func readShroudedKey(
    _ bag: OpaquePointer, password: UnsafePointer<CChar>?, _ count: Int32
  ) -> Bool {
    iterationsLeft -= min(Self.keyEncryption(of: bag)?.iterations ?? 0, .max / 2)
    guard iterationsLeft >= 0, let info = PKCS12_decrypt_skey(bag, password, count) else {
      return false
    }
    defer { PKCS8_PRIV_KEY_INFO_free(info) }
    return append(info)
  }

  private mutating func append(_ info: OpaquePointer?) -> Bool {
    guard let info else { return false }
    keys.append(Secret(bytes: encodedDER { i2d_PKCS8_PRIV_KEY_INFO(info, $0) }))
    return true
  }
}

extension PKCS12Bags {
  /// The encryption of each safe, and of each key in a safe that is not itself encrypted.
  static func visibleEncryption(of container: OpaquePointer) -> [EncryptionAlgorithm] {
    guard let safes = PKCS12_unpack_authsafes(container) else { return [] }
    defer { signet_authenticated_safes_free(safes) }
    return elements(of: safes).flatMap { encryption(of: $0.assumingMemoryBound(to: PKCS7.self)) }
  }

  private static func encryption(of safe: UnsafeMutablePointer<PKCS7>) -> [EncryptionAlgorithm] {
    if OBJ_obj2nid(safe.pointee.type) == NID_pkcs7_encrypted {
      let algorithm = safe.pointee.d.encrypted?.pointee.enc_data?.pointee.algorithm
      return algorithm.map { [EncryptionAlgorithm($0)] } ?? []
    }
    guard OBJ_obj2nid(safe.pointee.type) == NID_pkcs7_data, let bags = PKCS12_unpack_p7data(safe) else { return [] }
    defer { signet_safe_bags_free(bags) }
    return elements(of: bags).compactMap { keyEncryption(of: OpaquePointer($0)) }
  }

  private static func keyEncryption(of bag: OpaquePointer) -> EncryptionAlgorithm? {
    guard PKCS12_SAFEBAG_get_nid(bag) == NID_pkcs8ShroudedKeyBag else { return nil }
    var algorithm: UnsafePointer<X509_ALGOR>?
    X509_SIG_get0(PKCS12_SAFEBAG_get0_pkcs8(bag), &algorithm, nil)
    return algorithm.map { EncryptionAlgorithm($0) }
  }
}
