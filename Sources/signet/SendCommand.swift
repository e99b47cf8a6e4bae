internal import ArgumentParser
internal import Basics
internal import Certificates
internal import Collections
internal import Exchange
internal import SOAPClient

/// `signet send`: one exchange.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Send one request; the answer goes to standard output, the rest to standard error.",
    discussion: """
      Example: signet send --url https://host/service --cert me.pfx --password prompt: --envelope request.xml \\
                 --action urn:example:DoIt
      Of an answer in several parts (MTOM, attachments) the envelope goes to standard output, with the parts that it
      includes put back as base64; --attachments writes each part to a file.
      Ends with 0 answered, 1 SOAP fault, 2 usage, 3 handshake failed or client certificate refused,
      4 network or proxy, 5 identity not loaded, 6 answer broke the protocol or a limit, 7 file, 130 interrupted.
      """)

  @OptionGroup var send: SendOptions
  @Option(name: .long, help: "text, json (one object with everything) or body.") var format = SendOutput.Format.text
  @Flag(name: .long, help: "The handshake ladder on standard error; with json, the fields of every message.")
  var trace = false
  @Option(
    name: .long,
    help: ArgumentHelp("Write the answer's attachments into this folder, a new file each.", valueName: "DIR"))
  var attachments: String?
  @Flag(name: .long, help: "Print the request with its placeholders replaced, secrets as dots; nothing is sent.")
  var preview = false
  @OptionGroup var text: TextOptions
  @OptionGroup var history: HistoryOptions

  func run() throws { try sending.run() }

  var sending: Sending {
    Sending(
      call: send.call, format: format, trace: trace, attachments: attachments, preview: preview, text: text,
      history: history)
  }
}

/// Secrets that were typed on the command line, or stand in files that it names.
enum LiteralSecrets {
  static func warn(of draft: Draft) {
    if draft.identity?.name == nil, let source = draft.identity?.secretSource { warnOfFile(source) }
    if let user = draft.user, user.trust == nil { warnOfFile(user.password) }
    if case .some(.literal(_)) = draft.identity?.secretSource {
      StandardError.write(
        "A password on the command line (pass:…, pin-value=…) can be seen in the process list and the shell's history; "
          + "prefer env:NAME.\n")
    }
    if case .some(.literal(_)) = draft.user?.password {
      StandardError.write(
        "A password of --user or --user-password can be seen in the process list and the shell's history; prefer "
          + "--user-password env:NAME.\n")
    }
    if draft.route.proxyCredentials != nil {
      StandardError.write("--proxy-user can be seen in the process list and the shell's history.\n")
    }
  }

  private static func warnOfFile(_ source: SecretSource) {
    guard case .file(let path) = source, let permissions = FileReading.sharing(of: path) else { return }
    StandardError.write(
      "\(path.neutralised) holds a password, and others may read or change it (permissions "
        + "\(String(permissions, radix: 8))): chmod 600 \(path.shellQuoted)\n")
  }
}

extension ClientEnvironment {
  /// The process's own, and the person's word on which programs may run.
  static var trusting: ClientEnvironment {
    var environment = ClientEnvironment.process
    environment.mayRun = { TrustFile().load().allows($0) }
    return environment
  }

  /// The process's own, and a person at the terminal to ask for passwords.
  static var commandLine: ClientEnvironment {
    var environment = ClientEnvironment.trusting
    environment.prompt = { PasswordPrompt.ask($0) }
    return environment
  }
}
