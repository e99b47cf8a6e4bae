internal import ArgumentParser

@main
struct Signet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signet", abstract: "SOAP over mutual TLS, in the terminal.")
}
