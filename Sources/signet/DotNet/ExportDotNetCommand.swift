internal import ArgumentParser
internal import Basics
internal import Bindings
internal import Collections
internal import Exchange
internal import ServiceModel

/// `signet export dotnet`: a request's endpoint as a .NET configuration.
struct ExportDotNetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dotnet",
    abstract: "Print address and binding of a request as system.serviceModel.",
    discussion: """
      Example: signet export dotnet requests/Echo.yaml > app.config
      What a configuration cannot say stands in comments: the contract's name, and where the certificate is.
      """)

  @Argument(help: ArgumentHelp("The request's file.", valueName: "request")) var request: String

  func run() throws {
    StandardOutput.write(
      try commandLine {
        do { return try configuration() } catch let error as CollectionError { throw CommandStop(error, .file) }
      })
  }

  /// No identity is looked up: its name is all that is told.
  private func configuration() throws -> String {
    let (folder, path) = CollectionFolder.locate(request)
    let stored = try folder.request(at: path)
    let document = stored.document.over(folder.load().defaults(of: stored.path))
    let binding = try document.binding(hasIdentity: document.identity != nil)
    return ConfigurationWriter(
      name: stored.name, address: document.url ?? "", binding: binding,
      certificate: document.identity.map { "the identity '\($0)'" }
    ).text
  }
}
