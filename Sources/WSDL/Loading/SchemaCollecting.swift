internal import Schema
internal import XML

/// Makes the schema's room its documents.
enum SchemaCollecting {
  static func schemas(of loader: DocumentLoader) -> [SchemaDocument] {
    let schemas = loader.parts.filter { $0.kind == .schema }
    let byFile = Dictionary(grouping: schemas, by: \.root.file).mapValues { parts in
      Dictionary(parts.map { ($0.root.targetNamespace, $0.location) }, uniquingKeysWith: { first, _ in first })
    }
    let firsts = Dictionary(schemas.map { ($0.root.file, $0.location) }, uniquingKeysWith: { first, _ in first })
    return schemas.map { part in
      let written = loader.found[part.location] ?? [:]
      let namespaces = Dictionary(
        part.references.compactMap { reference in reference.location.map { ($0, reference.namespace) } },
        uniquingKeysWith: { first, _ in first })
      return SchemaDocument(
        location: part.location, root: part.root.element, inScope: outer(part.root),
        references: written.reduce(into: [:]) { result, entry in
          let wanted = namespaces[entry.key] ?? nil
          result[entry.key] = byFile[entry.value]?[wanted] ?? firsts[entry.value]
        })
    }
  }

  /// The declarations around it, by prefix.
  private static func outer(_ root: Located) -> [XMLElement.Declaration] {
    var seen = Set(root.element.declarations.map(\.prefix))
    return (root.scope?.all ?? []).filter { seen.insert($0.prefix).inserted }
      .sorted { ($0.prefix ?? "") < ($1.prefix ?? "") }
  }
}
