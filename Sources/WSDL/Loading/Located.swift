internal import XML

/// An element with what its place in a document decides: the prefixes in force, and the way to it.
struct Located {
  var element: XMLElement
  /// Prefix, or nil for the default namespace, to namespace.
  var scope: [String?: String]
  var path: XMLPath
  /// Location of the document.
  var file: String

  init(_ element: XMLElement, scope: [String?: String] = [:], path: XMLPath = [], file: String) {
    self.element = element
    self.scope = scope
    for declaration in element.declarations { self.scope[declaration.prefix] = declaration.namespace }
    self.path = path
    self.file = file
  }

  var children: [Located] { children { _ in true } }

  /// The child elements for which that holds.
  func children(where isWanted: (XMLElement) -> Bool) -> [Located] {
    var index = -1
    return element.children.compactMap { child -> Located? in
      guard case .element(let element) = child else { return nil }
      index += 1
      return isWanted(element) ? Located(element, scope: scope, path: path.child(index), file: file) : nil
    }
  }

  func children(_ local: String, in namespace: String?) -> [Located] {
    children { $0.name.local == local && $0.name.namespace == namespace }
  }

  func first(_ local: String, in namespace: String?) -> Located? { children(local, in: namespace).first }

  /// The value of an attribute without a namespace, without white space around it.
  subscript(attribute: String) -> String? { element.attribute(XMLName(attribute))?.trimmedWhitespace }

  /// The name that an attribute's value stands for; nil without the attribute.
  func name(_ attribute: String) -> XMLName? { self[attribute].map(expanded) }

  /// A qualified name's meaning here. A prefix that nobody declares stands for a namespace that is not known, written
  /// with a question mark before it.
  func expanded(_ text: String) -> XMLName {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return XMLName(text, in: scope[nil].flatMap { $0.isEmpty ? nil : $0 })
    }
    return XMLName(
      String(text[text.utf8.index(after: colon)...]), in: scope[String(text[..<colon])] ?? "?\(text[..<colon])")
  }

  var targetNamespace: String? { self["targetNamespace"].flatMap { $0.isEmpty ? nil : $0 } }
}
