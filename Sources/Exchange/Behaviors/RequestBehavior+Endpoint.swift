public import Bindings

extension RequestBehavior.Action {
  /// Changes where the message goes and how; does nothing for what works on the message itself.
  ///
  /// - Throws: when the binding cannot be expanded to its elements.
  public func apply(toAddress address: inout String, binding: inout Binding) throws(BindingError) {
    switch self {
    case .clientCertificate: binding = binding.askingForCertificate
    case .endpoint(let url): address = url
    case .addressing(let version):
      try binding.changeElements { $0.encoder?.messageVersion = version }
    case .mtom: try binding.changeElements { $0.useMTOM() }
    case .encoding(let encoding): try binding.changeElements { $0.encode(encoding) }
    case .httpHeader, .soapHeader, .pipe, .unresolved: break
    }
  }
}

extension Binding {
  /// A mode that has no TLS, or proves the caller in the message, is left alone: the lint says that nothing comes of it.
  fileprivate var askingForCertificate: Binding {
    switch self {
    case .basicHTTP(var binding):
      binding.security.transport.clientCredentialType = .certificate
      return .basicHTTP(binding)
    case .basicHTTPS(var binding):
      binding.security.transport.clientCredentialType = .certificate
      return .basicHTTPS(binding)
    case .wsHTTP(var binding):
      binding.security.transport.clientCredentialType = .certificate
      return .wsHTTP(binding)
    case .custom(var binding):
      binding.elements.modify(HTTPSTransportBindingElement.self) {
        $0.requireClientCertificate = true
      }
      return .custom(binding)
    }
  }

  /// As a custom binding, changed there.
  fileprivate mutating func changeElements(_ change: (inout BindingElements) -> Void)
    throws(BindingError)
  {
    var custom: CustomBinding
    if case .custom(let own) = self { custom = own } else { custom = try CustomBinding(self) }
    change(&custom.elements)
    self = .custom(custom)
  }
}

extension BindingElements {
  /// The MTOM encoder with the version and charset that the stack's encoder has.
  fileprivate mutating func useMTOM() {
    guard let encoder, !(encoder is MTOMMessageEncodingBindingElement) else { return }
    self.encoder = MTOMMessageEncodingBindingElement(
      messageVersion: encoder.messageVersion, writeEncoding: encoder.writeEncoding)
  }
}
