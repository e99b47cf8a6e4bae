internal import XML

// Content models.
extension SampleBuilder {
  mutating func write(_ particle: Particle, into nodes: inout [XMLNode], _ mode: OptionalParts) {
    step()
    if isOverLimit || particle.maxOccurs == 0 { return }
    guard particle.minOccurs > 0 else { return writeOptional(particle, into: &nodes, mode) }
    // What a choice offers is said once, not at every repetition.
    for number in 0..<particle.minOccurs {
      step()
      if isOverLimit { break }
      let isFirst = number == 0
      write(particle.term, occurrence: isFirst ? particle.occurrence : nil, into: &nodes, isFirst ? mode : mode.quiet)
    }
  }

  private mutating func writeOptional(_ particle: Particle, into nodes: inout [XMLNode], _ mode: OptionalParts) {
    switch mode {
    case .omit: return
    case .comment: nodes.append(.comment(comment(of: particle)))
    case .include:
      var required = particle
      required.minOccurs = 1
      let ends = costs.cost(of: required) != nil
      if depth < levels, ends, !leadsBack(particle.term), !particle.term.isWildcard {
        write(particle.term, occurrence: particle.occurrence, into: &nodes, mode)
      } else if let name = particle.term.name {
        nodes.append(.comment(" \(particle.occurrence ?? "optional"): \(prefixes.qualified(name)) ".inComment))
      } else if case .wildcard(let wildcard) = particle.term {
        nodes.append(.comment(" \(particle.occurrence ?? "optional"): \(wildcard.plainWords) ".inComment))
      }
    }
  }

  /// Whether the first element of it is being written already.
  private func leadsBack(_ term: Particle.Term, groups: Int = 0) -> Bool {
    switch term {
    case .element(let declaration): isOpen(type: declaration.type.name)
    case .elementReference(let name): isOpen(element: name) || isOpen(type: set.element(name)?.type.name)
    case .groupReference(let name):
      groups > 8 || (set.group(name).map { leadsBack($0.term, groups: groups + 1) } ?? false)
    case .group(.choice, let parts): parts.allSatisfy { leadsBack($0.term, groups: groups) }
    case .group(_, let parts): parts.contains { $0.minOccurs > 0 && leadsBack($0.term, groups: groups) }
    case .wildcard: false
    }
  }

  private mutating func write(
    _ term: Particle.Term, occurrence: String?, into nodes: inout [XMLNode], _ mode: OptionalParts
  ) {
    switch term {
    case .element(let declaration):
      append(element(declaration, mode), of: declaration, occurrence, to: &nodes, mode)
    case .elementReference(let name):
      guard let declaration = set.element(name) else {
        return note(
          "schema-missing-element", "The element \(name) is not declared.", "Load the schema that declares it.")
      }
      append(globalElement(declaration, mode), of: declaration, occurrence, to: &nodes, mode)
    case .groupReference(let name):
      guard let content = set.group(name), enterGroup() else { return }
      write(content.term, occurrence: occurrence, into: &nodes, mode)
      leaveGroup()
    case .group(.choice, let branches): writeChoice(of: branches, into: &nodes, mode)
    case .group(_, let parts): for part in parts { write(part, into: &nodes, mode) }
    case .wildcard(let wildcard): writeAny(wildcard, into: &nodes, mode)
    }
  }

  private mutating func append(
    _ element: XMLElement, of declaration: ElementDeclaration, _ occurrence: String?, to nodes: inout [XMLNode],
    _ mode: OptionalParts
  ) {
    if mode != .omit {
      let words = [occurrence].compactMap { $0 } + remarks(on: declaration)
      if !words.isEmpty { nodes.append(.comment(" \(words.joined(separator: "; ")) ".inComment)) }
    }
    nodes.append(.element(element))
  }

