internal import Basics
internal import XML

/// Follows a description's imports and includes, each document once, however they lead to each other.
struct DocumentLoader {
  private let fetch: DescriptionReader.Fetch
  private let relocate: (String) -> String
  private let limits: DescriptionLimits
  private(set) var documents: [LoadedDocument] = []
  private(set) var parts: [DescriptionPart] = []
  private(set) var roots: [String] = []
  private(set) var aliases: [String: String] = [:]
  private(set) var remarks: [Remark] = []
  /// About whole documents.
  private(set) var problems: [DescriptionProblem] = []
  /// Location of the part that names another, to what it wrote, to where that was found.
  private(set) var found: [String: [String: String]] = [:]
  private var loaded: Set<String> = []
  private var missing: Set<String> = []
  /// Target namespaces of the schemas.
  private var namespaces: Set<String?> = []
  private var schemaCount = 0
  private var bytesLeft: Int
  private var nodesLeft: Int

  init(
    limits: DescriptionLimits, relocate: @escaping (String) -> String, fetch: @escaping DescriptionReader.Fetch
  ) {
    self.fetch = fetch
    self.relocate = relocate
    self.limits = limits
    bytesLeft = limits.bytes
    nodesLeft = limits.nodes
  }

  /// - Throws: what the source throws for that document itself, `DescriptionError` when it is none or exceeds a bound.
  mutating func load(_ location: String) throws {
    // Another one may have named it.
    if loaded.contains(location) { return }
    roots.append(location)
    let bytes = try bounded(try fetch(location))
    let place = moved(location)
    if loaded.contains(place) { return }
    roots[roots.count - 1] = place
    let document = try LoadedDocument(location: place, bytes: bytes)
    let own = try add(document)
    guard own.contains(where: { $0.kind != .schema }) else {
      throw DescriptionError.other(location: location, root: "\(document.root.name)")
    }
    try follow(own)
  }

  /// As `load`; a document that is no description is a problem, and the others go on.
  mutating func loadAmongOthers(_ location: String) throws {
    do { try load(location) } catch let error as DescriptionError where error.isBound { throw error } catch {
      let error = error as? any Remediable
      problems.append(
        DescriptionProblem(
          .error, error?.summary ?? "\(location.neutralised) could not be read.",
          detail: (error?.values ?? []).joined(separator: "\n"), file: location))
    }
  }

  /// Where a document was found when it was fetched: its own references start there (RFC 3986 section 5.1.3).
  private mutating func moved(_ location: String) -> String {
    let place = relocate(location)
    if place != location { aliases[location] = place }
    return place
  }

  private mutating func add(_ document: LoadedDocument) throws(DescriptionError) -> [DescriptionPart] {
    loaded.insert(document.location)
    documents.append(document)
    let own = DescriptionPart.all(in: Located(document.root, file: document.location), location: document.location)
    let schemas = own.lazy.filter { $0.kind == .schema }.map(\.root.targetNamespace)
    schemaCount += schemas.count
    if schemaCount > limits.schemas { throw .tooMany(what: "schemas", limit: limits.schemas) }
    namespaces.formUnion(schemas)
    parts += own
    for part in own { remarkEarlySchemas(in: part) }
    return own
  }

  /// XML Schema of 1999 and 2000, before it was a recommendation.
  private mutating func remarkEarlySchemas(in part: DescriptionPart) {
    for types in part.kind == .schema ? [] : part.root.children(where: { $0.name.local == "types" }) {
      for schema in types.children(where: {
        $0.name.local == "schema" && Namespaces.earlySchemas.contains($0.name.namespace ?? "")
      }) {
        remarks.append(
          Remark(
            severity: .warning,
            summary:
              "A schema here is written in a draft of XML Schema, which is not read: what messages hold is not known.",
            detail: "namespace: \(schema.element.name.namespace ?? "")\nexpected: \(Namespaces.schema)", element: schema
          ))
      }
    }
  }

