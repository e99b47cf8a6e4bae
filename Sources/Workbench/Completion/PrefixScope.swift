internal import Schema
internal import Text
internal import XML

/// The namespace declarations in force at a place of an envelope: names are read and written with them.
struct PrefixScope {
  static let instance = "http://www.w3.org/2001/XMLSchema-instance"
  private static let envelopes = [
    "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope",
  ]

  /// Innermost last.
  private var declarations: [(prefix: String, namespace: String)] = [("xml", "http://www.w3.org/XML/1998/namespace")]

  init(_ elements: [XMLPlace.Element]) {
    for attribute in elements.flatMap(\.attributes) {
      if attribute.name == "xmlns" { declarations.append(("", attribute.value)) }
      if attribute.name.hasPrefix("xmlns:") {
        declarations.append((String(attribute.name.dropFirst(6)), attribute.value))
      }
    }
  }

  private func namespace(of prefix: String) -> String? {
    declarations.last { $0.prefix == prefix }.flatMap { $0.namespace.isEmpty ? nil : $0.namespace }
  }

  /// The innermost that nothing hides; nil for none. An empty one is the default.
  func prefix(of namespace: String, isAttribute: Bool) -> String? {
    declarations.last { declaration in
      declaration.namespace == namespace && !(isAttribute && declaration.prefix.isEmpty)
        && self.namespace(of: declaration.prefix) == namespace
    }?.prefix
  }

  /// Of an element, or in a value.
  func name(_ written: String) -> XMLName {
    let parts = written.split(separator: ":", maxSplits: 1)
    guard parts.count == 2 else { return XMLName(written, in: namespace(of: "")) }
    return XMLName(String(parts[1]), in: namespace(of: String(parts[0])))
  }

  func attributeName(_ written: String) -> XMLName { written.contains(":") ? name(written) : XMLName(written) }

  /// As it is written here; without a prefix where its namespace has none.
  func written(_ name: XMLName, isAttribute: Bool = false) -> String {
    guard let namespace = name.namespace, let prefix = prefix(of: namespace, isAttribute: isAttribute), !prefix.isEmpty
    else { return name.local }
    return "\(prefix):\(name.local)"
  }

  func isSOAP(_ name: XMLName, _ local: String) -> Bool {
    name.local == local && Self.envelopes.contains(name.namespace ?? "")
  }

  /// The element with the prefixes of this place; what has none here is declared on it.
  func adapted(_ element: XMLElement) -> XMLElement {
    var result = renamed(element, [])
    result.declarations = element.declarations.filter { prefix(of: $0.namespace, isAttribute: $0.prefix != nil) == nil }
    if result.name.namespace == nil, namespace(of: "") != nil {
      result.declarations.insert(.init(prefix: nil, namespace: ""), at: 0)
    }
    return result
  }

  private func renamed(_ element: XMLElement, _ outer: [XMLElement.Declaration]) -> XMLElement {
    var result = element
    let known = outer + element.declarations
    if let namespace = element.name.namespace, let prefix = prefix(of: namespace, isAttribute: false) {
      result.prefix = prefix.isEmpty ? nil : prefix
    }
    for index in result.attributes.indices {
      let attribute = result.attributes[index]
      if let namespace = attribute.name.namespace, let prefix = prefix(of: namespace, isAttribute: true) {
        result.attributes[index].prefix = prefix
      }
      if attribute.name == XMLName("type", in: Self.instance) {
        result.attributes[index].value = renamed(value: attribute.value, known)
      }
    }
    result.children = element.children.map { child in
      if case .element(let inner) = child { .element(renamed(inner, known)) } else { child }
    }
    return result
  }

  /// A qualified name in a value.
  private func renamed(value: String, _ known: [XMLElement.Declaration]) -> String {
    let parts = value.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let namespace = known.last(where: { $0.prefix == String(parts[0]) })?.namespace,
      let prefix = prefix(of: namespace, isAttribute: true)
    else { return value }
    return "\(prefix):\(parts[1])"
  }
}
