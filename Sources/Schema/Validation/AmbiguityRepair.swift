internal import XML

/// Mends content models in which libxml2 cannot tell by an element's name alone what it belongs to (unique particle
/// attribution, XML Schema 1.0 part 1 section 3.8.6), which other processors let pass.
struct AmbiguityRepair {
  /// How far a content model is changed.
  enum Degree: Int, Comparable {
    /// What is covered twice is left out.
    case narrowed
    /// Any elements are accepted in any number.
    case opened

    static func < (a: Degree, b: Degree) -> Bool { a.rawValue < b.rawValue }
  }

  private let set: SchemaSet
  private let part: SchemaPart
  private let degree: Degree

  init(_ set: SchemaSet, _ part: SchemaPart, _ degree: Degree) {
    self.set = set
    self.part = part
    self.degree = degree
  }

  func repaired(_ component: XMLElement, _ scope: NamespaceScope) -> XMLElement {
    switch degree {
    case .narrowed: narrowed(component, scope)
    case .opened: opened(component, scope, isCovered: false)
    }
  }

  private static let models = ["sequence", "choice", "all", "group"]

  /// An extension adds nothing to a base that accepts anything already.
  private func opened(_ element: XMLElement, _ outer: NamespaceScope, isCovered: Bool) -> XMLElement {
    let scope = outer.entering(element)
    var element = element
    element.children = element.components.compactMap { child in
      guard Self.models.contains(child.name.local) else {
        return .element(opened(child, scope, isCovered: hasOpenBase(child, scope)))
      }
      return isCovered ? nil : .element(Self.anything(like: child))
    }
    return element
  }

  /// Whether the element extends a type in which elements may stand: that is opened too.
  private func hasOpenBase(_ step: XMLElement, _ outer: NamespaceScope) -> Bool {
    guard step.name.local == "extension", let text = step["base"],
      let base = part.name(text, in: outer.entering(step))
    else { return false }
    return set.hasContent(type: base)
  }

  private static func anything(like model: XMLElement) -> XMLElement {
    var any = XMLElement(name: .xs("any"), prefix: model.prefix)
    any["minOccurs"] = "0"
    any["maxOccurs"] = "unbounded"
    any["processContents"] = "lax"
    return XMLElement(
      name: .xs("sequence"), prefix: model.prefix, declarations: model.declarations, children: [.element(any)])
  }

  /// A member of a substitution group beside its head is left out, because the head stands for it; a wildcard that takes
  /// elements of the schema's own namespace takes those of others only.
  private func narrowed(_ element: XMLElement, _ outer: NamespaceScope) -> XMLElement {
    let scope = outer.entering(element)
    var element = element
    if element.name.local == "any" {
      let namespace = element["namespace"]?.trimmed ?? "##any"
      if namespace == "##any" || namespace == "##targetNamespace" { element["namespace"] = "##other" }
      return element
    }
    let covered = covered(in: element, scope)
    element.children = element.components.compactMap { child in
      if let name = reference(child, scope), covered.contains(name) { return nil }
      return .element(narrowed(child, scope))
    }
    return element
  }

  private func covered(in group: XMLElement, _ scope: NamespaceScope) -> Set<XMLName> {
    guard group.name.local == "choice" || group.name.local == "sequence" else { return [] }
    let names = group.components.compactMap { reference($0, scope) }
    return Set(names.flatMap { set.substitutes(for: $0) })
  }

  private func reference(_ element: XMLElement, _ outer: NamespaceScope) -> XMLName? {
    guard element.name.local == "element", let text = element["ref"] else { return nil }
    return part.name(text, in: outer.entering(element))
  }
}
