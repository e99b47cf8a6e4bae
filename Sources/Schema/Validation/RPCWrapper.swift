public import XML

/// The element around the parts of an rpc message: the description says what it is, no schema declares it
/// (WSDL 1.1 section 3.5, WS-I Basic Profile 1.1 section 4.7).
public struct RPCWrapper: Sendable, Hashable {
  public var name: XMLName
  public var parts: [Part]

  public struct Part: Sendable, Hashable {
    public var name: String
    public var type: XMLName

    public init(name: String, type: XMLName) {
      self.name = name
      self.type = type
    }
  }

  public init(name: XMLName, parts: [Part]) {
    self.name = name
    self.parts = parts
  }

  /// A schema for each namespace, with the wrappers in it as global elements.
  static func documents(_ wrappers: [RPCWrapper]) -> [XMLElement] {
    var seen: Set<XMLName> = []
    let distinct = wrappers.filter { seen.insert($0.name).inserted }
    let namespaces = Set(distinct.map(\.name.namespace)).sorted { ($0 ?? "") < ($1 ?? "") }
    return namespaces.map { namespace in document(distinct.filter { $0.name.namespace == namespace }, namespace) }
  }

  private static func document(_ wrappers: [RPCWrapper], _ namespace: String?) -> XMLElement {
    let used = Set(wrappers.flatMap { $0.parts.compactMap(\.type.namespace) }).subtracting([XMLName.schemaNamespace])
    let prefixes = Dictionary(uniqueKeysWithValues: used.sorted().enumerated().map { ($1, "p\($0)") })
    var root = XMLElement(
      name: .xs("schema"), prefix: "xs",
      declarations: [.init(prefix: "xs", namespace: XMLName.schemaNamespace)]
        + prefixes.sorted { $0.value < $1.value }.map { .init(prefix: $0.value, namespace: $0.key) })
    if let namespace { root["targetNamespace"] = namespace }
    root.children = wrappers.map { .element($0.declaration(prefixes)) }
    return root
  }

  private func declaration(_ prefixes: [String: String]) -> XMLElement {
    let isUnambiguous = Set(parts.map(\.name)).count == parts.count
    var group = XMLElement(name: .xs(isUnambiguous ? "all" : "sequence"), prefix: "xs")
    group.children = parts.map { part in
      var element = XMLElement(name: .xs("element"), prefix: "xs")
      element["name"] = part.name
      let prefix = part.type.isSchema ? "xs" : part.type.namespace.flatMap { prefixes[$0] }
      element["type"] = prefix.map { "\($0):\(part.type.local)" } ?? part.type.local
      return .element(element)
    }
    var type = XMLElement(name: .xs("complexType"), prefix: "xs")
    if !parts.isEmpty { type.children = [.element(group)] }
    var element = XMLElement(name: .xs("element"), prefix: "xs", children: [.element(type)])
    element["name"] = name.local
    return element
  }
}
