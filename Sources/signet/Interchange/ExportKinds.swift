internal import ArgumentParser
internal import Interchange

/// `signet export curl`: calls as commands.
struct ExportCurlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .curl)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.curl) }
}

/// `signet export har`: calls as an HTTP archive.
struct ExportHARCommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .har)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.har) }
}

/// `signet export postman`: calls as a collection.
struct ExportPostmanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .postman)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.postman) }
}

extension CommandConfiguration {
  fileprivate init(exporting kind: ExportKind) {
    self.init(
      commandName: kind.rawValue, abstract: kind.title + ".",
      discussion: """
        Example: signet export \(kind.rawValue) requests/Echo.yaml > echo.\(kind.fileEnding)
        The same call: address, headers and message as they would go out, with what the binding adds. No password and no
        path of a certificate is in it; \(ExportVariable.allCases.map(\.rawValue).joined(separator: ", "))
        are read from the environment where a script needs them. What it cannot say is told on standard error.
        """)
  }
}
