internal import XML

/// Rewrites one document for the compiler, and collects the namespaces that it refers to.
struct SchemaRepair {
  let set: SchemaSet
  let part: SchemaPart
  private let ambiguity: (Int) -> AmbiguityRepair.Degree?
  private(set) var namespaces: Set<String?> = []
  private(set) var notes: [String] = []
  private var owner = ""

  init(_ set: SchemaSet, _ part: SchemaPart, ambiguity: @escaping (Int) -> AmbiguityRepair.Degree?) {
    self.set = set
    self.part = part
    self.ambiguity = ambiguity
  }

  /// - Returns: the document without its imports and includes, and for each component its place among the document's.
  mutating func document(_ document: SchemaDocument) -> (XMLElement, [Int]) {
    var root = document.root
    root.declarations = part.scope.innermost
    root.attributes = root.attributes.filter { Self.isKept($0, on: root, isGlobal: true) }
    if root["targetNamespace"]?.trimmed.isEmpty == true { root["targetNamespace"] = nil }
    var children: [XMLNode] = []
    var places: [Int] = []
    for (place, component) in document.root.components.enumerated() {
      guard let repaired = self.component(component, place, document) else { continue }
      children.append(.element(repaired))
      places.append(place)
    }
    root.children = children
    return (root, places)
  }

  private mutating func component(
    _ component: XMLElement, _ place: Int, _ document: SchemaDocument
  ) -> XMLElement? {
    switch component.name.local {
    case "import", "include": return nil
    case "redefine":
      guard let target = component["schemaLocation"].flatMap({ document.references[$0] }).flatMap({ set.places[$0] })
      else { return nil }
      var redefinition = repaired(component, part.scope)
      redefinition["schemaLocation"] = GrammarSource.documentName(target)
      return redefinition
    default:
      if set.index.isRepeated(component, part, set.parts, place) { return nil }
      owner = "\(component.name.local) \(component["name"] ?? "")"
      let changed = repaired(component, part.scope)
      guard let degree = ambiguity(place) else { return changed }
      if degree == .opened { note("the order and number of the elements is not checked") }
      return AmbiguityRepair(set, part, degree).repaired(changed, part.scope)
    }
  }

  mutating func note(_ text: String) {
    let text = "\(text), in \(owner)"
    if !notes.contains(text) { notes.append(text) }
  }
}

// Elements.
extension SchemaRepair {
  /// An `id` says nothing to a validator, and generated documents repeat them. Of other namespaces' attributes none does.
  private static func isKept(_ attribute: XMLElement.Attribute, on element: XMLElement, isGlobal: Bool) -> Bool {
    attribute.name.namespace == nil
      && SchemaVocabulary.allows(attribute.name.local, on: element.name.local, isGlobal: isGlobal)
  }

  private mutating func repaired(
    _ element: XMLElement, _ outer: NamespaceScope, in parent: String = "schema"
  ) -> XMLElement {
    let scope = outer.entering(element)
    var element = element
    let isGlobal = parent == "schema" || parent == "redefine"
    element.attributes = element.attributes.filter { Self.isKept($0, on: element, isGlobal: isGlobal) }
    element = withStandIns(element, scope, in: parent)
    trimOccurrences(&element)
    noteReferences(of: element, scope)
    let components = element.components.filter { !isMissingAttribute($0, scope) }
    let isOpen = components.count < element.components.count
    element.children = components.compactMap { child in
      drops(child) ? nil : .element(repaired(child, scope, in: element.name.local))
    }
    if isOpen, !components.contains(where: { $0.name.local == "anyAttribute" }) {
      var any = XMLElement(name: .xs("anyAttribute"), prefix: element.prefix)
      any["processContents"] = "skip"
      element.children.append(.element(any))
    }
    return element
  }

  /// An attribute, or a group of them, that nothing declares: any attribute is accepted in its place.
  private mutating func isMissingAttribute(_ element: XMLElement, _ outer: NamespaceScope) -> Bool {
    guard element["ref"] != nil else { return false }
    let scope = outer.entering(element)
    switch element.name.local {
    case "attribute":
      guard let name = missing(element["ref"], scope, { set.attribute($0) != nil }) else { return false }
      note("the attribute \(name) is not declared: any is accepted")
    case "attributeGroup":
      guard let name = missing(element["ref"], scope, { set.attributeGroup($0) != nil }) else { return false }
      note("the attribute group \(name) is not declared: any attribute is accepted")
    default: return false
    }
    return true
  }

  /// What is no element of the language, a bound with more digits than libxml2 counts, or a pattern that would keep it
  /// busy, is left out.
  private mutating func drops(_ facet: XMLElement) -> Bool {
    if !SchemaVocabulary.has(element: facet.name.local) {
      note("\(facet.name.local) is no word of XML Schema 1.0 and is not checked")
      return true
    }
    guard let value = facet["value"] else { return false }
    switch facet.name.local {
    case "minInclusive", "maxInclusive", "minExclusive", "maxExclusive":
      guard value.utf8.count(where: \.isDigit) > 24, DecimalNumber(value) != nil else { return false }
      note("the bound \(value) has more digits than libxml2 counts and is not checked")
      return true
    case "pattern":
      guard let pattern = ValuePattern(value) else { return value.utf8.count > 20_000 }
      guard pattern.expandedSize > 20_000 else { return false }
      note("a pattern that stands for \(pattern.expandedSize) characters is not checked")
      return true
    default: return false
    }
  }

  /// libxml2 reads numbers of up to nine digits.
  private func trimOccurrences(_ element: inout XMLElement) {
    if let most = element["maxOccurs"]?.trimmed, most.utf8.allSatisfy(\.isDigit), most.utf8.count > 7 {
      element["maxOccurs"] = "unbounded"
    }
  }

  private static let references = ["type", "ref", "base", "itemType", "memberTypes", "substitutionGroup", "refer"]

  private mutating func noteReferences(of element: XMLElement, _ scope: NamespaceScope) {
    for attribute in Self.references {
      guard let value = element[attribute] else { continue }
      for word in value.split(whereSeparator: \.isWhitespace) {
        guard let name = scope.name(String(word)) else { continue }
        if !name.isSchema { namespaces.insert(name.namespace) }
      }
    }
  }
}

extension NamespaceScope {
  /// One declaration for each prefix.
  fileprivate var innermost: [XMLElement.Declaration] {
    var seen: Set<String?> = []
    return declarations.reversed().filter { seen.insert($0.prefix).inserted }.reversed()
      .filter { $0.prefix == nil || !$0.namespace.isEmpty }
  }
}
