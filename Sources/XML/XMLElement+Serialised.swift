extension XMLElement {
  /// The element as XML text of its own: prefixes that it uses and that were declared further up are declared on it.
  ///
  /// - Parameter outer: the declarations in force around it, outermost first.
  public func serialised(outer: [Declaration] = []) -> String { serialised(in: Scope(outer)) }

  /// The children as XML text; each element declares what it needs.
  public func serialisedContent(outer: [Declaration] = []) -> String {
    let scope = Scope(outer + declarations)
    return children.map { child in
      if case .element(let element) = child { return element.serialised(in: scope) }
      var text = ""
      child.write(to: &text)
      return text
    }.joined()
  }

  private func serialised(in scope: Scope) -> String {
    var element = self
    element.declarations = scope.declarations(of: usedPrefixes(among: scope).subtracting(declared)) + declarations
    var text = ""
    element.write(to: &text)
    return text
  }

  fileprivate func write(to text: inout String) {
    text += startTag
    if children.isEmpty {
      text += "/>"
      return
    }
    text += ">"
    for child in children { child.write(to: &text) }
    text += endTag
  }

  /// Without the angle bracket at its end.
  var startTag: String {
    var text = "<" + qualified
    for declaration in declarations {
      let name = declaration.prefix.map { "xmlns:" + $0 } ?? "xmlns"
      text += " \(name)=\"\(declaration.namespace.escaped(inAttribute: true))\""
    }
    for attribute in attributes {
      text += " \(attribute.qualified)=\"\(attribute.value.escaped(inAttribute: true))\""
    }
    return text
  }

  var endTag: String { "</" + qualified + ">" }

  private var qualified: String { prefix.map { $0 + ":" + name.local } ?? name.local }

  private var declared: [String?] { declarations.map(\.prefix) }

  /// The prefixes of the scope that stand before a name here or below and are not declared anew on the way. A default
  /// namespace counts where a name has no prefix; a prefix also counts where a value may be a qualified name
  /// (`xsi:type="p:Name"`).
  private func usedPrefixes(among scope: Scope) -> Set<String?> {
    if scope.isEmpty { return [] }
    var used: Set<String?> = []
    func note(_ prefix: String?) { if scope.has(prefix) { used.insert(prefix) } }
    note(prefix)
    for attribute in attributes {
      if let prefix = attribute.prefix { note(prefix) }
      if let prefix = attribute.value.beginningAsPrefix { note(prefix) }
    }
    for child in children {
      switch child {
      case .element(let element): used.formUnion(element.usedPrefixes(among: scope).subtracting(element.declared))
      case .text(let text): if let prefix = text.beginningAsPrefix { note(prefix) }
      case .comment, .instruction: break
      }
    }
    return used
  }
}

/// The declarations in force at a place, the innermost of each prefix.
private struct Scope {
  private var places: [String?: (place: Int, declaration: XMLElement.Declaration)] = [:]

  /// - Parameter declarations: outermost first.
  init(_ declarations: [XMLElement.Declaration]) {
    for (place, declaration) in declarations.enumerated() { places[declaration.prefix] = (place, declaration) }
  }

  var isEmpty: Bool { places.isEmpty }
  func has(_ prefix: String?) -> Bool { places[prefix] != nil }

  /// In the order in which they were declared.
  func declarations(of prefixes: Set<String?>) -> [XMLElement.Declaration] {
    prefixes.compactMap { places[$0] }.sorted { $0.place < $1.place }.map(\.declaration)
  }
}

extension XMLElement.Attribute {
  fileprivate var qualified: String { prefix.map { $0 + ":" + name.local } ?? name.local }
}

extension XMLNode {
  fileprivate func write(to text: inout String) {
    switch self {
    case .element(let element): element.write(to: &text)
    case .text(let content): text += content.escaped(inAttribute: false)
    case .comment(let content): text += "<!--\(content)-->"
    case .instruction(let target, let data): text += data.isEmpty ? "<?\(target)?>" : "<?\(target) \(data)?>"
    }
  }
}

extension String {
  /// What stands before a colon at the beginning of a text; nil when it is none, or longer than any prefix.
  fileprivate var beginningAsPrefix: String? {
    let start = utf8.drop { $0 <= 0x20 }.prefix(256)
    guard let colon = start.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return String(self[start.startIndex..<colon])
  }

  /// Escaped for element content or for an attribute in double quotes, so that a parser reads the same text back.
  public func escaped(inAttribute: Bool) -> String {
    if utf8.allSatisfy({ !Self.isEscaped($0) }) { return self }
    var result = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\r": result += "&#13;"
      case "\"" where inAttribute: result += "&quot;"
      case "\n" where inAttribute: result += "&#10;"
      case "\t" where inAttribute: result += "&#9;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Whether a byte may have to be written otherwise.
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"")
  }
}
