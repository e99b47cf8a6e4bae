internal import ArgumentParser
internal import Interchange

/// `signet import soapui`: the SOAP requests of a project.
struct ImportSoapUICommand: ParsableCommand {
  static let configuration = CommandConfiguration(importing: .soapUI)
  @OptionGroup var options: ImportOptions
  func run() throws { try options.run(.soapUI) }
}

/// `signet import curl`: the SOAP requests of curl's commands.
struct ImportCurlCommand: ParsableCommand {
  static let configuration = CommandConfiguration(importing: .curl)
  @OptionGroup var options: ImportOptions
  func run() throws { try options.run(.curl) }
}

/// `signet import postman`: the SOAP requests of a collection.
struct ImportPostmanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(importing: .postman)
  @OptionGroup var options: ImportOptions
  func run() throws { try options.run(.postman) }
}

/// `signet import insomnia`: the SOAP requests of an export.
struct ImportInsomniaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(importing: .insomnia)
  @OptionGroup var options: ImportOptions
  func run() throws { try options.run(.insomnia) }
}

/// `signet import har`: the SOAP requests of an archive.
struct ImportHARCommand: ParsableCommand {
  static let configuration = CommandConfiguration(importing: .har)
  @OptionGroup var options: ImportOptions
  func run() throws { try options.run(.har) }
}

/// `signet import http`: the SOAP requests of an .http file.
struct ImportHTTPCommand: ParsableCommand {
  static let configuration = CommandConfiguration(importing: .http)
  @OptionGroup var options: ImportOptions
  func run() throws { try options.run(.http) }
}

extension CommandConfiguration {
  fileprivate init(importing kind: ImportKind) {
    self.init(
      commandName: kind.rawValue, abstract: kind.title + ".",
      discussion: """
        Example: signet import \(kind.rawValue) \(kind.example) --into requests
        \(kind.source) \(kind.story)
        What has no counterpart here is listed; no password is taken over. Nothing that is there already is replaced.
        Ends with 1 when the file has errors, else 0.
        """)
  }
}
