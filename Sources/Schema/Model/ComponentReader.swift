internal import XML

/// Reads the components of one part of a set into values. Lenient: what a schema processor would refuse is left to the
/// validator, and here read as far as it makes sense.
struct ComponentReader {
  let part: SchemaPart
  let component: SchemaIndex.Component
  let index: SchemaIndex
  let parts: [SchemaPart]

  func globalElement(_ element: XMLElement) -> ElementDeclaration {
    declaration(element, named: component.name, part.scope)
  }

  func globalAttribute(_ element: XMLElement) -> AttributeUse {
    var use = attribute(element, part.scope)
    use.name = component.name
    return use
  }

  func type(_ element: XMLElement, named name: XMLName?) -> TypeDefinition? {
    type(element, named: name, part.scope)
  }

  /// The one compositor that a model group holds.
  func groupContent(_ element: XMLElement) -> Particle? {
    let scope = part.scope.entering(element)
    return element.components.first.flatMap { particle($0, scope) }
  }

  func attributeGroup(_ element: XMLElement) -> ComplexType {
    var type = ComplexType()
    readAttributes(of: element, into: &type, part.scope.entering(element))
    return type
  }

  func name(_ text: String, _ scope: NamespaceScope) -> XMLName? { part.name(text, in: scope) }
}

// Elements and types.
extension ComponentReader {
  private func declaration(_ element: XMLElement, named name: XMLName, _ outer: NamespaceScope) -> ElementDeclaration {
    let scope = outer.entering(element)
    let head = element["substitutionGroup"].flatMap { self.name($0, scope) }
    var declaration = ElementDeclaration(
      name: name, type: typeUse(of: element, scope) ?? headType(head) ?? .named(.anyType))
    declaration.documentation = element.documentation
    declaration.substitutes = head
    declaration.constraints = element.elements.compactMap { IdentityConstraint($0) }
    declaration.isNillable = element.isTrue("nillable")
    declaration.isAbstract = element.isTrue("abstract")
    declaration.constraint = element.valueConstraint
    return declaration
  }

  /// A member without a type has its head's.
  private func headType(_ head: XMLName?) -> TypeUse? {
    var next = head
    for _ in 0..<Self.chainLimit {
      guard let name = next, let found = index.first(.element, name) else { return nil }
      let reader = ComponentReader(part: parts[found.part], component: found, index: index, parts: parts)
      let scope = reader.part.scope.entering(found.element)
      if let use = reader.typeUse(of: found.element, scope) { return use }
      next = found.element["substitutionGroup"].flatMap { reader.name($0, scope) }
    }
    return nil
  }

  /// How long a chain of names is followed.
  static let chainLimit = 64

  private func typeUse(of element: XMLElement, _ scope: NamespaceScope) -> TypeUse? {
    if let text = element["type"] { return name(text, scope).map { .named($0) } }
    let inner = element.components.first { $0.name.local == "complexType" || $0.name.local == "simpleType" }
    return inner.flatMap { type($0, named: nil, scope) }.map { .anonymous($0) }
  }

  private func type(_ element: XMLElement, named name: XMLName?, _ outer: NamespaceScope) -> TypeDefinition? {
    let scope = outer.entering(element)
    switch element.name.local {
    case "simpleType": return simpleType(element, named: name, scope).map { .simple($0) }
    case "complexType": return .complex(complexType(element, named: name, scope))
    default: return nil
    }
  }

  /// A base by its name; inside a redefinition, its own name means what it redefines.
  private func base(_ text: String, _ scope: NamespaceScope) -> TypeUse? {
    guard let name = name(text, scope) else { return nil }
    guard component.redefines, name == component.name, let original = index.original(.type, name) else {
      return .named(name)
    }
    let reader = ComponentReader(part: parts[original.part], component: original, index: index, parts: parts)
    return reader.type(original.element, named: nil).map { .anonymous($0) } ?? .named(name)
  }

  private func complexType(_ element: XMLElement, named name: XMLName?, _ scope: NamespaceScope) -> ComplexType {
    var type = ComplexType(name: name, documentation: element.documentation)
    type.isAbstract = element.isTrue("abstract")
    type.isMixed = element.isTrue("mixed")
    guard let content = element.components.first, content.name.local.hasSuffix("Content"),
      let step = content.components.first
    else {
      type.content = .particle(contentModel(of: element, scope))
      readAttributes(of: element, into: &type, scope)
      return type
    }
    type.isMixed = type.isMixed || content.isTrue("mixed")
    let inner = scope.entering(content).entering(step)
    type.derivation = step["base"].flatMap { base($0, inner) }.map {
      .init(base: $0, isExtension: step.name.local == "extension")
    }
    let isSimple = content.name.local == "simpleContent"
    type.content = isSimple ? .simple(simpleContent(step, inner)) : .particle(contentModel(of: step, inner))
    readAttributes(of: step, into: &type, inner)
    return type
  }

