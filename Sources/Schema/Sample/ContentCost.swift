internal import XML

/// How many elements the least content of a type has.
///
/// It decides what a sample takes: the cheapest branch of a choice, member of a substitution group, or derived type. What
/// must hold itself without end has no cost, so that a sample that follows the costs ends.
struct ContentCost {
  let set: SchemaSet
  private let table = Table()

  init(_ set: SchemaSet) { self.set = set }

  /// Nil is the cost of what has no end.
  private final class Table {
    var known: [Node: Int?] = [:]
  }

  /// What is shared between contents, and may lead back to itself.
  enum Node: Hashable {
    case element(XMLName)
    case type(XMLName)
    case group(XMLName)
  }

  /// More elements than this count as without end: nobody can use such a sample.
  private static let limit = 50_000

  func cost(of declaration: ElementDeclaration) -> Int? { cost { $0.element(declaration) } }

  /// Of one element by that name, whatever may stand for it.
  func cost(ofElement name: XMLName) -> Int? { cost(of: .element(name)) }

  func cost(ofType name: XMLName) -> Int? { cost(of: .type(name)) }

  func cost(of particle: Particle) -> Int? { cost { $0.particle(particle) } }

  private func cost(_ evaluate: (inout Evaluator) -> Int?) -> Int? {
    var needed: [Node] = []
    var evaluator = Evaluator(set: set) { [table] node in
      if let cost = table.known[node] { return cost }
      needed.append(node)
      return nil
    }
    let cost = evaluate(&evaluator)
    if needed.isEmpty { return cost }
    for node in needed { _ = self.cost(of: node) }
    var again = evaluatorOfKnown
    return evaluate(&again)
  }

  private var evaluatorOfKnown: Evaluator { Evaluator(set: set) { [table] in table.known[$0] ?? nil } }

  private func cost(of node: Node) -> Int? {
    if let cost = table.known[node] { return cost }
    let nodes = unknownNodes(from: node)
    // Costs only fall from one round to the next, and end when a round changes nothing.
    var isChanging = true
    while isChanging {
      isChanging = false
      for node in nodes.reversed() {
        var evaluator = evaluatorOfKnown
        guard let cost = evaluator.node(node), cost < (table.known[node] ?? nil) ?? .max else { continue }
        table.known[node] = .some(cost)
        isChanging = true
      }
    }
    for node in nodes where table.known[node] == nil { table.known[node] = .some(nil) }
    return table.known[node] ?? nil
  }

  private func unknownNodes(from start: Node) -> [Node] {
    var found: [Node] = []
    var seen: Set<Node> = []
    var open = [start]
    while let node = open.popLast() {
      guard table.known[node] == nil, seen.insert(node).inserted else { continue }
      found.append(node)
      var evaluator = Evaluator(set: set) { needed in
        open.append(needed)
        return nil
      }
      _ = evaluator.node(node)
    }
    return found
  }

  /// One look at a content, with what is known of others.
  fileprivate struct Evaluator {
    let set: SchemaSet
    let known: (Node) -> Int?
    fileprivate var depth = 0

    init(set: SchemaSet, known: @escaping (Node) -> Int?) {
      self.set = set
      self.known = known
    }
  }
}

extension ContentCost.Evaluator {
  fileprivate mutating func node(_ node: ContentCost.Node) -> Int? {
    switch node {
    case .element(let name):
      let own = set.element(name).flatMap { $0.isAbstract ? nil : element($0) }
      return ([own] + set.substitutes(for: name).map { member(named: $0) }).compactMap { $0 }.min()
    case .type(let name): return type(named: name)
    case .group(let name): return set.group(name).flatMap { particle($0) }
    }
  }

  private mutating func member(named name: XMLName) -> Int? {
    set.element(name).flatMap { $0.isAbstract ? nil : element($0) }
  }

  fileprivate mutating func element(_ declaration: ElementDeclaration) -> Int? {
    let content = use(declaration.type)
    // A nil element holds nothing.
    return declaration.isNillable ? 1 : content.map { 1 + $0 }
  }

  private mutating func use(_ use: TypeUse) -> Int? {
    switch use {
    case .named(let name): BuiltinType(name) != nil || name == .anyType ? 0 : known(.type(name))
    case .anonymous(let definition): definitionCost(definition)
    }
  }

  private mutating func type(named name: XMLName) -> Int? {
    // What is not declared is left empty.
    guard let definition = set.type(name) else { return 0 }
    guard case .complex(let type) = definition, type.isAbstract else { return definitionCost(definition) }
    return set.derivedTypes(of: name).compactMap { derived in
      guard case .complex(let type)? = set.type(derived), !type.isAbstract else { return nil }
      return known(.type(derived))
    }.min()
  }

  private mutating func definitionCost(_ definition: TypeDefinition) -> Int? {
    guard case .complex(let type) = definition else { return 0 }
    depth += 1
    defer { depth -= 1 }
    guard depth < 100 else { return nil }
    return all(set.content(of: type).particles)
  }

  fileprivate mutating func particle(_ particle: Particle) -> Int? {
    if particle.minOccurs == 0 { return 0 }
    guard let one = term(particle.term) else { return nil }
    let (product, overflows) = one.multipliedReportingOverflow(by: particle.minOccurs)
    return overflows || product > ContentCost.limit ? nil : product
  }

  private mutating func term(_ term: Particle.Term) -> Int? {
    switch term {
    case .element(let declaration): return element(declaration)
    case .elementReference(let name): return known(.element(name))
    case .groupReference(let name): return known(.group(name))
    case .wildcard: return 1
    case .group(.choice, let branches):
      if branches.isEmpty { return 0 }
      // Each branch is looked at, so that all that it needs is asked for.
      return branches.compactMap { particle($0) }.min()
    case .group(_, let parts): return all(parts)
    }
  }

  private mutating func all(_ particles: [Particle]) -> Int? {
    var sum: Int? = 0
    for particle in particles {
      let cost = self.particle(particle)
      sum = sum.flatMap { before in cost.map { min(before + $0, ContentCost.limit + 1) } }
    }
    return sum.flatMap { $0 > ContentCost.limit ? nil : $0 }
  }
}
