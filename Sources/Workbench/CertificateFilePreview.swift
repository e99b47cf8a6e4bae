public import Certificates

/// What a certificate file holds, as the identity form shows it.
public struct CertificateFilePreview: Sendable, Hashable {
  public enum State: Sendable, Hashable {
    case readable
    /// It is encrypted and no password was given.
    case needsPassword
    case wrongPassword
    case failed(Problem)
  }

  public var path: String
  public var state: State
  public var format: CertificateFormat?
  /// How it is encrypted, each scheme by name; empty when it is not.
  public var encryption: [String]
  public var certificates: [CertificateFacts]
  public var hasPrivateKey: Bool
  /// The client chain as it would be sent; nil without a certificate that has a key.
  public var chain: CertificateChain?
  /// What a person should know: expired, no clientAuth, missing issuer.
  public var warnings: [String]

  public init(
    path: String, state: State, format: CertificateFormat? = nil, encryption: [String] = [],
    certificates: [CertificateFacts] = [], hasPrivateKey: Bool = false, chain: CertificateChain? = nil,
    warnings: [String] = []
  ) {
    self.path = path
    self.state = state
    self.format = format
    self.encryption = encryption
    self.certificates = certificates
    self.hasPrivateKey = hasPrivateKey
    self.chain = chain
    self.warnings = warnings
  }
}
