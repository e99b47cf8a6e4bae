/// System.ServiceModel.Channels.SecurityBindingElement as its factory methods make it: WS-Security in the SOAP header.
public struct SecurityBindingElement: BindingElement, Hashable {
  public var name: String { kind.elementName }
  public var role: BindingElementRole { .security }

  public var kind: Kind
  /// True puts a session of WS-SecureConversation around it: a handshake of its own before the first message.
  public var establishesSecurityContext = false
  public var messageSecurityVersion: MessageSecurityVersion
  public var securityHeaderLayout = SecurityHeaderLayout.strict
  public var algorithmSuite = SecurityAlgorithmSuite.basic256
  public var includeTimestamp = true
  /// Created to Expires.
  public var timestampValiditySeconds = 300.0
  public var maxClockSkewSeconds = 300.0
  /// False refuses an answer without a Security header.
  public var enableUnsecuredResponse = false
  /// True lets a password travel without TLS.
  public var allowInsecureTransport = false
  /// How the password of a user name token is written. WCF knows `text` alone.
  public var passwordType = PasswordType.text
  /// Parts that the certificate's signature covers besides the timestamp and, with addressing, the To header. In WCF
  /// that takes a message security element.
  public var signsBody = false
  /// True signs every addressing header that the message has, where WCF signs To alone.
  public var signsAddressing = false

  public init(_ kind: Kind, messageSecurityVersion: MessageSecurityVersion = .wss11) {
    self.kind = kind
    self.messageSecurityVersion = messageSecurityVersion
  }

  /// SecurityBindingElement.CreateUserNameOverTransportBindingElement().
  public static var userNameOverTransport: Self { Self(.userNameOverTransport) }

  /// SecurityBindingElement.CreateCertificateOverTransportBindingElement(version).
  public static func certificateOverTransport(_ version: MessageSecurityVersion = .wss11) -> Self {
    Self(.certificateOverTransport, messageSecurityVersion: version)
  }

  /// SecurityBindingElement.CreateSecureConversationBindingElement(bootstrap).
  public static func secureConversation(_ bootstrap: Self) -> Self {
    var element = bootstrap
    element.establishesSecurityContext = true
    return element
  }

  /// UsernameToken profile 1.0 section 3.1.
  public enum PasswordType: String, Sendable, Hashable, CaseIterable { case text, digest }

  /// Which token is sent, and what protects the message.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case userNameOverTransport, certificateOverTransport
    case kerberosOverTransport, sspiNegotiationOverTransport, issuedTokenOverTransport
    case mutualCertificate, anonymousForCertificate, userNameForCertificate, userNameForSslNegotiation
    case sslNegotiation, mutualSslNegotiation, sspiNegotiation, kerberos
    case issuedToken, issuedTokenForCertificate, issuedTokenForSslNegotiation

    /// True when TLS protects the message and the token only says who sends it.
    public var isOverTransport: Bool { rawValue.hasSuffix("OverTransport") }

    /// Built here: the tokens that need no negotiation.
    public var isCarriedOut: Bool { self == .userNameOverTransport || self == .certificateOverTransport }

    /// The class that the factory method returns, with WS-Security 1.1 for mutual certificates.
    var elementName: String {
      isOverTransport
        ? "TransportSecurityBindingElement"
        : self == .mutualCertificate ? "AsymmetricSecurityBindingElement" : "SymmetricSecurityBindingElement"
    }
  }
}
