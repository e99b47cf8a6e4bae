internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient
internal import ServiceModel
internal import XML

/// `signet import dotnet`: endpoints of a .NET configuration, or of a generated client's code, as requests.
struct ImportDotNetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dotnet",
    abstract: "Endpoints of app.config, web.config or a generated client's C# as requests.",
    discussion: """
      Example: signet import dotnet app.config --into requests
               signet import dotnet Reference.cs --list
      A certificate that .NET finds in a store becomes a question: the request gets the name of an identity, and you
      say once which file that is (in the workbench, or in identities.yaml). Nothing that is there already is replaced.
      What has no counterpart here is listed. No code is run, no address is called.
      Ends with 1 when an endpoint has no binding that can be used, else 0.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("app.config, web.config, or C# code (.cs); not Visual Basic.", valueName: "file"))
  var file: String
  @Flag(name: .long, help: "Say what it holds; write nothing.") var list = false
  @Option(name: .long, help: ArgumentHelp("Folder that the requests are written to.", valueName: "FOLDER"))
  var into: String?
  @Option(
    name: .long, help: ArgumentHelp("Identity that the requests name where .NET looks in a store.", valueName: "NAME"))
  var identity: String?
  @Option(name: .long, help: "text or json.") var format = Format.text

  func validate() throws {
    guard list != (into != nil) else { throw ValidationError("Say --list, or --into FOLDER.") }
  }

  func run() throws {
    let contents = try commandLine { try read() }
    let requests = ImportedRequests(contents, identity: identity)
    if let into {
      try importing(into: into) { folder in
        for request in requests.all { try folder.create(request) }
      }
    }
    let listing = ImportListing(contents, requests: requests.all, isWritten: into != nil)
    StandardOutput.write(format == .json ? listing.json.pretty + "\n" : listing.text)
    if contents.problems.contains(where: { $0.severity == .error }) { throw CommandStop(.fault) }
  }

  private func read() throws -> ServiceModelContents {
    let bytes = try FileReading(limit: CodeReader.limit).bytes(of: file)
    if file.lowercased().hasSuffix(".cs") { return CodeReader.read(bytes) }
    if file.lowercased().hasSuffix(".vb") { throw VisualBasicCode(file: file) }
    let folder = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    return try ConfigurationReader.read(bytes) { path in
      try? FileReading(limit: ConfigurationReader.limit).bytes(of: folder + path)
    }
  }
}

/// The code of a client that was generated for the other language of .NET.
private struct VisualBasicCode: Remediable {
  var file: String

  var code: String { "visual-basic-not-read" }
  var summary: String { "Visual Basic is not read: of code, C# alone is." }
  var values: [String] { ["file: \(file.neutralised)"] }
  var remedy: String {
    "Give the program's app.config or web.config, or generate the client in C# (dotnet-svcutil, svcutil /language:cs)."
  }
}
