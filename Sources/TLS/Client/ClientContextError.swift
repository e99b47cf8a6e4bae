internal import Basics
internal import Certificates
package import Handshake

/// Why a connection could not be prepared: nothing of it has left the machine.
package struct ClientContextError: Remediable, Equatable {
  package var code: String
  package var summary: String
  package var remedy: String
  package var libraryErrors: [TransferOutcome.LibraryError]

  package var values: [String] {
    libraryErrors.map { error in error.text + (error.data.map { " (\($0))" } ?? "") }
  }
}

extension ClientContextError {
  static func anchors(_ errors: [TransferOutcome.LibraryError]) -> Self {
    Self(
      code: "anchors-unreadable", summary: "The certificates to trust are no PEM text, or there is none in it.",
      remedy: "Give a file with BEGIN CERTIFICATE blocks.", libraryErrors: errors)
  }

  static func revocationLists(_ errors: [TransferOutcome.LibraryError]) -> Self {
    Self(
      code: "revocation-list-unreadable", summary: "The revocation lists are no PEM text, or there is none in it.",
      remedy: "Give a file with BEGIN X509 CRL blocks.", libraryErrors: errors)
  }

  static func setting(_ name: String, _ value: String, _ errors: [TransferOutcome.LibraryError]) -> Self {
    Self(
      code: "tls-setting-refused", summary: "OpenSSL does not accept the \(name) \(value.neutralised).",
      remedy: "Compare the spelling with what `openssl ciphers` and `openssl ecparam -list_curves` list.",
      libraryErrors: errors)
  }

  static func identity(_ leaf: CertificateFacts, _ errors: [TransferOutcome.LibraryError]) -> Self {
    Self(
      code: "identity-refused",
      summary: "OpenSSL does not accept the client certificate \(leaf.subject.shortName) or its key: \(leaf.keyType), "
        + "\(leaf.keyBits) bits, signed with \(leaf.signatureAlgorithm).",
      remedy:
        "Have it reissued with RSA of 2048 bits or P-256, signed with SHA-256; an old one (SHA-1, RSA-1024) passes for "
        + "this endpoint alone with --security-level 0.",
      libraryErrors: errors)
  }

  static func library(_ summary: String) -> Self {
    Self(
      code: "library-failure", summary: "OpenSSL failed: \(summary).", remedy: "Try again.",
      libraryErrors: LibraryErrors.drain())
  }
}
