public import Basics
public import Certificates

/// The bytes of one file, or the objects of a token, and the name by which messages speak of it.
public struct IdentityFile: Sendable, Equatable {
  public var bytes: [UInt8]
  public var label: String
  /// Objects of a token instead of bytes.
  var token: TokenURI?

  public init(bytes: [UInt8], label: String) {
    self.bytes = bytes
    self.label = label
  }

  /// What a PKCS#11 URI selects; read when the identity is loaded, with its password as PIN.
  public init(token: TokenURI) {
    bytes = []
    label = token.description
    self.token = token
  }
}

/// What an identity is loaded from, wherever the bytes came from.
public struct IdentityMaterial: Sendable, Equatable {
  public var certificate: IdentityFile
  /// Where the private key is, when not beside the certificate.
  public var key: IdentityFile?
  public var password: Secret?
  /// Nil: found by looking at the bytes.
  public var format: CertificateFormat?

  public init(
    certificate: IdentityFile, key: IdentityFile? = nil, password: Secret? = nil, format: CertificateFormat? = nil
  ) {
    self.certificate = certificate
    self.key = key
    self.password = password
    self.format = format
  }
}
