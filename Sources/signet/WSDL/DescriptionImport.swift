internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient
internal import Schema
internal import WSDL

/// What `signet import wsdl` makes of a description, whoever read the arguments.
struct DescriptionImport {
  enum Use {
    case list
    case sample(operation: String, port: String?)
    case requests(folder: String)
  }

  var source: String
  var use: Use
  var optional = OptionalParts.comment
  /// The identity that requests name whose policy demands a certificate; nil makes a name of the port's.
  var identity: String?
  var format = ImportWSDLCommand.Format.text

  /// Reads the description from a file, a folder or an archive.
  func run() throws {
    let documents = try commandLine {
      try DescriptionDocuments(source: source, remote: false, draft: Draft(url: source, method: .get))
    }
    try run(try documents.description())
  }

  func run(_ description: ServiceDescription) throws {
    switch use {
    case .list:
      let listing = DescriptionListing(description)
      StandardOutput.write(format == .json ? description.json.pretty + "\n" : listing.text)
    case .sample(let operation, let port): try printSample(of: operation, port, description)
    case .requests(let folder): try write(description, into: folder)
    }
  }

  private func printSample(of name: String, _ port: String?, _ description: ServiceDescription) throws {
    let envelope = try commandLine {
      let choice = try OperationChoice(name, port: port, in: description)
      return try SampleEnvelopes(description, optional: optional).envelope(of: choice.operation, at: choice.port)
    }
    StandardOutput.write(envelope.text)
    for problem in envelope.problems { StandardError.write(problem.neutralised + "\n") }
  }

  private func write(_ description: ServiceDescription, into path: String) throws {
    let operations = ImportedOperations(
      description, envelopes: SampleEnvelopes(description, optional: optional), identity: identity)
    var kept: [String] = []
    try importing(into: path) { folder in
      for request in operations.requests { try folder.create(request) }
      try folder.saveNew(operations.variables)
      kept = try KeptDescription.keep(description, in: folder.path)
    }
    let listing = ImportListing(description, operations, kept: kept)
    StandardOutput.write(format == .json ? listing.json.pretty + "\n" : listing.text)
  }
}
