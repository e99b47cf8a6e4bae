internal import Basics
internal import Bindings
public import XML

/// Reads `app.config` and `web.config` (System.ServiceModel.Configuration.ServiceModelSectionGroup).
public struct ConfigurationReader {
  /// Gives the bytes of a file that the configuration refers to (`configSource`), by its path relative to the
  /// configuration's own folder, with `/` between folders and without a step up.
  public typealias Other = (_ path: String) -> [UInt8]?

  /// A configuration above this, in bytes, is none.
  public static let limit = 4 * 1024 * 1024

  private var contents = ServiceModelContents()
  private let other: Other

  /// - Throws: the first problem of the XML; document types are refused.
  public static func read(
    _ bytes: [UInt8], other: @escaping Other = { _ in nil }
  ) throws(XMLProblem) -> ServiceModelContents {
    let root = try XMLDocument(bytes, limits: XMLLimits(bytes: limit)).root
    var reader = ConfigurationReader(other: other)
    reader.read(root)
    reader.contents.ask()
    return reader.contents
  }

  private init(other: @escaping Other) { self.other = other }

  /// - Parameter root: `configuration`, or the section alone as svcutil's excerpts have it.
  private mutating func read(_ root: XMLElement) {
    remark(besides: root)
    let found = root.name.local == "system.serviceModel" ? root : root.first(XMLName("system.serviceModel"))
    guard let found, let section = resolved(found) else {
      if found == nil {
        contents.problems.append(
          .init(.error, "There is no system.serviceModel here.", detail: "root element: \(root.name.local.neutralised)")
        )
      }
      return
    }
    let parts = section.elements.compactMap { resolved($0) }
    func part(_ name: String) -> XMLElement? { parts.first { $0.name.local == name } }
    var bindings = BindingSection(part("bindings").map { $0.elements.compactMap { resolved($0) } } ?? [])
    let behaviors = part("behaviors")?.first(XMLName("endpointBehaviors"))?.elements ?? []
    for element in part("client")?.elements ?? [] {
      if element.name.local == "endpoint" {
        contents.endpoints.append(endpoint(element, &bindings, behaviors))
      } else {
        contents.notCarriedOver.append("client/\(element.name.local.neutralised)")
      }
    }
    contents.otherBindings = bindings.unused()
    contents.notCarriedOver += bindings.notCarriedOver
    contents.problems += bindings.problems
    remark(section, parts)
  }

  /// The section itself, or the one that it says stands in another file.
  private mutating func resolved(_ element: XMLElement) -> XMLElement? {
    guard let path = element.attribute(XMLName("configSource")), !path.isEmpty else { return element }
    let relative = path.replacing("\\", with: "/")
    let isInside = !relative.hasPrefix("/") && !relative.contains(":") && !relative.hasStepUp
    guard isInside, let bytes = other(relative) else {
      contents.problems.append(
        .init(
          .error, "\(element.name.local.neutralised) stands in a file that cannot be read.",
          detail: "configSource: \(path.neutralised)\nIt must lie beside the configuration or below it."))
      return nil
    }
    do throws(XMLProblem) {
      let root = try XMLDocument(bytes, limits: XMLLimits(bytes: Self.limit)).root
      if root.name.local == element.name.local { return root }
      contents.problems.append(
        .init(.error, "\(relative.neutralised) does not hold \(element.name.local.neutralised)."))
    } catch {
      contents.problems.append(
        .init(.error, "\(relative.neutralised): \(error.summary)", detail: error.values.joined(separator: "\n")))
    }
    return nil
  }

  /// Settings of the whole program that its clients feel too: proxy, connections, TLS versions.
  private mutating func remark(besides root: XMLElement) {
    for section in root.elements {
      switch section.name.local {
      case "system.net":
        contents.notCarriedOver += section.elements.map { "system.net/\($0.name.local.neutralised)" }
      case "runtime":
        let switches = section.first(XMLName("AppContextSwitchOverrides"))?.attribute(XMLName("value")) ?? ""
        let ofNet = switches.split(separator: ";").filter { $0.hasPrefix("Switch.System.") }
        contents.notCarriedOver += ofNet.map { "runtime/\(String($0).neutralised)" }
      default: break
      }
    }
  }

  /// What stands here beside clients: said, never passed over.
  private mutating func remark(_ section: XMLElement, _ parts: [XMLElement]) {
    for part in parts {
      switch part.name.local {
      case "bindings", "client": break
      case "behaviors":
        contents.notCarriedOver += part.elements.filter { $0.name.local != "endpointBehaviors" }.map {
          "behaviors/\($0.name.local.neutralised)"
        }
      case "services":
        let names = part.elements.compactMap { $0.attribute(XMLName("name")) }
        contents.notCarriedOver += names.map { "services/\($0.neutralised): the service's own side" }
      case "extensions":
        for list in part.elements {
          contents.notCarriedOver += list.elements.compactMap { $0.attribute(XMLName("name")) }.map {
            "extensions/\(list.name.local.neutralised)/\($0.neutralised): code of the program"
          }
        }
      default: contents.notCarriedOver.append(part.name.local.neutralised)
      }
    }
  }
}

