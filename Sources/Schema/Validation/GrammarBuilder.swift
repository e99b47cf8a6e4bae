internal import XML

/// Makes documents that libxml2 compiles from those that were found.
///
/// For each namespace one document includes all that belong to it, and every import leads there, because libxml2 takes
/// only the first document that is imported for a namespace. What it cannot read or what it would refuse without need is
/// repaired, and each repair that loosens the check is noted.
struct GrammarBuilder {
  private let set: SchemaSet
  /// What is done with the types that libxml2 finds ambiguous, by document and place among the components.
  private let ambiguous: [ComponentPlace: AmbiguityRepair.Degree]
  private(set) var source = GrammarSource()
  private(set) var notes: [String] = []
  private let namespaces: [String?]

  init(_ set: SchemaSet, ambiguous: [ComponentPlace: AmbiguityRepair.Degree] = [:], adding wrappers: [XMLElement] = [])
  {
    self.set = set
    self.ambiguous = ambiguous
    namespaces = set.namespaces.subtracting([XMLName.schemaNamespace]).union(wrappers.map { $0["targetNamespace"] })
      .sorted { ($0 ?? "") < ($1 ?? "") }
    for index in set.documents.indices { add(index) }
    for (number, wrapper) in wrappers.enumerated() { add(wrapper, named: "wrapper\(number).xsd") }
    for (number, namespace) in namespaces.enumerated() { addAggregator(of: namespace, number, wrappers) }
    addMain()
  }

  mutating func note(_ text: String) { if !notes.contains(text) { notes.append(text) } }
}

// The documents.
extension GrammarBuilder {
  private mutating func add(_ index: Int) {
    // The schema language's own schema is built into libxml2.
    guard let part = set.parts.first(where: { $0.document == index }), part.targetNamespace != XMLName.schemaNamespace
    else { return }
    let document = set.documents[index]
    var repair = SchemaRepair(set, part) { [ambiguous] in ambiguous[ComponentPlace(document: index, component: $0)] }
    let (root, places) = repair.document(document)
    for text in repair.notes { note(text) }
    let imports = imports(of: repair.namespaces, in: part, prefix: root.prefix)
    var complete = root
    complete.children = imports.map { .element($0) } + root.children
    let name = GrammarSource.documentName(index)
    let writer = GrammarWriter(complete, places: imports.map { _ in -1 } + places)
    source.documents[name] = writer.bytes
    source.lines[name] = .init(document: index, location: document.location, components: writer.components)
  }

  private func imports(of used: Set<String?>, in part: SchemaPart, prefix: String?) -> [XMLElement] {
    let own = part.isChameleon ? nil : part.targetNamespace
    return used.sorted { ($0 ?? "") < ($1 ?? "") }.compactMap { namespace in
      guard namespace != own, let number = namespaces.firstIndex(of: namespace) else { return nil }
      var element = XMLElement(name: .xs("import"), prefix: prefix)
      if let namespace { element["namespace"] = namespace }
      element["schemaLocation"] = Self.aggregatorName(number)
      return element
    }
  }

  private mutating func add(_ wrapper: XMLElement, named name: String) {
    var wrapper = wrapper
    let used = wrapper.usedNamespaces
    let imports = used.subtracting([wrapper["targetNamespace"]]).sorted { ($0 ?? "") < ($1 ?? "") }
      .compactMap { namespace -> XMLNode? in
        guard let number = namespaces.firstIndex(of: namespace) else { return nil }
        var element = XMLElement(name: .xs("import"), prefix: wrapper.prefix)
        if let namespace { element["namespace"] = namespace }
        element["schemaLocation"] = Self.aggregatorName(number)
        return .element(element)
      }
    wrapper.children = imports + wrapper.children
    source.documents[name] = GrammarWriter(wrapper, places: wrapper.elements.map { _ in -1 }).bytes
  }

  private static func aggregatorName(_ number: Int) -> String { "ns\(number).xsd" }

  private mutating func addAggregator(of namespace: String?, _ number: Int, _ wrappers: [XMLElement]) {
    // A document that is redefined is taken in by what redefines it.
    let redefined = Set(set.documents.flatMap { document in document.redefined.compactMap { set.places[$0] } })
    let own = set.parts.filter { $0.targetNamespace == namespace && !redefined.contains($0.document) }
      .map { GrammarSource.documentName($0.document) }
    let added = wrappers.indices.filter { wrappers[$0]["targetNamespace"] == namespace }.map { "wrapper\($0).xsd" }
    source.documents[Self.aggregatorName(number)] = frame(namespace, (own + added).map { ("include", nil, $0) })
  }

  private mutating func addMain() {
    source.documents[GrammarSource.main] = frame(
      "urn:signet:main", namespaces.enumerated().map { ("import", $1, Self.aggregatorName($0)) })
  }

  private func frame(_ target: String?, _ children: [(kind: String, namespace: String?, location: String)]) -> [UInt8] {
    var root = XMLElement(
      name: .xs("schema"), prefix: "xs", declarations: [.init(prefix: "xs", namespace: XMLName.schemaNamespace)])
    if let target { root["targetNamespace"] = target }
    root.children = children.map { child in
      var element = XMLElement(name: .xs(child.kind), prefix: "xs")
      if let namespace = child.namespace { element["namespace"] = namespace }
      element["schemaLocation"] = child.location
      return .element(element)
    }
    return GrammarWriter(root, places: root.elements.map { _ in -1 }).bytes
  }
}

extension SchemaDocument {
  fileprivate var redefined: [String] {
    root.components.filter { $0.name.local == "redefine" }.compactMap {
      $0["schemaLocation"].flatMap { references[$0] }
    }
  }
}

extension XMLElement {
  /// The namespaces of a document that was made here: all that it declares.
  fileprivate var usedNamespaces: Set<String?> {
    Set(declarations.map { $0.namespace }).subtracting([XMLName.schemaNamespace])
  }
}
