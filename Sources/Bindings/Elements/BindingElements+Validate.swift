extension BindingElements {
  /// Whether a channel factory can be built from this stack: exactly one transport, at the end; one encoder at most; only
  /// elements that are built here; and properties that go together.
  ///
  /// The moment and the exceptions are those of WCF's channel factory (CustomBinding.CreateBindingElements,
  /// TransportChannelFactory, HttpChannelFactory). Without an encoder WCF takes SOAP 1.2 with WS-Addressing 1.0, and so
  /// does the wire plan.
  public func validate(_ flavour: Flavour = .netFramework) throws(BindingError) {
    try requireOneTransportAtTheEnd()
    try requireOneEncoderAtMost()
    try requireKnownElements(flavour)
    if let http = find(HTTPTransportBindingElement.self) { try http.checkFactory() }
    try requireProtection()
  }

  private func requireOneTransportAtTheEnd() throws(BindingError) {
    let transports = all.filter { $0.role == .transport }
    guard let first = transports.first else { throw .noTransport(self) }
    if transports.count > 1 { throw .severalTransports(transports, in: self) }
    if all.last?.role != .transport { throw .transportNotLast(first, in: self) }
  }

  private func requireOneEncoderAtMost() throws(BindingError) {
    let encoders = all.filter { $0.role == .encoding }
    if encoders.count > 1 { throw .severalEncoders(encoders, in: self) }
  }

  private func requireKnownElements(_ flavour: Flavour) throws(BindingError) {
    for element in all {
      if let other = element as? OtherBindingElement { throw .notCarriedOut(other, in: self) }
      guard let security = element as? SecurityBindingElement else { continue }
      if flavour == .net, !security.kind.isOverTransport { throw .messageSecurityOnNet(security) }
      if !security.kind.isCarriedOut || security.establishesSecurityContext { throw .notCarriedOut(security) }
    }
  }

  /// SecurityBindingElement demands a transport that protects, unless it is told to do without.
  private func requireProtection() throws(BindingError) {
    guard let security = find(SecurityBindingElement.self), !security.allowInsecureTransport,
      find(HTTPSTransportBindingElement.self) == nil
    else { return }
    throw .unprotected(security, in: self)
  }
}

extension BindingElements {
  var line: String { "elements: " + (all.isEmpty ? "none" : description) }
}

extension BindingError {
  static func noTransport(_ stack: BindingElements) -> Self {
    .illegal(
      code: "binding-without-transport", summary: "The custom binding has no transport element.",
      values: [stack.line], wcf: .init("InvalidOperationException", "CustomBindingRequiresTransport", .open),
      remedy: "End the list with http or https: text:soap12,https")
  }

  static func severalTransports(_ transports: [any BindingElement], in stack: BindingElements) -> Self {
    .illegal(
      code: "several-transports", summary: "The custom binding has \(transports.count) transport elements.",
      values: [stack.line, "transports: " + transports.map(\.name).joined(separator: ", ")],
      wcf: .init("InvalidOperationException", "TransportBindingElementMustBeLast", .open),
      remedy: "Keep the one that fits the URL, at the end.")
  }

  static func transportNotLast(_ transport: any BindingElement, in stack: BindingElements) -> Self {
    let below = stack.all.last.map(\.name) ?? ""
    return .illegal(
      code: "transport-not-last",
      summary: "\(transport.name) must be the last element; \(below) stands below it.", values: [stack.line],
      wcf: .init("InvalidOperationException", "TransportBindingElementMustBeLast", .open),
      remedy: "Move \(transport.text) to the end of the list.")
  }

  static func severalEncoders(_ encoders: [any BindingElement], in stack: BindingElements) -> Self {
    .illegal(
      code: "several-encoders", summary: "The custom binding has \(encoders.count) message encoding elements.",
      values: [stack.line, "encoders: " + encoders.map(\.text).joined(separator: ", ")],
      wcf: .init("InvalidOperationException", "MultipleMebesInParameters", .open), remedy: "Keep one of them.")
  }

  static func notCarriedOut(_ element: OtherBindingElement, in stack: BindingElements) -> Self {
    let remedies: [BindingElementRole: String] = [
      .encoding: "Use text or mtom, if the service has such an endpoint.",
      .transport: "Use http or https, if the service has such an endpoint.",
    ]
    return .illegal(
      code: "element-not-carried-out", summary: "\(element.name) cannot be carried out here.",
      values: [stack.line, "in WCF it means \(element.kind.meaning)"],
      remedy: remedies[element.role] ?? "Take \(element.text) out of the stack, if the service answers without it.")
  }

  static func notCarriedOut(_ security: SecurityBindingElement) -> Self {
    let isSession = security.kind.isCarriedOut
    return .illegal(
      code: isSession ? "secure-conversation-not-carried-out" : "security-not-carried-out",
      summary: isSession
        ? "A security context (WS-SecureConversation) cannot be established here."
        : "The security element \(security.kind.rawValue) cannot be carried out here.",
      values: [
        "element: \(security.text)",
        isSession
          ? "in WCF: a RequestSecurityToken exchange before the first message, then a derived key for each"
          : "in WCF: \(security.kind.isOverTransport ? "a token that is negotiated or issued first" : "signed and encrypted messages")",
      ],
      remedy: isSession
        ? "Switch it off, if the service allows: establishSecurityContext=false (secureConversation=false of an element)."
        : "Use userNameOverTransport or certificateOverTransport, if the service has such an endpoint.")
  }

  static func messageSecurityOnNet(_ security: SecurityBindingElement) -> Self {
    .illegal(
      code: "message-security-unsupported", summary: ".NET has no message security; \(security.kind.rawValue) is one.",
      values: ["element: \(security.text)"],
      wcf: .init("PlatformNotSupportedException", "UnsupportedSecuritySetting", .construct),
      remedy: "Use security over transport: userNameOverTransport or certificateOverTransport with https.")
  }

  static func unprotected(_ security: SecurityBindingElement, in stack: BindingElements) -> Self {
    .illegal(
      code: "security-needs-https", summary: "\(security.kind.rawValue) needs a transport that protects the message.",
      values: [stack.line], wcf: .init("InvalidOperationException", "TransportDoesNotProtectMessage", .open),
      remedy: "End the stack with https, or add allowInsecureTransport=true to send the token in clear.")
  }
}
