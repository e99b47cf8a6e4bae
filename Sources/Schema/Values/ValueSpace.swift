internal import XML

/// All that a simple type demands of a value, its derivation followed to its end.
struct ValueSpace: Sendable {
  indirect enum Variety: Sendable {
    case atomic(BuiltinType)
    case list(ValueSpace)
    case union([ValueSpace])
  }

  var variety: Variety
  /// The outermost step first; a value must satisfy each.
  var steps: [Step] = []

  struct Step: Sendable {
    var facets: Facets
    /// Those of the facets that can be followed.
    var patterns: [ValuePattern]

    init(_ facets: Facets) {
      self.facets = facets
      patterns = facets.patterns.compactMap { ValuePattern($0) }
    }
  }

  /// - Parameter use: a simple type; a complex type with a text counts by its text.
  /// - Returns: nil when the type, or one that it is made of, is not declared or not simple.
  init?(of use: TypeUse, in set: SchemaSet) {
    var members = Self.mostMembers
    self.init(of: use, in: set, depth: 0, &members)
  }

  /// How many types one may be made of: unions of unions grow without bound.
  private static let mostMembers = 2000

  private init?(of use: TypeUse, in set: SchemaSet, depth: Int, _ members: inout Int) {
    members -= 1
    guard depth < ComponentReader.chainLimit, members > 0 else { return nil }
    if let name = use.name, let builtin = BuiltinType(name) {
      self.init(builtin)
      return
    }
    switch set.definition(of: use) {
    case .simple(let type): self.init(type, in: set, depth: depth, &members)
    case .complex(let type):
      guard let text = set.textType(of: type) else { return nil }
      self.init(of: text, in: set, depth: depth + 1, &members)
    case nil: return nil
    }
  }

  init(_ builtin: BuiltinType) {
    let item = ValueSpace(variety: .atomic(builtin))
    guard builtin.isList else {
      self = item
      return
    }
    variety = .list(item)
    var facets = Facets()
    facets.minLength = 1
    steps = [Step(facets)]
  }

  private init?(_ type: SimpleType, in set: SchemaSet, depth: Int, _ members: inout Int) {
    switch type.variety {
    case .restriction(let base):
      guard let space = ValueSpace(of: base, in: set, depth: depth + 1, &members) else { return nil }
      self = space
      steps.insert(Step(type.facets), at: 0)
    case .list(let item):
      guard let space = ValueSpace(of: item, in: set, depth: depth + 1, &members) else { return nil }
      self.init(variety: .list(space), steps: [Step(type.facets)])
    case .union(let parts):
      var spaces: [ValueSpace] = []
      for part in parts {
        if let space = ValueSpace(of: part, in: set, depth: depth + 1, &members) { spaces.append(space) }
      }
      guard !spaces.isEmpty else { return nil }
      self.init(variety: .union(spaces), steps: [Step(type.facets)])
    }
  }

  private init(variety: Variety, steps: [Step] = []) {
    self.variety = variety
    self.steps = steps
  }

  /// The built-in type at the end of an atomic type's derivation.
  var builtin: BuiltinType? {
    if case .atomic(let builtin) = variety { builtin } else { nil }
  }
}

// Whether a text is a value.
extension ValueSpace {
  func accepts(_ text: String) -> Bool {
    let value = folded(text)
    return acceptsForm(value) && steps.allSatisfy { accepts(value, $0) }
  }

  /// With white space as the type has it before anything is compared. Types derived from `string` that preserve it are
  /// not told apart from it here: no value that is made has any at its ends.
  private func folded(_ text: String) -> String {
    if let builtin, ["string", "normalizedString", "anySimpleType"].contains(builtin.name) { return text }
    return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func acceptsForm(_ value: String) -> Bool {
    switch variety {
    case .atomic(let builtin):
      if !builtin.form.accepts(value) { return false }
      if let least = builtin.minInclusive, builtin.form.isOrdered(least, value) == false { return false }
      if let most = builtin.maxInclusive, builtin.form.isOrdered(value, most) == false { return false }
      return true
    case .list(let item): return value.split(separator: " ").allSatisfy { item.accepts(String($0)) }
    case .union(let members): return members.contains { $0.accepts(value) }
    }
  }

  private func accepts(_ value: String, _ step: Step) -> Bool {
    let facets = step.facets
    if !facets.enumeration.isEmpty, !facets.enumeration.contains(where: { folded($0.value) == value }) { return false }
    if !step.patterns.isEmpty, !step.patterns.contains(where: { $0.matches(value) }) { return false }
    return acceptsLength(value, facets) && acceptsBounds(value, facets) && acceptsDigits(value, facets)
  }

  private func acceptsLength(_ value: String, _ facets: Facets) -> Bool {
    guard let length = length(of: value) else { return true }
    return (facets.length ?? length) == length && (facets.minLength ?? 0) <= length
      && length <= (facets.maxLength ?? .max)
  }

  private func length(of value: String) -> Int? {
    switch variety {
    case .atomic(let builtin): builtin.form.length(value)
    case .list: value.split(separator: " ").count
    case .union: nil
    }
  }

  private func acceptsBounds(_ value: String, _ facets: Facets) -> Bool {
    guard let form = builtin?.form else { return true }
    func isBelow(_ a: String, _ b: String) -> Bool { form.isOrdered(b, a) == false }
    if let bound = facets.minInclusive, isBelow(value, bound) { return false }
    if let bound = facets.maxInclusive, isBelow(bound, value) { return false }
    if let bound = facets.minExclusive, !isBelow(bound, value) { return false }
    if let bound = facets.maxExclusive, !isBelow(value, bound) { return false }
    return true
  }

  private func acceptsDigits(_ value: String, _ facets: Facets) -> Bool {
    guard facets.totalDigits != nil || facets.fractionDigits != nil else { return true }
    guard let number = DecimalNumber(value) else { return false }
    return number.totalDigits <= (facets.totalDigits ?? .max)
      && number.fractionDigits <= (facets.fractionDigits ?? .max)
  }
}
