/// An attribute of a configuration element, and the property of a binding's text form that it stands for.
struct AttributeRow: Sendable {
  enum Form: Sendable {
    /// The same in both, but for upper and lower case.
    case word
    case number
    case flag
    case text
    /// `[d.]hh:mm:ss[.f]` here, seconds there.
    case time
    /// WCF's name here, ours there.
    case messageVersion
  }

  var name: String
  /// Nil: known, and without effect on a client's messages.
  var property: String?
  var form: Form
  /// As .NET takes it when it is not written; for those without effect.
  var standard: String

  static func row(_ name: String, _ form: Form, as property: String? = nil) -> Self {
    Self(name: name, property: property ?? name, form: form, standard: "")
  }

  static func inert(_ name: String, _ standard: String) -> Self {
    Self(name: name, property: nil, form: .text, standard: standard)
  }
}

/// A configuration element inside a binding.
struct ElementRow: Sendable {
  var name: String
  var attributes: [AttributeRow]
  var children: [ElementRow] = []
  /// True: known, and without effect on a client's messages.
  var isInert = false

  static func inert(_ name: String) -> Self { Self(name: name, attributes: [], isInert: true) }
}

/// An element of a custom binding.
struct StackRow: Sendable {
  var element: ElementRow
  /// As the text form names it.
  var word: String
  /// The attribute that stands behind the colon, and its words where they are others.
  var argument: (attribute: AttributeRow, standard: String)?
  /// What the element says by being there: `transactions=true`.
  var implied: String?

  init(
    _ name: String, _ word: String, _ attributes: [AttributeRow] = [], children: [ElementRow] = [],
    argument: (attribute: AttributeRow, standard: String)? = nil, implied: String? = nil
  ) {
    element = ElementRow(name: name, attributes: attributes, children: children)
    self.word = word
    self.argument = argument
    self.implied = implied
  }
}

/// The configuration schema of the bindings, as far as it reaches a client (R:Configuration/*Element.cs of .NET Framework
/// 4.8). Import and export both read it.
enum ConfigurationTable {
  struct Standard: Sendable {
    /// `basicHttpBinding`: the section, and the value of an endpoint's `binding`.
    var section: String
    /// As the text form names it.
    var word: String
    var binding: ElementRow
  }

  static let standardBindings: [Standard] = [
    Standard(section: "basicHttpBinding", word: "basic", binding: http(basicMessage, streams: true)),
    Standard(section: "basicHttpsBinding", word: "basicHttps", binding: http(basicMessage, streams: true)),
    Standard(section: "wsHttpBinding", word: "wsHttp", binding: ws),
    Standard(section: "ws2007HttpBinding", word: "ws2007Http", binding: ws),
  ]

  static let customBinding = ElementRow(name: "binding", attributes: timeouts)

  /// `x509FindType` and the rest of a certificate that is looked up in a store, with .NET's defaults.
  static let certificate: [(name: String, standard: String)] = [
    ("storeLocation", "CurrentUser"), ("storeName", "My"), ("x509FindType", "FindBySubjectDistinguishedName"),
    ("findValue", ""),
  ]

  static let stack: [StackRow] =
    [
      StackRow(
        "textMessageEncoding", "text", [.row("writeEncoding", .text)] + pools, children: [readerQuotas],
        argument: version),
      StackRow(
        "mtomMessageEncoding", "mtom", [.row("writeEncoding", .text), .row("maxBufferSize", .number)] + pools,
        children: [readerQuotas], argument: version),
      StackRow(
        "binaryMessageEncoding", "binary",
        pools + [.inert("maxSessionSize", "2048"), .inert("compressionFormat", "None")],
        children: [.inert("readerQuotas")]),
      StackRow(
        "security", "security", security, children: [localClientSettings, .inert("localServiceSettings")],
        argument: (.row("authenticationMode", .word), "SspiNegotiated")),
      StackRow(
        "transactionFlow", "transactionFlow", [.inert("transactionProtocol", "OleTransactions")],
        implied: "transactions=true"),
      StackRow("httpTransport", "http", transport, children: transportChildren),
      StackRow(
        "httpsTransport", "https", [.row("requireClientCertificate", .flag)] + transport,
        children: transportChildren),
    ] + others.map { StackRow($0, $1) }

