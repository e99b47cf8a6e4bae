public import XML

/// Says what may stand at a place of a message: elements, attributes and values, by the schemas.
public struct ContentAdvisor: Sendable {
  public let set: SchemaSet

  public init(_ set: SchemaSet) { self.set = set }

  /// An element on the way to a place.
  public struct Step: Sendable, Hashable {
    public var name: XMLName
    /// What its `xsi:type` names.
    public var type: XMLName?

    public init(_ name: XMLName, type: XMLName? = nil) {
      self.name = name
      self.type = type
    }
  }

  /// An element that may come next.
  public struct Child: Sendable {
    public var declaration: ElementDeclaration
    /// `1`, `0..1`, `0..*`: of the place it has in the content, not counting the groups around it.
    public var occurrence: String
    public var isRequired: Bool
    /// One of several alternatives.
    public var isChoice: Bool
  }

  /// The declaration of the last element of the way, whose first is declared for all; with the type that holds there.
  ///
  /// - Returns: nil when an element on the way is not declared.
  public func declaration(at way: [Step]) -> ElementDeclaration? {
    guard let first = way.first, var declaration = set.element(first.name) else { return nil }
    declaration = declaration.with(first.type)
    for step in way.dropFirst() {
      guard let child = elements(of: declaration).first(where: { $0.declaration.name == step.name }) else { return nil }
      declaration = child.declaration.with(step.type)
    }
    return declaration
  }

  /// What may come behind some child elements, and before others: what must be there first. When they do not follow the
  /// content model, all that it knows.
  public func children(of declaration: ElementDeclaration, after: [XMLName], before: [XMLName] = []) -> [Child] {
    guard let content = content(of: declaration) else { return [] }
    let match = ContentMatch(content.particles, after.shortened, in: set)
    guard match.isPossible else { return elements(of: declaration) }
    let next = distinct(match.expected.flatMap { child($0, in: content.particles) })
    let fitting = next.filter { candidate in
      before.isEmpty
        || ContentMatch(content.particles, (after + [candidate.declaration.name] + before).shortened, in: set)
          .isPossible
    }
    let shown = fitting.isEmpty ? next : fitting
    return shown.filter(\.isRequired) + shown.filter { !$0.isRequired }
  }

  /// Those that the element does not have yet; required ones first.
  public func attributes(of declaration: ElementDeclaration, besides present: Set<XMLName> = []) -> [AttributeUse] {
    guard let content = content(of: declaration) else { return [] }
    let left = content.attributes.filter { !present.contains($0.name) }
    return left.filter { $0.use == .required } + left.filter { $0.use != .required }
  }

  /// The values that a type lists; true and false of a boolean; empty where it lists none.
  public func values(of use: TypeUse) -> [String] {
    guard let space = ValueSpace(of: use, in: set) else { return [] }
    return values(of: space, depth: 0)
  }

  private func values(of space: ValueSpace, depth: Int) -> [String] {
    if let listed = space.steps.first(where: { !$0.facets.enumeration.isEmpty }) {
      return listed.facets.enumeration.map(\.value).filter { space.accepts($0) }
    }
    switch space.variety {
    case .atomic(let builtin): return builtin.name == "boolean" ? ["true", "false"] : []
    case .list(let item): return depth < 4 ? values(of: item, depth: depth + 1) : []
    case .union(let members): return depth < 4 ? members.flatMap { values(of: $0, depth: depth + 1) } : []
    }
  }

  /// Types that `xsi:type` may name for the element, none of them abstract.
  public func types(for declaration: ElementDeclaration) -> [XMLName] {
    guard let name = declaration.type.name, !BuiltinType.isKnown(name) else { return [] }
    let own = set.isAbstract(name) ? [] : [name]
    return own + set.concreteTypes(derivedFrom: name)
  }

  /// The type of an element's text; nil when it holds elements.
  public func textType(of declaration: ElementDeclaration) -> TypeUse? {
    guard case .complex(let type)? = set.definition(of: declaration.type) else { return declaration.type }
    return set.content(of: type).text
  }

  public func attribute(_ name: XMLName, of declaration: ElementDeclaration) -> AttributeUse? {
    content(of: declaration)?.attributes.first { $0.name == name }
  }
}

extension ContentAdvisor {
  private static let mostElements = 2_000

  private func content(of declaration: ElementDeclaration) -> EffectiveContent? {
    guard case .complex(let type)? = set.definition(of: declaration.type) else { return nil }
    return set.content(of: type)
  }

