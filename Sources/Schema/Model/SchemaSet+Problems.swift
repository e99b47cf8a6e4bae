internal import XML

extension SchemaSet {
  /// What the documents refer to and none of them declares, each name once, in the order of the documents.
  ///
  /// Every document is read through: a few hundred milliseconds for several megabytes.
  ///
  /// - Parameter limit: how many are looked for.
  public func problems(limit: Int = 100) -> [SchemaProblem] {
    var search = ReferenceSearch(self, limit: limit)
    for part in parts { search.read(part, documents[part.document]) }
    return search.problems
  }
}

/// Looks for references that lead nowhere.
private struct ReferenceSearch {
  private let set: SchemaSet
  private let limit: Int
  private(set) var problems: [SchemaProblem] = []
  private var known: Set<Reference> = []
  private var location = ""
  private var owner = ""

  private struct Reference: Hashable {
    var kind: String
    var text: XMLName
  }

  init(_ set: SchemaSet, limit: Int) {
    self.set = set
    self.limit = limit
  }

  mutating func read(_ part: SchemaPart, _ document: SchemaDocument) {
    location = document.location
    for component in document.root.components {
      owner = component["name"].map { "\(component.name.local) \($0)" } ?? component.name.local
      read(component, part, part.scope)
    }
  }

  private mutating func read(_ element: XMLElement, _ part: SchemaPart, _ outer: NamespaceScope) {
    if problems.count >= limit { return }
    let scope = outer.entering(element)
    for attribute in element.attributes where attribute.name.namespace == nil {
      guard let kind = Self.kind(of: attribute.name.local, on: element.name.local) else { continue }
      for word in attribute.value.split(whereSeparator: \.isWhitespace) { check(String(word), kind, part, scope) }
    }
    for child in element.components { read(child, part, scope) }
  }

  /// What an attribute refers to; nil when it is no reference.
  private static func kind(of attribute: String, on element: String) -> String? {
    switch attribute {
    case "type", "base", "itemType", "memberTypes": "type"
    case "substitutionGroup": "element"
    case "ref":
      switch element {
      case "element", "attribute", "group": element
      case "attributeGroup": "attribute group"
      default: nil
      }
    default: nil
    }
  }

  private mutating func check(_ text: String, _ kind: String, _ part: SchemaPart, _ scope: NamespaceScope) {
    guard let name = part.name(text, in: scope) else {
      if known.insert(Reference(kind: "prefix", text: XMLName(text))).inserted {
        problems.append(.unboundPrefix(text, usedIn: location, at: owner))
      }
      return
    }
    guard known.insert(Reference(kind: kind, text: name)).inserted, !isDeclared(name, kind) else { return }
    problems.append(.missing(kind, name, usedIn: location, at: owner))
  }

  private func isDeclared(_ name: XMLName, _ kind: String) -> Bool {
    switch kind {
    case "type": return set.declares(type: name) || name == .anyType || name.isSOAPEncoding
    // A DataSet refers to the schema language's root element.
    case "element": return set.declares(element: name) || name.isSchema
    case "attribute": return set.index.first(.attribute, name) != nil || name.isSOAPEncoding
    case "group": return set.index.first(.group, name) != nil
    default: return set.index.first(.attributeGroup, name) != nil || name.isSOAPEncoding
    }
  }
}
