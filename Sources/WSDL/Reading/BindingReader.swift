internal import XML

/// Reads one `wsdl:binding` with the port type that it binds (WSDL 1.1 sections 2.4, 2.5, 3 and 5).
struct BindingReader {
  private let binding: Located
  private let kind: ServiceDescription.Port.Kind
  private let symbols: DefinitionSymbols
  private let parts: MessageParts
  private let policies: PolicyAssertions
  private let portType: PortTypes.Contents?
  /// Of the whole binding.
  private let style: String?
  private let portTypeName: XMLName
  private(set) var remarks: [Remark] = []

  init(
    _ binding: Located, kind: ServiceDescription.Port.Kind, symbols: DefinitionSymbols, portTypes: PortTypes,
    parts: MessageParts, policies: PolicyAssertions
  ) {
    self.parts = parts
    self.binding = binding
    self.kind = kind
    self.symbols = symbols
    self.policies = policies
    let wanted = binding.name("type") ?? XMLName("")
    let found = symbols.portTypes.find(wanted, near: binding)
    portTypeName = found?.name ?? wanted
    portType = found.map { portTypes[$0.name, $0.element, policies] }
    style = binding.first(where: Self.isSOAP)?["style"]
    if found == nil {
      remark(
        .error, "The port type of binding \(binding["name"] ?? "") does not exist: its messages are not known.",
        "type: \(wanted)", binding)
    }
  }

  /// Of binding and port type (WS-PolicyAttachment 1.5 section 4.1.2).
  var policy: PolicyDemands {
    (portType?.policy ?? PolicyDemands()).joined(PolicyDemands(at: binding, policies))
  }

  /// - Throws: `tooMany` when the messages of all operations have too many parts, or too much is shared by bindings.
  mutating func operations() throws(DescriptionError) -> [ServiceDescription.Operation] {
    var operations: [ServiceDescription.Operation] = []
    for element in binding.children("operation", in: Namespaces.wsdl) {
      let name = element["name"] ?? ""
      let found = portType?.operations[name]?.matching(element)
      if found == nil, portType != nil {
        remark(
          .warning, "The port type \(portTypeName.local) has no operation \(name) as the binding has.", "", element)
      }
      if let found { policies.steps.take(found) }
      operations.append(operation(element, found))
      policies.steps.take(text: operations.last?.documentation)
      try parts.check()
      try policies.steps.check()
    }
    return operations
  }

  private mutating func operation(_ element: Located, _ abstract: Located?) -> ServiceDescription.Operation {
    var operation = ServiceDescription.Operation(
      name: element["name"] ?? "", documentation: abstract?.documentation ?? element.documentation)
    operation.isOneWay =
      abstract.map {
        $0.first("input", in: Namespaces.wsdl) != nil && $0.first("output", in: Namespaces.wsdl) == nil
      } ?? false
    guard kind.isSOAP else { return operation }
    let extensionElement = element.first { $0.name.local == "operation" && Self.isSOAP($0) }
    let style = extensionElement?["style"] ?? style
    operation.soapAction = extensionElement?["soapAction"]
    operation.style = style == "rpc" ? .rpc : .document
    let input = message("input", element, abstract, operation)
    operation.use = (input ?? message("output", element, abstract, operation))?.use ?? .literal
    operation.input = input
    operation.output = message("output", element, abstract, operation, isAnswer: true)
    operation.faults = faults(abstract)
    operation.policy = demands(element, abstract)
    operation.addressingAction = AddressingAction.of(
      abstract, portType: portTypeName, soapAction: operation.soapAction)
    return operation
  }

  /// Of the operation and its input, in port type and binding (WS-PolicyAttachment 1.5 section 4.1.3).
  private func demands(_ element: Located, _ abstract: Located?) -> PolicyDemands {
    [abstract, element].compactMap(\.self).flatMap { [$0, $0.first("input", in: Namespaces.wsdl)] }
      .compactMap(\.self).reduce(PolicyDemands()) { $0.joined(PolicyDemands(at: $1, policies)) }
  }

  private static func isSOAP(_ element: XMLElement) -> Bool {
    element.name.namespace == Namespaces.soap11 || element.name.namespace == Namespaces.soap12
  }

  private mutating func remark(
    _ severity: DescriptionProblem.Severity, _ summary: String, _ detail: String, _ element: Located
  ) {
    remarks.append(Remark(severity: severity, summary: summary, detail: detail, element: element))
  }
}

// Messages.
extension BindingReader {
  private mutating func message(
    _ direction: String, _ element: Located, _ abstract: Located?, _ operation: ServiceDescription.Operation,
    isAnswer: Bool = false
  ) -> ServiceDescription.Message? {
    let concrete = element.first(direction, in: Namespaces.wsdl)
    guard let reference = abstract?.first(direction, in: Namespaces.wsdl) else { return nil }
    let extensions = MessageExtensions(concrete)
    let name = reference.name("message") ?? XMLName("")
    let found = symbols.messages.find(name, near: reference)
    if found == nil {
      remark(.error, "The message of operation \(operation.name) does not exist.", "message: \(name)", reference)
    }
    let own = found.map { parts[$0.name, $0.element] } ?? MessageParts.Parts()
    parts.count(own.all.count)
    let headers = extensions.headers.map { header($0) }
    let claimed = Set(
      zip(extensions.headers, headers).filter { $0.1.message == (found?.name ?? name) }.map { $0.1.part })
    let (wanted, attachments) = (extensions.bodyParts, Set(extensions.attachments))
    let body = own.all.filter { part in
      if let wanted { return wanted.contains(part.name) }
      return !claimed.contains(part.name) && !attachments.contains(part.name)
    }
    return ServiceDescription.Message(
      wrapper: operation.style == .rpc
        ? XMLName(operation.name + (isAnswer ? "Response" : ""), in: extensions.bodyNamespace) : nil,
      parts: body, headers: headers, attachments: extensions.attachments, encodingStyle: extensions.encodingStyle,
      use: extensions.use, isMIME: extensions.isMIME)
  }

  private mutating func header(_ element: Located) -> ServiceDescription.Header {
    let wanted = element.name("message") ?? XMLName("")
    let part = element["part"] ?? ""
    let found = symbols.messages.find(wanted, near: element)
    let content = found.flatMap { parts[$0.name, $0.element].contents[part] }
    if content == nil {
      remark(
        .warning, "A header block's message part does not exist.", "message: \(wanted)\npart: \(part)", element)
    }
    return ServiceDescription.Header(
      message: found?.name ?? wanted, part: part, content: content,
      use: element["use"] == "encoded" ? .encoded : .literal, namespace: element["namespace"])
  }

  private func faults(_ abstract: Located?) -> [ServiceDescription.Fault] {
    (abstract?.children("fault", in: Namespaces.wsdl) ?? []).map { fault in
      let message = fault.name("message").flatMap { symbols.messages.find($0, near: fault) }
      let part = message.flatMap { parts[$0.name, $0.element].all.first }
      return ServiceDescription.Fault(name: fault["name"] ?? "", content: part?.content, part: part?.name)
    }
  }
}
