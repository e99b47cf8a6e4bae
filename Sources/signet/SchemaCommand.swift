internal import ArgumentParser
internal import Basics
internal import Collections

/// `signet schema`: the collection's files as JSON Schema.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "The JSON Schema of a collection's files, for your editor.",
    discussion: """
      Example: signet schema request > request.schema.json
      \(CollectionSchema.allCases.map { "\($0.rawValue): \($0.title)" }.joined(separator: "\n"))
      """)

  @Argument(
    help: ArgumentHelp("\(CollectionSchema.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "kind"))
  var kind: Kind

  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case request, collection, folder, environment

    var schema: CollectionSchema {
      switch self {
      case .request: .request
      case .collection: .collection
      case .folder: .folder
      case .environment: .environment
      }
    }
  }

  func run() { StandardOutput.write(kind.schema.json.pretty + "\n") }
}
