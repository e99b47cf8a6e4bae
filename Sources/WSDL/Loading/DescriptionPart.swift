internal import XML

/// A document's element that says something: documents may hold several, in a wrapper of WS-MetadataExchange or SOAP.
struct DescriptionPart {
  enum Kind { case definitions, description, schema }

  var kind: Kind
  var root: Located
  /// The document's own, or `FILE#schemaN` of an inline schema.
  var location: String

  static func kind(of element: XMLElement) -> Kind? {
    switch (element.name.local, element.name.namespace) {
    case ("definitions", Namespaces.wsdl): .definitions
    case ("description", Namespaces.wsdl20): .description
    case ("schema", Namespaces.schema): .schema
    default: nil
    }
  }

  /// The outermost parts below an element, itself among them; of descriptions also their inline schemas.
  static func all(in root: Located, location: String) -> [DescriptionPart] {
    var parts: [DescriptionPart] = []
    var schemaCount = 0
    collect(root, location, depth: 0, &schemaCount, into: &parts)
    return parts
  }

  private static func collect(
    _ element: Located, _ location: String, depth: Int, _ schemaCount: inout Int, into parts: inout [DescriptionPart]
  ) {
    guard let kind = kind(of: element.element) else {
      // A wrapper: Envelope, Body, Metadata, MetadataSection.
      guard depth < 6 else { return }
      for child in element.children { collect(child, location, depth: depth + 1, &schemaCount, into: &parts) }
      return
    }
    let isInline = kind == .schema && depth > 0
    let own = isInline ? next(location, &schemaCount) : location
    parts.append(DescriptionPart(kind: kind, root: element, location: own))
    guard kind != .schema else { return }
    for types in element.children(where: { $0.name.local == "types" }) {
      for schema in types.children where Self.kind(of: schema.element) == .schema {
        parts.append(DescriptionPart(kind: .schema, root: schema, location: next(location, &schemaCount)))
      }
    }
  }

  private static func next(_ location: String, _ schemaCount: inout Int) -> String {
    schemaCount += 1
    return "\(location)#schema\(schemaCount)"
  }
}

extension DescriptionPart {
  /// A place where it names another document.
  struct Reference {
    var element: Located
    /// As it is written; nil where only a namespace is named.
    var location: String?
    var namespace: String?
    /// Whether the other document becomes a part of this schema, in its namespace.
    var isInclude: Bool
  }

  private static let referring: Set<String> = ["import", "include", "redefine", "override"]

  var references: [Reference] {
    root.children { Self.referring.contains($0.name.local) }.compactMap { child in
      switch (kind, child.element.name.local) {
      case (.definitions, "import") where child.element.name.namespace == Namespaces.wsdl:
        reference(child, "location", "namespace")
      case (.description, "import") where child.element.name.namespace == Namespaces.wsdl20:
        reference(child, "location", "namespace")
      case (.description, "include") where child.element.name.namespace == Namespaces.wsdl20:
        reference(child, "location", nil)
      case (.schema, "import") where child.element.name.namespace == Namespaces.schema:
        reference(child, "schemaLocation", "namespace")
      case (.schema, "include"), (.schema, "redefine"), (.schema, "override"):
        child.element.name.namespace == Namespaces.schema ? reference(child, "schemaLocation", nil) : nil
      default: nil
      }
    } + typesReferences
  }

  /// WSDL 2.0 lets an xs:import stand in its types (part 1 section 3.1.1); some WSDL 1.1 files do it too.
  private var typesReferences: [Reference] {
    guard kind != .schema else { return [] }
    return root.children { $0.name.local == "types" }.flatMap { types in
      types.children("import", in: Namespaces.schema).compactMap { reference($0, "schemaLocation", "namespace") }
    }
  }

  private func reference(_ element: Located, _ location: String, _ namespace: String?) -> Reference? {
    Reference(
      element: element, location: element[location].flatMap { $0.isEmpty ? nil : $0 },
      namespace: namespace.flatMap { element[$0] }, isInclude: namespace == nil)
  }
}
