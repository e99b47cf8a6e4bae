// Properties by their names in the text form, for forms that show and change them one by one.

extension Binding {
  /// The text of a property, such as `security` or `requireClientCertificate`; nil when the binding has no such one.
  ///
  /// Of a custom binding the elements are looked at, top to bottom; `messageVersion` is the encoder's.
  public func value(of property: String) -> String? {
    parts.lazy.compactMap { $0.value(of: property) }.first
  }

  /// All values of a property, where there are a few; empty else.
  public func choices(of property: String) -> [String] {
    parts.lazy.compactMap { $0.choices(of: property) }.first ?? []
  }

  /// The binding with that property changed; unchanged when it has no such one.
  ///
  /// - Throws: when the text is no value of the property.
  public func setting(_ property: String, to text: String) throws(BindingError) -> Binding {
    let option = Call.Option(name: property, value: text)
    switch self {
    case .basicHTTP(let basic): return .basicHTTP(try basic.setting(option))
    case .basicHTTPS(let basic): return .basicHTTPS(try basic.setting(option))
    case .wsHTTP(let ws): return .wsHTTP(try ws.setting(option))
    case .custom(var custom):
      custom.elements = try custom.elements.setting(option)
      return .custom(custom)
    }
  }

  private var parts: [any TextForm] {
    switch self {
    case .basicHTTP(let basic): [basic]
    case .basicHTTPS(let basic): [basic]
    case .wsHTTP(let ws): [ws]
    case .custom(let custom): custom.elements.all.compactMap { $0 as? any TextForm }
    }
  }
}

extension TextForm {
  fileprivate func value(of name: String) -> String? {
    if name == Self.versionName, let encoder = self as? any MessageEncodingBindingElement {
      return encoder.messageVersion.shortName
    }
    return Self.properties.first { $0.name == name }?.write(self)
  }

  fileprivate func choices(of name: String) -> [String]? {
    if name == Self.versionName, self is any MessageEncodingBindingElement {
      return MessageVersion.allCases.map(\.shortName)
    }
    return Self.properties.first { $0.name == name }?.choices
  }

  fileprivate func setting(_ option: Call.Option) throws(BindingError) -> Self {
    var result = self
    if Self.properties.contains(where: { $0.name == option.name }) { try result.take(option) }
    return result
  }

  private static var versionName: String { "messageVersion" }
}

extension BindingElements {
  fileprivate func setting(_ option: Call.Option) throws(BindingError) -> BindingElements {
    var result = self
    if option.name == "messageVersion" {
      let version = try Words.messageVersion.value(option.value)
      result.encoder?.messageVersion = version
      return result
    }
    var all = self.all
    for index in all.indices {
      guard let form = all[index] as? any TextForm, form.choices(of: option.name) != nil,
        let changed = try form.setting(option) as? any BindingElement
      else { continue }
      all[index] = changed
      return BindingElements(all)
    }
    return result
  }
}
