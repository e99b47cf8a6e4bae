internal import XML

/// One document as it counts for one namespace: a document without a target namespace may be included by several.
struct SchemaPart: Sendable {
  /// In the set's documents.
  var document: Int
  var targetNamespace: String?
  /// Whether the namespace is an including document's, so that names without one mean it.
  var isChameleon: Bool
  var scope: NamespaceScope
  var qualifiesElements: Bool
  var qualifiesAttributes: Bool

  init(_ document: SchemaDocument, at index: Int, namespace: String?) {
    self.document = index
    targetNamespace = namespace
    isChameleon = namespace != document.targetNamespace
    scope = NamespaceScope(declarations: document.inScope).entering(document.root)
    qualifiesElements = document.root["elementFormDefault"]?.trimmed == "qualified"
    qualifiesAttributes = document.root["attributeFormDefault"]?.trimmed == "qualified"
  }

  static func all(of documents: [SchemaDocument], _ places: [String: Int]) -> [SchemaPart] {
    let namespaces = effectiveNamespaces(of: documents, places)
    return documents.indices.flatMap { index in
      // Its own namespace first: the order of the documents is the order of the parts.
      namespaces[index].sorted { ($0 ?? "") < ($1 ?? "") }.map {
        SchemaPart(documents[index], at: index, namespace: $0)
      }
    }
  }

  private static func effectiveNamespaces(
    of documents: [SchemaDocument], _ places: [String: Int]
  ) -> [Set<String?>] {
    let included = documents.map { document in document.included.compactMap { places[$0] } }
    var namespaces = documents.map { Set([$0.targetNamespace]) }
    var adopted: Set<Int> = []
    var open = documents.indices.filter { documents[$0].targetNamespace != nil }
    while let next = open.popLast() {
      for target in included[next] where documents[target].targetNamespace == nil {
        let new = namespaces[next].filter { $0 != nil }.subtracting(namespaces[target])
        guard !new.isEmpty else { continue }
        namespaces[target].formUnion(new)
        adopted.insert(target)
        open.append(target)
      }
    }
    // A document that is only included declares nothing without a namespace.
    for target in adopted where !isUsedAlone(target, documents, places) { namespaces[target].remove(nil) }
    return namespaces
  }

  private static func isUsedAlone(_ target: Int, _ documents: [SchemaDocument], _ places: [String: Int]) -> Bool {
    documents.contains { document in
      document.root.components.contains { child in
        guard child.name.local == "import", let location = child["schemaLocation"] else { return false }
        return document.references[location].flatMap { places[$0] } == target
      }
    }
  }
}

extension SchemaDocument {
  /// The locations of the documents that it takes into its own namespace.
  var included: [String] {
    root.components.compactMap { child in
      guard child.name.local == "include" || child.name.local == "redefine" else { return nil }
      return child["schemaLocation"].flatMap { references[$0] }
    }
  }

  /// The attributes that every document may use (XML 1.0 sections 2.10 and 2.12, XML Base, xml:id).
  static let xmlAttributes: SchemaDocument = {
    func attribute(_ name: String, _ type: String) -> XMLNode {
      .element(
        XMLElement(
          name: .xs("attribute"), prefix: "xs",
          attributes: [.init(name: XMLName("name"), value: name), .init(name: XMLName("type"), value: type)]))
    }
    let root = XMLElement(
      name: .xs("schema"), prefix: "xs",
      declarations: [.init(prefix: "xs", namespace: XMLName.schemaNamespace)],
      attributes: [.init(name: XMLName("targetNamespace"), value: XMLName.xmlNamespace)],
      children: [
        attribute("lang", "xs:language"), attribute("space", "xs:NCName"), attribute("base", "xs:anyURI"),
        attribute("id", "xs:ID"),
      ])
    return SchemaDocument(location: "built in: xml.xsd", root: root)
  }()
}