  private mutating func writeChoice(of branches: [Particle], into nodes: inout [XMLNode], _ mode: OptionalParts) {
    guard let chosen = chosen(of: branches, mode) else {
      if !branches.isEmpty {
        note(
          "schema-endless", "Each branch of a choice must hold itself without end.",
          "Ask the service's owner: no message can be valid.")
      }
      return
    }
    write(branches[chosen], into: &nodes, mode)
    if mode == .omit { return }
    let others = branches.indices.filter { $0 != chosen }.map { branches[$0] }
    if others.count > 12 { return nodes.append(.comment(" or one of: \(names(of: others)) ".inComment)) }
    for other in others { nodes.append(.comment(alternative(other))) }
  }

  /// Everything is shown where it fits: then the first branch that ends; else the cheapest.
  private func chosen(of branches: [Particle], _ mode: OptionalParts) -> Int? {
    if mode == .include, depth < levels {
      let first = branches.indices.first { index in
        var branch = branches[index]
        branch.minOccurs = max(1, branch.minOccurs)
        return !branch.term.isWildcard && !leadsBack(branch.term) && costs.cost(of: branch) != nil
      }
      if let first { return first }
    }
    return branches.indices.cheapest { costs.cost(of: branches[$0]) }
  }
}

// Wildcards.
extension SampleBuilder {
  private mutating func writeAny(_ wildcard: Wildcard, into nodes: inout [XMLNode], _ mode: OptionalParts) {
    if mode != .omit { nodes.append(.comment(" \(wildcard.plainWords) ".inComment)) }
    if wildcard.processing != .strict {
      let name = wildcard.exampleName
      nodes.append(.element(XMLElement(name: name, prefix: prefixes.prefix(for: name.namespace))))
      return
    }
    // One that is being written already would lead here again, without end.
    let allowed = set.elementNames.filter { wildcard.allows($0.namespace) && !isOpen(element: $0) }.prefix(200)
    guard let name = allowed.cheapest({ costs.cost(ofElement: $0) }), let declaration = set.element(name) else {
      return note(
        "schema-no-element-for-wildcard",
        "A declared element must stand here (\(wildcard.plainWords)), and there is none that ends.",
        "Load the schema that declares it.")
    }
    nodes.append(.element(globalElement(declaration, .omit)))
  }
}

extension Wildcard {
  /// An element that it allows and that no schema declares.
  var exampleName: XMLName {
    switch namespaces {
    case .any: XMLName("any", in: "urn:example:any")
    case .other: XMLName("any", in: "urn:example:any")
    case .list(let list):
      XMLName(list.first == XMLName.schemaNamespace ? "schema" : "any", in: list.first ?? nil)
    }
  }

  var plainWords: String {
    switch namespaces {
    case .any: "any element"
    case .other(let own): "any element of a namespace other than \(own ?? "none")"
    case .list(let list):
      "any element of \(list.map { $0.map { "the namespace \($0)" } ?? "no namespace" }.joined(separator: " or "))"
    }
  }
}

// Comments.
extension SampleBuilder {
  /// An optional part as a comment that can be uncommented.
  private mutating func comment(of particle: Particle) -> String {
    let occurrence = particle.occurrence ?? "optional"
    if case .wildcard(let wildcard) = particle.term { return " \(occurrence): \(wildcard.plainWords) ".inComment }
    return text(occurrence, of: particle)
  }

  private mutating func alternative(_ branch: Particle) -> String {
    if case .wildcard(let wildcard) = branch.term { return " or: \(wildcard.plainWords) ".inComment }
    return text("or", of: branch)
  }

