public import Basics

/// Where the bytes of a certificate or key come from.
public enum CertificateSource: Sendable, Hashable {
  case file(path: String)
  /// Bytes that a program holds, whatever they came from, with a name for messages.
  case bytes([UInt8], label: String)
  /// An object of a PKCS#11 token, which never gives a private key away.
  case token(TokenURI)

  public var label: String {
    switch self {
    case .file(let path): path
    case .bytes(_, let label): label
    case .token(let uri): uri.description
    }
  }

  /// As it is written on a command line or in a file: a PKCS#11 URI, else a path.
  public static func named(_ text: String) throws(TokenURIError) -> CertificateSource {
    text.hasPrefix(TokenURI.scheme) ? .token(try TokenURI(text)) : .file(path: text)
  }
}

/// Where a secret comes from: a reference that may stand in a file, never the secret itself.
public enum SecretSource: Sendable, Equatable {
  case none
  /// `env:NAME`
  case environment(String)
  /// `file:PATH`; one trailing line end is dropped.
  case file(path: String)
  /// `command:…`, run by the shell; one trailing line end of its output is dropped.
  case command(String)
  /// `keyring:NAME`: in the kernel's keyring of the user, or in the desktop's.
  case keyring(String)
  /// `prompt:`; asked without echo, kept in memory only.
  case prompt
  /// `pass:…` on a command line, or a value a program holds.
  case literal(Secret)
}

/// How a certificate file is encoded.
public enum CertificateFormat: String, Sendable, Hashable, CaseIterable {
  /// PKCS#12 (RFC 7292).
  case pfx = "PFX"
  /// RFC 7468.
  case pem = "PEM"
  case der = "DER"
  /// Certificates only (RFC 2315), in DER or PEM.
  case pkcs7 = "PKCS#7"
  /// Objects of a token, by a PKCS#11 URI (RFC 7512).
  case token = "PKCS#11"
}
