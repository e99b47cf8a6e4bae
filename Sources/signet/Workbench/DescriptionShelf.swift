internal import Basics
internal import Collections
internal import Schema
internal import Synchronization
internal import WSDL
internal import Workbench

/// The descriptions that requests belong to: each is read once and its schemas compiled once, the last few are kept.
///
/// Reading takes up to seconds, and one waits for the other: not for the thread that paints.
final class DescriptionShelf: Sendable {
  private struct Kept {
    var place: String
    var read: Result<ReadDescription, Problem>
  }

  /// The one that was used last is last.
  private let kept = Mutex<[Kept]>([])
  private static let limit = 4

  /// The description of a request.
  ///
  /// - Returns: nil when there is none.
  /// - Throws: why it cannot be used.
  func description(
    of request: String, schema: String?, in folder: CollectionFolder
  ) throws(Problem) -> ReadDescription? {
    guard let place = DescriptionPlace.place(of: request, schema: schema, in: folder.path) else { return nil }
    return try description(at: place, in: folder)
  }

  func description(at place: String, in folder: CollectionFolder) throws(Problem) -> ReadDescription {
    let result = kept.withLock { kept in
      let known = kept.firstIndex { $0.place == place }.map { kept.remove(at: $0).read }
      let read = known ?? Self.read(place, folder)
      kept.append(Kept(place: place, read: read))
      if kept.count > Self.limit { kept.removeFirst() }
      return read
    }
    return try result.get()
  }

  /// So that all are read anew.
  func forget() { kept.withLock { $0 = [] } }

  // MARK: What is looked through

  private struct Opened {
    var description: ReadDescription
    /// Where it is kept with the collection: a path in it; nil while it is not.
    var keptIn: String?
  }

  private let opened = Mutex<[OpenDescription.Source: Opened]>([:])

  func remember(_ description: ReadDescription, as source: OpenDescription.Source) {
    opened.withLock { opened in
      let keptIn = opened[source]?.keptIn
      if opened.count >= Self.limit { opened = opened.filter { $0.value.keptIn != nil && opened.count < 64 } }
      opened[source] = Opened(description: description, keptIn: keptIn)
    }
  }

  func opened(_ source: OpenDescription.Source) -> (description: ReadDescription, keptIn: String?)? {
    opened.withLock { $0[source].map { ($0.description, $0.keptIn) } }
  }

  func remember(keptIn path: String, _ source: OpenDescription.Source) {
    opened.withLock { $0[source]?.keptIn = path }
  }

  private static func read(_ place: String, _ folder: CollectionFolder) -> Result<ReadDescription, Problem> {
    do {
      let documents = try DescriptionPlace.documents(at: place)
      let description = try DescriptionReader.read(documents.locations, relocate: documents.place) { location in
        // What is shared must not make anybody read their own files.
        try folder.contents(of: documents.file(location))
      }
      return .success(ReadDescription(title: DescriptionPlace.title(of: place, in: folder.path), description))
    } catch let error as any Remediable {
      return .failure(Problem(error))
    } catch {
      return .failure(
        Problem(
          code: "description-unreadable", summary: "\(place.neutralised) cannot be read.", remedy: "Import it again."))
    }
  }
}

/// A description with what is made of it, once.
final class ReadDescription: Sendable {
  let title: String
  let description: ServiceDescription
  let schemas: SchemaSet
  private let validator = Mutex<Result<SchemaValidator, SchemaProblem>?>(nil)

  init(title: String, _ description: ServiceDescription) {
    self.title = title
    self.description = description
    schemas = SchemaSet(description.schemas)
  }

  /// Compiles the schemas when it is called first.
  func compiled() throws(SchemaProblem) -> SchemaValidator {
    let result = validator.withLock { validator in
      if let validator { return validator }
      let compiled = compile()
      validator = compiled
      return compiled
    }
    return try result.get()
  }

  private func compile() -> Result<SchemaValidator, SchemaProblem> {
    do throws(SchemaProblem) {
      return .success(try SchemaValidator(schemas, adding: description.messageElements))
    } catch {
      return .failure(error)
    }
  }
}
