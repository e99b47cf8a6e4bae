extension XMLElement {
  /// The element as XML text of its own: prefixes that it uses and that were declared further up are declared on it.
  ///
  /// - Parameter outer: the declarations in force around it, outermost first.
  public func serialised(outer: [Declaration] = []) -> String {
    var element = self
    let needed = outer.last(perPrefixNotIn: declarations).filter { uses(prefix: $0.prefix) }
    element.declarations = needed + declarations
    var text = ""
    element.write(to: &text)
    return text
  }

  /// The children as XML text; each element declares what it needs.
  public func serialisedContent(outer: [Declaration] = []) -> String {
    children.map { child in
      if case .element(let element) = child { return element.serialised(outer: outer + declarations) }
      var text = ""
      child.write(to: &text)
      return text
    }.joined()
  }

  private func write(to text: inout String) {
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

  /// Whether the prefix stands before a name here or below. A default namespace counts where a name has no prefix;
  /// a prefix also counts where a value may be a qualified name (`xsi:type="p:Name"`).
  private func uses(prefix wanted: String?) -> Bool {
    if prefix == wanted { return true }
    if let wanted {
      if attributes.contains(where: { $0.prefix == wanted || $0.value.hasPrefix(wanted + ":") }) { return true }
      if children.contains(where: { $0.isText(beginningWith: wanted + ":") }) { return true }
    }
    return elements.contains { child in
      !child.declarations.contains { $0.prefix == wanted } && child.uses(prefix: wanted)
    }
  }
}

extension XMLElement.Attribute {
  fileprivate var qualified: String { prefix.map { $0 + ":" + name.local } ?? name.local }
}

extension XMLNode {
  fileprivate func isText(beginningWith start: String) -> Bool {
    guard case .text(let text) = self else { return false }
    return text.drop(while: \.isWhitespace).hasPrefix(start)
  }

  fileprivate func write(to text: inout String) {
    switch self {
    case .element(let element): text += element.serialised()
    case .text(let content): text += content.escaped(inAttribute: false)
    case .comment(let content): text += "<!--\(content)-->"
    case .instruction(let target, let data): text += data.isEmpty ? "<?\(target)?>" : "<?\(target) \(data)?>"
    }
  }
}

extension [XMLElement.Declaration] {
  /// The innermost declaration of each prefix that `own` does not declare anew.
  fileprivate func last(perPrefixNotIn own: [XMLElement.Declaration]) -> [XMLElement.Declaration] {
    var seen = Set(own.map(\.prefix))
    return reversed().filter { seen.insert($0.prefix).inserted }.reversed()
  }
}

extension String {
  /// Escaped for element content or for an attribute in double quotes, so that a parser reads the same text back.
  public func escaped(inAttribute: Bool) -> String {
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
}
