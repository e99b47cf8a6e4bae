internal import XML

/// The action of an input message (WS-Addressing 1.0 Metadata section 4.4).
enum AddressingAction {
  /// What the input says comes before the action of SOAP, and that before the default.
  ///
  /// - Parameter operation: of the port type.
  static func of(_ operation: Located?, portType: XMLName, soapAction: String?) -> String? {
    guard let operation, let input = operation.first("input", in: Namespaces.wsdl) else { return nil }
    let said = input.element.attributes.first { $0.name.local == "Action" && $0.name.namespace != nil }?.value
    if let said, !said.isEmpty { return said }
    if let soapAction, !soapAction.isEmpty { return soapAction }
    let isAnswered = operation.first("output", in: Namespaces.wsdl) != nil
    return preset(portType, input["name"] ?? (operation["name"] ?? "") + (isAnswered ? "Request" : ""))
  }

  /// Where nothing is said: target namespace, port type or interface, and what the message is called. The delimiter is a
  /// colon in a URN, and is not doubled.
  static func preset(_ interface: XMLName, _ message: String) -> String {
    let namespace = interface.namespace ?? ""
    let delimiter = namespace.lowercased().hasPrefix("urn:") ? ":" : "/"
    let start = namespace.hasSuffix(delimiter) ? String(namespace.dropLast()) : namespace
    return [start, interface.local, message].joined(separator: delimiter)
  }
}