  /// Names of `authenticationMode` that are not the text form's own (R:Configuration/AuthenticationMode.cs).
  static let authenticationModes: [(configuration: String, word: String)] = [
    ("UserNameOverTransport", "userNameOverTransport"), ("CertificateOverTransport", "certificateOverTransport"),
    ("KerberosOverTransport", "kerberosOverTransport"),
    ("SspiNegotiatedOverTransport", "sspiNegotiationOverTransport"),
    ("IssuedTokenOverTransport", "issuedTokenOverTransport"), ("MutualCertificate", "mutualCertificate"),
    ("MutualCertificateDuplex", "mutualCertificate"), ("AnonymousForCertificate", "anonymousForCertificate"),
    ("UserNameForCertificate", "userNameForCertificate"),
    ("UserNameForSslNegotiated", "userNameForSslNegotiation"), ("AnonymousForSslNegotiated", "sslNegotiation"),
    ("MutualSslNegotiated", "mutualSslNegotiation"), ("SspiNegotiated", "sspiNegotiation"),
    ("Kerberos", "kerberos"), ("IssuedToken", "issuedToken"),
    ("IssuedTokenForCertificate", "issuedTokenForCertificate"),
    ("IssuedTokenForSslNegotiated", "issuedTokenForSslNegotiation"),
  ]

  /// R:Configuration/MessageVersionConverter.cs.
  static let messageVersions: [(configuration: String, word: String)] = [
    ("Soap12WSAddressing10", "soap12wsa10"), ("Soap11", "soap11"), ("Soap12", "soap12"),
    ("Soap11WSAddressing10", "soap11wsa10"), ("Soap11WSAddressingAugust2004", "soap11wsa2004"),
    ("Soap12WSAddressingAugust2004", "soap12wsa2004"), ("None", "none"), ("Default", "soap12wsa10"),
  ]

  // MARK: Parts

  private static let version: (AttributeRow, String) = (.row("messageVersion", .messageVersion), "Soap12WSAddressing10")

  private static let timeouts: [AttributeRow] = ["openTimeout", "closeTimeout", "sendTimeout", "receiveTimeout"].map {
    .row($0, .time)
  }

  private static let pools: [AttributeRow] = [.inert("maxReadPoolSize", "64"), .inert("maxWritePoolSize", "16")]

  private static let readerQuotas = ElementRow(
    name: "readerQuotas",
    attributes: ["maxDepth", "maxStringContentLength", "maxArrayLength", "maxBytesPerRead", "maxNameTableCharCount"].map
    {
      .row($0, .number)
    })

  private static let settings: [AttributeRow] =
    timeouts + [
      .row("messageEncoding", .word), .row("textEncoding", .text), .row("maxReceivedMessageSize", .number),
      .row("maxBufferPoolSize", .number), .row("allowCookies", .flag), .row("useDefaultWebProxy", .flag),
      .row("proxyAddress", .text), .row("bypassProxyOnLocal", .flag),
      .inert("hostNameComparisonMode", "StrongWildcard"),
    ]

  private static let transportSecurity = ElementRow(
    name: "transport",
    attributes: [
      .row("clientCredentialType", .word, as: "credential"), .row("proxyCredentialType", .word, as: "proxyCredential"),
      .row("realm", .text),
    ], children: [.inert("extendedProtectionPolicy")])

  private static let basicMessage: [AttributeRow] = [
    .row("clientCredentialType", .word, as: "messageCredential"), .row("algorithmSuite", .word),
  ]

