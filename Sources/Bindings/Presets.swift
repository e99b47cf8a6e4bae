// What the named bindings stand for, as WCF's CreateBindingElements makes it.

extension BasicHTTPBinding {
  public func createBindingElements(_ flavour: Flavour = .netFramework) throws(BindingError) -> BindingElements {
    try check(flavour)
    var http = settings.transport
    (http.transferMode, http.maxBufferSize) = (transferMode, maxBufferSize)
    let encoder = settings.encoder(.soap11, mtomBufferSize: maxBufferSize ?? 65536)
    switch security.mode {
    case .none: return BindingElements([encoder, http])
    case .message:
      return BindingElements([security.message.element(.mutualCertificate), encoder, http])
    case .transportCredentialOnly:
      security.transport.authenticate(&http)
      return BindingElements([encoder, http])
    case .transport: return BindingElements([encoder, security.transport.element(http)])
    case .transportWithMessageCredential:
      return BindingElements([security.message.element, encoder, HTTPSTransportBindingElement(http)])
    }
  }
}

extension BasicHTTPSBinding {
  public func createBindingElements(_ flavour: Flavour = .netFramework) throws(BindingError) -> BindingElements {
    try check(flavour)
    var http = settings.transport
    (http.transferMode, http.maxBufferSize) = (transferMode, maxBufferSize)
    let encoder = settings.encoder(.soap11, mtomBufferSize: maxBufferSize ?? 65536)
    switch security.mode {
    case .transport: return BindingElements([encoder, security.transport.element(http)])
    case .transportWithMessageCredential:
      return BindingElements([security.message.element, encoder, HTTPSTransportBindingElement(http)])
    }
  }
}

extension WSHTTPBinding {
  public func createBindingElements(_ flavour: Flavour = .netFramework) throws(BindingError) -> BindingElements {
    try check(flavour)
    var stack = BindingElements([TransactionFlowBindingElement(transactions: transactionFlow)])
    if reliableSession.enabled { stack.append(OtherBindingElement(.reliableSession)) }
    if let element = securityElement { stack.append(element) }
    stack.append(settings.encoder(.soap12WSAddressing10, mtomBufferSize: settings.maxReceivedMessageSize))
    switch security.mode {
    case .none, .message: stack.append(settings.transport)
    case .transport: stack.append(security.transport.element(settings.transport))
    case .transportWithMessageCredential: stack.append(HTTPSTransportBindingElement(settings.transport))
    }
    return stack
  }

  private var securityElement: SecurityBindingElement? {
    switch security.mode {
    case .none, .transport: nil
    case .transportWithMessageCredential: security.message.element(kindOverTransport, version)
    case .message: security.message.element(kindOfMessage, version)
    }
  }

  private var version: MessageSecurityVersion { edition == .wsHTTP ? .wss11Profile : .wss11Trust13Profile }

  private var kindOverTransport: SecurityBindingElement.Kind {
    switch security.message.clientCredentialType {
    case .userName, .none: .userNameOverTransport
    case .certificate: .certificateOverTransport
    case .windows: .sspiNegotiationOverTransport
    case .issuedToken: .issuedTokenOverTransport
    }
  }

  /// MessageSecurityOverHttp.CreateSecurityBindingElement: negotiated with the service, or with its certificate known.
  private var kindOfMessage: SecurityBindingElement.Kind {
    let negotiates = security.message.negotiateServiceCredential
    return switch security.message.clientCredentialType {
    case .none: negotiates ? .sslNegotiation : .anonymousForCertificate
    case .userName: negotiates ? .userNameForSslNegotiation : .userNameForCertificate
    case .certificate: negotiates ? .mutualSslNegotiation : .mutualCertificate
    case .windows: negotiates ? .sspiNegotiation : .kerberos
    case .issuedToken: negotiates ? .issuedTokenForSslNegotiation : .issuedTokenForCertificate
    }
  }
}

extension CustomBinding {
  /// A copy of the stack.
  ///
  /// - Throws: what the constructor or a setter of one of its elements raises.
  public func createBindingElements() throws(BindingError) -> BindingElements {
    for element in elements.all { try element.checkValues() }
    return elements
  }
}

extension HTTPBindingSettings {
  var transport: HTTPTransportBindingElement {
    var http = HTTPTransportBindingElement(maxReceivedMessageSize: maxReceivedMessageSize)
    http.maxBufferPoolSize = maxBufferPoolSize
    http.allowCookies = allowCookies
    http.bypassProxyOnLocal = bypassProxyOnLocal
    http.proxyAddress = proxyAddress
    http.useDefaultWebProxy = useDefaultWebProxy
    return http
  }

  func encoder(_ version: MessageVersion, mtomBufferSize: Int) -> any BindingElement {
    switch messageEncoding {
    case .text:
      var text = TextMessageEncodingBindingElement(messageVersion: version, writeEncoding: textEncoding)
      text.readerQuotas = readerQuotas
      return text
    case .mtom:
      var mtom = MTOMMessageEncodingBindingElement(messageVersion: version, writeEncoding: textEncoding)
      mtom.maxBufferSize = mtomBufferSize
      mtom.readerQuotas = readerQuotas
      return mtom
    }
  }
}

extension HTTPTransportSecurity {
  /// HttpTransportSecurity.ConfigureAuthentication.
  func authenticate(_ http: inout HTTPTransportBindingElement) {
    http.authenticationScheme = clientCredentialType.scheme
    http.proxyAuthenticationScheme = proxyCredentialType.scheme
    http.realm = realm
  }

  /// HttpTransportSecurity.ConfigureTransportProtectionAndAuthentication.
  func element(_ http: HTTPTransportBindingElement) -> HTTPSTransportBindingElement {
    var http = http
    authenticate(&http)
    return HTTPSTransportBindingElement(http, requireClientCertificate: clientCredentialType == .certificate)
  }
}

extension BasicHTTPMessageSecurity {
  /// BasicHttpMessageSecurity.CreateMessageSecurity over a secure transport.
  var element: SecurityBindingElement {
    element(clientCredentialType == .userName ? .userNameOverTransport : .certificateOverTransport)
  }

  func element(_ kind: SecurityBindingElement.Kind) -> SecurityBindingElement {
    var element = SecurityBindingElement(kind, messageSecurityVersion: .wss10Profile)
    element.securityHeaderLayout = .lax
    element.algorithmSuite = algorithmSuite
    return element
  }
}

extension NonDualMessageSecurity {
  func element(
    _ kind: SecurityBindingElement.Kind, _ version: MessageSecurityVersion
  ) -> SecurityBindingElement {
    var element = SecurityBindingElement(kind, messageSecurityVersion: version)
    element.algorithmSuite = algorithmSuite
    element.establishesSecurityContext = establishSecurityContext
    return element
  }
}
