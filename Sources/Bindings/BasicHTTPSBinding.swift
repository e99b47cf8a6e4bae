/// WCF's BasicHttpsBinding: BasicHttpBinding that is always HTTPS. No subclass of it, so that code which looks for a
/// BasicHttpBinding passes it by.
@dynamicMemberLookup
public struct BasicHTTPSBinding: Sendable, Hashable {
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

  /// With transport security and this credential.
  public init(
    transport: HTTPTransportSecurity, textEncoding: TextEncoding = .utf8, maxReceivedMessageSize: Int = 65536
  ) {
    self.init(
      security: Security(transport: transport), textEncoding: textEncoding,
      maxReceivedMessageSize: maxReceivedMessageSize)
  }

  public subscript<Value>(dynamicMember path: WritableKeyPath<HTTPBindingSettings, Value>) -> Value {
    get { settings[keyPath: path] }
    set { settings[keyPath: path] = newValue }
  }

  /// System.ServiceModel.BasicHttpsSecurity.
  public struct Security: Sendable, Hashable {
    public var mode: BasicHTTPSSecurityMode
    public var transport: HTTPTransportSecurity
    public var message: BasicHTTPMessageSecurity

    public init(
      mode: BasicHTTPSSecurityMode = .transport, transport: HTTPTransportSecurity = HTTPTransportSecurity(),
      message: BasicHTTPMessageSecurity = BasicHTTPMessageSecurity()
    ) {
      self.mode = mode
      self.transport = transport
      self.message = message
    }
  }
}

/// System.ServiceModel.BasicHttpsSecurityMode.
public enum BasicHTTPSSecurityMode: String, Sendable, Hashable, CaseIterable {
  case transport, transportWithMessageCredential
}