// One endpoint.
extension ConfigurationReader {
  private mutating func endpoint(
    _ element: XMLElement, _ bindings: inout BindingSection, _ behaviors: [XMLElement]
  ) -> ServiceModelContents.Endpoint {
    func text(_ name: String) -> String { element.attribute(XMLName(name)) ?? "" }
    let name = text("name").isEmpty ? text("contract") : text("name")
    var endpoint = ServiceModelContents.Endpoint(name: name.isEmpty ? "Endpoint" : name)
    endpoint.address = text("address").isEmpty ? nil : text("address")
    endpoint.contract = text("contract")
    endpoint.binding = bindings.binding(text("binding"), text("bindingConfiguration"), of: endpoint.name)
    let known: Set = ["name", "address", "contract", "binding", "bindingConfiguration", "behaviorConfiguration"]
    for attribute in element.attributes where !known.contains(attribute.name.local) && !attribute.value.isEmpty {
      leaveOut(endpoint, "@\(attribute.name.local)", attribute.value)
    }
    for child in element.elements { read(child, of: &endpoint) }
    read(behavior: text("behaviorConfiguration"), behaviors, of: &endpoint)
    if endpoint.address == nil {
      contents.problems.append(
        .init(.warning, "\(endpoint.name.neutralised) has no address: the program gives it."))
    }
    return endpoint
  }

  private mutating func read(_ child: XMLElement, of endpoint: inout ServiceModelContents.Endpoint) {
    switch child.name.local {
    case "headers": endpoint.headers += child.elements.map { $0.serialised() }
    case "identity":
      for identity in child.elements {
        let value = identity.attribute(XMLName("value")) ?? identity.attribute(XMLName("findValue"))
        leaveOut(endpoint, "identity/\(identity.name.local)", value)
      }
    default: leaveOut(endpoint, child.name.local, nil)
    }
  }

  private mutating func read(
    behavior name: String, _ behaviors: [XMLElement], of endpoint: inout ServiceModelContents.Endpoint
  ) {
    // R:Description/ConfigLoader.cs: without a name, the behavior without a name.
    let behavior = behaviors.first { ($0.attribute(XMLName("name")) ?? "") == name }
    guard let behavior else {
      if !name.isEmpty {
        contents.problems.append(
          .init(
            .error, "\(endpoint.name.neutralised) names a behavior that is not here.",
            detail: "behaviorConfiguration: \(name.neutralised)"))
      }
      return
    }
    for part in behavior.elements {
      switch part.name.local {
      case "clientCredentials": read(credentials: part, of: &endpoint)
      case "clientVia": via(part.attribute(XMLName("viaUri")), of: &endpoint)
      // About a program's objects, not about messages.
      case "callbackDebug", "dataContractSerializer", "synchronousReceive", "transactedBatching": break
      default: leaveOut(endpoint, "behavior \(name)/\(part.name.local)", nil)
      }
    }
  }

  /// Messages go to `viaUri`; the address stays what an addressing header would name.
  private mutating func via(_ uri: String?, of endpoint: inout ServiceModelContents.Endpoint) {
    guard let uri, !uri.isEmpty else { return }
    if let address = endpoint.address { leaveOut(endpoint, "the To header's address beside clientVia", address) }
    endpoint.address = uri
  }

  private mutating func read(credentials: XMLElement, of endpoint: inout ServiceModelContents.Endpoint) {
    for part in credentials.elements {
      if part.name.local == "clientCertificate" {
        endpoint.certificate = lookup(part)
      } else if part.attributes.isEmpty, part.elements.isEmpty {
        continue
      } else if part.name.local == "serviceCertificate" {
        for inner in part.elements {
          let mode = inner.attribute(XMLName("certificateValidationMode"))
          leaveOut(endpoint, "clientCredentials/serviceCertificate/\(inner.name.local)", mode)
        }
      } else {
        leaveOut(endpoint, "clientCredentials/\(part.name.local)", nil)
      }
    }
  }

  /// Nil when no attribute is there: then .NET looks for nothing (R:Configuration/X509InitiatorCertificateClientElement).
  private func lookup(_ element: XMLElement) -> ServiceModelContents.CertificateLookup? {
    guard !element.attributes.isEmpty else { return nil }
    let values = ConfigurationTable.certificate.map { element.attribute(XMLName($0.name)) ?? $0.standard }
    return .store(location: values[0], name: values[1], findType: values[2], value: values[3])
  }

  private mutating func leaveOut(_ endpoint: ServiceModelContents.Endpoint, _ what: String, _ value: String?) {
    let text = "\(endpoint.name)/\(what)"
    contents.notCarriedOver.append(
      text.neutralised + (value.map { "=\"\($0.prefix(200).description.neutralised)\"" } ?? ""))
  }
}