  /// Breadth first, so that what the description names itself comes before what only its schemas need.
  private mutating func follow(_ first: [DescriptionPart]) throws {
    var queue = first
    var next = 0
    while next < queue.count {
      let part = queue[next]
      next += 1
      for reference in part.references { queue += try follow(reference, from: part) }
    }
  }

  /// - Returns: the parts that came with it.
  private mutating func follow(
    _ reference: DescriptionPart.Reference, from part: DescriptionPart
  ) throws -> [DescriptionPart] {
    guard let written = reference.location else { return try supply(reference.namespace) }
    let place = Location.resolved(written, in: reference.element.base)
    let location = relocate(place)
    if location != place { aliases[place] = location }
    if loaded.contains(location) { found[part.location, default: [:]][written] = location }
    if loaded.contains(location) || missing.contains(location) { return [] }
    if Location.isURL(location), let schema = WellKnownSchema.at(location, namespace: reference.namespace) {
      return try supply(schema, for: written, of: part)
    }
    do {
      let bytes = try bounded(try fetch(location))
      let place = moved(location)
      found[part.location, default: [:]][written] = place
      return loaded.contains(place) ? [] : try add(LoadedDocument(location: place, bytes: bytes))
    } catch let error as DescriptionError where error.isBound {
      throw error
    } catch {
      missing.insert(location)
      if missing.count > limits.missing {
        throw DescriptionError.tooMany(what: "documents that cannot be read", limit: limits.missing)
      }
      return try supply(reference, location, error, of: part)
    }
  }

  /// A document that is not there: a known schema in its place, or a problem.
  private mutating func supply(
    _ reference: DescriptionPart.Reference, _ location: String, _ error: any Error, of part: DescriptionPart
  ) throws -> [DescriptionPart] {
    if let schema = WellKnownSchema.at(location, namespace: reference.namespace) {
      return try supply(schema, for: reference.location ?? "", of: part)
    }
    let what = reference.isInclude ? "included" : "imported"
    let reason = (error as? any Remediable).map { [$0.summary] + $0.values } ?? ["\(error)"]
    let namespace = reference.namespace.map { ["namespace: \($0)"] } ?? []
    remarks.append(
      Remark(
        severity: .warning,
        summary: "\(Location.name(of: location)), which is \(what) here, could not be read.",
        detail: (["location: \(location)"] + namespace + reason).joined(separator: "\n"), element: reference.element))
    return []
  }

  private mutating func supply(
    _ schema: WellKnownSchema, for written: String, of part: DescriptionPart
  ) throws -> [DescriptionPart] {
    if !written.isEmpty { found[part.location, default: [:]][written] = schema.location }
    guard !loaded.contains(schema.location) else { return [] }
    return try add(LoadedDocument(location: schema.location, bytes: Array(schema.text.utf8), isWellKnown: true))
  }

  /// Where an import names a namespace only, some other document may hold it: that is for the schema's reader to see.
  private mutating func supply(_ namespace: String?) throws -> [DescriptionPart] {
    guard let namespace, let schema = WellKnownSchema.all.first(where: { $0.namespace == namespace }) else { return [] }
    guard !namespaces.contains(namespace), !loaded.contains(schema.location) else { return [] }
    return try add(LoadedDocument(location: schema.location, bytes: Array(schema.text.utf8), isWellKnown: true))
  }

  /// The bytes, once they and what they hold are within what is left.
  private mutating func bounded(_ bytes: [UInt8]) throws(DescriptionError) -> [UInt8] {
    if documents.count >= limits.documents { throw .tooMany(what: "documents", limit: limits.documents) }
    bytesLeft -= bytes.count
    if bytesLeft < 0 { throw .tooMany(what: "bytes", limit: limits.bytes) }
    nodesLeft -= bytes.reduce(0) { $1 == UInt8(ascii: "<") || $1 == UInt8(ascii: "=") ? $0 + 1 : $0 }
    if nodesLeft < 0 { throw .tooMany(what: "tags and attributes", limit: limits.nodes) }
    return bytes
  }
}

extension DescriptionError {
  var isBound: Bool {
    switch self {
    case .tooMany, .endless: true
    default: false
    }
  }
}