  private func simpleContent(_ step: XMLElement, _ scope: NamespaceScope) -> SimpleType? {
    guard step.name.local == "restriction" else { return nil }
    let inner = step.components.first { $0.name.local == "simpleType" }
    let base: TypeUse? =
      inner.flatMap { type($0, named: nil, scope) }.map { .anonymous($0) }
      ?? step["base"].flatMap { self.base($0, scope) }
    return base.map { SimpleType(variety: .restriction(of: $0), facets: facets(of: step, scope)) }
  }
}

// Content models.
extension ComponentReader {
  private func contentModel(of element: XMLElement, _ scope: NamespaceScope) -> Particle? {
    element.components.lazy.filter { ["sequence", "choice", "all", "group"].contains($0.name.local) }.first
      .flatMap { particle($0, scope) }
  }

  private func particle(_ element: XMLElement, _ outer: NamespaceScope) -> Particle? {
    let scope = outer.entering(element)
    guard let term = term(element, scope) else { return nil }
    let minOccurs = element["minOccurs"].flatMap { Int($0.trimmed) } ?? 1
    var maxOccurs = element["maxOccurs"].map { Int($0.trimmed) } ?? 1
    // A digit text that does not fit is as good as no bound.
    if let max = maxOccurs, max < minOccurs { maxOccurs = minOccurs }
    return Particle(minOccurs: max(0, minOccurs), maxOccurs: maxOccurs, term: term)
  }

  private func term(_ element: XMLElement, _ scope: NamespaceScope) -> Particle.Term? {
    switch element.name.local {
    case "element":
      if let text = element["ref"] { return self.name(text, scope).map(reference) }
      guard let local = element["name"]?.trimmed else { return nil }
      let isQualified = element["form"].map { $0.trimmed == "qualified" } ?? part.qualifiesElements
      let name = XMLName(local, in: isQualified ? part.targetNamespace : nil)
      return .element(declaration(element, named: name, scope))
    case "group": return element["ref"].flatMap { self.name($0, scope) }.map(groupReference)
    case "any": return .wildcard(wildcard(element))
    default:
      guard let compositor = Particle.Compositor(rawValue: element.name.local) else { return nil }
      return .group(compositor, element.components.compactMap { particle($0, scope) })
    }
  }

  /// A DataSet refers to the schema language's own root element, for which there is no schema: anything of it will do.
  private func reference(_ name: XMLName) -> Particle.Term {
    name.isSchema
      ? .wildcard(Wildcard(namespaces: .list([XMLName.schemaNamespace]), processing: .skip)) : .elementReference(name)
  }

  private func groupReference(_ name: XMLName) -> Particle.Term {
    guard component.redefines, name == component.name, let original = index.original(.group, name),
      let content = ComponentReader(part: parts[original.part], component: original, index: index, parts: parts)
        .groupContent(original.element)
    else { return .groupReference(name) }
    return .group(.sequence, [content])
  }

  private func wildcard(_ element: XMLElement) -> Wildcard {
    let processing = element["processContents"].flatMap { Wildcard.Processing(rawValue: $0.trimmed) } ?? .strict
    let text = element["namespace"]?.trimmed ?? "##any"
    switch text {
    case "##any": return Wildcard(namespaces: .any, processing: processing)
    case "##other": return Wildcard(namespaces: .other(than: part.targetNamespace), processing: processing)
    default:
      let list = text.split(whereSeparator: \.isWhitespace).map { word -> String? in
        word == "##local" ? nil : word == "##targetNamespace" ? part.targetNamespace : String(word)
      }
      return Wildcard(namespaces: .list(list), processing: processing)
    }
  }
}

// Attributes.
extension ComponentReader {
  private func readAttributes(of element: XMLElement, into type: inout ComplexType, _ scope: NamespaceScope) {
    for child in element.components {
      let inner = scope.entering(child)
      switch child.name.local {
      case "attribute":
        type.attributes.append(attribute(child, scope))
        type.arrayType = type.arrayType ?? arrayType(child, inner)
      case "attributeGroup":
        guard let name = child["ref"].flatMap({ self.name($0, inner) }) else { continue }
        // The redefined group's own attributes are read in its place.
        if component.redefines, name == component.name, let original = index.original(.attributeGroup, name) {
          let reader = ComponentReader(part: parts[original.part], component: original, index: index, parts: parts)
          type.attributes += reader.attributeGroup(original.element).attributes
        } else {
          type.attributeGroups.append(name)
        }
      case "anyAttribute": type.attributeWildcard = wildcard(child)
      default: continue
      }
    }
  }

