// The text forms' tables: every property of every binding and element.

extension BindingTimeouts: TextForm {
  static let properties: [Property<Self>] = [
    .value("openTimeout", \.openSeconds, .seconds), .value("closeTimeout", \.closeSeconds, .seconds),
    .value("sendTimeout", \.sendSeconds, .seconds), .value("receiveTimeout", \.receiveSeconds, .seconds),
  ]
  static var standard: Self { Self(openSeconds: 60) }
}

extension ReaderQuotas: TextForm {
  static let properties: [Property<Self>] = [
    .optional("maxDepth", \.maxDepth, .count),
    .optional("maxStringContentLength", \.maxStringContentLength, .count),
    .optional("maxArrayLength", \.maxArrayLength, .count),
    .optional("maxBytesPerRead", \.maxBytesPerRead, .count),
    .optional("maxNameTableCharCount", \.maxNameTableCharCount, .count),
  ]
  static var standard: Self { Self(maxDepth: nil) }
}

extension HTTPTransportSecurity: TextForm {
  static let properties: [Property<Self>] = [
    .value("credential", \.clientCredentialType, .word(Words.credential)),
    .value("proxyCredential", \.proxyCredentialType, .word("proxy credential type")),
    .value("realm", \.realm, .text),
  ]
  static var standard: Self { Self(realm: "") }
}

extension HTTPBindingSettings: TextForm {
  static let properties: [Property<Self>] =
    [
      .value("messageEncoding", \.messageEncoding, .word("message encoding")),
      .value("textEncoding", \.textEncoding, .charset),
      .value("maxReceivedMessageSize", \.maxReceivedMessageSize, .size),
      .value("maxBufferPoolSize", \.maxBufferPoolSize, .size),
      .value("allowCookies", \.allowCookies, .flag),
      .value("useDefaultWebProxy", \.useDefaultWebProxy, .flag),
      .optional("proxyAddress", \.proxyAddress, .text),
      .value("bypassProxyOnLocal", \.bypassProxyOnLocal, .flag),
    ] + BindingTimeouts.properties.map { $0.inside(\.timeouts) }
    + ReaderQuotas.properties.map { $0.inside(\.readerQuotas) }
  static var standard: Self { Self() }
}

extension BasicHTTPMessageSecurity: TextForm {
  static let properties: [Property<Self>] = [
    .value("messageCredential", \.clientCredentialType, .word("message credential type of a basic binding")),
    .value("algorithmSuite", \.algorithmSuite, .word(Words.algorithmSuite)),
  ]
  static var standard: Self { Self(clientCredentialType: .userName) }
}

extension BasicHTTPBinding: TextForm {
  static let properties: [Property<Self>] =
    [.value("security", \.security.mode, .word(Words.basicMode))]
    + HTTPTransportSecurity.properties.map { $0.inside(\.security.transport) }
    + BasicHTTPMessageSecurity.properties.map { $0.inside(\.security.message) }
    + HTTPBindingSettings.properties.map { $0.inside(\.settings) } + [
      .value("transferMode", \.transferMode, .word("transfer mode")),
      .optional("maxBufferSize", \.maxBufferSize, .size),
    ]
  static var standard: Self { Self(security: Security()) }
}

extension BasicHTTPSBinding: TextForm {
  static let properties: [Property<Self>] =
    [.value("security", \.security.mode, .word(Words.basicHTTPSMode))]
    + HTTPTransportSecurity.properties.map { $0.inside(\.security.transport) }
    + BasicHTTPMessageSecurity.properties.map { $0.inside(\.security.message) }
    + HTTPBindingSettings.properties.map { $0.inside(\.settings) } + [
      .value("transferMode", \.transferMode, .word("transfer mode")),
      .optional("maxBufferSize", \.maxBufferSize, .size),
    ]
  static var standard: Self { Self(security: Security()) }
}

extension WSHTTPBinding: TextForm {
  static let properties: [Property<Self>] =
    [.value("security", \.security.mode, .word(Words.wsMode))]
    + HTTPTransportSecurity.properties.map { $0.inside(\.security.transport) } + [
      .value("messageCredential", \.security.message.clientCredentialType, .word(Words.messageCredential)),
      .value("algorithmSuite", \.security.message.algorithmSuite, .word(Words.algorithmSuite)),
      .value("negotiateServiceCredential", \.security.message.negotiateServiceCredential, .flag),
      .value("establishSecurityContext", \.security.message.establishSecurityContext, .flag),
      .value("reliableSession", \.reliableSession.enabled, .flag),
      .value("ordered", \.reliableSession.ordered, .flag),
      .value("inactivityTimeout", \.reliableSession.inactivityTimeoutSeconds, .seconds),
      .value("transactionFlow", \.transactionFlow, .flag),
    ] + HTTPBindingSettings.properties.map { $0.inside(\.settings) }
  static var standard: Self { Self(security: Security()) }
}

