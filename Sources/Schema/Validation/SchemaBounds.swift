internal import XML

/// Keeps from the compiler what would keep it busy: its work cannot be interrupted.
///
/// libxml2's work on a content model grows with the square of its particles, and with the cube of those that may be left
/// out; on attribute groups and unions it grows with all ways that lead to them.
struct SchemaBounds {
  private let set: SchemaSet
  private var models: [XMLName: ContentModelSize] = [:]
  private var ways: [XMLName: Int] = [:]
  /// Content models with their work, by document and place.
  private var works: [(place: ComponentPlace, work: Int)] = []

  /// How many elements the documents of a set may have.
  static let elements = 1_000_000
  /// How many ways may lead to an attribute group or a member of a union.
  static let ways = 20_000
  /// The work on all content models, in units of some nanoseconds.
  static let work = 250_000_000
  static let longestChain = ComponentReader.chainLimit
  /// How many groups or types may lead on to each other: each is a few frames of the stack, here and in libxml2.
  private static let depth = 300

  init(_ set: SchemaSet) { self.set = set }

  /// - Returns: the components whose content models are too much together, the largest first, and what they extend: they
  ///   are to be opened.
  /// - Throws: `schema-too-large`, `schema-too-deep`, with what passed which bound.
  mutating func check() throws(SchemaProblem) -> [ComponentPlace] {
    let count = set.documents.reduce(0) { $0 + $1.root.elementCount }
    if count > Self.elements { throw tooLarge("The documents have \(count) elements", Self.elements) }
    for name in set.typeNames { try check(typeNamed: name) }
    for name in set.elementNames { try check(elementNamed: name) }
    for name in set.groupNames { note(size(ofGroup: name, depth: 0), at: set.index.first(.group, name)) }
    return tooMuch
  }

  private var tooMuch: [ComponentPlace] {
    // At most a million components of 2^40 each: no overflow.
    var total = works.reduce(0) { $0 + $1.work }
    var opened: [ComponentPlace] = []
    for (place, work) in works.sorted(by: { $0.work > $1.work }) where total > Self.work {
      opened.append(place)
      opened += set.extendedPlaces(from: place)
      total -= work
    }
    return opened
  }

  private func saturating(_ a: Int, _ b: Int) -> Int { min(a + b, ContentModelSize.limit) }

  private mutating func check(typeNamed name: XMLName) throws(SchemaProblem) {
    switch set.type(name) {
    case .simple(let type)?:
      if members(of: type, name, depth: 0) > Self.ways {
        throw tooLarge("The type \(name) is a union of too many types", Self.ways)
      }
    case .complex(let type)?: try check(type, "The type \(name)", at: set.index.first(.type, name))
    case nil: return
    }
  }

  private mutating func check(elementNamed name: XMLName) throws(SchemaProblem) {
    guard case .anonymous(.complex(let type))? = set.element(name)?.type else { return }
    try check(type, "The element \(name)", at: set.index.first(.element, name))
  }

  private mutating func check(
    _ type: ComplexType, _ owner: String, at component: SchemaIndex.Component?
  ) throws(SchemaProblem) {
    try checkChain(type, owner)
    let attributeWays = type.attributeGroups.reduce(0) { saturating($0, ways(to: $1, depth: 0)) }
    if attributeWays > Self.ways { throw tooLarge("\(owner) has too many attribute groups", Self.ways) }
    let size = set.content(of: type).particles.reduce(ContentModelSize()) { $0 + self.size($1, depth: 0) }
    note(size, at: component)
  }

  private mutating func note(_ size: ContentModelSize, at component: SchemaIndex.Component?) {
    guard let component else { return }
    works.append((ComponentPlace(document: set.parts[component.part].document, component: component.place), size.work))
  }

