internal import XML

/// Reads `wsdl:description` (WSDL 2.0 part 1), as far as its SOAP binding goes (part 2 section 5).
struct Description20Reader {
  private let roots: [Located]
  private var interfaces: [XMLName: Located] = [:]
  private var faults: [XMLName: Located] = [:]
  private let policies: PolicyAssertions
  private var bindings: [(name: XMLName, element: Located)] = []
  /// The first of each name.
  private var bindingsByName: [XMLName: Located] = [:]
  private var contents = DescriptionContents()
  private var usedBindings: Set<XMLName> = []
  /// What was read of bindings, because several endpoints may share one.
  private var boundPorts: [BoundInterface: ServiceDescription.Port] = [:]
  /// The interfaces that each extends itself.
  private var extended: [XMLName: [XMLName]] = [:]
  private let mostOperations: Int
  private var operationCount = 0

  private struct BoundInterface: Hashable {
    var binding: XMLName
    var interface: XMLName?
  }

  /// - Throws: `tooMany` when all endpoints have too many operations, or share too much.
  static func read(_ roots: [Located], limits: DescriptionLimits) throws(DescriptionError) -> DescriptionContents {
    var reader = Description20Reader(roots, limits)
    try reader.read()
    return reader.contents
  }

  private init(_ roots: [Located], _ limits: DescriptionLimits) {
    self.roots = roots
    mostOperations = limits.operations
    policies = PolicyAssertions(roots, steps: ReadingSteps(limit: limits.repetitions))
    for root in roots {
      for child in root.children where child.element.name.namespace == Namespaces.wsdl20 {
        let name = XMLName(child["name"] ?? "", in: root.targetNamespace)
        if child.element.name.local == "interface", interfaces[name] == nil {
          interfaces[name] = child
          for fault in child.children("fault", in: Namespaces.wsdl20) {
            faults[XMLName(fault["name"] ?? "", in: root.targetNamespace)] = fault
          }
        }
        if child.element.name.local == "binding" {
          bindings.append((name, child))
          bindingsByName[name] = bindingsByName[name] ?? child
        }
      }
    }
  }

  private mutating func read() throws(DescriptionError) {
    for root in roots {
      for service in root.children("service", in: Namespaces.wsdl20) {
        let interface = service.name("interface")
        var ports: [ServiceDescription.Port] = []
        for element in service.children("endpoint", in: Namespaces.wsdl20) {
          ports.append(try endpoint(element, interface: interface))
        }
        contents.services.append(
          ServiceDescription.Service(
            name: service["name"] ?? "", targetNamespace: root.targetNamespace, documentation: service.documentation,
            ports: ports))
      }
    }
    for (name, binding) in bindings where !usedBindings.contains(name) {
      contents.unusedBindings.append(try port(binding, name, interface: binding.name("interface")))
    }
  }

  private mutating func endpoint(
    _ element: Located, interface: XMLName?
  ) throws(DescriptionError) -> ServiceDescription.Port {
    let wanted = element.name("binding") ?? XMLName("")
    guard let binding = bindingsByName[wanted] else {
      contents.remarks.append(
        Remark(
          severity: .error, summary: "The binding of endpoint \(element["name"] ?? "") does not exist.",
          detail: "binding: \(wanted)", element: element))
      return ServiceDescription.Port(
        name: element["name"] ?? "", documentation: element.documentation, binding: wanted,
        address: element["address"], kind: .other(""), operations: [])
    }
    usedBindings.insert(wanted)
    var port = try port(binding, wanted, interface: binding.name("interface") ?? interface)
    (port.name, port.documentation, port.address) = (element["name"] ?? "", element.documentation, element["address"])
    port.policy = port.policy.joined(PolicyDemands(at: element, policies))
    return port
  }

  /// The binding by itself, named like it.
  private mutating func port(
    _ binding: Located, _ name: XMLName, interface: XMLName?
  ) throws(DescriptionError) -> ServiceDescription.Port {
    let key = BoundInterface(binding: name, interface: interface)
    let port = if let known = boundPorts[key] { known } else { try read(binding, name, interface) }
    boundPorts[key] = port
    operationCount += port.operations.count
    if operationCount > mostOperations { throw .tooMany(what: "operations", limit: mostOperations) }
    return port
  }

  private mutating func read(
    _ binding: Located, _ name: XMLName, _ interface: XMLName?
  ) throws(DescriptionError) -> ServiceDescription.Port {
    let kind = kind(of: binding)
    if let interface, interfaces[interface] == nil {
      contents.remarks.append(
        Remark(
          severity: .error, summary: "The interface of binding \(name.local) does not exist.",
          detail: "interface: \(interface)", element: binding))
    }
    let bound = Dictionary(
      binding.children("operation", in: Namespaces.wsdl20).map { ($0.name("ref")?.local ?? "", $0) },
      uniquingKeysWith: { first, _ in first })
    var operations: [ServiceDescription.Operation] = []
    if let interface {
      for (owner, element) in try self.operations(of: interface) {
        policies.steps.take(element)
        operations.append(operation(element, bound[element["name"] ?? ""], kind, interface: owner))
        policies.steps.take(text: operations.last?.documentation)
        try policies.steps.check()
      }
    }
    return ServiceDescription.Port(
      name: name.local, binding: name, kind: kind, operations: operations,
      policy: demands([interface.flatMap { interfaces[$0] }, binding]))
  }

