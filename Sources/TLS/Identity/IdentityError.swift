public import Certificates

/// Why an identity could not be loaded. `file` is the label its bytes came with.
public enum IdentityError: Error, Sendable, Equatable {
  // The file as a whole.
  case tooLarge(file: String, byteCount: Int, limit: Int)
  /// It holds nothing of a client certificate; `kind` is what it looks like instead.
  case notACertificate(file: String, kind: FileKind)
  case wrongFormat(file: String, asked: CertificateFormat, found: FileKind)
  case truncated(file: String, promisedByteCount: Int, byteCount: Int)
  /// A PEM block that has no END line, or whose base64 lines are damaged.
  case damagedPEM(file: String, label: String, line: Int, isUnfinished: Bool)
  /// `part` could not be decoded; OpenSSL's reasons, earliest first.
  case damaged(file: String, part: String, reasons: [String])
  case tooManyCertificates(file: String, limit: Int)
  case tooManyKeys(file: String, limit: Int)

  /// The identity is in a token, and the token is the trouble.
  case token(TokenError)

  // The password.
  case passwordNeeded(file: String, part: String)
  case wrongPassword(file: String, part: String, hint: PasswordHint?)
  case unsupportedEncryption(file: String, algorithms: [String], isPasswordRight: Bool?)
  case unknownMAC(file: String, algorithm: String)
  /// A key derivation that would run for minutes: made to hang its reader, or damaged.
  case excessiveIterations(file: String, algorithm: String, iterations: Int, limit: Int)

  // What is in it.
  case noCertificate(file: String, found: [String])
  case noPrivateKey(file: String, certificate: String)
  case unsupportedKey(file: String, algorithm: String, reasons: [String])
  /// Each described by kind, size and the SHA-256 digest of its public key.
  case keyMismatch(file: String, certificates: [String], keys: [String])
  case ambiguousLeaf(file: String, certificates: [String])
  /// The key has the certificate's public half, and yet a signature made with it did not verify.
  case keyProofFailed(file: String, key: String, reasons: [String])

  /// What was tried when a password did not fit, and did open the file.
  public enum PasswordHint: Sendable, Hashable {
    case withoutTrailingLineEnd, withoutSurroundingSpace, empty
  }
}
