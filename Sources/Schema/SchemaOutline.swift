public import XML

/// A message type as a tree for reading: each element and attribute with how often it occurs, its type, its facets and
/// its documentation.
///
/// Made level by level: a node says whether it has children, and is asked for them. So a type that holds itself is no
/// trouble, and a set of megabytes opens at once.
public struct SchemaOutline: Sendable {
  private let set: SchemaSet

  public init(_ set: SchemaSet) { self.set = set }

  public struct Node: Sendable {
    public enum Kind: String, Sendable { case element, attribute, choice, sequence, all, any }

    public var kind: Kind
    /// Nil for a group or a wildcard.
    public var name: XMLName?
    /// `1`, `0..1`, `0..*`, `2..5`.
    public var occurrence: String
    /// As a person names it: `xs:int`, `Order`, `list of xs:token`; empty for a group.
    public var type: String
    /// Each a short sentence: `pattern [A-Z]+`, `at most 20 characters`, `one of A, B`, `nillable`, `fixed 1`, ….
    public var facets: [String] = []
    public var documentation: String?
    /// Types that xsi:type may name, and elements that may stand in its place.
    public var alternatives: [XMLName] = []
    public var hasChildren = false
    let content: Content
    /// The built-in type that the values of a named simple type are of; nil where `type` says it, or there is none.
    public var builtinType: String?
    /// Whether it stands for a global element.
    var isReference = false
    /// Whether its place among its neighbours is free (`xs:all`).
    var isUnordered = false

    enum Content: Sendable {
      case none
      case type(TypeUse)
      case particles([Particle])
    }

    /// What has the same content wherever it stands: a named type, or a global element.
    public enum Key: Sendable, Hashable {
      case type(XMLName)
      case element(XMLName)
    }

    /// Nil for what is written in place.
    public var key: Key? {
      guard case .type(let use) = content else { return nil }
      return use.name.map(Key.type) ?? (isReference ? name.map(Key.element) : nil)
    }
  }

  /// The root of a message; nil when no such element is declared.
  public func node(element name: XMLName) -> Node? {
    set.element(name).map { reference($0, Particle(term: .elementReference(name))) }
  }

  /// An element of a type, as a part of an rpc message.
  public func node(type: XMLName, named name: XMLName) -> Node {
    let declaration = ElementDeclaration(name: name, type: .named(type))
    return node(declaration, Particle(term: .element(declaration)))
  }

  /// Attributes first, then the content in order. Sequences that occur once are no level of their own.
  public func children(of node: Node) -> [Node] {
    switch node.content {
    case .none: return []
    case .particles(let particles): return nodes(particles)
    case .type(let use):
      guard case .complex(let type)? = set.definition(of: use) else { return [] }
      let content = set.content(of: type)
      return content.attributes.map { self.node($0) } + nodes(content.particles)
    }
  }
}

extension SchemaOutline {
  /// Groups that refer to each other twice and more would fill a level without end.
  private static let mostSteps = 20_000

  private func nodes(_ particles: [Particle]) -> [Node] {
    var nodes: [Node] = []
    var steps = Self.mostSteps
    for particle in particles { append(particle, to: &nodes, &steps, depth: 0) }
    return nodes
  }

  private func append(_ particle: Particle, to nodes: inout [Node], _ steps: inout Int, depth: Int) {
    steps -= 1
    guard depth < 100, steps > 0, particle.maxOccurs != 0 else { return }
    switch particle.term {
    case .element(let declaration): nodes.append(node(declaration, particle))
    case .elementReference(let name): nodes.append(reference(set.element(name) ?? Self.undeclared(name), particle))
    case .wildcard(let wildcard):
      nodes.append(
        Node(kind: .any, occurrence: particle.range, type: "", facets: [wildcard.plainWords], content: .none))
    case .groupReference(let name):
      guard let group = set.group(name) else { return }
      let content = Particle(minOccurs: particle.minOccurs, maxOccurs: particle.maxOccurs, term: group.term)
      append(content, to: &nodes, &steps, depth: depth + 1)
    case .group(let compositor, let parts):
      if compositor != .choice, particle.minOccurs == 1, particle.maxOccurs == 1 {
        let first = nodes.count
        for part in parts { append(part, to: &nodes, &steps, depth: depth + 1) }
        if compositor == .all { for index in first..<nodes.count { nodes[index].isUnordered = true } }
        return
      }
      nodes.append(
        Node(
          kind: Node.Kind(rawValue: compositor.rawValue) ?? .sequence, occurrence: particle.range, type: "",
          hasChildren: !parts.isEmpty, content: .particles(parts)))
    }
  }

  private static func undeclared(_ name: XMLName) -> ElementDeclaration {
    var declaration = ElementDeclaration(name: name, type: .named(.anyType))
    declaration.documentation = "It is not declared."
    return declaration
  }

  private func reference(_ declaration: ElementDeclaration, _ particle: Particle) -> Node {
    var node = node(declaration, particle)
    node.isReference = true
    return node
  }

