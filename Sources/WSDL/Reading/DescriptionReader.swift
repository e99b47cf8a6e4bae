internal import Basics
internal import Schema
internal import XML

/// Reads service descriptions: WSDL 1.1 (W3C Note of March 2001) and 2.0 (its SOAP binding).
public enum DescriptionReader {
  /// Gives the bytes of a document, by its URL or path; throws a `Remediable` when there are none. Called on the
  /// caller's thread, once for each document.
  public typealias Fetch = (_ location: String) throws -> [UInt8]

  /// - Parameters:
  ///   - locations: the descriptions themselves; what they name is fetched too. A document that is missing then is a
  ///     problem of the result.
  ///   - relocate: where a document is that was found at a URL once and has been kept elsewhere; asked again when a
  ///     document has been fetched, for the place that its server sent on to.
  ///   - fetch: gives the bytes.
  /// - Throws: what `fetch` throws for the only one of `locations`, and `DescriptionError`. Of several, one that is no
  ///   description becomes a problem.
  public static func read(
    _ locations: [String], limits: DescriptionLimits = DescriptionLimits(),
    relocate: @escaping (_ location: String) -> String = { $0 }, fetch: @escaping Fetch
  ) throws -> ServiceDescription {
    var loader = DocumentLoader(limits: limits, relocate: relocate, fetch: fetch)
    for location in locations {
      if locations.count == 1 { try loader.load(location) } else { try loader.loadAmongOthers(location) }
    }
    var description = ServiceDescription()
    description.documents = loader.documents
    description.roots = loader.roots
    description.sources = locations
    description.aliases = loader.aliases
    description.schemas = SchemaCollecting.schemas(of: loader)
    let first = try DefinitionsReader.read(
      loader.parts.filter { $0.kind == .definitions }.map(\.root), limits: limits)
    let second = try Description20Reader.read(
      loader.parts.filter { $0.kind == .description }.map(\.root), limits: limits)
    description.services = first.services + second.services
    description.unusedBindings = first.unusedBindings + second.unusedBindings
    description.problems = loader.problems + (loader.remarks + first.remarks + second.remarks).map(\.problem)
    return description
  }
}

/// What a reader of one version found.
struct DescriptionContents {
  var services: [ServiceDescription.Service] = []
  var unusedBindings: [ServiceDescription.Port] = []
  var remarks: [Remark] = []
}
