internal import XML

/// The namespace declarations in force at one place, innermost last.
struct NamespaceScope: Sendable {
  private(set) var declarations: [XMLElement.Declaration]

  func entering(_ element: XMLElement) -> NamespaceScope {
    element.declarations.isEmpty ? self : NamespaceScope(declarations: declarations + element.declarations)
  }

  /// What a prefix stands for: nil when it is not declared; an empty text for no namespace.
  func namespace(of prefix: String?) -> String? {
    if prefix == "xml" { return XMLName.xmlNamespace }
    return declarations.last { $0.prefix == prefix }?.namespace ?? (prefix == nil ? "" : nil)
  }

  /// A qualified name as written in a value; nil when its prefix is not declared (Namespaces in XML 1.0 section 4).
  func name(_ text: String) -> XMLName? {
    let text = text.trimmed
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard let local = parts.last, !local.isEmpty else { return nil }
    guard let namespace = namespace(of: parts.count == 2 ? String(parts[0]) : nil) else { return nil }
    return XMLName(String(local), in: namespace.isEmpty ? nil : namespace)
  }
}

extension String {
  /// Without the white space of XML at both ends.
  var trimmed: String {
    let isSpace: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return self }
    let start = utf8.firstIndex { !isSpace($0) } ?? endIndex
    let end = utf8.lastIndex { !isSpace($0) }.map { utf8.index(after: $0) } ?? start
    return String(self[start..<end])
  }
}
