internal import XML

/// Makes one sample.
struct SampleBuilder {
  let set: SchemaSet
  let costs: ContentCost
  let values: SampleValues
  let optional: OptionalParts
  let isEncoded: Bool
  /// Below so many levels only what must be there is written.
  let levels: Int
  let limit: Int
  var prefixes: PrefixTable
  private(set) var problems: [SchemaProblem] = []
  private(set) var idCount = 0
  private var rootName: XMLName?
  private var elementCount = 0
  private var stepCount = 0
  /// The types and global elements that are being written, outermost first.
  private var open: [ContentCost.Node] = []
  /// How many groups are being written.
  private var openGroups = 0
  /// The names of fields whose values must differ, and the values that were written.
  private var distinctFields: Set<String> = []
  private var writtenValues: [String: Set<String>] = [:]
  private let keyReferences = KeyReferences()

  init(
    set: SchemaSet, costs: ContentCost, values: SampleValues, prefixes: PrefixTable, optional: OptionalParts,
    isEncoded: Bool, levels: Int, limit: Int
  ) {
    (self.set, self.costs, self.values, self.optional) = (set, costs, values, optional)
    (self.isEncoded, self.levels, self.limit) = (isEncoded, levels, limit)
    self.prefixes = prefixes
  }

  var isOverLimit: Bool { elementCount > limit || stepCount > mostSteps }

  /// Repetitions and groups may be written without end though no element ever is.
  private var mostSteps: Int { min(limit * 12 + 5000, 80_000) }
  mutating func step() { stepCount += 1 }
  var depth: Int { open.count }

  func isOpen(type name: XMLName?) -> Bool { name.map { open.contains(.type($0)) } ?? false }
  func isOpen(element name: XMLName) -> Bool { open.contains(.element(name)) }

  /// False when groups are nested deeper than any that makes sense: then one holds itself.
  mutating func enterGroup() -> Bool {
    guard openGroups < 300 else { return false }
    openGroups += 1
    return true
  }

  mutating func leaveGroup() { openGroups -= 1 }

  mutating func finished(_ element: XMLElement) -> Sample {
    var element = element
    element.declarations = prefixes.used
    if isOverLimit {
      note(
        "schema-sample-too-large", "What must be in it has more than \(limit) elements, or no end.", "Write it by hand."
      )
    }
    return Sample(element: element, problems: problems)
  }

  mutating func note(_ code: String, _ summary: String, _ remedy: String) {
    let problem = SchemaProblem(code, summary, remedy: remedy)
    if !problems.contains(problem) { problems.append(problem) }
  }

  /// Forgets what was noted about a part that is not shown.
  mutating func resetProblems(to kept: [SchemaProblem]) { problems = kept }

  mutating func nextID() -> String {
    idCount += 1
    return "id\(idCount)"
  }

  /// A global element, or the cheapest that may stand for it when it is abstract.
  mutating func globalElement(_ declaration: ElementDeclaration, _ mode: OptionalParts) -> XMLElement {
    guard declaration.isAbstract else {
      open.append(.element(declaration.name))
      defer { open.removeLast() }
      return element(declaration, mode)
    }
    let member = values.member(of: declaration.name) {
      set.concreteSubstitutes(for: declaration.name).cheapest { name in
        set.element(name).flatMap { costs.cost(of: $0) }
      }
    }
    guard let cheapest = member.flatMap(set.element) else {
      note(
        "schema-abstract-element", "The element \(declaration.name) is abstract, and no element may stand for it.",
        "Load the schema that declares one.")
      return element(declaration, mode)
    }
    return globalElement(cheapest, mode)
  }

  mutating func element(_ declaration: ElementDeclaration, _ mode: OptionalParts) -> XMLElement {
    rootName = rootName ?? declaration.name
    elementCount += 1
    var element = XMLElement(
      name: declaration.name, prefix: prefixes.prefix(for: declaration.name.namespace))
    guard !isOverLimit, depth < 400 else { return element }
    for constraint in declaration.constraints where constraint.refers == nil {
      distinctFields.formUnion(constraint.fieldNames)
    }
    fill(&element, declaration, mode)
    keyReferences.fill(&element, declaration.constraints)
    return element
  }