  private func node(_ declaration: ElementDeclaration, _ particle: Particle) -> Node {
    var node = Node(
      kind: .element, name: declaration.name, occurrence: particle.range, type: words(for: declaration.type),
      documentation: declaration.documentation ?? documentation(of: declaration.type),
      content: .type(declaration.type))
    let space = ValueSpace(of: declaration.type, in: set)
    node.facets =
      declaration.remarks + missing(declaration.type) + members(of: space, declaration.type) + facets(of: space)
    node.builtinType = builtin(space, of: declaration.type)
    node.hasChildren = hasChildren(declaration.type)
    if let type = declaration.type.name, case .complex? = set.type(type) {
      node.alternatives = set.concreteTypes(derivedFrom: type)
    }
    if set.element(declaration.name) != nil { node.alternatives += set.substitutes(for: declaration.name) }
    return node
  }

  private func node(_ use: AttributeUse) -> Node {
    let type = use.type ?? .named(.anySimpleType)
    let space = ValueSpace(of: type, in: set)
    var node = Node(
      kind: .attribute, name: use.name, occurrence: use.use == .required ? "1" : "0..1", type: words(for: type),
      facets: (use.constraint.map { [$0.words] } ?? []) + members(of: space, type) + facets(of: space),
      documentation: use.documentation,
      content: .none)
    node.builtinType = builtin(space, of: type)
    return node
  }

  private func missing(_ use: TypeUse) -> [String] {
    guard let name = use.name, name != .anyType, !set.declares(type: name) else { return [] }
    return ["the type is not declared"]
  }

  private func hasChildren(_ use: TypeUse) -> Bool {
    guard case .complex(let type)? = set.definition(of: use) else { return false }
    let content = set.content(of: type)
    return !content.particles.isEmpty || !content.attributes.isEmpty
  }

  private func documentation(of use: TypeUse) -> String? {
    switch set.definition(of: use) {
    case .complex(let type)?: type.documentation
    case .simple(let type)?: type.documentation
    case nil: nil
    }
  }

  private func words(for use: TypeUse) -> String {
    switch use {
    case .named(let name): return name.isSchema ? "xs:" + name.local : name.local
    case .anonymous(.complex(let type)):
      return set.textType(of: type).map(words) ?? ""
    case .anonymous(.simple(let type)):
      switch type.variety {
      case .restriction(let base): return words(for: base)
      case .list(let item): return "list of " + words(for: item)
      case .union(let members): return members.map(words).joined(separator: " or ")
      }
    }
  }

  /// What a list or union consists of, where only its name is said.
  private func members(of space: ValueSpace?, _ use: TypeUse) -> [String] {
    guard let space, let name = use.name, !name.isSchema else { return [] }
    if case .atomic = space.variety { return [] }
    return [space.words]
  }

  private func facets(of space: ValueSpace?) -> [String] {
    guard let space else { return [] }
    let unit = space.lengthUnit
    return space.steps.flatMap { $0.facets.words(unit) }
  }

  private func builtin(_ space: ValueSpace?, of use: TypeUse) -> String? {
    guard let space, let name = use.name, !name.isSchema else { return nil }
    return space.words
  }
}

extension ValueSpace {
  fileprivate var words: String {
    switch variety {
    case .atomic(let builtin): "xs:\(builtin.name)"
    case .list(let item): "list of \(item.words)"
    case .union(let members):
      members.prefix(10).map(\.words).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        .joined(separator: " or ")
    }
  }
}

extension ElementDeclaration {
  fileprivate var remarks: [String] {
    [isNillable ? "nillable" : nil, isAbstract ? "abstract" : nil, constraint?.words].compactMap { $0 }
  }
}

extension ValueConstraint {
  fileprivate var words: String {
    switch self {
    case .default(let value): "default \(value)"
    case .fixed(let value): "fixed \(value)"
    }
  }
}

extension ValueSpace {
  fileprivate var lengthUnit: String {
    switch variety {
    case .list: "items"
    case .atomic(let builtin) where builtin.form == .hexBinary || builtin.form == .base64Binary: "bytes"
    default: "characters"
    }
  }
}

extension Facets {
  fileprivate func words(_ unit: String) -> [String] {
    var words = patterns.map { "pattern \($0)" }
    if !enumeration.isEmpty {
      let shown = enumeration.prefix(50).map(\.value).joined(separator: ", ")
      words.append("one of \(shown)" + (enumeration.count > 50 ? " and \(enumeration.count - 50) more" : ""))
    }
    if let length { words.append("exactly \(length) \(unit)") }
    if let minLength, minLength > 0 { words.append("at least \(minLength) \(unit)") }
    if let maxLength { words.append("at most \(maxLength) \(unit)") }
    if let minInclusive { words.append("≥ \(minInclusive)") }
    if let minExclusive { words.append("> \(minExclusive)") }
    if let maxInclusive { words.append("≤ \(maxInclusive)") }
    if let maxExclusive { words.append("< \(maxExclusive)") }
    if let totalDigits { words.append("at most \(totalDigits) digits") }
    if let fractionDigits { words.append("at most \(fractionDigits) digits behind the point") }
    return words
  }
}

extension Particle {
  fileprivate var range: String {
    let most = maxOccurs.map(String.init) ?? "*"
    return most == String(minOccurs) ? most : "\(minOccurs)..\(most)"
  }
}