  private func attribute(_ element: XMLElement, _ outer: NamespaceScope) -> AttributeUse {
    let scope = outer.entering(element)
    let use = element["use"].flatMap { AttributeUse.Use(rawValue: $0.trimmed) } ?? .optional
    if let reference = element["ref"].flatMap({ self.name($0, scope) }) {
      return AttributeUse(name: reference, type: nil, use: use, constraint: element.valueConstraint)
    }
    let isQualified = element["form"].map { $0.trimmed == "qualified" } ?? part.qualifiesAttributes
    let name = XMLName(element["name"]?.trimmed ?? "", in: isQualified ? part.targetNamespace : nil)
    return AttributeUse(
      name: name, type: typeUse(of: element, scope) ?? .named(.anySimpleType), use: use,
      constraint: element.valueConstraint, documentation: element.documentation)
  }

  /// No array has more brackets behind its item's type: each is an array in the one before it.
  private static let rankLimit = 32

  /// `wsdl:arrayType` on the reference to `soapenc:arrayType` (WSDL 1.1 section 2.2).
  private func arrayType(_ element: XMLElement, _ scope: NamespaceScope) -> ComplexType.ArrayType? {
    guard let text = element.attribute(XMLName("arrayType", in: XMLName.descriptionNamespace))?.trimmed,
      let bracket = text.firstIndex(of: "["), let item = scope.name(String(text[..<bracket])),
      text[bracket...].utf8.count(where: { $0 == UInt8(ascii: "[") }) <= Self.rankLimit
    else { return nil }
    return .init(item: item, dimensions: String(text[bracket...]))
  }
}

// Simple types.
extension ComponentReader {
  private func simpleType(_ element: XMLElement, named name: XMLName?, _ scope: NamespaceScope) -> SimpleType? {
    guard let step = element.components.first, let variety = variety(step, scope.entering(step)) else { return nil }
    var type = SimpleType(name: name, variety: variety, documentation: element.documentation)
    if step.name.local == "restriction" { type.facets = facets(of: step, scope.entering(step)) }
    return type
  }

  private func variety(_ step: XMLElement, _ scope: NamespaceScope) -> SimpleType.Variety? {
    let inner = step.components.filter { $0.name.local == "simpleType" }
      .compactMap { type($0, named: nil, scope) }.map { TypeUse.anonymous($0) }
    switch step.name.local {
    case "restriction": return (step["base"].flatMap { base($0, scope) } ?? inner.first).map { .restriction(of: $0) }
    case "list":
      return (step["itemType"].flatMap { name($0, scope) }.map { .named($0) } ?? inner.first).map { .list(of: $0) }
    case "union":
      let names = (step["memberTypes"] ?? "").split(whereSeparator: \.isWhitespace)
        .compactMap { name(String($0), scope) }.map { TypeUse.named($0) }
      return .union(names + inner)
    default: return nil
    }
  }

  private func facets(of step: XMLElement, _ scope: NamespaceScope) -> Facets {
    var facets = Facets()
    for child in step.components {
      guard let value = child["value"] else { continue }
      switch child.name.local {
      case "pattern": facets.patterns.append(value)
      case "enumeration": facets.enumeration.append(.init(value: value, name: scope.entering(child).name(value)))
      case "length": facets.length = Int(value.trimmed)
      case "minLength": facets.minLength = Int(value.trimmed)
      case "maxLength": facets.maxLength = Int(value.trimmed)
      case "minInclusive": facets.minInclusive = value.trimmed
      case "maxInclusive": facets.maxInclusive = value.trimmed
      case "minExclusive": facets.minExclusive = value.trimmed
      case "maxExclusive": facets.maxExclusive = value.trimmed
      case "totalDigits": facets.totalDigits = Int(value.trimmed)
      case "fractionDigits": facets.fractionDigits = Int(value.trimmed)
      default: continue
      }
    }
    return facets
  }
}

extension XMLElement {
  fileprivate var valueConstraint: ValueConstraint? {
    self["fixed"].map { .fixed($0) } ?? self["default"].map { .default($0) }
  }

  /// The text of its documentation, white space folded; nil for none.
  fileprivate var documentation: String? {
    let texts = all(.xs("annotation")).flatMap { $0.all(.xs("documentation")) }.map(\.text)
    let words = texts.joined(separator: " ").split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : words.joined(separator: " ")
  }
}
