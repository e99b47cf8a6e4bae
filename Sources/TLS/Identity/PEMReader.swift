internal import Basics
internal import COpenSSL
internal import Certificates

/// Reads PEM text (RFC 7468): certificates, keys and PKCS#7 bundles in any order, whatever else stands between them.
struct PEMReader {
  let file: String
  let password: Secret?

  func read(_ bytes: [UInt8]) throws(IdentityError) -> FileContents {
    let blocks = PEMBlock.blocks(in: bytes)
    let known = blocks.filter { Self.kinds[$0.label] != nil }
    guard !known.isEmpty else { throw nothingKnown(in: blocks) }
    var contents = FileContents(format: known.allSatisfy { Self.kinds[$0.label] == .pkcs7 } ? .pkcs7 : .pem)
    for block in known { try read(block, into: &contents) }
    return contents
  }

  /// What the labels that matter here hold; the rest (parameters, requests, lists) is skipped.
  private static let kinds: [String: FileKind] = [
    "CERTIFICATE": .certificate, "X509 CERTIFICATE": .certificate, "TRUSTED CERTIFICATE": .certificate,
    "PKCS7": .pkcs7, "PKCS #7 SIGNED DATA": .pkcs7, "CMS": .pkcs7, "PRIVATE KEY": .privateKey,
    "RSA PRIVATE KEY": .privateKey, "EC PRIVATE KEY": .privateKey, "DSA PRIVATE KEY": .privateKey,
    "ENCRYPTED PRIVATE KEY": .encryptedPrivateKey,
  ]

  /// What they are called in messages when they stand alone.
  private static let lookalikes: [String: FileKind] = [
    "CERTIFICATE REQUEST": .certificateRequest, "NEW CERTIFICATE REQUEST": .certificateRequest,
    "PUBLIC KEY": .publicKey, "RSA PUBLIC KEY": .publicKey, "X509 CRL": .revocationList,
    "OPENSSH PRIVATE KEY": .sshKey, "SSH2 ENCRYPTED PRIVATE KEY": .sshKey,
  ]

  private func nothingKnown(in blocks: [PEMBlock]) -> IdentityError {
    if let kind = blocks.lazy.compactMap({ Self.lookalikes[$0.label] }).first {
      return .notACertificate(file: file, kind: kind)
    }
    return .noCertificate(file: file, found: blocks.prefix(10).map { "a block \($0.label)" })
  }

  private func read(_ block: PEMBlock, into contents: inout FileContents) throws(IdentityError) {
    guard block.isFinished, let bytes = block.contents else {
      throw .damagedPEM(file: file, label: block.label, line: block.line, isUnfinished: !block.isFinished)
    }
    if block.headers.contains(where: { $0.hasPrefix("DEK-Info:") }) {
      return try readTraditionalKey(block, bytes, into: &contents)
    }
    let der = bytes.withBytes { bytes in
      // A trusted certificate carries OpenSSL's own settings behind the certificate.
      block.label == "TRUSTED CERTIFICATE" ? Array(bytes.prefix(FileKind.promisedByteCount(of: bytes) ?? 0)) : bytes
    }
    let reader = CertificateFileReader(file: file, password: password)
    try reader.read(der, kind: Self.kinds[block.label] ?? .unknown, into: &contents)
  }

  /// A key encrypted by RFC 1421 headers, as `openssl rsa -traditional -aes256` writes it.
  private func readTraditionalKey(
    _ block: PEMBlock, _ encrypted: Secret, into contents: inout FileContents
  ) throws(IdentityError) {
    let encryption = "PEM \(block.dekAlgorithm)"
    contents.append(encryption: encryption)
    let header = block.headers.joined(separator: "\n") + "\n"
    let key = try CertificateFileReader(file: file, password: password).opened(encryption) {
      decryptTraditional(encrypted, header: header, password: $0)
    }
    try contents.append(key: key, file: file)
  }
}

extension PEMBlock {
  /// `AES-256-CBC` out of `DEK-Info: AES-256-CBC,0123…`.
  fileprivate var dekAlgorithm: String {
    let value = headers.first { $0.hasPrefix("DEK-Info:") }?.dropFirst("DEK-Info:".count) ?? ""
    return String(value.prefix { $0 != "," }).filter { $0 != " " }.neutralised
  }
}

private func decryptTraditional(_ encrypted: Secret, header: String, password: Secret) -> Opening<Secret> {
  .trying {
    var cipher = EVP_CIPHER_INFO()
    var header = Array(header.utf8CString)
    guard PEM_get_EVP_CIPHER_INFO(&header, &cipher) == 1 else { return .failed() }
    var data = encrypted.withBytes { $0 }
    var count = data.count
    defer { wipe(&data) }
    let isDecrypted = withUnsafePointer(to: password) {
      PEM_do_header(&cipher, &data, &count, passwordCallback, UnsafeMutableRawPointer(mutating: $0)) == 1
    }
    guard isDecrypted, (0...data.count).contains(count) else { return .failed() }
    // One wrong password in 256 leaves valid padding behind: only an encoding shows that it fitted.
    let plain = Array(data.prefix(count))
    guard FileKind(of: plain) == .privateKey, FileKind.promisedByteCount(of: plain) == count else {
      return .refused([])
    }
    return .opened(Secret(bytes: plain))
  }
}

/// Hands OpenSSL the password that it is given by address; without a callback it would ask on the terminal.
private func passwordCallback(
  _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int32, _ isWriting: Int32, _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let buffer, let password = context?.assumingMemoryBound(to: Secret.self).pointee, password.count <= size else {
    return -1
  }
  password.withBytes { bytes in
    for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
  }
  return Int32(password.count)
}
