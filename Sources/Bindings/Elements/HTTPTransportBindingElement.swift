/// System.ServiceModel.Channels.HttpTransportBindingElement, as a client uses it. Sizes in bytes.
public struct HTTPTransportBindingElement: BindingElement, Hashable {
  public var name: String { "HttpTransportBindingElement" }
  public var role: BindingElementRole { .transport }

  /// Quota of a WCF client for one answer. Signet shows larger answers all the same.
  public var maxReceivedMessageSize: Int
  public var keepAliveEnabled: Bool
  /// Nil follows `maxReceivedMessageSize`; in buffered mode nothing else is accepted.
  public var maxBufferSize: Int?
  /// No effect on the wire.
  public var maxBufferPoolSize = 524_288
  public var transferMode = TransferMode.buffered
  /// True keeps the server's cookies and sends them back on later calls.
  public var allowCookies = false
  public var authenticationScheme = AuthenticationScheme.anonymous
  public var proxyAuthenticationScheme = AuthenticationScheme.anonymous
  /// Of Basic and Digest; .NET Framework only.
  public var realm = ""
  /// False sends no Accept-Encoding and leaves a compressed answer as it is.
  public var decompressionEnabled = true
  public var bypassProxyOnLocal = false
  /// Needs `useDefaultWebProxy` to be false.
  public var proxyAddress: String?
  public var useDefaultWebProxy = true
  /// True leaves the addressing headers to the caller.
  public var manualAddressing = false
  /// True lets other callers use a connection that NTLM has proven.
  public var unsafeConnectionNtlmAuthentication = false

  public init(maxReceivedMessageSize: Int = 65536, keepAliveEnabled: Bool = true) {
    self.maxReceivedMessageSize = maxReceivedMessageSize
    self.keepAliveEnabled = keepAliveEnabled
  }
}

/// System.ServiceModel.Channels.HttpsTransportBindingElement: an HTTP transport inside TLS.
///
/// The properties of the HTTP transport can be named directly: `https.keepAliveEnabled = false`.
@dynamicMemberLookup
public struct HTTPSTransportBindingElement: BindingElement, Hashable {
  public var name: String { "HttpsTransportBindingElement" }
  public var role: BindingElementRole { .transport }

  /// The only switch of a WCF binding that makes TLS offer the client certificate.
  public var requireClientCertificate: Bool
  public var http: HTTPTransportBindingElement

  public init(
    requireClientCertificate: Bool = false, maxReceivedMessageSize: Int = 65536, keepAliveEnabled: Bool = true
  ) {
    self.init(
      HTTPTransportBindingElement(maxReceivedMessageSize: maxReceivedMessageSize, keepAliveEnabled: keepAliveEnabled),
      requireClientCertificate: requireClientCertificate)
  }

  /// That transport, inside TLS.
  public init(_ http: HTTPTransportBindingElement, requireClientCertificate: Bool = false) {
    self.http = http
    self.requireClientCertificate = requireClientCertificate
  }

  public subscript<Value>(dynamicMember path: WritableKeyPath<HTTPTransportBindingElement, Value>) -> Value {
    get { http[keyPath: path] }
    set { http[keyPath: path] = newValue }
  }

  public var base: (any BindingElement)? {
    get { http }
    set { http = newValue as? HTTPTransportBindingElement ?? http }
  }
}
