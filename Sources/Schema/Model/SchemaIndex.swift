internal import XML

/// Where each global component stands.
struct SchemaIndex: Sendable {
  /// The symbol spaces (XML Schema 1.0 part 1 section 2.5).
  enum Kind: String, Sendable { case element, type, group, attributeGroup, attribute, notation }

  struct Component: Sendable {
    var name: XMLName
    var element: XMLElement
    /// In the set's parts.
    var part: Int
    /// Among the components of its document.
    var place: Int
    /// Whether it stands in `xs:redefine`: a reference to its own name means what it redefines.
    var redefines = false
  }

  private(set) var order: [Kind: [XMLName]] = [:]
  private(set) var members: [XMLName: [XMLName]] = [:]
  private(set) var derived: [XMLName: [XMLName]] = [:]
  /// Redefinitions first, then in the order of the documents.
  private var components: [Kind: [XMLName: [Component]]] = [:]

  init(_ parts: [SchemaPart], documents: [SchemaDocument]) {
    for (number, part) in parts.enumerated() {
      for (place, child) in documents[part.document].root.components.enumerated() {
        add(child, part, number, place)
        if child.name.local == "redefine" {
          for inner in child.components { add(inner, part, number, place, redefines: true) }
        }
      }
    }
  }

  func first(_ kind: Kind, _ name: XMLName) -> Component? { components[kind]?[name]?.first }

  /// Whether a component of that name was found before, elsewhere.
  func isRepeated(_ element: XMLElement, _ part: SchemaPart, _ parts: [SchemaPart], _ place: Int) -> Bool {
    guard let kind = Kind(declaredBy: element.name.local), let local = element["name"]?.trimmed,
      let first = original(kind, XMLName(local, in: part.targetNamespace))
    else { return false }
    return parts[first.part].document != part.document || first.place != place
  }

  /// What a redefinition redefines.
  func original(_ kind: Kind, _ name: XMLName) -> Component? { components[kind]?[name]?.first { !$0.redefines } }

  private mutating func add(
    _ element: XMLElement, _ part: SchemaPart, _ number: Int, _ place: Int, redefines: Bool = false
  ) {
    guard let kind = Kind(declaredBy: element.name.local), let local = element["name"]?.trimmed else { return }
    let component = Component(
      name: XMLName(local, in: part.targetNamespace), element: element, part: number, place: place,
      redefines: redefines)
    let before = components[kind]?[component.name]
    if before == nil { order[kind, default: []].append(component.name) }
    components[kind, default: [:]][component.name, default: []].insert(
      component, at: redefines ? 0 : before?.count ?? 0)
    if before == nil { note(component, kind, part) }
  }

  /// Whom it may stand for.
  private mutating func note(_ component: Component, _ kind: Kind, _ part: SchemaPart) {
    let scope = part.scope.entering(component.element)
    if kind == .element, let head = component.element["substitutionGroup"].flatMap({ part.name($0, in: scope) }) {
      members[head, default: []].append(component.name)
    }
    guard kind == .type, let base = Self.base(of: component.element, part, scope), base != component.name else {
      return
    }
    derived[base, default: []].append(component.name)
  }

  private static func base(of type: XMLElement, _ part: SchemaPart, _ scope: NamespaceScope) -> XMLName? {
    guard let content = type.components.first else { return nil }
    var scope = scope.entering(content)
    if content.name.local == "restriction" { return content["base"].flatMap { part.name($0, in: scope) } }
    guard content.name.local == "complexContent" || content.name.local == "simpleContent",
      let step = content.components.first
    else { return nil }
    scope = scope.entering(step)
    return step["base"].flatMap { part.name($0, in: scope) }
  }

  func closure(of name: XMLName, in table: [XMLName: [XMLName]]) -> [XMLName] {
    var found: [XMLName] = []
    var seen: Set<XMLName> = [name]
    var level = table[name] ?? []
    while !level.isEmpty {
      let new = level.filter { seen.insert($0).inserted }
      found += new
      level = new.flatMap { table[$0] ?? [] }
    }
    return found
  }
}

extension SchemaIndex.Kind {
  init?(declaredBy local: String) {
    switch local {
    case "element": self = .element
    case "complexType", "simpleType": self = .type
    case "group": self = .group
    case "attributeGroup": self = .attributeGroup
    case "attribute": self = .attribute
    case "notation": self = .notation
    default: return nil
    }
  }
}

extension SchemaPart {
  /// A reference as written; names without a namespace mean the including one in a chameleon.
  func name(_ text: String, in scope: NamespaceScope) -> XMLName? {
    guard let name = scope.name(text) else { return nil }
    return name.namespace == nil && isChameleon ? XMLName(name.local, in: targetNamespace) : name
  }
}

extension SchemaIndex {
  func directMembers(of head: XMLName) -> Int { members[head]?.count ?? 0 }
}
