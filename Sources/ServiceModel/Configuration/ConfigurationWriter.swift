internal import Basics
public import Bindings
internal import XML

/// Writes an endpoint with its binding as a .NET configuration.
public struct ConfigurationWriter: Sendable {
  /// Name of endpoint, binding and behavior.
  public var name: String
  public var address: String
  public var binding: Binding
  /// What stands in the comment beside the client certificate's place; nil when there is no certificate.
  public var certificate: String?

  public init(name: String, address: String, binding: Binding, certificate: String? = nil) {
    self.name = name
    self.address = address
    self.binding = binding
    self.certificate = certificate
  }

  /// An XML document; what has .NET's default is left out. What a configuration cannot say stands in comments.
  public var text: String {
    var lines = Lines()
    lines.add(0, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")
    lines.element("configuration", 0) { lines in
      lines.element("system.serviceModel", 1) { lines in
        lines.element("bindings", 2) { lines in
          lines.element(section, 3) { writeBinding(&$0) }
        }
        writeClient(&lines)
        if let certificate { writeBehavior(&lines, certificate) }
      }
    }
    return lines.text
  }

  private var standard: ConfigurationTable.Standard? {
    ConfigurationTable.standardBindings.first { $0.word == binding.name }
  }

  private var section: String { standard?.section ?? "customBinding" }

  private func writeBinding(_ lines: inout Lines) {
    let named = [("name", name)]
    if let standard, let plain = try? BindingParser.binding(standard.word + "()") {
      return write(standard.binding, named, Comparison(binding, plain), &lines, 4)
    }
    guard case .custom(let custom) = binding else { return }
    let timeouts = ConfigurationTable.customBinding.attributes.compactMap { row in
      timeout(row.name, of: custom.timeouts).map { (row.name, $0) }
    }
    lines.element("binding", 4, named + timeouts) { lines in
      for element in custom.elements.all { write(element, &lines) }
    }
  }

  private func timeout(_ name: String, of timeouts: BindingTimeouts) -> String? {
    let standard = BindingTimeouts()
    let pairs: [String: (Double, Double)] = [
      "openTimeout": (timeouts.openSeconds, standard.openSeconds),
      "closeTimeout": (timeouts.closeSeconds, standard.closeSeconds),
      "sendTimeout": (timeouts.sendSeconds, standard.sendSeconds),
      "receiveTimeout": (timeouts.receiveSeconds, standard.receiveSeconds),
    ]
    guard let pair = pairs[name], pair.0 != pair.1 else { return nil }
    return TimeSpan.text("\(pair.0)")
  }

  // MARK: Elements

  private func write(
    _ row: ElementRow, _ named: [(String, String)], _ values: Comparison, _ lines: inout Lines, _ depth: Int
  ) {
    let attributes = named + row.attributes.compactMap { values.attribute($0) }
    let children = row.children.filter { values.differs(in: $0) }
    lines.element(row.name, depth, attributes) { lines in
      for child in children { write(child, [], values, &lines, depth + 1) }
    }
  }

  private func write(_ element: any BindingElement, _ lines: inout Lines) {
    let text = element.text
    let head = String(text.prefix { $0 != "(" })
    let word = String(head.prefix { $0 != ":" })
    guard let row = ConfigurationTable.stack.first(where: { $0.word == word }),
      let plain = try? BindingParser.elements(head)
    else {
      lines.comment(5, "\(text): no element of .NET's configuration; it needs an extension (bindingElementExtensions)")
      return
    }
    let own = Binding.custom(CustomBinding(elements: BindingElements([element])))
    let values = Comparison(own, .custom(CustomBinding(elements: plain)))
    let (argument, inner) = argument(of: row, head, own)
    let attributes = argument + row.element.attributes.compactMap { values.attribute($0) }
    let children = row.element.children.filter { values.differs(in: $0) }
    lines.element(row.element.name, 5, attributes) { lines in
      for child in children { write(child, [], values, &lines, 6) }
      for inner in inner { lines.element("secureConversationBootstrap", 6, [inner]) { _ in } }
    }
    for part in unwritable(own) { lines.comment(5, "\(row.element.name): \(part) cannot be said in a configuration") }
  }

  private func argument(
    of row: StackRow, _ head: String, _ own: Binding
  ) -> (own: [(String, String)], bootstrap: [(String, String)]) {
    guard let argument = row.argument else { return ([], []) }
    let word = head.split(separator: ":").dropFirst().first.map(String.init) ?? ""
    let table =
      argument.attribute.name == "authenticationMode"
      ? ConfigurationTable.authenticationModes : ConfigurationTable.messageVersions
    let name = table.first { $0.word == word }?.configuration ?? word
    if own.value(of: "secureConversation") == "true" {
      return ([("authenticationMode", "SecureConversation")], [("authenticationMode", name)])
    }
    return (name == argument.standard ? [] : [(argument.attribute.name, name)], [])
  }

  /// Properties of this program's elements that .NET sets in code only, or not at all.
  private func unwritable(_ own: Binding) -> [String] {
    let standards = [
      ("password", "text"), ("signsBody", "false"), ("signsAddressing", "false"), ("writeThreshold", "768"),
      ("mediaType", ""),
    ]
    return standards.compactMap { name, standard in
      guard let value = own.value(of: name), value != standard else { return nil }
      return "\(name)=\(value)"
    }
  }

  // MARK: Endpoint and behavior

  private func writeClient(_ lines: inout Lines) {
    lines.element("client", 2) { lines in
      lines.comment(3, "contract: the name of the client's own contract (ConfigurationName)")
      let behavior = certificate == nil ? [] : [("behaviorConfiguration", name)]
      lines.element(
        "endpoint", 3,
        [("name", name), ("address", address), ("binding", section), ("bindingConfiguration", name)] + behavior
          + [("contract", "CONTRACT")]
      ) { _ in }
    }
  }

  private func writeBehavior(_ lines: inout Lines, _ certificate: String) {
    lines.element("behaviors", 2) { lines in
      lines.element("endpointBehaviors", 3) { lines in
        lines.element("behavior", 4, [("name", name)]) { lines in
          lines.element("clientCredentials", 5) { lines in
            lines.comment(6, "a configuration names a certificate of a store, never a file: \(certificate)")
            lines.element(
              "clientCertificate", 6,
              [
                ("storeLocation", "CurrentUser"), ("storeName", "My"), ("x509FindType", "FindByThumbprint"),
                ("findValue", "THUMBPRINT"),
              ]
            ) { _ in }
          }
        }
      }
    }
  }
}

/// A binding beside one of its kind with nothing but defaults.
private struct Comparison {
  let own: Binding
  let plain: Binding

