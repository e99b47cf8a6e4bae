/// WCF's BasicHttpBinding: SOAP 1.1, no addressing, text or MTOM over HTTP or HTTPS.
///
/// The properties of `HTTPBindingSettings` can be named directly: `binding.allowCookies = true`.
@dynamicMemberLookup
public struct BasicHTTPBinding: Sendable, Hashable {
  public var security: Security
  public var settings: HTTPBindingSettings
  public var transferMode = TransferMode.buffered
  /// In bytes. Nil follows `maxReceivedMessageSize`; in buffered mode nothing else is accepted.
  public var maxBufferSize: Int?

  public init(
    security: Security = Security(), textEncoding: TextEncoding = .utf8, maxReceivedMessageSize: Int = 65536
  ) {
    self.security = security
    settings = HTTPBindingSettings()
    settings.textEncoding = textEncoding
    settings.maxReceivedMessageSize = maxReceivedMessageSize
  }

  /// As `new BasicHttpBinding(mode)`.
  public init(_ mode: BasicHTTPSecurityMode) { self.init(security: Security(mode: mode)) }

  public subscript<Value>(dynamicMember path: WritableKeyPath<HTTPBindingSettings, Value>) -> Value {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }

  /// System.ServiceModel.BasicHttpSecurity.
  public struct Security: Sendable, Hashable {
    public var mode: BasicHTTPSecurityMode
    public var transport: HTTPTransportSecurity
    public var message: BasicHTTPMessageSecurity

    public init(
      mode: BasicHTTPSecurityMode = .none, transport: HTTPTransportSecurity = HTTPTransportSecurity(),
      message: BasicHTTPMessageSecurity = BasicHTTPMessageSecurity()
    ) {
      self.mode = mode
      self.transport = transport
      self.message = message
    }
  }
}

/// System.ServiceModel.BasicHttpSecurityMode.
public enum BasicHTTPSecurityMode: String, Sendable, Hashable, CaseIterable {
  case none, transport
  /// .NET Framework only.
  case message
  case transportWithMessageCredential, transportCredentialOnly
}

/// System.ServiceModel.BasicHttpMessageSecurity.
public struct BasicHTTPMessageSecurity: Sendable, Hashable {
  public var clientCredentialType: BasicHTTPMessageCredentialType
  public var algorithmSuite: SecurityAlgorithmSuite

  public init(
    clientCredentialType: BasicHTTPMessageCredentialType = .userName, algorithmSuite: SecurityAlgorithmSuite = .basic256
  ) {
    self.clientCredentialType = clientCredentialType
    self.algorithmSuite = algorithmSuite
  }
}

/// System.ServiceModel.BasicHttpMessageCredentialType.
public enum BasicHTTPMessageCredentialType: String, Sendable, Hashable, CaseIterable { case userName, certificate }
