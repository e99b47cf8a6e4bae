/// WS-Security for one message and its answer (System.ServiceModel.Security.TransportSecurityProtocol).
public struct SecurityPlan: Sendable, Hashable {
  public enum Token: Sendable, Hashable {
    /// UsernameToken profile 1.0.
    case userName(SecurityBindingElement.PasswordType)
    /// BinarySecurityToken with a signature by its key (X.509 token profile).
    case certificate
  }

  /// What the certificate's signature covers, in the order of its references.
  public enum SignedPart: String, Sendable, Hashable, CaseIterable {
    case timestamp
    /// The addressing header To.
    case to
    /// Every addressing header, To among them.
    case addressing
    case body
  }

  public var token: Token
  public var version: MessageSecurityVersion
  public var layout: SecurityHeaderLayout
  public var algorithmSuite: SecurityAlgorithmSuite
  /// Created to Expires, in seconds; nil without a timestamp.
  public var timestampValiditySeconds: Double?
  /// Empty for a user name.
  public var signedParts: [SignedPart]
  /// Whether an answer without a Security header is refused.
  public var requiresSecuredAnswer: Bool
  /// How far the clocks may differ when an answer's timestamp is looked at.
  public var maxClockSkewSeconds: Double

  init(_ element: SecurityBindingElement, _ messageVersion: MessageVersion) {
    let isCertificate = element.kind == .certificateOverTransport
    token = isCertificate ? .certificate : .userName(element.passwordType)
    version = element.messageSecurityVersion
    layout = element.securityHeaderLayout
    algorithmSuite = element.algorithmSuite
    timestampValiditySeconds = element.includeTimestamp ? element.timestampValiditySeconds : nil
    signedParts =
      isCertificate
      ? (element.includeTimestamp ? [.timestamp] : [])
        + (messageVersion.addressing == .none ? [] : [element.signsAddressing ? .addressing : .to])
        + (element.signsBody ? [.body] : [])
      : []
    requiresSecuredAnswer = element.includeTimestamp && !element.enableUnsecuredResponse
    maxClockSkewSeconds = element.maxClockSkewSeconds
  }
}
