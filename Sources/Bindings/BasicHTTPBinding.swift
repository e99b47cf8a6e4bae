/// WCF's BasicHttpBinding: SOAP 1.1, no addressing, text over HTTP or HTTPS.
public struct BasicHTTPBinding: Sendable, Hashable {
  public var security: Security
  public var textEncoding: TextEncoding
  /// Quota of a WCF client for one answer, in bytes. Signet shows larger answers all the same.
  public var maxReceivedMessageSize: Int

  public init(
    security: Security = Security(), textEncoding: TextEncoding = .utf8, maxReceivedMessageSize: Int = 65536
  ) {
    self.security = security
    self.textEncoding = textEncoding
    self.maxReceivedMessageSize = maxReceivedMessageSize
  }

  /// System.ServiceModel.BasicHttpSecurity.
  public struct Security: Sendable, Hashable {
    public var mode: BasicHTTPSecurityMode
    public var transport: HTTPTransportSecurity

    public init(mode: BasicHTTPSecurityMode = .none, transport: HTTPTransportSecurity = HTTPTransportSecurity()) {
      self.mode = mode
      self.transport = transport
    }
  }
}

/// System.ServiceModel.BasicHttpSecurityMode, as far as it is built.
public enum BasicHTTPSecurityMode: String, Sendable, Hashable, CaseIterable { case none, transport }

/// System.ServiceModel.HttpTransportSecurity.
public struct HTTPTransportSecurity: Sendable, Hashable {
  public var clientCredentialType: HTTPClientCredentialType

  public init(clientCredentialType: HTTPClientCredentialType = .none) {
    self.clientCredentialType = clientCredentialType
  }
}

/// System.ServiceModel.HttpClientCredentialType, as far as it is built.
public enum HTTPClientCredentialType: String, Sendable, Hashable, CaseIterable { case none, certificate }