  private func checkChain(_ type: ComplexType, _ owner: String) throws(SchemaProblem) {
    var next = type.derivation?.base.name
    for _ in 0..<Self.longestChain {
      guard let name = next, case .complex(let base)? = set.type(name) else { return }
      next = base.derivation?.base.name
    }
    throw SchemaProblem(
      "schema-too-deep", "\(owner) derives through more than \(Self.longestChain) types, or from itself.",
      remedy: "Correct the schema: no service needs that.")
  }

  private func tooLarge(_ what: String, _ limit: Int) -> SchemaProblem {
    SchemaProblem(
      "schema-too-large", "\(what); the limit here is \(limit).",
      remedy: "The messages can be sent, but not be checked. Ask the service's owner for a smaller schema.")
  }
}

// Sizes.
extension SchemaBounds {
  /// Of one occurrence: how often it repeats costs the compiler nothing.
  private mutating func size(_ particle: Particle, depth: Int) -> ContentModelSize {
    guard depth < Self.depth else { return .endless }
    let own = ContentModelSize(particles: 1, optional: particle.minOccurs == 0 ? 1 : 0)
    switch particle.term {
    case .element(let declaration):
      // A type in place has a content model of its own.
      guard case .anonymous(.complex(let type)) = declaration.type else { return own }
      let inner = set.content(of: type).particles.reduce(ContentModelSize()) { $0 + size($1, depth: depth + 1) }
      return own + ContentModelSize(inner: inner.work)
    case .elementReference(let name):
      return own + ContentModelSize(particles: set.index.directMembers(of: name))
    case .wildcard: return own
    case .group(_, let parts): return parts.reduce(own) { $0 + size($1, depth: depth + 1) }
    case .groupReference(let name): return own + size(ofGroup: name, depth: depth + 1)
    }
  }

  private mutating func size(ofGroup name: XMLName, depth: Int) -> ContentModelSize {
    if let known = models[name] { return known }
    // A group in itself has no end.
    models[name] = .endless
    let size = set.group(name).map { self.size($0, depth: depth) } ?? ContentModelSize()
    models[name] = size
    return size
  }

  private mutating func ways(to name: XMLName, depth: Int) -> Int {
    if let known = ways[name] { return known }
    guard depth < Self.depth else { return ContentModelSize.limit }
    ways[name] = ContentModelSize.limit
    let inner = set.attributeGroup(name)?.attributeGroups ?? []
    let count = inner.reduce(1) { saturating($0, self.ways(to: $1, depth: depth + 1)) }
    ways[name] = count
    return count
  }

  private mutating func members(of type: SimpleType, _ name: XMLName, depth: Int) -> Int {
    if let known = ways[name] { return known }
    guard depth < Self.depth else { return ContentModelSize.limit }
    ways[name] = ContentModelSize.limit
    var uses: [TypeUse] = []
    switch type.variety {
    case .restriction(let base): uses = [base]
    case .list(let item): uses = [item]
    case .union(let parts): uses = parts
    }
    var count = 1
    for case .named(let member) in uses {
      guard case .simple(let inner)? = set.type(member) else { continue }
      count = saturating(count, members(of: inner, member, depth: depth + 1))
    }
    ways[name] = count
    return count
  }
}

/// How much a content model holds, its groups and bases written out.
struct ContentModelSize {
  var particles = 0
  /// Of them those that may be left out.
  var optional = 0
  /// The work on the types that are written in place inside.
  var inner = 0

  static let limit = 1 << 40
  static let endless = ContentModelSize(particles: limit, optional: limit)

  static func + (a: ContentModelSize, b: ContentModelSize) -> ContentModelSize {
    ContentModelSize(
      particles: min(a.particles + b.particles, limit), optional: min(a.optional + b.optional, limit),
      inner: min(a.inner + b.inner, limit))
  }

  var work: Int {
    if particles > 1_000_000 { return Self.limit }
    let cube = optional > 10_000 ? Self.limit : optional * optional * optional
    return min(cube + 6 * particles * particles + inner, Self.limit)
  }
}

extension XMLElement {
  /// With this one and all below.
  var elementCount: Int { elements.reduce(1) { $0 + $1.elementCount } }
}
