internal import XML

/// Refuses schemas that would keep the compiler busy, before it sees them: its work cannot be interrupted.
struct SchemaBounds {
  private let set: SchemaSet
  private var groups: [XMLName: Int] = [:]
  private var total = 0

  /// How many elements the documents of a set may have.
  static let elements = 2_000_000
  /// How many particles one content model may have, its groups and its bases written out.
  static let particles = 20_000
  /// How many all content models may have.
  static let allParticles = 2_000_000
  static let longestChain = ComponentReader.chainLimit

  init(_ set: SchemaSet) { self.set = set }

  /// - Throws: `schema-too-large`, `schema-too-deep`, with what passed which bound.
  mutating func check() throws(SchemaProblem) {
    let count = set.documents.reduce(0) { $0 + $1.root.elementCount }
    if count > Self.elements { throw tooLarge("The documents have \(count) elements", Self.elements) }
    for name in set.typeNames {
      guard case .complex(let type)? = set.type(name) else { continue }
      try check(type, "The type \(name)")
    }
    for name in set.elementNames {
      guard case .anonymous(.complex(let type))? = set.element(name)?.type else { continue }
      try check(type, "The element \(name)")
    }
  }

  private mutating func check(_ type: ComplexType, _ owner: String) throws(SchemaProblem) {
    try checkChain(type, owner)
    let size = set.content(of: type).particles.reduce(0) { min($0 + self.size($1, depth: 0), 1 << 40) }
    if size > Self.particles {
      throw tooLarge("\(owner) has \(size) particles when its groups are written out", Self.particles)
    }
    total += size
    if total > Self.allParticles { throw tooLarge("All types together have \(total) particles", Self.allParticles) }
  }

  private func checkChain(_ type: ComplexType, _ owner: String) throws(SchemaProblem) {
    var next = type.derivation?.base.name
    for _ in 0..<Self.longestChain {
      guard let name = next else { return }
      guard case .complex(let base)? = set.type(name) else { return }
      next = base.derivation?.base.name
    }
    throw SchemaProblem(
      "schema-too-deep", "\(owner) derives through more than \(Self.longestChain) types, or from itself.",
      remedy: "Correct the schema: no service needs that.")
  }

  /// Of one occurrence: how often it repeats costs the compiler nothing.
  private mutating func size(_ particle: Particle, depth: Int) -> Int {
    guard depth < 300 else { return 1 << 40 }
    switch particle.term {
    case .element(let declaration):
      guard case .anonymous(.complex(let type)) = declaration.type else { return 1 }
      return set.content(of: type).particles.reduce(1) { min($0 + size($1, depth: depth + 1), 1 << 40) }
    case .elementReference(let name): return 1 + set.index.directMembers(of: name)
    case .wildcard: return 1
    case .group(_, let parts): return parts.reduce(1) { min($0 + size($1, depth: depth + 1), 1 << 40) }
    case .groupReference(let name):
      if let known = groups[name] { return known }
      // A group in itself has no end.
      groups[name] = 1 << 40
      let size = set.group(name).map { self.size($0, depth: depth + 1) } ?? 1
      groups[name] = size
      return size
    }
  }

  private func tooLarge(_ what: String, _ limit: Int) -> SchemaProblem {
    SchemaProblem(
      "schema-too-large", "\(what); the limit here is \(limit).",
      remedy: "The messages can be sent, but not be checked. Ask the service's owner for a smaller schema.")
  }
}

extension XMLElement {
  /// With this one and all below.
  var elementCount: Int { elements.reduce(1) { $0 + $1.elementCount } }
}
