internal import ArgumentParser
internal import Basics
internal import Collections
internal import Exchange
internal import History
internal import SOAPClient

/// `signet history resend`.
struct HistoryResendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resend", abstract: "Send an exchange's request again, with the secrets and times of now.",
    discussion: """
      Example: signet history resend 42
      What was asked for then is sent: address, envelope, binding and certificate; what the request's files say by now does
      not count. Typed passwords are asked for.
      """)

  @Argument(help: ArgumentHelp("Its number.", valueName: "number")) var number: Int
  @Option(name: .long, help: "text, json (one object with everything) or body.") var format = SendOutput.Format.text
  @Flag(name: .long, help: "The handshake ladder on standard error; with json, the fields of every message.")
  var trace = false
  @OptionGroup var text: TextOptions
  @OptionGroup var history: HistoryOptions

  func run() throws {
    let draft = try commandLine { try asked() }
    let client = SOAPClient(draft, session: SOAPSession(environment: .commandLine))
    Interrupt.catchSignals { client.cancel() }
    let report = runBlocking { await client.report() }
    SendOutput(format: format, trace: trace, text: text).show(report)
    let recorder = history.recorder("history")
    recorder?.record(draft, report)
    recorder?.finish()
    if report.exitStatus != .answered { throw CommandStop(report.exitStatus) }
  }

  private func asked() throws -> Draft {
    let database = try HistoryCommand.database()
    let stored = try HistoryCommand.reading { try database.stored(number) }
    guard let (kept, lacksSecrets) = stored.draft else {
      throw CommandStop(ExchangeUnreadable(numbers: [number]), .file)
    }
    if lacksSecrets { throw SecretsNotKept(stored.summary) }
    var draft = kept
    guard let name = draft.identity?.name else { return draft }
    // Files and hosts may have changed since: what holds now counts.
    let identities = IdentitiesFile().loadTellingProblems()
    guard let entry = identities.named(name) else { throw Refusal.unknownIdentity(name, known: identities) }
    draft.identity = entry.reference
    draft.identity?.name = name
    try identities.permit(draft)
    return draft
  }
}

struct SecretsNotKept: Remediable {
  private let number: Int
  private let request: String?

  init(_ past: PastExchange) { (number, request) = (past.number, past.request) }

  let code = "history-secrets-not-kept"
  var summary: String { "Exchange \(number) had a secret in its message, headers or address, which is not kept." }
  var remedy: String {
    (request.map { "Send the request itself: signet send \(($0 + ".yaml").shellQuoted). " } ?? "Send it anew. ")
      + "What stands as {{variable}} with a source (env:, file:, keyring:, command:, prompt:) can be sent again from here."
  }
}