  private mutating func fill(_ element: inout XMLElement, _ declaration: ElementDeclaration, _ mode: OptionalParts) {
    switch (declaration.type.name, set.definition(of: declaration.type)) {
    case (let name?, _) where name == .anyType: fillAnything(&element, declaration)
    case (let name?, nil) where name.isSOAPEncoding && name.local == "Array":
      fillArray(&element, declaration, EffectiveContent(), mode)
    case (_, .complex(let type)): fill(&element, declaration, type, mode)
    case (let name?, nil) where BuiltinType(name) == nil:
      note(
        "schema-missing-type", "The type \(name) of the element \(declaration.name) is not declared.",
        "Load the schema that declares it.")
    default:
      writeType(declaration.type, on: &element)
      element.setText(text(of: declaration.type, declaration.constraint, for: declaration.name))
    }
  }

  private mutating func fillAnything(_ element: inout XMLElement, _ declaration: ElementDeclaration) {
    if isEncoded {
      element.attributes.append(instanceAttribute("type", prefixes.qualified(.xs("string"))))
      element.setText("text")
    } else if let constraint = declaration.constraint {
      element.setText(constraint.value)
    }
  }

  mutating func instanceAttribute(_ local: String, _ value: String) -> XMLElement.Attribute {
    .init(name: .xsi(local), prefix: prefixes.prefix(for: XMLName.instanceNamespace), value: value)
  }

  mutating func writeType(_ use: TypeUse, on element: inout XMLElement) {
    guard isEncoded, let name = use.name else { return }
    element.attributes.append(instanceAttribute("type", prefixes.qualified(name)))
  }
}

// Complex types.
extension SampleBuilder {
  private mutating func fill(
    _ element: inout XMLElement, _ declaration: ElementDeclaration, _ type: ComplexType, _ outer: OptionalParts
  ) {
    let isRecursive = isOpen(type: type.name)
    let mode: OptionalParts = isRecursive || (outer == .include && depth >= levels) ? .omit : outer
    if declaration.isNillable, isRecursive || (cost(of: type) == nil && !hasNoConcreteType(type)) {
      element.attributes.append(instanceAttribute("nil", "true"))
      return
    }
    guard let concrete = concrete(type, of: declaration, on: &element) else { return }
    open.append(.type(concrete.name ?? XMLName("")))
    defer { open.removeLast() }
    let content = set.content(of: concrete)
    if isEncoded, content.isArray { return fillArray(&element, declaration, content, mode) }
    for use in content.attributes { write(use, on: &element, mode) }
    if let text = content.text {
      element.setText(self.text(of: text, declaration.constraint, for: declaration.name))
    } else if content.isMixed, let constraint = declaration.constraint {
      element.setText(constraint.value)
    } else {
      for particle in content.particles { write(particle, into: &element.children, mode) }
    }
  }

  private func cost(of type: ComplexType) -> Int? {
    type.name.map { costs.cost(ofType: $0) }
      ?? costs.cost(of: ElementDeclaration(name: XMLName(""), type: .anonymous(.complex(type))))
  }

  /// Whether it is abstract, and nothing is derived from it that is not.
  private func hasNoConcreteType(_ type: ComplexType) -> Bool {
    guard type.isAbstract, let name = type.name else { return false }
    return set.concreteTypes(derivedFrom: name).isEmpty
  }

