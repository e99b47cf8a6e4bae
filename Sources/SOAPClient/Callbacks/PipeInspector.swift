internal import Basics
internal import Exchange

/// Sends the envelope through a program of the collection, if the person trusts it.
struct PipeInspector: EndpointBehavior, ClientMessageInspector, CustomStringConvertible {
  var description: String { "behavior pipe" }
  let program: ExternalProgram
  let environment: ClientEnvironment
  let cancellation: Cancellation
  /// An envelope above this, in bytes, is no program's work.
  private static let limit = 64 * 1024 * 1024

  func beforeSendRequest(_ request: inout RequestMessage) async throws {
    guard environment.mayRun(program) else { throw Refusal.notTrusted(program) }
    var shell = ShellCommand(
      command: program.command, timeoutSeconds: environment.commandTimeoutSeconds,
      cancellation: cancellation)
    shell.input = request.envelope
    shell.folder = program.folder
    shell.limit = Self.limit
    shell.variables = [
      ("SIGNET_URL", request.address.withoutCredentials), ("SIGNET_ACTION", request.action ?? ""),
      ("SIGNET_OPERATION", request.operationName ?? ""),
    ]
    let (outcome, errors) = await onOwnThread { [shell] in shell.runKeepingErrors() }
    guard case .output(let envelope) = outcome else {
      throw Refusal.failed(program, outcome, errors, environment)
    }
    guard !envelope.isEmpty else { throw Refusal.wroteNothing(program, errors) }
    request.envelope = envelope
  }
}

extension Refusal {
  fileprivate static func notTrusted(_ program: ExternalProgram) -> Refusal {
    Refusal(
      stage: .usage, code: "program-not-trusted",
      summary: "The request would run a program, and you have not said that this collection may.",
      values: lines(program),
      remedy: "Look at what it does; then trust the collection's programs: signet trust "
        + (program.folder ?? ".").shellQuoted)
  }

  fileprivate static func failed(
    _ program: ExternalProgram, _ outcome: ShellCommand.Outcome, _ errors: [UInt8],
    _ environment: ClientEnvironment
  ) -> Refusal {
    Refusal(
      stage: .usage, code: "program-failed",
      summary: "The program that changes the envelope "
        + outcome.words(seconds: Int(environment.commandTimeoutSeconds), limit: limitWords) + ".",
      values: lines(program) + said(errors),
      remedy:
        "Run it by itself, with the envelope on its standard input: it must write an envelope and end with status 0."
    )
  }

  fileprivate static func wroteNothing(_ program: ExternalProgram, _ errors: [UInt8]) -> Refusal {
    Refusal(
      stage: .usage, code: "program-wrote-nothing",
      summary: "The program that changes the envelope wrote nothing.",
      values: lines(program) + said(errors),
      remedy: "It must write the whole envelope to standard output.")
  }

  private static let limitWords = "64 MiB"

  private static func lines(_ program: ExternalProgram) -> [String] {
    [
      "program: \(program.command.neutralised)",
      "in: \((program.folder ?? "the current folder").neutralised)",
    ]
  }

  private static func said(_ errors: [UInt8]) -> [String] {
    let text = String(decoding: errors, as: UTF8.self).neutralised
    return text.isEmpty ? [] : ["it said: \(text)"]
  }
}
