internal import ArgumentParser
internal import Exchange
internal import Glibc

/// The executable: reads the command line, runs one command, and ends with the status of the contract.
@main
struct Signet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signet",
    abstract: "SOAP over mutual TLS: send, see the handshake, and know why it failed.",
    discussion: """
      Try it without a server:   signet demo
      A first real request:      signet send --url https://host/service --cert me.pfx --password prompt: \\
                                   --envelope request.xml --action urn:example:DoIt
      """,
    version: SignetVersion.text,
    subcommands: [
      OpenCommand.self, DemoCommand.self, SendCommand.self, RunCommand.self, DiagnoseCommand.self, InspectCommand.self,
      IntermediatesCommand.self, LintCommand.self, TrustCommand.self, SecretCommand.self, ImportCommand.self,
      ExportCommand.self, HistoryCommand.self, LabCommand.self, SchemaCommand.self,
      FindingsCommand.self, KeysCommand.self,
      ThemesCommand.self,
    ], defaultSubcommand: OpenCommand.self)

  static func main() {
    ProcessEnd.prepare()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      if let sending = PlainArguments.send(arguments) { return try sending.run() }
      if let open = PlainArguments.open(arguments) { return try open.run() }
      if let importing = PlainArguments.importWSDL(arguments) { return try importing.run() }
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      Glibc.exit(finish(error))
    }
  }

  /// Prints what there is to say of an error and gives its exit status. Usage errors end with 2, not sysexits' 64.
  private static func finish(_ error: any Error) -> Int32 {
    if let stop = error as? CommandStop { return stop.status.rawValue }
    let status = exitCode(for: error)
    let text = fullMessage(for: error)
    if status == .success {
      StandardOutput.write(text + "\n")
      return 0
    }
    StandardError.write(text + "\n")
    return ExitStatus.usage.rawValue
  }
}
