internal import ArgumentParser
internal import Basics
internal import Collections
internal import Interchange
internal import SOAPClient

/// What every import of requests takes, and how it goes.
struct ImportOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("The file; - reads standard input.", valueName: "source")) var source: String
  @Flag(name: .long, help: "Say what it holds; write nothing.") var list = false
  @Option(name: .long, help: ArgumentHelp("Folder that the requests are written to.", valueName: "FOLDER"))
  var into: String?
  @Option(
    name: .long,
    help: ArgumentHelp("Identity that requests to https addresses name, instead of one each.", valueName: "NAME"))
  var identity: String?
  @Option(name: .long, help: "text or json.") var format = Format.text

  func validate() throws {
    guard list != (into != nil) else { throw ValidationError("Say --list, or --into FOLDER.") }
  }

  /// Reads, writes, and tells; ends with 1 when there was an error in the file.
  func run(_ kind: ImportKind) throws {
    let contents = try commandLine { try ImportSource(kind: kind, path: source).read() }
    let requests = contents.storedRequests(identity: identity)
    if let into {
      try importing(into: into) { folder in
        for request in requests { try folder.create(request) }
        try contents.saveVariables(in: folder)
      }
    }
    let listing = ImportListing(contents, requests: requests, isWritten: into != nil)
    StandardOutput.write(format == .json ? listing.json.pretty + "\n" : listing.text)
    if contents.problems.contains(where: { $0.severity == .error }) { throw CommandStop(.fault) }
  }
}

/// Adds what an import writes to a folder: all of it, or nothing.
///
/// - Throws: a stop with the status of files when something is there already, or cannot be written.
func importing(into path: String, _ write: (CollectionFolder) throws -> Void) throws {
  do { try CollectionFolder(path: path).addAtOnce(write) } catch let error as CollectionError {
    throw CommandStop(error, .file)
  }
}