  private static func http(_ message: [AttributeRow], streams: Bool) -> ElementRow {
    ElementRow(
      name: "binding",
      attributes: settings + (streams ? [.row("transferMode", .word), .row("maxBufferSize", .number)] : []),
      children: [
        readerQuotas,
        ElementRow(
          name: "security", attributes: [.row("mode", .word, as: "security")],
          children: [transportSecurity, ElementRow(name: "message", attributes: message)]),
      ])
  }

  private static let ws: ElementRow = {
    var row = http(
      basicMessage + [.row("negotiateServiceCredential", .flag), .row("establishSecurityContext", .flag)],
      streams: false)
    row.attributes.append(.row("transactionFlow", .flag))
    row.children.append(
      ElementRow(
        name: "reliableSession",
        attributes: [
          .row("enabled", .flag, as: "reliableSession"), .row("ordered", .flag), .row("inactivityTimeout", .time),
        ]))
    return row
  }()

  private static let security: [AttributeRow] = [
    .row("defaultAlgorithmSuite", .word, as: "algorithmSuite"), .row("enableUnsecuredResponse", .flag),
    .row("allowInsecureTransport", .flag), .row("includeTimestamp", .flag),
    .row("messageSecurityVersion", .text, as: "version"), .row("securityHeaderLayout", .word, as: "layout"),
    // About tokens, sessions and order of encryption, none of which the elements over transport have.
    .inert("allowSerializedSigningTokenOnReply", "false"), .inert("keyEntropyMode", "CombinedEntropy"),
    .inert("messageProtectionOrder", "SignBeforeEncryptAndEncryptSignature"), .inert("protectTokens", "false"),
    .inert("requireDerivedKeys", "true"), .inert("requireSecurityContextCancellation", "true"),
    .inert("requireSignatureConfirmation", "false"), .inert("canRenewSecurityContextToken", "true"),
  ]

  private static let localClientSettings = ElementRow(
    name: "localClientSettings",
    attributes: [
      .row("maxClockSkew", .time), .row("timestampValidityDuration", .time, as: "timestampValidity"),
      .inert("cacheCookies", "true"), .inert("detectReplays", "true"), .inert("replayCacheSize", "900000"),
      .inert("replayWindow", "00:05:00"), .inert("sessionKeyRenewalInterval", "10:00:00"),
      .inert("sessionKeyRolloverInterval", "00:05:00"), .inert("reconnectTransportOnFailure", "true"),
      .inert("cookieRenewalThresholdPercentage", "60"),
    ])

  private static let transport: [AttributeRow] = [
    .row("manualAddressing", .flag), .row("maxBufferPoolSize", .number), .row("maxReceivedMessageSize", .number),
    .row("allowCookies", .flag), .row("authenticationScheme", .word), .row("bypassProxyOnLocal", .flag),
    .row("decompressionEnabled", .flag), .row("keepAliveEnabled", .flag), .row("maxBufferSize", .number),
    .row("proxyAddress", .text), .row("proxyAuthenticationScheme", .word), .row("realm", .text),
    .row("transferMode", .word), .row("unsafeConnectionNtlmAuthentication", .flag), .row("useDefaultWebProxy", .flag),
    .inert("hostNameComparisonMode", "StrongWildcard"), .inert("maxPendingAccepts", "0"),
    .inert("requestInitializationTimeout", "00:00:00"), .inert("messageHandlerFactory", ""),
  ]

  private static let transportChildren: [ElementRow] = [
    .inert("extendedProtectionPolicy"), .inert("webSocketSettings"),
  ]

  /// Elements that this program knows of and does not carry out: kept in the stack, so that the refusal names them.
  private static let others: [(String, String)] = [
    ("reliableSession", "reliableSession"), ("context", "context"), ("compositeDuplex", "compositeDuplex"),
    ("oneWay", "oneWay"), ("sslStreamSecurity", "sslStreamSecurity"),
    ("windowsStreamSecurity", "windowsStreamSecurity"), ("byteStreamMessageEncoding", "byteStream"),
    ("webMessageEncoding", "webMessage"), ("tcpTransport", "tcp"), ("namedPipeTransport", "namedPipe"),
  ]
}
