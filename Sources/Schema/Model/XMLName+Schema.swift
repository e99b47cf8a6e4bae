internal import XML

extension XMLName {
  static let schemaNamespace = "http://www.w3.org/2001/XMLSchema"
  static let instanceNamespace = "http://www.w3.org/2001/XMLSchema-instance"
  static let xmlNamespace = "http://www.w3.org/XML/1998/namespace"
  static let soapEncodingNamespace = "http://schemas.xmlsoap.org/soap/encoding/"
  static let soapEncodingNamespaces = [soapEncodingNamespace, "http://www.w3.org/2003/05/soap-encoding"]
  static let descriptionNamespace = "http://schemas.xmlsoap.org/wsdl/"

  static func xs(_ local: String) -> XMLName { XMLName(local, in: schemaNamespace) }
  static func xsi(_ local: String) -> XMLName { XMLName(local, in: instanceNamespace) }

  static let anyType = xs("anyType")
  static let anySimpleType = xs("anySimpleType")

  var isSchema: Bool { namespace == Self.schemaNamespace }
}

extension XMLElement {
  /// The child elements of the schema language, without annotations.
  var components: [XMLElement] { elements.filter { $0.name.isSchema && $0.name.local != "annotation" } }

  func isTrue(_ attribute: String) -> Bool {
    guard let value = self[attribute]?.trimmed else { return false }
    return value == "true" || value == "1"
  }
}
