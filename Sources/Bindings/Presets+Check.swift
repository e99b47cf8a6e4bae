internal import Basics

// What WCF refuses when one of the named bindings is constructed or asked for its elements.

extension BasicHTTPBinding {
  func check(_ flavour: Flavour) throws(BindingError) {
    try settings.check(transferMode, maxBufferSize)
    if security.mode == .message, flavour == .net { throw .modeMessageOnNet(type: "BasicHttpBinding") }
    if flavour == .net, usesTransportCredential { try security.transport.refuseInherited(.createBindingElements) }
    if security.mode == .transportCredentialOnly, security.transport.clientCredentialType == .certificate {
      throw .certificateWithoutTLS
    }
    if security.mode == .message, security.message.clientCredentialType != .certificate {
      throw .messageModeNeedsCertificate
    }
  }
}

extension BasicHTTPSBinding {
  func check(_ flavour: Flavour) throws(BindingError) {
    try settings.check(transferMode, maxBufferSize)
    if flavour == .net, security.mode == .transport { try security.transport.refuseInherited(.createBindingElements) }
  }
}

extension WSHTTPBinding {
  func check(_ flavour: Flavour) throws(BindingError) {
    try settings.check(.buffered, nil)
    try BindingError.requirePositive([("inactivityTimeout", reliableSession.inactivityTimeoutSeconds)])
    if settings.maxReceivedMessageSize > Int(Int32.max) {
      throw .beyondInteger(settings.maxReceivedMessageSize, moment: .construct)
    }
    if security.mode == .message, flavour == .net { throw .modeMessageOnNet(type: "WSHttpBinding") }
    if reliableSession.enabled, security.mode == .transport { throw .reliableSessionOverTLS }
    try checkMessageCredential(flavour)
  }

  private func checkMessageCredential(_ flavour: Flavour) throws(BindingError) {
    guard security.mode == .transportWithMessageCredential || security.mode == .message else { return }
    if security.mode == .transportWithMessageCredential {
      if security.message.clientCredentialType == .none { throw .mixedModeWithoutCredential }
      if security.message.clientCredentialType == .issuedToken, flavour == .net { throw .issuedTokenOnNet }
    }
    if reliableSession.enabled, !security.message.establishSecurityContext { throw .reliableSessionNeedsContext }
  }
}

extension HTTPBindingSettings {
  func check(_ mode: TransferMode, _ maxBufferSize: Int?) throws(BindingError) {
    try timeouts.check()
    try readerQuotas.check()
    try textEncoding.requireStandard(of: "The binding")
    var http = transport
    (http.transferMode, http.maxBufferSize) = (mode, maxBufferSize)
    try http.checkSizes()
  }
}

extension Binding {
  /// What the bindings' own BuildChannelFactory refuses.
  func checkFactory() throws(BindingError) {
    switch self {
    case .basicHTTP(let basic) where basic.usesTransportCredential:
      try basic.security.transport.refuseInherited(.open)
    case .basicHTTPS(let basic) where basic.security.mode == .transport:
      try basic.security.transport.refuseInherited(.open)
    case .wsHTTP(let ws) where ws.security.mode == .transport: try ws.security.transport.refuseInherited(.open)
    default: break
    }
  }
}

extension BasicHTTPBinding {
  /// Whether the security mode looks at the transport credential type at all.
  var usesTransportCredential: Bool { [.transport, .transportCredentialOnly].contains(security.mode) }
}

extension HTTPTransportSecurity {
  func refuseInherited(_ moment: BindingError.Moment) throws(BindingError) {
    if clientCredentialType == .inheritedFromHost { throw .inheritedFromHost(moment) }
  }
}

extension BindingError {
  static func modeMessageOnNet(type: String) -> Self {
    .illegal(
      code: "mode-message-unsupported", summary: "\(type) of .NET has no security mode message.",
      values: ["security: message"],
      wcf: .init("PlatformNotSupportedException", "UnsupportedSecuritySetting", .construct),
      remedy: "Use transport or transportWithMessageCredential; only .NET Framework has message.")
  }

  static func inheritedFromHost(_ moment: Moment) -> Self {
    .illegal(
      code: "credential-inherited-from-host", summary: "The credential type inheritedFromHost is for services only.",
      values: ["credential: inheritedFromHost"],
      wcf: moment == .open
        ? .init("InvalidOperationException", "HttpClientCredentialTypeInvalid", .open)
        : .init("PlatformNotSupportedException", "UnsupportedSecuritySetting", moment),
      remedy: "Choose what the service asks for: none, basic, digest, ntlm, windows or certificate.")
  }

  static let certificateWithoutTLS = BindingError.illegal(
    code: "certificate-without-tls",
    summary: "Security mode transportCredentialOnly is plain HTTP, without TLS to show a certificate in.",
    values: ["security: transportCredentialOnly", "credential: certificate"],
    wcf: .init(
      "InvalidOperationException", "CertificateUnsupportedForHttpTransportCredentialOnly", .createBindingElements),
    remedy: "Use security mode transport with an https address.")

  static let messageModeNeedsCertificate = BindingError.illegal(
    code: "message-mode-needs-certificate",
    summary: "Security mode message of BasicHttpBinding works with certificates only.",
    values: ["security: message", "messageCredential: userName"],
    wcf: .init("InvalidOperationException", "BasicHttpMessageSecurityRequiresCertificate", .createBindingElements),
    remedy: "Use messageCredential=certificate, or security mode transportWithMessageCredential for a user name.")

  static let mixedModeWithoutCredential = BindingError.illegal(
    code: "message-credential-missing",
    summary: "Security mode transportWithMessageCredential needs a message credential type.",
    values: ["messageCredential: none"],
    wcf: .init(
      "InvalidOperationException", "ClientCredentialTypeMustBeSpecifiedForMixedMode", .createBindingElements),
    remedy: "Use messageCredential=userName or certificate, or security mode transport.")

  static let issuedTokenOnNet = BindingError.illegal(
    code: "issued-token-unsupported", summary: "WSHttpBinding of .NET has no issued tokens.",
    values: ["messageCredential: issuedToken"],
    wcf: .init("PlatformNotSupportedException", "UnsupportedSecuritySetting", .createBindingElements),
    remedy: "Use another message credential type.")

  static let reliableSessionOverTLS = BindingError.illegal(
    code: "reliable-session-over-tls", summary: "WSHttpBinding has no reliable session in security mode transport.",
    values: ["reliableSession: true", "security: transport"],
    wcf: .init("InvalidOperationException", "WSHttpDoesNotSupportRMWithHttps", .createBindingElements),
    remedy: "Switch the reliable session off.")

  static let reliableSessionNeedsContext = BindingError.illegal(
    code: "reliable-session-needs-context", summary: "A secured reliable session needs a security context.",
    values: ["reliableSession: true", "establishSecurityContext: false"],
    wcf: .init("InvalidOperationException", "SecureConversationRequiredByReliableSession", .createBindingElements),
    remedy: "Switch the reliable session off, or establishSecurityContext on.")
}