  /// The type itself; the cheapest derived one, named on the element, when it is abstract; nil when there is none.
  private mutating func concrete(
    _ type: ComplexType, of declaration: ElementDeclaration, on element: inout XMLElement
  ) -> ComplexType? {
    guard type.isAbstract, let name = type.name else {
      if !(isEncoded && set.content(of: type).isArray) { writeType(declaration.type, on: &element) }
      if costs.isEndless(type) {
        note(
          "schema-endless", "The type of the element \(declaration.name) must hold itself without end.",
          "Ask the service's owner: no message can be valid.")
        return nil
      }
      return type
    }
    let derived = set.concreteTypes(derivedFrom: name)
    guard let cheapest = derived.cheapest({ costs.cost(ofType: $0) }), case .complex(let concrete)? = set.type(cheapest)
    else {
      // Many services take a nil; a validator does not (cvc-type 2).
      if declaration.isNillable { element.attributes.append(instanceAttribute("nil", "true")) }
      note(
        "schema-abstract-type",
        "The type \(name) of the element \(declaration.name) is abstract, and no type is derived from it.",
        "Load the schema that declares one.")
      return nil
    }
    element.attributes.append(instanceAttribute("type", prefixes.qualified(cheapest)))
    return concrete
  }
}

extension ContentCost {
  /// Whether the type can have no content that ends.
  func isEndless(_ type: ComplexType) -> Bool {
    guard let name = type.name else { return false }
    return cost(ofType: name) == nil
  }
}

extension SchemaSet {
  func isAbstract(_ type: XMLName) -> Bool {
    guard case .complex(let complex)? = self.type(type) else { return false }
    return complex.isAbstract
  }
}

// Values.
extension SampleBuilder {
  mutating func text(of use: TypeUse, _ constraint: ValueConstraint?, for owner: XMLName) -> String {
    guard let space = values.space(of: use, in: set) else { return constraint?.value ?? "" }
    if case .fixed(let value)? = constraint { return value }
    if case .default(let value)? = constraint, space.accepts(value) { return value }
    if let special = special(space) { return special }
    if let value = values.value(of: use, space) {
      return distinctFields.contains(owner.local) ? distinct(value, space, owner.local) : value
    }
    note(
      "schema-no-value", "No value was found that the type of \(owner) accepts.",
      "Write one by hand: its pattern or its bounds are out of the common.")
    return "text"
  }

  /// The value, or when it was written for that field before, one that is like it and was not.
  private mutating func distinct(_ value: String, _ space: ValueSpace, _ field: String) -> String {
    let written = writtenValues[field] ?? []
    let own =
      written.contains(value)
      ? ValueSampler.variants(of: value).first { !written.contains($0) && space.accepts($0) } : value
    writtenValues[field, default: []].insert(own ?? value)
    return own ?? value
  }

  /// Identifiers are never equal, and qualified names need a prefix that is declared.
  private mutating func special(_ space: ValueSpace) -> String? {
    guard let builtin = space.builtin else { return nil }
    if builtin.name == "ID" {
      let id = nextID()
      return space.accepts(id) ? id : nil
    }
    guard builtin.form == .qName else { return nil }
    let enumerated = space.steps.lazy.flatMap(\.facets.enumeration).first
    let name = enumerated.map { $0.name ?? XMLName($0.value) } ?? rootName ?? XMLName("name")
    return prefixes.qualified(name)
  }

  private mutating func write(_ use: AttributeUse, on element: inout XMLElement, _ mode: OptionalParts) {
    guard use.use == .required || (mode == .include && use.use == .optional) else { return }
    let type = use.type ?? .named(.xs("string"))
    // An optional reference to an identifier that may not exist would make the message invalid.
    if use.use == .optional, values.space(of: type, in: set)?.builtin?.name.hasPrefix("IDREF") == true { return }
    let value = text(of: type, use.constraint, for: use.name)
    element.attributes.append(
      .init(name: use.name, prefix: prefixes.prefix(for: use.name.namespace), value: value))
  }
}

extension XMLElement {
  mutating func setText(_ text: String) { children = text.isEmpty ? [] : [.text(text)] }
}

extension Collection {
  /// The element of least cost, the first of several; nil when none has a cost.
  func cheapest(_ cost: (Element) -> Int?) -> Element? {
    var best: (element: Element, cost: Int)?
    for element in self {
      guard let cost = cost(element), cost < best?.cost ?? .max else { continue }
      best = (element, cost)
    }
    return best?.element
  }
}
