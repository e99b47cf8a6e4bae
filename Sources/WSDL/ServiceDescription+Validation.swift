public import Schema
internal import XML

extension ServiceDescription {
  /// Checks envelopes against the schemas and what the description itself says of its messages: the wrappers of rpc, header
  /// blocks and details of faults that name a type. Messages of both directions.
  ///
  /// Compiling a large description takes seconds: keep the validator.
  ///
  /// - Throws: a `SchemaProblem` when the schemas are wrong, or beyond what is compiled.
  public func validator() throws(SchemaProblem) -> SchemaValidator {
    try SchemaValidator(SchemaSet(schemas), adding: messageElements)
  }

  /// What its messages hold that no schema declares. Encoded messages follow no schema, and are not among them.
  public var messageElements: MessageElements {
    var elements = MessageElements()
    for port in services.flatMap(\.ports) + unusedBindings where port.kind.isSOAP {
      for operation in port.operations {
        for message in [operation.input, operation.output] { if let message { elements.add(message) } }
        elements.typed += operation.faults.compactMap { fault in
          .init(fault.content, named: XMLName(fault.part ?? fault.name))
        }
      }
    }
    return elements
  }
}

extension MessageElements {
  fileprivate mutating func add(_ message: ServiceDescription.Message) {
    typed += message.headers.filter { $0.use == .literal }.compactMap { header in
      .init(header.content, named: XMLName(header.part, in: header.namespace))
    }
    guard message.use == .literal else { return }
    if let wrapper = message.wrapper {
      wrappers.append(RPCWrapper(name: wrapper, parts: message.parts.map { .init($0) }))
    } else if message.parts.isEmpty {
      hasEmptyBody = true
    } else if message.parts.contains(where: \.isTyped) {
      hasTypedBody = true
    }
  }
}

extension MessageElements.Typed {
  /// Nil when the content is an element, which the schemas declare.
  fileprivate init?(_ content: ServiceDescription.Part.Content?, named name: XMLName) {
    guard case .type(let type)? = content else { return nil }
    self.init(name: name, type: type)
  }
}

extension RPCWrapper.Part {
  fileprivate init(_ part: ServiceDescription.Part) {
    switch part.content {
    case .element(let name): self.init(name: part.name, element: name)
    case .type(let type): self.init(name: part.name, type: type)
    }
  }
}

extension ServiceDescription.Part {
  fileprivate var isTyped: Bool { if case .type = content { true } else { false } }
}