  /// The part in its least form; only its names when that is long or has no end.
  private mutating func text(_ word: String, of particle: Particle) -> String {
    var required = particle
    required.minOccurs = max(1, particle.minOccurs)
    guard let cost = costs.cost(of: required), cost <= 40, !leadsBack(particle.term) else {
      return " \(word): \(names(of: [particle])) ".inComment
    }
    var nodes: [XMLNode] = []
    // Inside a comment nothing may say that it is invalid: that is told when it is asked for.
    let kept = problems
    write(required, into: &nodes, .omit)
    resetProblems(to: kept)
    let lines = nodes.map { node in
      if case .element(let element) = node { element.indented() } else { "" }
    }
    if lines.isEmpty { return " \(word): \(names(of: [particle])) ".inComment }
    let text = lines.joined(separator: "\n")
    return text.contains("\n") ? " \(word):\n\(text)\n".inComment : " \(word): \(text) ".inComment
  }

  private mutating func names(of particles: [Particle]) -> String {
    let names = particles.flatMap { $0.term.names(in: set, depth: 0) }
    let shown = names.prefix(40).map { prefixes.qualified($0) }.joined(separator: ", ")
    return names.count > 40 ? "\(shown) and \(names.count - 40) more" : shown
  }

  /// What else may be written in an element's place or on it.
  private mutating func remarks(on declaration: ElementDeclaration) -> [String] {
    var remarks: [String] = []
    let members = set.concreteSubstitutes(for: declaration.name)
    if !members.isEmpty, set.element(declaration.name) != nil, declaration.isAbstract || members.count > 0 {
      remarks.append("may be replaced by \(list(members))")
    }
    if let name = declaration.type.name {
      let derived = set.concreteTypes(derivedFrom: name)
      if !derived.isEmpty, case .complex? = set.type(name) { remarks.append("xsi:type may be \(list(derived))") }
    }
    if let values = enumeratedValues(of: declaration.type), values.count > 1 {
      let shown = values.prefix(12).joined(separator: ", ")
      remarks.append("one of \(shown)\(values.count > 12 ? " and \(values.count - 12) more" : "")")
    }
    return remarks
  }

  private mutating func list(_ names: [XMLName]) -> String {
    let shown = names.prefix(12).map { prefixes.qualified($0) }.joined(separator: ", ")
    return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
  }

  private func enumeratedValues(of use: TypeUse) -> [String]? {
    let space = values.space(of: use, in: set)
    return space?.steps.first { !$0.facets.enumeration.isEmpty }?.facets.enumeration.map(\.value)
  }
}

extension OptionalParts {
  /// The same parts, without alternatives told again.
  fileprivate var quiet: OptionalParts { self == .include ? .include : .omit }
}

extension Particle {
  /// How often it may occur, where that is not once.
  var occurrence: String? {
    switch (minOccurs, maxOccurs) {
    case (1, 1): nil
    case (0, 1): "optional"
    case (0, nil): "optional, any number"
    case (0, let most?): "optional, up to \(most)"
    case (1, nil): "one or more"
    case (let least, nil): "\(least) or more"
    case (let least, let most?): least == most ? "\(least) times" : "\(least) to \(most)"
    }
  }
}

extension Particle.Term {
  fileprivate var isWildcard: Bool { if case .wildcard = self { true } else { false } }

  fileprivate var name: XMLName? {
    switch self {
    case .element(let declaration): declaration.name
    case .elementReference(let name): name
    case .group, .groupReference, .wildcard: nil
    }
  }

  fileprivate func names(in set: SchemaSet, depth: Int) -> [XMLName] {
    if let name { return [name] }
    switch self {
    case .group(_, let parts): return parts.flatMap { $0.term.names(in: set, depth: depth) }
    case .groupReference(let name):
      return depth < 8 ? set.group(name)?.term.names(in: set, depth: depth + 1) ?? [] : []
    default: return []
    }
  }
}

extension String {
  /// With no hyphens that would end a comment of XML (XML 1.0 section 2.5).
  package var inComment: String {
    // By scalars, as XML counts: a hyphen with a combining mark behind it is a hyphen.
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if scalar == "-", text.last == "-" { text.append(" ") }
      text.append(scalar)
    }
    return String(text) + (text.last == "-" ? " " : "")
  }
}