  /// Of the widest scope first.
  private func demands(_ scopes: [Located?]) -> PolicyDemands {
    scopes.reduce(PolicyDemands()) { found, scope in
      scope.map { found.joined(PolicyDemands(at: $0, policies)) } ?? found
    }
  }

  /// Its own and those of the interfaces that it extends, each interface once (part 1 section 2.2.1).
  private mutating func operations(
    of name: XMLName
  ) throws(DescriptionError) -> [(interface: XMLName, element: Located)] {
    var found: [(interface: XMLName, element: Located)] = []
    var seen: Set<XMLName> = []
    var open = [name]
    while let next = open.popLast() {
      guard seen.insert(next).inserted, let interface = interfaces[next] else { continue }
      policies.steps.take(interface)
      found += interface.children("operation", in: Namespaces.wsdl20).map { (next, $0) }
      let names = extensions(of: next, interface)
      policies.steps.take(names.count)
      open += names.reversed().filter { !seen.contains($0) }
      try policies.steps.check()
    }
    return found
  }

  private mutating func extensions(of name: XMLName, _ interface: Located) -> [XMLName] {
    if let known = extended[name] { return known }
    let words = (interface["extends"] ?? "").split(maxSplits: 10_000, whereSeparator: \.isWhitespace)
    let names = words.map { interface.expanded(String($0)) }
    extended[name] = names
    return names
  }

  /// SOAP 1.2 unless the binding says another version (part 2 section 5.5).
  private func kind(of binding: Located) -> ServiceDescription.Port.Kind {
    let type = binding["type"] ?? ""
    if type == Namespaces.http20 { return .http }
    guard type == Namespaces.soap20 else { return .other(type) }
    return binding.element.attribute(XMLName("version", in: Namespaces.soap20)) == "1.1" ? .soap11 : .soap12
  }

  private func operation(
    _ element: Located, _ bound: Located?, _ kind: ServiceDescription.Port.Kind, interface: XMLName
  ) -> ServiceDescription.Operation {
    var operation = ServiceDescription.Operation(name: element["name"] ?? "", documentation: element.documentation)
    let pattern = element["pattern"] ?? ""
    operation.isOneWay = pattern.hasSuffix("/in-only") || pattern.hasSuffix("/robust-in-only")
    operation.input = message(element.first("input", in: Namespaces.wsdl20))
    guard kind.isSOAP else { return operation }
    operation.input?.headers = headers(bound?.first("input", in: Namespaces.wsdl20))
    let messages = [element, bound].map { $0?.first("input", in: Namespaces.wsdl20) }
    operation.policy = demands([element, bound] + messages)
    operation.style = .document
    operation.use = .literal
    operation.soapAction = bound?.element.attribute(XMLName("action", in: Namespaces.soap20))
    operation.output = message(element.first("output", in: Namespaces.wsdl20))
    operation.output?.headers = headers(bound?.first("output", in: Namespaces.wsdl20))
    operation.faults = element.children("outfault", in: Namespaces.wsdl20).map { outfault in
      let name = outfault.name("ref")
      let fault = message(name.flatMap { faults[$0] })
      return ServiceDescription.Fault(
        name: name?.local ?? "", content: fault?.parts.first?.content, part: fault?.parts.first?.name)
    }
    operation.addressingAction = action(element, interface, operation.soapAction)
    return operation
  }

  /// `element` is a name, or one of the words for any, none and other content (part 1 section 2.5.3).
  private func message(_ element: Located?) -> ServiceDescription.Message? {
    guard let element else { return nil }
    let names = element["element"].flatMap { $0.hasPrefix("#") ? nil : element.expanded($0) }
    return ServiceDescription.Message(
      parts: names.map { [ServiceDescription.Part(name: $0.local, content: .element($0))] } ?? [], headers: [])
  }

  /// Header blocks that must be there (part 2 section 5.9).
  private func headers(_ bound: Located?) -> [ServiceDescription.Header] {
    (bound?.children("header", in: Namespaces.soap20) ?? []).compactMap { header in
      guard let name = header.name("element"), header["required"] == "true" || header["required"] == "1" else {
        return nil
      }
      return ServiceDescription.Header(message: name, part: name.local, content: .element(name))
    }
  }

  /// As `AddressingAction` has it for WSDL 1.1.
  private func action(_ operation: Located, _ interface: XMLName, _ soapAction: String?) -> String? {
    guard let input = operation.first("input", in: Namespaces.wsdl20) else { return nil }
    let said = input.element.attributes.first { $0.name.local == "Action" && $0.name.namespace != nil }?.value
    if let found = [said, soapAction].compactMap(\.self).first(where: { !$0.isEmpty }) { return found }
    return AddressingAction.preset(interface, (operation["name"] ?? "") + "Request")
  }
}
