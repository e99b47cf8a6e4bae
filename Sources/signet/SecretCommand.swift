internal import ArgumentParser
internal import Basics
internal import Exchange
internal import Glibc
internal import SOAPClient

/// `signet secret`: secrets in a keyring, for `keyring:NAME`.
struct SecretCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "secret",
    abstract: "Keep secrets in the kernel's or the desktop's keyring, for keyring:NAME.",
    discussion: """
      Example: signet secret set partner-a       then, in identities.yaml or an environment: keyring:partner-a
      A secret is looked for in the kernel's keyring first, then in the desktop's. The kernel keeps it in memory, for all
      your sessions, until the machine restarts; the desktop keeps it for good (secret-tool of libsecret must be there).
      """,
    subcommands: [Set.self, Remove.self])

  struct Set: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Ask for a secret without echo, and keep it.",
      discussion: """
        Example: signet secret set partner-a
                 pass show partner-a | signet secret set partner-a --in kernel
        What is piped in is taken without one line end at its end.
        """)
    @Argument(help: ArgumentHelp("What it is called behind keyring:.", valueName: "name")) var name: String
    @Option(name: .customLong("in"), help: "kernel or desktop.") var word = Word.kernel

    enum Word: String, ExpressibleByArgument, CaseIterable { case kernel, desktop }

    func run() throws {
      let place: Keyring.Place = word == .kernel ? .kernel : .desktop
      try keyring {
        guard let secret = SecretInput.read("secret for keyring:\(name)") else { throw NothingEntered() }
        try Keyring.write(secret, as: name, in: place)
      }
      StandardError.write("kept in the \(place.title): keyring:\(name.neutralised)\n")
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Take a secret out of the keyrings.",
      discussion: "Example: signet secret remove partner-a")
    @Argument(help: ArgumentHelp("What it is called behind keyring:.", valueName: "name")) var name: String

    func run() throws {
      let places = try keyring { try Keyring.remove(name) }
      StandardError.write("taken out of the \(places.map(\.title).joined(separator: " and the "))\n")
    }
  }
}

/// A refusal ends with its own status.
private func keyring<Value>(_ work: () throws -> Value) throws -> Value {
  do { return try work() } catch let error as Refusal {
    throw CommandStop(error, error.stage.exitStatus)
  } catch let error as NothingEntered { throw CommandStop(error, .usage) }
}

/// A secret from a person, or from a pipe.
private enum SecretInput {
  private static let limit = 65536

  /// Nil when nothing came.
  static func read(_ question: String) -> Secret? {
    if isatty(STDIN_FILENO) == 1 { return PasswordPrompt.ask(question) }
    var bytes: [UInt8] = []
    // Growing would leave copies of the secret behind.
    bytes.reserveCapacity(limit)
    defer { wipe(&bytes) }
    var byte: UInt8 = 0
    while bytes.count < limit {
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      if count < 1 { break }
      bytes.append(byte)
    }
    if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    return bytes.isEmpty ? nil : Secret(bytes: Array(bytes))
  }
}

private struct NothingEntered: Remediable {
  var code: String { "secret-not-entered" }
  var summary: String { "No secret was entered, so nothing was kept." }
  var values: [String] { [] }
  var remedy: String { "Type it at the question, or pipe it in." }
}
