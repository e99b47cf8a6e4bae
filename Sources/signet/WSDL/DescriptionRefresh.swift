internal import Basics
internal import Collections
internal import Exchange
internal import Schema
internal import WSDL

/// A kept description beside what its service says now.
struct DescriptionRefresh {
  let changes: DescriptionChanges
  let documents: [DocumentChange]
  private(set) var isApplied = false
  private(set) var added: [StoredRequest] = []
  private(set) var problems: [DescriptionProblem]
  private let collection: CollectionFolder
  private let kept: KeptDescription
  let source: String
  private let description: ServiceDescription
  /// Operations to the files of their requests, where these stand as an import wrote them.
  let requests: [ImportedOperations.OperationName: String]

  /// How requests of new operations are made.
  struct Adding {
    var envelopes: OptionalParts
    var identity: String?
  }

  /// - Parameter source: nil asks where the kept description is from.
  init(of folder: String, from source: String?, _ access: DescriptionAccess) throws {
    let collection = CollectionFolder(path: folder)
    let place = "\(collection.path)/\(KeptDescription.folder)"
    guard let kept = KeptDescription(at: place) else {
      throw CommandStop(RefreshError.nothingKept(folder: folder), .file)
    }
    guard let source = source ?? kept.source else {
      throw CommandStop(RefreshError.noSource(folder: folder, kept: kept.sources), .usage)
    }
    let before = try access.description(at: place)
    // What was there and cannot be fetched now would look as if the service had changed.
    let names = Set(kept.entries.map { Location.name(of: $0.location) })
    description = try access.description(at: source) { names.contains(Location.name(of: $0)) }
    (self.collection, self.kept, self.source) = (collection, kept, source)
    changes = DescriptionChanges(from: before, to: description)
    problems = description.problems
    do throws(CollectionError) { documents = try kept.changes(to: description) } catch {
      throw CommandStop(error, .file)
    }
    var requests: [ImportedOperations.OperationName: String] = [:]
    for (name, path) in ImportedOperations.paths(of: before) where Disk.exists("\(collection.path)/\(path).yaml") {
      requests[name] = path + ".yaml"
    }
    self.requests = requests
  }

  /// Keeps the new documents, then writes the requests of new operations.
  mutating func apply(adding: Adding?) throws {
    do throws(CollectionError) { try kept.replace(by: description) } catch { throw CommandStop(error, .file) }
    isApplied = true
    guard let adding else { return }
    let new = changes.addedOperations
    let operations = ImportedOperations(
      description, envelopes: SampleEnvelopes(description, optional: adding.envelopes), identity: adding.identity,
      where: new.contains)
    added = operations.requests.map { request in
      var request = request
      request.path = free(request.path)
      return request
    }
    problems += operations.problems
    try importing(into: collection.path) { folder in
      for request in added { try folder.create(request) }
      try folder.saveNew(operations.variables)
    }
  }

  /// A path where nothing is yet.
  private func free(_ path: String) -> String {
    func isTaken(_ path: String) -> Bool {
      ["yaml", "xml"].contains { Disk.exists("\(collection.path)/\(path).\($0)") }
    }
    return (1...).lazy.map { $0 == 1 ? path : "\(path)-\($0)" }.first { !isTaken($0) } ?? path
  }
}

extension KeptDescription {
  /// The URL that it was fetched from; nil when it came from files, whose place is not kept.
  fileprivate var source: String? {
    guard sources.count == 1, let only = sources.first, DescriptionFetch.isURL(only) else { return nil }
    return only
  }
}

extension ImportedOperations {
  /// Where an import writes the request of each operation, without `.yaml`.
  static func paths(of description: ServiceDescription) -> [OperationName: String] {
    var names: [OperationName: String] = [:]
    var paths = RequestPaths()
    var folders = RequestPaths()
    let services = description.services.flatMap { service in service.ports.map { (service.name as String?, $0) } }
    for (service, port) in services + description.unusedBindings.map({ (nil, $0) }) where port.kind.isSOAP {
      let folder = folders.path([port.name])
      for (operation, number) in port.numberedOperations {
        names[.init(service: service, port: port.name, operation: operation.name, number: number)] =
          paths.path([folder, operation.name])
      }
    }
    return names
  }
}

extension ServiceDescription.Port {
  /// Each with which of several of its name it is, from 1.
  var numberedOperations: [(ServiceDescription.Operation, Int)] {
    var counts: [String: Int] = [:]
    return operations.map { operation in
      counts[operation.name, default: 0] += 1
      return (operation, counts[operation.name] ?? 1)
    }
  }
}

extension DescriptionChanges {
  fileprivate var addedOperations: Set<ImportedOperations.OperationName> {
    Set(
      ports.flatMap { port in
        port.operations.filter { $0.kind == .added }.map { operation in
          .init(service: port.service, port: port.name, operation: operation.name, number: operation.number)
        }
      })
  }
}

/// Why a folder's description cannot be fetched again.
enum RefreshError: Remediable {
  case nothingKept(folder: String)
  case noSource(folder: String, kept: [String])

  var code: String {
    switch self {
    case .nothingKept: "no-kept-description"
    case .noSource: "no-source"
    }
  }

  var summary: String {
    switch self {
    case .nothingKept(let folder): "\(folder.neutralised) holds no description that an import kept."
    case .noSource(let folder, _): "The description of \(folder.neutralised) was imported from files."
    }
  }

  var values: [String] {
    switch self {
    case .nothingKept(let folder):
      ["looked for: \(folder.neutralised)/\(KeptDescription.folder)/\(KeptDescription.catalog)"]
    case .noSource(_, let kept): kept.prefix(10).map(\.neutralised)
    }
  }

  var remedy: String {
    switch self {
    case .nothingKept: "Name the folder that signet import wsdl wrote into (--into)."
    case .noSource: "Say where it is now: signet import wsdl SOURCE --refresh FOLDER"
    }
  }
}
