extension Binding {
  /// As `--binding` names it.
  public var name: String {
    switch self {
    case .basicHTTP: "basic"
    case .basicHTTPS: "basicHttps"
    case .custom: "custom"
    }
  }

  /// WCF's type name, for messages.
  public var typeName: String {
    switch self {
    case .basicHTTP: "BasicHttpBinding"
    case .basicHTTPS: "BasicHttpsBinding"
    case .custom: "CustomBinding"
    }
  }
}

extension Binding: CustomStringConvertible {
  /// One line that `BindingParser.binding(_:)` reads back: `basic(security=transport,credential=certificate)`,
  /// `custom(text:soap12,https(requireClientCertificate=true))`. What has its default is left out.
  public var description: String {
    switch self {
    case .basicHTTP(let binding):
      name
        + optionList([
          binding.security.mode == .none ? nil : "security=\(binding.security.mode.rawValue)",
          credentialOption(binding.security.transport), encodingOption(binding.textEncoding),
          sizeOption(binding.maxReceivedMessageSize),
        ])
    case .basicHTTPS(let binding):
      name
        + optionList([
          credentialOption(binding.transport), encodingOption(binding.textEncoding),
          sizeOption(binding.maxReceivedMessageSize),
        ])
    case .custom(let binding): name + "(\(binding.elements))"
    }
  }

  private func credentialOption(_ transport: HTTPTransportSecurity) -> String? {
    transport.clientCredentialType == .none ? nil : "credential=\(transport.clientCredentialType.rawValue)"
  }

  private func encodingOption(_ encoding: TextEncoding) -> String? {
    encoding == .utf8 ? nil : "textEncoding=\(encoding.rawValue)"
  }
}

extension BindingElements: CustomStringConvertible {
  /// As `--elements` writes it: `text:soap12,https(requireClientCertificate=true)`.
  public var description: String { all.map(\.text).joined(separator: ",") }
}
