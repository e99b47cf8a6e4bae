internal import XML

/// The action of an input message (WS-Addressing 1.0 Metadata section 4.4).
enum AddressingAction {
  /// - Parameter operation: of the port type.
  static func of(_ operation: Located?, portType: XMLName) -> String? {
    guard let operation, let input = operation.first("input", in: Namespaces.wsdl) else { return nil }
    let said = input.element.attributes.first { $0.name.local == "Action" && $0.name.namespace != nil }?.value
    if let said, !said.isEmpty { return said }
    let namespace = portType.namespace ?? ""
    // The delimiter is a colon in a URN (section 4.4.4).
    let delimiter = namespace.lowercased().hasPrefix("urn:") ? ":" : "/"
    let isAnswered = operation.first("output", in: Namespaces.wsdl) != nil
    let name = input["name"] ?? (operation["name"] ?? "") + (isAnswered ? "Request" : "")
    let start = namespace.hasSuffix(delimiter) ? String(namespace.dropLast()) : namespace
    return [start, portType.local, name].joined(separator: delimiter)
  }
}
