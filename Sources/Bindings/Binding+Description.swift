extension Binding {
  /// As `--binding` names it.
  public var name: String {
    switch self {
    case .basicHTTP: "basic"
    case .basicHTTPS: "basicHttps"
    case .wsHTTP(let binding): binding.edition == .wsHTTP ? "wsHttp" : "ws2007Http"
    case .custom: "custom"
    }
  }

  /// WCF's type name, for messages.
  public var typeName: String {
    switch self {
    case .basicHTTP: "BasicHttpBinding"
    case .basicHTTPS: "BasicHttpsBinding"
    case .wsHTTP(let binding): binding.edition == .wsHTTP ? "WSHttpBinding" : "WS2007HttpBinding"
    case .custom: "CustomBinding"
    }
  }
}

extension Binding: CustomStringConvertible {
  /// One line that `BindingParser.binding(_:)` reads back: `basic(security=transport,credential=certificate)`,
  /// `custom(text:soap12,https(requireClientCertificate=true))`. What has WCF's default is left out.
  public var description: String {
    switch self {
    case .basicHTTP(let binding): name + binding.optionText
    case .basicHTTPS(let binding): name + binding.optionText
    case .wsHTTP(let binding): name + binding.optionText
    case .custom(let binding): "\(name)(\(binding.content))"
    }
  }
}

extension CustomBinding {
  /// The elements, then the timeouts that differ.
  fileprivate var content: String {
    (elements.all.map(\.text) + timeouts.optionList(timeouts, unlike: BindingTimeouts())).joined(separator: ",")
  }
}

extension BindingElements: CustomStringConvertible {
  /// As `--elements` writes it: `text:soap12,https(requireClientCertificate=true)`.
  public var description: String { all.map(\.text).joined(separator: ",") }
}
