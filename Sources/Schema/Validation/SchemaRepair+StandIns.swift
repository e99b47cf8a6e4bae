internal import XML

// Stand-ins.
extension SchemaRepair {
  /// What refers to nothing would make the whole set fail: it is replaced by something that accepts anything.
  mutating func withStandIns(
    _ element: XMLElement, _ scope: NamespaceScope, in parent: String
  ) -> XMLElement {
    switch element.name.local {
    case "element": return elementWithStandIn(withoutMissingHead(element, scope), scope)
    case "attribute": return typeWithStandIn(element, scope, anything: "anySimpleType")
    case "group" where element["ref"] != nil:
      guard let name = missing(element["ref"], scope, { set.group($0) != nil }) else { return element }
      note("the group \(name) is not declared: anything is accepted in its place")
      return any(in: element, namespace: "##any", minOccurs: "0", maxOccurs: "unbounded")
    case "extension", "restriction": return derivationWithStandIn(element, scope, in: parent)
    case "list": return namesWithStandIn(element, "itemType", scope)
    case "union": return namesWithStandIn(element, "memberTypes", scope)
    default: return element
    }
  }

  private mutating func elementWithStandIn(_ element: XMLElement, _ scope: NamespaceScope) -> XMLElement {
    guard let text = element["ref"] else { return typeWithStandIn(element, scope, anything: "anyType") }
    let name = part.name(text, in: scope) ?? XMLName(text.trimmed)
    guard name.isSchema || !set.declares(element: name) else { return element }
    if !name.isSchema { note("the element \(name) is not declared: anything is accepted in its place") }
    return any(
      in: element, namespace: name.namespace ?? "##local", minOccurs: element["minOccurs"],
      maxOccurs: element["maxOccurs"])
  }

  /// A member of a group whose head is not there is an element like any other.
  private mutating func withoutMissingHead(_ element: XMLElement, _ scope: NamespaceScope) -> XMLElement {
    guard let head = missing(element["substitutionGroup"], scope, { set.declares(element: $0) }) else { return element }
    note("the element \(head), for which it may stand, is not declared")
    var element = element
    element["substitutionGroup"] = nil
    return element
  }

  private mutating func derivationWithStandIn(
    _ step: XMLElement, _ scope: NamespaceScope, in parent: String
  ) -> XMLElement {
    if let type = encodingType(step["base"], scope) {
      var step = step
      step["base"] = qualified(type, like: step)
      return parent == "simpleContent" && step.name.local == "restriction" ? plainExtension(step) : step
    }
    guard let name = missing(step["base"], scope, { set.declares(type: $0) }) else {
      return restrictsSimpleType(step, scope, in: parent) ? plainExtension(step) : step
    }
    note("the type \(name) is not declared: what it says is not checked")
    switch parent {
    case "simpleType": return based(step, on: "string")
    case "simpleContent": return plainExtension(based(step, on: "anySimpleType"), of: step)
    default:
      var anything = based(step, on: "anyType")
      anything.name = .xs("extension")
      return anything
    }
  }

  /// A restriction of simple content has a complex base; some take a simple type.
  private func restrictsSimpleType(_ step: XMLElement, _ scope: NamespaceScope, in parent: String) -> Bool {
    guard parent == "simpleContent", step.name.local == "restriction",
      let base = step["base"].flatMap({ part.name($0, in: scope) })
    else { return false }
    if case .simple? = set.type(base) { return true }
    return base.isSchema
  }

  /// With its attributes, and without what it restricts.
  private func plainExtension(_ step: XMLElement, of original: XMLElement? = nil) -> XMLElement {
    var plain = step
    plain.name = .xs("extension")
    plain.children = (original ?? step).components.filter { $0.name.local.lowercased().contains("attribute") }
      .map { .element($0) }
    return plain
  }

  /// Lists and unions: any text in the place of a type that is not there.
  private mutating func namesWithStandIn(
    _ element: XMLElement, _ attribute: String, _ scope: NamespaceScope
  ) -> XMLElement {
    let words = (element[attribute] ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
    var written = words
    for (index, word) in words.enumerated() {
      if let type = encodingType(word, scope) {
        written[index] = qualified(type, like: element)
      } else if let name = missing(word, scope, { set.declares(type: $0) }) {
        note("the type \(name) is not declared: any text is accepted")
        written[index] = qualified("string", like: element)
      }
    }
    guard written != words else { return element }
    var element = element
    element[attribute] = written.joined(separator: " ")
    return element
  }

  private mutating func typeWithStandIn(_ element: XMLElement, _ scope: NamespaceScope, anything: String) -> XMLElement
  {
    if let type = encodingType(element["type"], scope) {
      var element = element
      element["type"] = qualified(type, like: element)
      return element
    }
    guard let name = missing(element["type"], scope, { set.declares(type: $0) }) else { return element }
    note("the type \(name) is not declared: anything is accepted")
    var element = element
    element["type"] = qualified(anything, like: element)
    return element
  }

  /// The built-in type that one of SOAP encoding stands for, where the schema of those is not in the set: descriptions
  /// use them without an import.
  private func encodingType(_ text: String?, _ scope: NamespaceScope) -> String? {
    guard let name = text.flatMap({ part.name($0, in: scope) }), name.isSOAPEncoding,
      set.index.first(.type, name) == nil
    else { return nil }
    return BuiltinType(name)?.name
  }

  /// The name that is referred to, when there is nothing of it: also when its prefix is not declared.
  func missing(_ text: String?, _ scope: NamespaceScope, _ isDeclared: (XMLName) -> Bool) -> XMLName? {
    guard let text else { return nil }
    guard let name = part.name(text, in: scope) else { return XMLName(text.trimmed) }
    return isDeclared(name) || name == .anyType ? nil : name
  }

  private func qualified(_ local: String, like element: XMLElement) -> String {
    element.prefix.map { "\($0):\(local)" } ?? local
  }

  private func based(_ step: XMLElement, on type: String) -> XMLElement {
    var step = step
    step["base"] = qualified(type, like: step)
    step.children = []
    return step
  }

  private func any(
    in element: XMLElement, namespace: String, minOccurs: String?, maxOccurs: String?
  ) -> XMLElement {
    var any = XMLElement(name: .xs("any"), prefix: element.prefix, declarations: element.declarations)
    any["minOccurs"] = minOccurs
    any["maxOccurs"] = maxOccurs
    any["namespace"] = namespace
    any["processContents"] = "skip"
    return any
  }
}
