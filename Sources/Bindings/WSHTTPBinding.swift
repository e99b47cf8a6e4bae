/// WCF's WSHttpBinding and WS2007HttpBinding: SOAP 1.2 with WS-Addressing 1.0, buffered, text or MTOM.
///
/// Beware of its defaults: security mode `message`, and `windows` for both credential types.
@dynamicMemberLookup
public struct WSHTTPBinding: Sendable, Hashable {
  /// Which of the two classes: they differ in the versions of the WS-* protocols under the security and session elements.
  public enum Edition: String, Sendable, Hashable, CaseIterable {
    /// WSHttpBinding: WS-Trust February 2005.
    case wsHTTP
    /// WS2007HttpBinding: WS-Trust 1.3, WS-SecureConversation 1.3, WS-SecurityPolicy 1.2.
    case ws2007HTTP
  }

  public var edition: Edition
  public var security: Security
  public var reliableSession: ReliableSession
  /// WS-AtomicTransaction: a transaction of the caller flows with the message.
  public var transactionFlow = false
  public var settings = HTTPBindingSettings()

  public init(
    security: Security = Security(), reliableSession: ReliableSession = ReliableSession(), edition: Edition = .wsHTTP
  ) {
    self.security = security
    self.reliableSession = reliableSession
    self.edition = edition
  }

  /// As `new WSHttpBinding(mode)`. The transport credential type stays `windows`.
  public init(_ mode: WSSecurityMode, edition: Edition = .wsHTTP) {
    self.init(security: Security(mode: mode), edition: edition)
  }

  public subscript<Value>(dynamicMember path: WritableKeyPath<HTTPBindingSettings, Value>) -> Value {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }

  /// System.ServiceModel.WSHttpSecurity.
  public struct Security: Sendable, Hashable {
    public var mode: WSSecurityMode
    public var transport: HTTPTransportSecurity
    public var message: NonDualMessageSecurity

    public init(
      mode: WSSecurityMode = .message,
      transport: HTTPTransportSecurity = HTTPTransportSecurity(clientCredentialType: .windows),
      message: NonDualMessageSecurity = NonDualMessageSecurity()
    ) {
      self.mode = mode
      self.transport = transport
      self.message = message
    }
  }

  /// System.ServiceModel.OptionalReliableSession.
  public struct ReliableSession: Sendable, Hashable {
    public var enabled: Bool
    public var ordered: Bool
    public var inactivityTimeoutSeconds: Double

    public init(enabled: Bool = false, ordered: Bool = true, inactivityTimeoutSeconds: Double = 600) {
      self.enabled = enabled
      self.ordered = ordered
      self.inactivityTimeoutSeconds = inactivityTimeoutSeconds
    }
  }
}

/// System.ServiceModel.SecurityMode.
public enum WSSecurityMode: String, Sendable, Hashable, CaseIterable {
  case none, transport
  /// .NET Framework only.
  case message
  case transportWithMessageCredential
}

/// System.ServiceModel.NonDualMessageSecurityOverHttp.
public struct NonDualMessageSecurity: Sendable, Hashable {
  public var clientCredentialType: MessageCredentialType
  public var algorithmSuite: SecurityAlgorithmSuite
  public var negotiateServiceCredential: Bool
  /// True begins with a handshake of its own (WS-SecureConversation) before the first message.
  public var establishSecurityContext: Bool

  public init(
    clientCredentialType: MessageCredentialType = .windows, algorithmSuite: SecurityAlgorithmSuite = .basic256,
    negotiateServiceCredential: Bool = true, establishSecurityContext: Bool = true
  ) {
    self.clientCredentialType = clientCredentialType
    self.algorithmSuite = algorithmSuite
    self.negotiateServiceCredential = negotiateServiceCredential
    self.establishSecurityContext = establishSecurityContext
  }
}

/// System.ServiceModel.MessageCredentialType.
public enum MessageCredentialType: String, Sendable, Hashable, CaseIterable {
  case none, windows, userName, certificate, issuedToken
}
