internal import CLibXML2

extension Scanner {
  /// libxml2's callbacks. What is not set here does nothing: no tree is built, no entity is looked up.
  static var handlers: xmlSAXHandler {
    var handlers = xmlSAXHandler()
    handlers.initialized = UInt32(XML_SAX2_MAGIC)
    handlers.internalSubset = {
      scanner(of: $0)?.refuseDocumentType()
      _ = ($1, $2, $3)
    }
    handlers.startElementNs = { user, local, prefix, uri, namespaceCount, namespaces, attributeCount, _, attributes in
      let tag = StartTag(
        local: local, prefix: prefix, uri: uri, namespaceCount: namespaceCount, namespaces: namespaces,
        attributeCount: attributeCount, attributes: attributes)
      guard let scanner = scanner(of: user) else { return }
      scanner.begin(declarations: Int(namespaceCount), tag.element)
      scanner.show { $0.started(tag, scanner) }
    }
    handlers.endElementNs = { user, local, prefix, uri in
      guard let scanner = scanner(of: user) else { return }
      scanner.show { $0.ended(EndTag(local: local, prefix: prefix, uri: uri), scanner) }
      scanner.end()
    }
    handlers.characters = { user, characters, length in
      guard let characters, let scanner = scanner(of: user) else { return }
      scanner.tell(.text(text(from: characters, to: characters + Int(length))))
      scanner.show { $0.characters(characters, length) }
    }
    handlers.ignorableWhitespace = handlers.characters
    handlers.comment = { user, content in scanner(of: user)?.tell(.comment(text(content) ?? "")) }
    handlers.processingInstruction = { user, target, data in
      scanner(of: user)?.tell(.instruction(target: text(target) ?? "", data: text(data) ?? ""))
    }
    handlers.serror = { user, error in
      guard let scanner = scanner(of: user), let error = error?.pointee else { return }
      scanner.note(
        level: error.level, message: message(error.message), line: Int(error.line), column: Int(error.int2))
    }
    return handlers
  }
}

extension StartTag {
  var element: XMLElement {
    XMLElement(
      name: name, prefix: text(prefix), declarations: declarations(namespaces, count: Int(namespaceCount)),
      attributes: values(attributes, count: Int(attributeCount)))
  }
}

private func scanner(of user: UnsafeMutableRawPointer?) -> Scanner? {
  // The user data is the scanner whose `run` is on the stack below.
  user.map { Unmanaged<Scanner>.fromOpaque($0).takeUnretainedValue() }
}

func text(_ pointer: UnsafePointer<xmlChar>?) -> String? { pointer.map { String(cString: $0) } }

private func text(from start: UnsafePointer<xmlChar>, to end: UnsafePointer<xmlChar>) -> String {
  String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
}

/// One sentence without libxml2's line end.
private func message(_ pointer: UnsafePointer<CChar>?) -> String {
  guard let pointer else { return "The text is not well-formed XML." }
  return String(String(cString: pointer).prefix(400)).split(separator: "\n").joined(separator: " ")
}

/// Pairs of prefix and URI.
private func declarations(
  _ pairs: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
) -> [XMLElement.Declaration] {
  guard let pairs else { return [] }
  return (0..<count).map { .init(prefix: text(pairs[2 * $0]), namespace: text(pairs[2 * $0 + 1]) ?? "") }
}

/// Five pointers each: local name, prefix, URI, begin and end of the value.
private func values(
  _ fields: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, count: Int
) -> [XMLElement.Attribute] {
  guard let fields else { return [] }
  return (0..<count).map { index in
    let field = fields + 5 * index
    let value = if let begin = field[3], let end = field[4] { text(from: begin, to: end) } else { "" }
    return .init(name: XMLName(text(field[0]) ?? "", in: text(field[2])), prefix: text(field[1]), value: value)
  }
}
