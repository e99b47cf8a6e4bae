internal import XML

/// How far a content model goes along with the names of child elements, and what it lets come next.
///
/// Follows all ways at once, as sets of places in the names; the work is counted, so that no model can take long.
struct ContentMatch {
  private let set: SchemaSet
  private let names: [XMLName]
  private var steps: Int
  private(set) var expected: [Expected] = []
  /// How many of the names some way went along with.
  private(set) var reached = 0

  struct Expected {
    var particle: Particle
    var isRequired: Bool
    var isChoice: Bool
  }

  private struct Context {
    var isRequired: Bool
    var isChoice: Bool
    var depth: Int
  }

  init(_ particles: [Particle], _ names: [XMLName], in set: SchemaSet, steps: Int = 100_000) {
    self.set = set
    self.names = names
    self.steps = steps
    var places: Set<Int> = [0]
    for particle in particles {
      places = ends(of: particle, from: places, Context(isRequired: true, isChoice: false, depth: 0))
    }
  }

  /// Whether the names can be the beginning of the content.
  var isPossible: Bool { reached == names.count }

  private mutating func ends(of particle: Particle, from places: Set<Int>, _ context: Context) -> Set<Int> {
    guard context.depth < 100, particle.maxOccurs != 0 else { return places }
    var context = context
    context.depth += 1
    var ends = particle.minOccurs == 0 ? places : []
    var current = places
    var seen = places
    var count = 0
    while !current.isEmpty, steps > 0 {
      count += 1
      if let most = particle.maxOccurs, count > most { break }
      var round = context
      round.isRequired = context.isRequired && count <= particle.minOccurs
      current = once(particle.term, from: current, round)
      if count >= particle.minOccurs {
        ends.formUnion(current)
        // Places that were passed before lead nowhere new.
        current.subtract(seen)
        seen.formUnion(current)
      }
      if count > particle.minOccurs, count > names.count + 1 { break }
    }
    return ends
  }

  private mutating func once(_ term: Particle.Term, from places: Set<Int>, _ context: Context) -> Set<Int> {
    steps -= places.count
    switch term {
    case .element(let declaration):
      return consume(term, places, context) { $0 == declaration.name }
    case .elementReference(let name):
      let substitutes = Set(set.substitutes(for: name))
      return consume(term, places, context) { $0 == name || substitutes.contains($0) }
    case .wildcard(let wildcard):
      return consume(term, places, context) { wildcard.allows($0.namespace) }
    case .groupReference(let name):
      guard let group = set.group(name) else { return [] }
      return ends(of: group, from: places, context)
    case .group(.sequence, let parts):
      return parts.reduce(places) { ends(of: $1, from: $0, context) }
    case .group(.choice, let parts):
      var context = context
      if parts.count > 1 { (context.isRequired, context.isChoice) = (false, true) }
      return parts.reduce(into: Set<Int>()) { $0.formUnion(ends(of: $1, from: places, context)) }
    case .group(.all, let parts):
      return places.reduce(into: Set<Int>()) { $0.formUnion(all(parts, from: $1, context)) }
    }
  }

  private mutating func consume(
    _ term: Particle.Term, _ places: Set<Int>, _ context: Context, _ matches: (XMLName) -> Bool
  ) -> Set<Int> {
    var ends: Set<Int> = []
    for place in places {
      if place == names.count {
        note(Particle(term: term), context)
      } else if matches(names[place]) {
        ends.insert(place + 1)
        reached = max(reached, place + 1)
      }
    }
    return ends
  }

  /// Each part once at most, in any order (XML Schema 1.0 part 1 section 3.8).
  private mutating func all(_ parts: [Particle], from start: Int, _ context: Context) -> Set<Int> {
    var left = parts
    var place = start
    while place < names.count, let index = left.firstIndex(where: { name(of: $0) == names[place] }) {
      left.remove(at: index)
      place += 1
      reached = max(reached, place)
    }
    if place == names.count {
      for part in left {
        var context = context
        context.isRequired = context.isRequired && part.minOccurs > 0
        note(Particle(term: part.term), context)
      }
    }
    return left.allSatisfy { $0.minOccurs == 0 } ? [place] : []
  }

  private func name(of particle: Particle) -> XMLName? {
    switch particle.term {
    case .element(let declaration): declaration.name
    case .elementReference(let name): name
    default: nil
    }
  }

  private mutating func note(_ particle: Particle, _ context: Context) {
    expected.append(Expected(particle: particle, isRequired: context.isRequired, isChoice: context.isChoice))
  }
}
