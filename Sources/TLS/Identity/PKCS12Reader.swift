internal import Basics
internal import COpenSSL
internal import Certificates

/// Reads a PKCS#12 file (RFC 7292): checks its integrity with the password, then opens its bags.
struct PKCS12Reader {
  private let container: OpaquePointer
  private let file: String

  static func read(_ bytes: [UInt8], file: String, password: Secret?) throws(IdentityError) -> FileContents {
    LibraryErrors.clear()
    let container = bytes.withUnsafeBufferPointer { buffer in
      var cursor = buffer.baseAddress
      return d2i_PKCS12(nil, &cursor, buffer.count)
    }
    guard let container else {
      throw .damaged(file: file, part: "the PKCS#12 structure", reasons: LibraryErrors.drainReasons())
    }
    defer {
      PKCS12_free(container)
      LibraryErrors.clear()
    }
    return try PKCS12Reader(container: container, file: file).contents(password)
  }

  private func contents(_ password: Secret?) throws(IdentityError) -> FileContents {
    let encryption = try encryptionNames()
    let hasIntegrityCheck = PKCS12_mac_present(container) == 1
    let bags = hasIntegrityCheck ? try checkedBags(password, encryption) : try uncheckedBags(password, encryption)
    var contents = FileContents(format: .pfx)
    contents.hasIntegrityCheck = hasIntegrityCheck
    for name in encryption { contents.append(encryption: name) }
    for der in bags.certificates { try contents.append(certificate: der, file: file) }
    for key in bags.keys { try contents.append(key: key, file: file) }
    return contents
  }

  /// The integrity check proves the password, so that a failure to decrypt afterwards is not blamed on it.
  private func checkedBags(_ password: Secret?, _ encryption: [String]) throws(IdentityError) -> PKCS12Bags {
    try requireKnownIntegrityCheck()
    let trial = PasswordTrial(file: file, part: "the PKCS#12 file", algorithms: encryption, password: password)
    let proven = try trial.run { verifies($0) ? Opening<Secret?>.opened($0) : .refused([]) }
    switch Opening.trying({ open(proven) }) {
    case .opened(let bags): return bags
    case .unsupported: throw .unsupportedEncryption(file: file, algorithms: encryption, isPasswordRight: true)
    case .refused(let reasons): throw .damaged(file: file, part: "what the password opens", reasons: reasons)
    }
  }

  private func uncheckedBags(_ password: Secret?, _ encryption: [String]) throws(IdentityError) -> PKCS12Bags {
    let trial = PasswordTrial(file: file, part: "the PKCS#12 file", algorithms: encryption, password: password)
    return try trial.run { variant in .trying { open(variant) } }
  }

  private func verifies(_ password: Secret?) -> Bool {
    defer { LibraryErrors.clear() }
    return withOptionalCString(password) { PKCS12_verify_mac(container, $0, $1) == 1 }
  }

  private func open(_ password: Secret?) -> Opening<PKCS12Bags> {
    var bags = PKCS12Bags()
    return withOptionalCString(password) { bags.read(container, password: $0, $1) } ? .opened(bags) : .failed()
  }

  private func requireKnownIntegrityCheck() throws(IdentityError) {
    var algorithm: UnsafePointer<X509_ALGOR>?
    var iterations: UnsafePointer<ASN1_INTEGER>?
    PKCS12_get0_mac(nil, &algorithm, nil, &iterations, container)
    let object = algorithm?.pointee.algorithm
    let name = objectName(object, form: .short)
    guard Self.knowsIntegrityCheck(object) else {
      throw .unknownMAC(file: file, algorithm: name == "PBMAC1" ? "PBMAC1 (RFC 9579)" : name)
    }
    let count = iterations.map { ASN1_INTEGER_get($0) } ?? 1
    guard (0...EncryptionAlgorithm.maximumIterations).contains(count) else {
      throw .excessiveIterations(
        file: file, algorithm: "HMAC-\(name)", iterations: count, limit: EncryptionAlgorithm.maximumIterations)
    }
  }

  private static func knowsIntegrityCheck(_ object: OpaquePointer?) -> Bool {
    let nid = OBJ_obj2nid(object)
    let isNewEnoughForPBMAC1 = (OPENSSL_version_major(), OPENSSL_version_minor()) >= (3, 4)
    return nid == NID_pbmac1 ? isNewEnoughForPBMAC1 : EVP_get_digestbyname(OBJ_nid2sn(nid)) != nil
  }

  /// Every way in which parts are encrypted, as far as it shows without the password.
  private func encryptionNames() throws(IdentityError) -> [String] {
    let algorithms = PKCS12Bags.visibleEncryption(of: container)
    LibraryErrors.clear()
    if let excessive = algorithms.first(where: \.isExcessive) ?? Self.mostExpensive(algorithms) {
      throw .excessiveIterations(
        file: file, algorithm: excessive.name, iterations: excessive.iterations ?? 0,
        limit: EncryptionAlgorithm.maximumIterations)
    }
    return algorithms.map(\.name)
  }
}

extension PKCS12Reader {
  /// When all parts together are too much: the one that costs most.
  private static func mostExpensive(_ algorithms: [EncryptionAlgorithm]) -> EncryptionAlgorithm? {
    let total = algorithms.reduce(0) { $0 + ($1.iterations ?? 0) }
    guard total > 2 * EncryptionAlgorithm.maximumIterations else { return nil }
    return algorithms.max { ($0.iterations ?? 0) < ($1.iterations ?? 0) }
  }
}

private func withOptionalCString<Result>(
  _ secret: Secret?, _ body: (UnsafePointer<CChar>?, Int32) -> Result
) -> Result {
  if let secret { withCString(secret, body) } else { body(nil, 0) }
}
