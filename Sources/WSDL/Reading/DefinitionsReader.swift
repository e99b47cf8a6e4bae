internal import XML

/// Reads `wsdl:definitions` (WSDL 1.1), all of them together: what one names may stand in another.
struct DefinitionsReader {
  private let definitions: [Located]
  private let symbols: DefinitionSymbols
  private let policies: PolicyAssertions
  private var contents = DescriptionContents()
  private var usedBindings: Set<XMLName> = []
  /// What was read of bindings, because several ports may share one.
  private var boundPorts: [XMLName: ServiceDescription.Port] = [:]
  private let portTypes = PortTypes()
  private let parts: MessageParts
  private let mostOperations: Int
  private var operationCount = 0
  private var remarked: Set<DescriptionProblem> = []

  /// - Throws: `tooMany` when all ports have too many operations, or their messages too many parts.
  static func read(
    _ definitions: [Located], limits: DescriptionLimits
  ) throws(DescriptionError) -> DescriptionContents {
    var reader = DefinitionsReader(definitions, limits)
    try reader.read()
    return reader.contents
  }

  private init(_ definitions: [Located], _ limits: DescriptionLimits) {
    self.definitions = definitions
    mostOperations = limits.operations
    parts = MessageParts(limit: limits.parts)
    symbols = DefinitionSymbols(definitions)
    policies = PolicyAssertions(definitions, steps: ReadingSteps(limit: limits.repetitions))
  }

  private mutating func read() throws(DescriptionError) {
    for root in definitions {
      for service in root.children("service", in: Namespaces.wsdl) {
        try read(service, targetNamespace: root.targetNamespace)
      }
    }
    for (name, binding) in symbols.bindings.inOrder where !usedBindings.contains(name) {
      let port = try port(named: name.local, binding, name, address: nil, documentation: nil)
      contents.unusedBindings.append(port)
    }
  }

  private mutating func read(_ service: Located, targetNamespace: String?) throws(DescriptionError) {
    var ports: [ServiceDescription.Port] = []
    let policy = PolicyDemands(at: service, policies)
    for element in service.children("port", in: Namespaces.wsdl) {
      var port = try read(port: element)
      port.policy = policy.joined(port.policy)
      ports.append(port)
    }
    contents.services.append(
      ServiceDescription.Service(
        name: service["name"] ?? "", targetNamespace: targetNamespace, documentation: service.documentation,
        ports: ports))
  }

  private mutating func read(port element: Located) throws(DescriptionError) -> ServiceDescription.Port {
    let wanted = element.name("binding") ?? XMLName("")
    let address = element.children.first { $0.element.name.local == "address" }?["location"]
    guard let (name, binding) = symbols.bindings.find(wanted, near: element) else {
      remark(.error, "The binding of port \(element["name"] ?? "") does not exist.", "binding: \(wanted)", element)
      return ServiceDescription.Port(
        name: element["name"] ?? "", documentation: element.documentation, binding: wanted, address: address,
        kind: kind(of: element), operations: [])
    }
    usedBindings.insert(name)
    var port = try port(
      named: element["name"] ?? "", binding, name, address: address, documentation: element.documentation)
    port.policy = port.policy.joined(PolicyDemands(at: element, policies))
    try policies.steps.check()
    return port
  }

  private mutating func port(
    named name: String, _ binding: Located, _ bindingName: XMLName, address: String?, documentation: String?
  ) throws(DescriptionError) -> ServiceDescription.Port {
    var port = if let known = boundPorts[bindingName] { known } else { try port(of: binding, bindingName) }
    operationCount += port.operations.count
    if operationCount > mostOperations { throw .tooMany(what: "operations", limit: mostOperations) }
    boundPorts[bindingName] = port
    (port.name, port.address, port.documentation) = (name, address, documentation)
    return port
  }

  private mutating func port(
    of binding: Located, _ bindingName: XMLName
  ) throws(DescriptionError) -> ServiceDescription.Port {
    let kind = kind(of: binding)
    var reader = BindingReader(
      binding, kind: kind, symbols: symbols, portTypes: portTypes, parts: parts, policies: policies)
    let operations = try reader.operations()
    contents.remarks += reader.remarks.filter { remarked.insert($0.problem).inserted }
    return ServiceDescription.Port(
      name: bindingName.local, binding: bindingName, kind: kind, operations: operations, policy: reader.policy)
  }

  /// By the first extension element in a binding or port.
  private func kind(of element: Located) -> ServiceDescription.Port.Kind {
    for child in element.element.elements where child.name.local == "binding" || child.name.local == "address" {
      switch child.name.namespace {
      case Namespaces.soap11: return .soap11
      case Namespaces.soap12: return .soap12
      case Namespaces.http: return .http
      case let namespace? where namespace != Namespaces.wsdl: return .other(namespace)
      default: continue
      }
    }
    return .other(element.element.elements.first { $0.name.namespace != Namespaces.wsdl }?.name.namespace ?? "")
  }

  private mutating func remark(
    _ severity: DescriptionProblem.Severity, _ summary: String, _ detail: String, _ element: Located
  ) {
    contents.remarks.append(Remark(severity: severity, summary: summary, detail: detail, element: element))
  }
}

extension Located {
  /// What people are told, as one text.
  var documentation: String? {
    let found = first { child in
      child.name.local == "documentation"
        && (child.name.namespace == Namespaces.wsdl || child.name.namespace == Namespaces.wsdl20)
    }
    return found.map(\.element.token).flatMap { $0.isEmpty ? nil : $0 }
  }
}
