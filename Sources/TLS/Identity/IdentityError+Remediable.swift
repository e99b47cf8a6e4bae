public import Basics
internal import Certificates

extension IdentityError: Remediable {
  public var code: String {
    switch self {
    case .token(let error): error.code
    case .tooLarge: "file-too-large"
    case .notACertificate(_, let kind): kind.code
    case .wrongFormat: "wrong-format"
    case .truncated: "truncated"
    case .damagedPEM(_, _, _, let isUnfinished): isUnfinished ? "unfinished-pem" : "damaged-pem"
    case .damaged: "damaged"
    case .tooManyCertificates: "too-many-certificates"
    case .tooManyKeys: "too-many-keys"
    case .passwordNeeded: "password-needed"
    case .wrongPassword: "wrong-password"
    case .unsupportedEncryption: "unsupported-encryption"
    case .unknownMAC: "unknown-mac"
    case .excessiveIterations: "excessive-iterations"
    case .noCertificate: "no-certificate"
    case .noPrivateKey: "no-private-key"
    case .unsupportedKey: "unsupported-key"
    case .keyMismatch: "key-mismatch"
    case .ambiguousLeaf: "ambiguous-leaf"
    case .keyProofFailed: "key-proof-failed"
    }
  }

  public var summary: String {
    switch self {
    case .token(let error): error.summary
    case .tooLarge(let file, _, _): "\(file.neutralised) is too large for a certificate file."
    case .notACertificate(let file, .empty): "\(file.neutralised) is empty."
    case .notACertificate(let file, let kind): "\(file.neutralised) is not a certificate: it looks like \(kind.phrase)."
    case .wrongFormat(let file, let asked, let found):
      "\(file.neutralised) is not \(asked.rawValue): it is \(found.phrase)."
    case .truncated(let file, _, _): "\(file.neutralised) is cut off: its end is missing."
    case .damagedPEM(let file, let label, let line, true):
      "\(file.neutralised): the block \(label.neutralised) of line \(line) has no END line."
    case .damagedPEM(let file, let label, let line, false):
      "\(file.neutralised): the block \(label.neutralised) of line \(line) is not base64."
    case .damaged(let file, let part, _): "\(file.neutralised): \(part) cannot be decoded."
    case .tooManyCertificates(let file, _): "\(file.neutralised) holds too many certificates."
    case .tooManyKeys(let file, _): "\(file.neutralised) holds too many private keys."
    case .passwordNeeded(let file, let part): "\(file.neutralised): \(part) is locked, and no password was given."
    case .wrongPassword(let file, let part, _): "The password does not open \(part) in \(file.neutralised)."
    case .unsupportedEncryption(let file, _, let isPasswordRight):
      "\(file.neutralised) is encrypted in a way that OpenSSL does not offer here"
        + (isPasswordRight == true ? "; the password is right." : ".")
    case .unknownMAC(let file, _):
      "\(file.neutralised) is protected by an integrity check that this OpenSSL does not know."
    case .excessiveIterations(let file, _, _, _): "\(file.neutralised) asks for an absurd amount of password hashing."
    case .noCertificate(let file, _): "\(file.neutralised) holds no certificate."
    case .noPrivateKey(let file, _): "\(file.neutralised) holds no private key."
    case .unsupportedKey(let file, _, _):
      "\(file.neutralised) holds a private key of a kind that OpenSSL cannot use here."
    case .keyMismatch(let file, _, _): "The private key in \(file.neutralised) belongs to another certificate."
    case .ambiguousLeaf(let file, _): "\(file.neutralised) holds several certificates for the same private key."
    case .keyProofFailed(let file, _, _): "The private key in \(file.neutralised) makes signatures that do not verify."
    }
  }

  public var values: [String] {
    switch self {
    case .token(let error): error.values
    case .tooLarge(_, let count, let limit): ["size: \(count) bytes", "limit: \(limit) bytes"]
    case .notACertificate, .wrongFormat, .damagedPEM, .passwordNeeded: []
    case .truncated(_, let promised, let count):
      ["promised by its first bytes: \(promised) bytes", "present: \(count) bytes"]
    case .damaged(_, _, let reasons): reasons.map { "OpenSSL: \($0)" }
    case .tooManyCertificates(_, let limit), .tooManyKeys(_, let limit): ["limit: \(limit)"]
    case .wrongPassword(_, _, let hint): hint.map { [$0.sentence] } ?? []
    case .unsupportedEncryption(_, let algorithms, _): algorithms.map { "encryption: \($0)" }
    case .unknownMAC(_, let algorithm): ["integrity check: \(algorithm)"]
    case .excessiveIterations(_, let algorithm, let iterations, let limit):
      ["\(algorithm): \(iterations) iterations", "limit: \(limit)"]
    case .noCertificate(_, let found): found.map { "found: \($0.neutralised)" }
    case .noPrivateKey(_, let certificate): ["certificate: \(certificate)"]
    case .unsupportedKey(_, let algorithm, let reasons): ["key: \(algorithm)"] + reasons.map { "OpenSSL: \($0)" }
    case .keyMismatch(_, let certificates, let keys):
      certificates.map { "certificate: \($0)" } + keys.map { "private key: \($0)" }
    case .ambiguousLeaf(_, let certificates): certificates.map { "certificate: \($0)" }
    case .keyProofFailed(_, let key, let reasons): ["key: \(key)"] + reasons.map { "OpenSSL: \($0)" }
    }
  }
}

extension IdentityError.PasswordHint {
  var sentence: String {
    switch self {
    case .withoutTrailingLineEnd: "the password without its trailing line end opens it"
    case .withoutSurroundingSpace: "the password without the white space around it opens it"
    case .empty: "the empty password opens it"
    }
  }

  var remedy: String {
    switch self {
    case .withoutTrailingLineEnd:
      "Remove the line end (`printf %s PASSWORD > FILE`), or name the file with file:PATH, which drops it."
    case .withoutSurroundingSpace: "Remove the white space before or after the password."
    case .empty: "Give no password."
    }
  }
}

extension FileKind {
  fileprivate var code: String {
    switch self {
    case .empty: "empty-file"
    case .pem: "no-certificate-in-pem"
    case .pkcs12, .certificate, .pkcs7: "not-a-certificate"
    case .privateKey, .encryptedPrivateKey: "private-key-only"
    case .certificateRequest: "certificate-request"
    case .publicKey: "public-key-only"
    case .revocationList: "revocation-list"
    case .javaKeystore: "java-keystore"
    case .sshKey: "ssh-key"
    case .pgp: "pgp-data"
    case .serializedStore: "serialized-store"
    case .pvk: "pvk-key"
    case .sqlite: "sqlite-database"
    case .zip: "zip-archive"
    case .gzip: "gzip-archive"
    case .pdf: "pdf-document"
    case .html: "html-page"
    case .xml: "xml-document"
    case .json: "json-document"
    case .utf16Text: "utf16-text"
    case .text: "plain-text"
    case .base64: "bare-base64"
    case .unknown: "unknown-data"
    }
  }
}
