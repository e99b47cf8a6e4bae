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

/// `signet export soapui`: calls as a project.
struct ExportSoapUICommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .soapUI)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.soapUI) }
}

/// `signet export python`: calls as a script for Python.
struct ExportPythonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .python)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.python) }
}

/// `signet export zeep`: calls as a script for Python, with answers by the description's types.
struct ExportZeepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .zeep)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.zeep) }
}

/// `signet export k6`: calls as a script for k6.
struct ExportK6Command: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .k6)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.k6) }
}

/// `signet export locust`: calls as tasks for Locust.
struct ExportLocustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .locust)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.locust) }
}

/// `signet export csharp`: calls as a program in C#.
struct ExportCSharpCommand: ParsableCommand {
  static let configuration = CommandConfiguration(exporting: .cSharp)
  @OptionGroup var options: ExportOptions
  func run() throws { try options.run(.cSharp) }
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
