internal import XML

/// An element with what its place in a document decides: the prefixes in force.
struct Located {
  var element: XMLElement
  let scope: DeclarationScope?
  /// Location of the document.
  var file: String
  /// What references in it start from: the document, or as `xml:base` has it (XML Base section 4).
  let base: String

  init(_ element: XMLElement, scope: DeclarationScope? = nil, file: String, base: String? = nil) {
    self.element = element
    let outer = base ?? file
    self.base = element.attribute(Self.baseName).map { Location.resolved($0, in: outer) } ?? outer
    self.scope = element.declarations.isEmpty ? scope : DeclarationScope(element.declarations, in: scope)
    self.file = file
  }

  private static let baseName = XMLName("base", in: "http://www.w3.org/XML/1998/namespace")

  var children: [Located] { children { _ in true } }

  /// The child elements for which that holds.
  func children(where isWanted: (XMLElement) -> Bool) -> [Located] {
    element.children.compactMap { child -> Located? in
      guard case .element(let element) = child, isWanted(element) else { return nil }
      return Located(element, scope: scope, file: file, base: base)
    }
  }

  /// The first child element for which that holds.
  func first(where isWanted: (XMLElement) -> Bool) -> Located? {
    for case .element(let child) in element.children where isWanted(child) {
      return Located(child, scope: scope, file: file, base: base)
    }
    return nil
  }

  func children(_ local: String, in namespace: String?) -> [Located] {
    children { $0.name.local == local && $0.name.namespace == namespace }
  }

  func first(_ local: String, in namespace: String?) -> Located? {
    first { $0.name.local == local && $0.name.namespace == namespace }
  }

  /// The value of an attribute without a namespace, without white space around it.
  subscript(attribute: String) -> String? { element.attribute(XMLName(attribute))?.trimmedWhitespace }

  /// The name that an attribute's value stands for; nil without the attribute.
  func name(_ attribute: String) -> XMLName? { self[attribute].map(expanded) }

  /// A qualified name's meaning here. A prefix that nobody declares stands for a namespace that is not known, written
  /// with a question mark before it.
  func expanded(_ text: String) -> XMLName {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return XMLName(text, in: namespace(of: nil).flatMap { $0.isEmpty ? nil : $0 })
    }
    return XMLName(
      String(text[text.utf8.index(after: colon)...]),
      in: namespace(of: String(text[..<colon])) ?? "?\(text[..<colon])")
  }

  private func namespace(of prefix: String?) -> String? { scope?.namespace(of: prefix) }

  var targetNamespace: String? { self["targetNamespace"].flatMap { $0.isEmpty ? nil : $0 } }
}