  /// Every element of the content model, once.
  private func elements(of declaration: ElementDeclaration) -> [Child] {
    var found: [Child] = []
    for particle in content(of: declaration)?.particles ?? [] { collect(particle, into: &found, depth: 0) }
    return distinct(found)
  }

  private func collect(_ particle: Particle, into found: inout [Child], depth: Int) {
    guard depth < 60, found.count < Self.mostElements, particle.maxOccurs != 0 else { return }
    switch particle.term {
    case .element, .elementReference:
      found += children(particle.term, occurrence: particle.occurs, isRequired: false, isChoice: false)
    case .group(_, let parts): for part in parts { collect(part, into: &found, depth: depth + 1) }
    case .groupReference(let name):
      if let group = set.group(name) { collect(group, into: &found, depth: depth + 1) }
    case .wildcard: break
    }
  }

  private func child(_ expected: ContentMatch.Expected, in particles: [Particle]) -> [Child] {
    children(
      expected.particle.term, occurrence: occurrence(of: expected.particle.term, in: particles),
      isRequired: expected.isRequired, isChoice: expected.isChoice)
  }

  private func children(_ term: Particle.Term, occurrence: String, isRequired: Bool, isChoice: Bool) -> [Child] {
    switch term {
    case .element(let declaration):
      return [Child(declaration: declaration, occurrence: occurrence, isRequired: isRequired, isChoice: isChoice)]
    case .elementReference(let name):
      let members = ([name] + set.substitutes(for: name)).compactMap(set.element).filter { !$0.isAbstract }
      return members.map {
        Child(
          declaration: $0, occurrence: occurrence, isRequired: isRequired && members.count == 1,
          isChoice: isChoice || members.count > 1)
      }
    case .wildcard(let wildcard):
      let names = set.elementNames.filter { wildcard.allows($0.namespace) }.prefix(200)
      return names.compactMap(set.element).filter { !$0.isAbstract }.map {
        Child(declaration: $0, occurrence: "any", isRequired: false, isChoice: true)
      }
    case .group, .groupReference: return []
    }
  }

  /// As the model writes it for the first particle of that element.
  private func occurrence(of term: Particle.Term, in particles: [Particle]) -> String {
    var found: String?
    for particle in particles where found == nil { found = occurrence(of: term.name, in: particle, depth: 0) }
    return found ?? "1"
  }

  private func occurrence(of name: XMLName?, in particle: Particle, depth: Int) -> String? {
    guard depth < 60, let name else { return nil }
    switch particle.term {
    case .element, .elementReference: return particle.term.name == name ? particle.occurs : nil
    case .group(_, let parts):
      return parts.lazy.compactMap { occurrence(of: name, in: $0, depth: depth + 1) }.first
    case .groupReference(let group):
      return set.group(group).flatMap { occurrence(of: name, in: $0, depth: depth + 1) }
    case .wildcard: return nil
    }
  }

  private func distinct(_ children: [Child]) -> [Child] {
    var seen: [XMLName: Int] = [:]
    var result: [Child] = []
    for child in children {
      if let index = seen[child.declaration.name] {
        result[index].isRequired = result[index].isRequired || child.isRequired
      } else {
        seen[child.declaration.name] = result.count
        result.append(child)
      }
    }
    return result
  }
}

extension ElementDeclaration {
  fileprivate func with(_ type: XMLName?) -> ElementDeclaration {
    guard let type else { return self }
    var declaration = self
    declaration.type = .named(type)
    return declaration
  }
}

extension Particle.Term {
  fileprivate var name: XMLName? {
    switch self {
    case .element(let declaration): declaration.name
    case .elementReference(let name): name
    case .group, .groupReference, .wildcard: nil
    }
  }
}

extension Particle {
  fileprivate var occurs: String {
    let most = maxOccurs.map(String.init) ?? "*"
    return most == String(minOccurs) ? most : "\(minOccurs)..\(most)"
  }
}

extension BuiltinType {
  fileprivate static func isKnown(_ name: XMLName) -> Bool { BuiltinType(name) != nil }
}

extension [XMLName] {
  /// Long runs of one name say no more than short ones, where there is no bound of occurrence between.
  fileprivate var shortened: [XMLName] {
    guard count > 400 else { return self }
    var result: [XMLName] = []
    var run = 0
    for name in self {
      run = name == result.last ? run + 1 : 1
      if run <= 40 { result.append(name) }
    }
    return result
  }
}
