internal import ArgumentParser

/// `signet import`: requests from what other programs keep theirs in.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make requests from other programs' files.",
    discussion: "Example: signet import dotnet app.config --into requests",
    subcommands: [
      ImportDotNetCommand.self, ImportWSDLCommand.self, ImportSoapUICommand.self, ImportPostmanCommand.self,
      ImportInsomniaCommand.self, ImportHARCommand.self, ImportCurlCommand.self, ImportHTTPCommand.self,
    ])
}

/// `signet export`: a request as another program takes it.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Print a request as other programs take it.",
    discussion: "Example: signet export dotnet requests/Echo.yaml > app.config",
    subcommands: [
      ExportDotNetCommand.self, ExportCurlCommand.self, ExportHARCommand.self, ExportPostmanCommand.self,
      ExportSoapUICommand.self, ExportPythonCommand.self, ExportZeepCommand.self, ExportCSharpCommand.self,
      ExportK6Command.self,
      ExportLocustCommand.self,
    ])
}