extension TextMessageEncodingBindingElement: TextForm {
  static let properties: [Property<Self>] =
    [.value("writeEncoding", \.writeEncoding, .charset)] + ReaderQuotas.properties.map { $0.inside(\.readerQuotas) }
  static var standard: Self { Self(writeEncoding: .utf8) }
  public var text: String { "text:\(messageVersion.shortName)\(optionText)" }
}

extension CustomTextMessageEncodingBindingElement: TextForm {
  static let properties: [Property<Self>] = [
    .value("writeEncoding", \.writeEncoding, .charset), .optional("mediaType", \.mediaType, .text),
  ]
  static var standard: Self { Self(writeEncoding: .utf8) }
  public var text: String { "customText:\(messageVersion.shortName)\(optionText)" }
}

extension MTOMMessageEncodingBindingElement: TextForm {
  static let properties: [Property<Self>] =
    [
      .value("writeEncoding", \.writeEncoding, .charset), .value("maxBufferSize", \.maxBufferSize, .size),
      .value("writeThreshold", \.writeThreshold, .size),
    ] + ReaderQuotas.properties.map { $0.inside(\.readerQuotas) }
  static var standard: Self { Self(writeEncoding: .utf8) }
  public var text: String { "mtom:\(messageVersion.shortName)\(optionText)" }
}

extension TransactionFlowBindingElement: TextForm {
  static let properties: [Property<Self>] = [.value("transactions", \.transactions, .flag)]
  static var standard: Self { Self(transactions: false) }
  public var text: String { "transactionFlow\(optionText)" }
}

extension SecurityBindingElement: TextForm {
  static let properties: [Property<Self>] = [
    .value("secureConversation", \.establishesSecurityContext, .flag),
    .value("version", \.messageSecurityVersion, .word(Words.messageSecurityVersion)),
    .value("layout", \.securityHeaderLayout, .word("security header layout")),
    .value("algorithmSuite", \.algorithmSuite, .word(Words.algorithmSuite)),
    .value("includeTimestamp", \.includeTimestamp, .flag),
    .value("timestampValidity", \.timestampValiditySeconds, .seconds),
    .value("maxClockSkew", \.maxClockSkewSeconds, .seconds),
    .value("enableUnsecuredResponse", \.enableUnsecuredResponse, .flag),
    .value("allowInsecureTransport", \.allowInsecureTransport, .flag),
    .value("password", \.passwordType, .word("password type")),
    .value("signsBody", \.signsBody, .flag), .value("signsAddressing", \.signsAddressing, .flag),
  ]
  static var standard: Self { Self(.userNameOverTransport) }
  public var text: String { "security:\(kind.rawValue)\(optionText)" }
}

extension HTTPTransportBindingElement: TextForm {
  static let properties: [Property<Self>] = [
    .value("authenticationScheme", \.authenticationScheme, .word(Words.scheme)),
    .value("proxyAuthenticationScheme", \.proxyAuthenticationScheme, .word(Words.scheme)),
    .value("realm", \.realm, .text),
    .value("maxReceivedMessageSize", \.maxReceivedMessageSize, .size),
    .optional("maxBufferSize", \.maxBufferSize, .size),
    .value("maxBufferPoolSize", \.maxBufferPoolSize, .size),
    .value("transferMode", \.transferMode, .word("transfer mode")),
    .value("keepAliveEnabled", \.keepAliveEnabled, .flag),
    .value("allowCookies", \.allowCookies, .flag),
    .value("decompressionEnabled", \.decompressionEnabled, .flag),
    .value("useDefaultWebProxy", \.useDefaultWebProxy, .flag),
    .optional("proxyAddress", \.proxyAddress, .text),
    .value("bypassProxyOnLocal", \.bypassProxyOnLocal, .flag),
    .value("manualAddressing", \.manualAddressing, .flag),
    .value("unsafeConnectionNtlmAuthentication", \.unsafeConnectionNtlmAuthentication, .flag),
  ]
  static var standard: Self { Self(keepAliveEnabled: true) }
  public var text: String { "http\(optionText)" }
}

extension HTTPSTransportBindingElement: TextForm {
  static let properties: [Property<Self>] =
    [.value("requireClientCertificate", \.requireClientCertificate, .flag)]
    + HTTPTransportBindingElement.properties.map { $0.inside(\.http) }
  static var standard: Self { Self(requireClientCertificate: false) }
  public var text: String { "https\(optionText)" }
}
