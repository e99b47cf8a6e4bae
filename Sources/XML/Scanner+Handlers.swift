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
      scanner.begin(declarations: Int(namespaceCount), tag.element(scanner.texts))
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
  func element(_ texts: NameTexts) -> XMLElement {
    XMLElement(
      name: name(texts), prefix: prefix.map { texts[$0] }, declarations: declarations(texts),
      attributes: attributes(texts))
  }

  private func declarations(_ texts: NameTexts) -> [XMLElement.Declaration] {
    guard let namespaces else { return [] }
    return (0..<Int(namespaceCount)).map { index in
      .init(
        prefix: namespaces[2 * index].map { texts[$0] }, namespace: namespaces[2 * index + 1].map { texts[$0] } ?? "")
    }
  }

  private func attributes(_ texts: NameTexts) -> [XMLElement.Attribute] {
    guard let attributes else { return [] }
    return (0..<Int(attributeCount)).map { index in
      let field = attributes + 5 * index
      let value = if let begin = field[3], let end = field[4] { text(from: begin, to: end) } else { "" }
      return .init(
        name: XMLName(field[0].map { texts[$0] } ?? "", in: field[2].map { texts[$0] }),
        prefix: field[1].map { texts[$0] }, value: value)
    }
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
