internal import Basics
internal import Collections
internal import Exchange
internal import Schema
internal import Synchronization
internal import WSDL
internal import XML

/// The schemas that assertions name: each description is read and compiled once, which can take a second.
final class DescribedSchemas: Sendable {
  private typealias Compiled = Result<SchemaValidator, AssertionTools.Problem>

  /// By the path of the description. A validator is used by one thread at a time: the lock is held meanwhile.
  private let validators = Mutex<[String: Compiled]>([:])

  /// - Parameters:
  ///   - description: path of a WSDL file, or of the folder that an import kept one in, relative to the collection's
  ///     folder.
  ///   - folder: the collection's; nothing outside it is read.
  func violations(
    of envelope: [UInt8], description: String, folder: String?
  ) -> Result<[String], AssertionTools.Problem> {
    guard let folder else { return .failure(.init("\(description.neutralised): the call belongs to no collection")) }
    let files = CollectionFolder(path: folder)
    return validators.withLock { validators in
      let compiled = validators[description] ?? Self.compile(description, files)
      validators[description] = compiled
      return compiled.flatMap { Self.check(envelope, $0) }
    }
  }

  private static func compile(_ description: String, _ files: CollectionFolder) -> Compiled {
    do {
      return .success(try Self.description(description, files).validator())
    } catch let error as any Remediable {
      return .failure(.init("\(description.neutralised): \(error.summary)"))
    } catch {
      return .failure(.init("\(description.neutralised) cannot be read"))
    }
  }

  /// What an import kept names other documents by the URLs that they had: its catalog says which files these are.
  private static func description(_ path: String, _ files: CollectionFolder) throws -> ServiceDescription {
    let file = "\(files.path)/\(path)"
    let folder = String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)])
    if let kept = KeptDescription(at: file) { return try read(kept, kept.locations, files) }
    if let kept = KeptDescription(at: folder), let location = kept.location(of: file) {
      return try read(kept, [location], files)
    }
    return try DescriptionReader.read([file]) { try files.contents(of: $0) }
  }

  private static func read(
    _ kept: KeptDescription, _ locations: [String], _ files: CollectionFolder
  ) throws -> ServiceDescription {
    try DescriptionReader.read(locations, relocate: kept.place) { location in
      guard let file = kept.file(of: location) else { throw FetchError.notFetched(location, why: .notKept) }
      return try files.contents(of: file)
    }
  }

  private static func check(
    _ envelope: [UInt8], _ validator: SchemaValidator
  ) -> Result<[String], AssertionTools.Problem> {
    do throws(XMLProblem) {
      let result = try validator.validate(envelope: envelope)
      if result.isValid { return .success([]) }
      if let unchecked = result.unchecked, result.violations.isEmpty { return .failure(.init(unchecked)) }
      if result.violations.isEmpty {
        return .failure(.init("nothing in the answer is declared in the schemas, so nothing was checked"))
      }
      return .success(
        result.violations.map { violation in
          (violation.line.map { "line \($0): " } ?? "") + "\(violation.message) (\(violation.place), \(violation.rule))"
        })
    } catch {
      return .failure(.init("the answer is no XML: \(error.summary)"))
    }
  }
}
