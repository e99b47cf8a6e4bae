public import Bindings

extension ServiceDescription {
  /// The binding that an operation is called with: by the port's SOAP version and address, and what the policies of port
  /// and operation demand.
  ///
  /// - Returns: nil when the port is not called with SOAP.
  public static func binding(of operation: Operation, at port: Port) -> Binding? {
    guard port.kind.isSOAP else { return nil }
    let demands = port.policy.joined(operation.policy)
    let isTLS = demands.usesTLS || port.address?.lowercased().hasPrefix("https:") == true
    let version = MessageVersion(port.kind == .soap12 ? .soap12 : .soap11, demands.addressing)
    if version == .soap11, !demands.usesMTOM, !demands.usesMessageSecurity {
      return .basicHTTP(basic(demands, isTLS: isTLS))
    }
    var elements: [any BindingElement] = []
    if demands.usesMessageSecurity { elements.append(security(demands, isTLS: isTLS)) }
    elements.append(
      demands.usesMTOM
        ? MTOMMessageEncodingBindingElement(messageVersion: version)
        : TextMessageEncodingBindingElement(messageVersion: version))
    elements.append(transport(demands, isTLS: isTLS))
    return .custom(CustomBinding(elements: BindingElements(elements)))
  }

  private static func basic(_ demands: PolicyDemands, isTLS: Bool) -> BasicHTTPBinding {
    var binding = BasicHTTPBinding(
      isTLS ? .transport : demands.authentication == nil ? .none : .transportCredentialOnly)
    binding.security.transport.clientCredentialType =
      demands.requiresClientCertificate
      ? .certificate
      : HTTPClientCredentialType.allCases.first { $0.scheme == demands.authentication && $0 != .certificate } ?? .none
    return binding
  }

  private static func transport(_ demands: PolicyDemands, isTLS: Bool) -> any BindingElement {
    var http = HTTPTransportBindingElement()
    http.authenticationScheme = demands.authentication ?? .anonymous
    return isTLS
      ? HTTPSTransportBindingElement(http, requireClientCertificate: demands.requiresClientCertificate) : http
  }

  private static func security(_ demands: PolicyDemands, isTLS: Bool) -> SecurityBindingElement {
    // One token is sent: the certificate, which also signs, before the user name.
    var element: SecurityBindingElement =
      demands.signsWithCertificate ? .certificateOverTransport() : .userNameOverTransport
    element.includeTimestamp = demands.includesTimestamp || demands.signsWithCertificate
    element.signsBody = demands.signsWithCertificate && demands.signsBody
    element.signsAddressing = demands.signsWithCertificate && demands.signsAddressing && demands.addressing != .none
    if demands.userName == .digest { element.passwordType = .digest }
    if let suite = demands.algorithmSuite { element.algorithmSuite = suite }
    // A signature needs no TLS. A password never goes out without it unless a person says so.
    element.allowInsecureTransport = !isTLS && demands.signsWithCertificate
    return element
  }
}

extension PolicyDemands {
  /// What the binding above leaves out, a sentence each.
  public var losses: [String] {
    var losses = notCarriedOut.map { "policy assertion \($0)" }
    if includesTimestamp, !usesMessageSecurity {
      losses.append("policy assertion IncludeTimestamp: a timestamp is sent beside a token only")
    }
    if signsWithCertificate, userName != nil {
      losses.append("policy assertion UsernameToken: one token is sent, the certificate")
    }
    return losses
  }
}
