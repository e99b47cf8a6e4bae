internal import XML

/// Writes schemas in which the elements of `MessageElements` are declared, one for each namespace.
///
/// Several operations may have a wrapper of one name: where their parts differ, any are accepted. What the set declares
/// itself is left to it.
struct MessageSchemas {
  private let set: SchemaSet
  private let wrappers: [XMLName: [RPCWrapper]]
  private let types: [XMLName: Set<XMLName>]
  /// What is declared.
  let names: [XMLName]

  init(_ elements: MessageElements, _ set: SchemaSet) {
    self.set = set
    wrappers = Dictionary(grouping: elements.wrappers.filter { !set.declares(element: $0.name) }, by: \.name)
    let typed = elements.typed.filter { !set.declares(element: $0.name) }
    types = Dictionary(grouping: typed, by: \.name).mapValues { Set($0.map(\.type)) }
    var seen: Set<XMLName> = []
    names = (elements.wrappers.map(\.name) + typed.map(\.name)).filter { name in
      !set.declares(element: name) && seen.insert(name).inserted
    }
  }

  var documents: [XMLElement] {
    let namespaces = Set(names.map(\.namespace)).sorted { ($0 ?? "") < ($1 ?? "") }
    return namespaces.map { namespace in document(names.filter { $0.namespace == namespace }, namespace) }
  }

  private func document(_ names: [XMLName], _ namespace: String?) -> XMLElement {
    let used = Set(names.flatMap { referenced(by: $0) }.compactMap(\.namespace)).subtracting([XMLName.schemaNamespace])
    let prefixes = Dictionary(uniqueKeysWithValues: used.sorted().enumerated().map { ($1, "p\($0)") })
    var root = XMLElement(
      name: .xs("schema"), prefix: "xs",
      declarations: [.init(prefix: "xs", namespace: XMLName.schemaNamespace)]
        + prefixes.sorted { $0.value < $1.value }.map { .init(prefix: $0.value, namespace: $0.key) })
    if let namespace { root["targetNamespace"] = namespace }
    root.children = names.map { .element(declaration(of: $0, prefixes)) }
    return root
  }

  /// The names that the declaration of an element refers to.
  private func referenced(by name: XMLName) -> [XMLName] {
    (wrappers[name] ?? []).flatMap(\.parts).map { part in
      switch part.content {
      case .type(let name), .element(let name): name
      }
    } + (types[name] ?? [])
  }

  private func declaration(of name: XMLName, _ prefixes: [String: String]) -> XMLElement {
    var element = XMLElement(name: .xs("element"), prefix: "xs")
    element["name"] = name.local
    if let same = wrappers[name] {
      element.children = [.element(type(of: Set(same.map(\.parts)).count == 1 ? same[0].parts : nil, prefixes))]
    } else if let same = types[name], same.count == 1, let type = same.first {
      element["type"] = self.type(type, prefixes)
    } else {
      element["type"] = "xs:anyType"
    }
    return element
  }

  /// - Parameter parts: nil for any.
  private func type(of parts: [RPCWrapper.Part]?, _ prefixes: [String: String]) -> XMLElement {
    var type = XMLElement(name: .xs("complexType"), prefix: "xs")
    guard let parts else {
      var any = XMLElement(name: .xs("any"), prefix: "xs")
      any["minOccurs"] = "0"
      any["maxOccurs"] = "unbounded"
      any["processContents"] = "lax"
      type.children = [.element(XMLElement(name: .xs("sequence"), prefix: "xs", children: [.element(any)]))]
      return type
    }
    let isUnambiguous = Set(parts.map(\.name)).count == parts.count
    let children = parts.map { XMLNode.element(element(of: $0, prefixes)) }
    let group = XMLElement(name: .xs(isUnambiguous ? "all" : "sequence"), prefix: "xs", children: children)
    if !parts.isEmpty { type.children = [.element(group)] }
    return type
  }

  private func element(of part: RPCWrapper.Part, _ prefixes: [String: String]) -> XMLElement {
    var element = XMLElement(name: .xs("element"), prefix: "xs")
    switch part.content {
    case .element(let name) where set.declares(element: name): element["ref"] = qualified(name, prefixes)
    case .element(let name):
      element["name"] = name.local
    case .type(let type):
      element["name"] = part.name
      element["type"] = self.type(type, prefixes)
    }
    return element
  }

  /// What is not declared would make the whole set fail.
  private func type(_ name: XMLName, _ prefixes: [String: String]) -> String {
    set.declares(type: name) || name.isSchema ? qualified(name, prefixes) : "xs:anyType"
  }

  private func qualified(_ name: XMLName, _ prefixes: [String: String]) -> String {
    let prefix = name.isSchema ? "xs" : name.namespace.flatMap { prefixes[$0] }
    return prefix.map { "\($0):\(name.local)" } ?? name.local
  }
}
