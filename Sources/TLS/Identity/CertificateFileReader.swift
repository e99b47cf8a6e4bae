internal import Basics
internal import COpenSSL
internal import Certificates

/// Decodes one file in whichever format it is.
struct CertificateFileReader {
  let file: String
  let password: Secret?

  /// Files larger than 10 MiB are not looked into.
  static let maximumByteCount = 10 << 20

  static func read(
    _ file: IdentityFile, password: Secret?, format: CertificateFormat? = nil, wanted: IdentityContents = .both
  ) throws(IdentityError) -> FileContents {
    if let token = file.token { return try TokenReader(uri: token, pin: password).read(wanted) }
    guard file.bytes.count <= maximumByteCount else {
      throw .tooLarge(file: file.label, byteCount: file.bytes.count, limit: maximumByteCount)
    }
    let kind = FileKind(of: file.bytes)
    let contents = try CertificateFileReader(file: file.label, password: password).read(file.bytes, kind: kind)
    guard format == nil || contents.format == format || format == .pem && kind == .pem else {
      throw .wrongFormat(file: file.label, asked: format ?? .pem, found: kind)
    }
    return contents
  }

  private func read(_ bytes: [UInt8], kind: FileKind) throws(IdentityError) -> FileContents {
    switch kind {
    case .pem: return try PEMReader(file: file, password: password).read(bytes)
    case .pkcs12: return try PKCS12Reader.read(try whole(bytes), file: file, password: password)
    case .certificate, .pkcs7, .privateKey, .encryptedPrivateKey:
      var contents = FileContents(format: kind == .pkcs7 ? .pkcs7 : .der)
      try read(try whole(bytes), kind: kind, into: &contents)
      return contents
    default: throw .notACertificate(file: file, kind: kind)
    }
  }

  /// One DER encoding, alone or out of a PEM block.
  func read(_ der: [UInt8], kind: FileKind, into contents: inout FileContents) throws(IdentityError) {
    switch kind {
    case .certificate: try contents.append(certificate: der, file: file)
    case .pkcs7: try readPKCS7(der, into: &contents)
    // Some tools write an encrypted key under the label of an open one.
    case _ where FileKind(of: der) == .encryptedPrivateKey: try readEncryptedKey(der, into: &contents)
    default: try contents.append(key: Secret(bytes: der), file: file)
    }
  }

  /// Without what follows the encoding, such as a line end.
  private func whole(_ bytes: [UInt8]) throws(IdentityError) -> [UInt8] {
    guard let promised = FileKind.promisedByteCount(of: bytes) else { return bytes }
    guard promised <= bytes.count else {
      throw .truncated(file: file, promisedByteCount: promised, byteCount: bytes.count)
    }
    return Array(bytes.prefix(promised))
  }

  private func readPKCS7(_ der: [UInt8], into contents: inout FileContents) throws(IdentityError) {
    LibraryErrors.clear()
    let certificates: [[UInt8]]? = decoded(der, by: d2i_PKCS7, freedBy: PKCS7_free) { bundle in
      guard OBJ_obj2nid(bundle.pointee.type) == NID_pkcs7_signed, let signed = bundle.pointee.d.sign,
        let stack = signed.pointee.cert
      else { return [] }
      return elements(of: stack).map { X509Certificate(sharing: OpaquePointer($0)).der }
    }
    guard let certificates else {
      throw .damaged(file: file, part: "the PKCS#7 bundle", reasons: LibraryErrors.drainReasons())
    }
    LibraryErrors.clear()
    guard !certificates.isEmpty else {
      throw .noCertificate(file: file, found: ["a PKCS#7 bundle without certificates"])
    }
    for certificate in certificates { try contents.append(certificate: certificate, file: file) }
  }

  private func readEncryptedKey(_ der: [UInt8], into contents: inout FileContents) throws(IdentityError) {
    guard let encryption = PrivateKey.encryption(of: der) else {
      throw .damaged(file: file, part: "the encrypted private key", reasons: [])
    }
    contents.append(encryption: encryption.name)
    guard !encryption.isExcessive else {
      throw .excessiveIterations(
        file: file, algorithm: encryption.name, iterations: encryption.iterations ?? 0,
        limit: EncryptionAlgorithm.maximumIterations)
    }
    let key = try opened(encryption.name) { PrivateKey.decrypt(der, password: $0) }
    try contents.append(key: key, file: file)
  }

  /// An encrypted key opened by the password; nil when none was given.
  func opened(_ encryption: String, _ decrypt: (Secret) -> Opening<Secret>) throws(IdentityError) -> Secret? {
    guard let password else { return nil }
    let trial = PasswordTrial(file: file, part: "the private key", algorithms: [encryption], password: password)
    return try trial.run { decrypt($0 ?? .empty) }
  }
}