  init(_ own: Binding, _ plain: Binding) { (self.own, self.plain) = (own, plain) }

  /// Nil when the property has its default, or there is none.
  func attribute(_ row: AttributeRow) -> (String, String)? {
    guard let property = row.property, let value = own.value(of: property), value != plain.value(of: property) else {
      return nil
    }
    return (row.name, Self.written(value, row.form))
  }

  func differs(in row: ElementRow) -> Bool {
    row.attributes.contains { attribute($0) != nil } || row.children.contains { differs(in: $0) }
  }

  /// .NET's enumerations begin with a capital letter, and their text is compared letter by letter.
  private static func written(_ value: String, _ form: AttributeRow.Form) -> String {
    switch form {
    case .word: value.prefix(1).uppercased() + value.dropFirst()
    case .time: TimeSpan.text(value)
    case .number, .flag, .text, .messageVersion: value
    }
  }
}

/// XML, a line an element.
private struct Lines {
  private(set) var text = ""

  mutating func add(_ depth: Int, _ line: String) {
    text += String(repeating: "  ", count: depth) + line + "\n"
  }

  mutating func comment(_ depth: Int, _ words: String) {
    // XML 1.0 section 2.5: no two hyphens in a row.
    add(depth, "<!-- \(words.neutralised.replacing("--", with: "- -")) -->")
  }

  mutating func element(
    _ name: String, _ depth: Int, _ attributes: [(String, String)] = [], _ content: (inout Lines) -> Void
  ) {
    let head = name + attributes.map { " \($0.0)=\"\($0.1.escaped(inAttribute: true))\"" }.joined()
    var inner = Lines()
    content(&inner)
    guard !inner.text.isEmpty else { return add(depth, "<\(head) />") }
    add(depth, "<\(head)>")
    text += inner.text
    add(depth, "</\(name)>")
  }
}
