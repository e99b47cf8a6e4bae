internal import Basics
internal import Certificates
internal import Exchange

/// Why a secret could not be had. Nothing of the secret, or of what a command wrote, is in it.
enum SecretError: Remediable, Equatable {
  case variableMissing(name: String)
  case nobodyToAsk(purpose: String)
  case command(ShellCommand.Outcome, seconds: Int)
  /// - told: what each keyring answered.
  case keyring(name: String, told: [String])

  var code: String {
    switch self {
    case .variableMissing: "secret-variable-missing"
    case .nobodyToAsk: "secret-not-entered"
    case .command(.timeout, _): "secret-command-timeout"
    case .command: "secret-command-failed"
    case .keyring: "secret-not-in-keyring"
    }
  }

  var summary: String {
    switch self {
    case .variableMissing(let name): "The environment variable \(name.neutralised) is not set."
    case .nobodyToAsk(let purpose): "The \(purpose.neutralised) was not entered."
    case .keyring(let name, _): "No keyring gave the secret '\(name.neutralised)'."
    case .command(let outcome, let seconds):
      "The password command \(outcome.words(seconds: seconds, limit: "\(ShellCommand.outputLimit) bytes"))."
    }
  }

  var values: [String] {
    if case .keyring(_, let told) = self { return told }
    return []
  }

  var remedy: String {
    switch self {
    case .variableMissing(let name): "Set it: export \(name.neutralised)=…"
    case .nobodyToAsk:
      "Send again in a terminal, or name another source: env:NAME, file:PATH, keyring:NAME, command:COMMAND."
    case .keyring(let name, _): "Keep it there: signet secret set \(name.shellQuoted)"
    case .command: "Run the command by itself: it must write the password to standard output and end with status 0."
    }
  }
}

extension ShellCommand.Outcome {
  /// What became of a command, to stand behind its name.
  func words(seconds: Int, limit: String) -> String {
    switch self {
    case .output: "succeeded"
    case .exited(let status): "ended with status \(status)"
    case .killed(let signal): "was ended by signal \(signal)"
    case .timeout: "did not end within \(seconds) s"
    case .tooMuchOutput: "wrote more than \(limit)"
    case .cancelled: "was cancelled"
    case .notStarted(let error): "could not be started (errno \(error))"
    }
  }
}

/// Turns a reference into the secret.
struct SecretResolver: Sendable {
  var environment: ClientEnvironment
  var cancellation: Cancellation

  /// - Parameters:
  ///   - purpose: what is asked for, when a person is asked: `password of alice.pfx`.
  ///   - takesSharedFile: a file that others may read is taken: whoever names it is there to be told.
  /// - Returns: nil when no source is named.
  func resolve(
    _ source: SecretSource, purpose: String, takesSharedFile: Bool = false
  ) async -> Result<Secret?, Refusal> {
    switch source {
    case .none: return .success(nil)
    case .literal(let secret): return .success(secret)
    case .environment(let name):
      guard let value = environment.variable(name) else { return refuse(.variableMissing(name: name)) }
      return .success(Secret(value))
    case .file(let path):
      let reading = FileReading(limit: 65536, cancellation: cancellation)
      let bytes = await onOwnThread {
        Result { () throws(FileError) in
          takesSharedFile ? try reading.bytes(of: path) : try reading.bytes(ofSecretFile: path)
        }
      }
      return bytes.map { Self.secret($0) }.mapError { Refusal($0, stage: .file) }
    case .keyring(let name): return await keyring(name)
    case .command(let command): return await run(command)
    case .prompt:
      guard let secret = await environment.prompt(purpose) else { return refuse(.nobodyToAsk(purpose: purpose)) }
      return .success(secret)
    }
  }

  private func keyring(_ name: String) async -> Result<Secret?, Refusal> {
    let desktop = DesktopKeyring(timeoutSeconds: environment.commandTimeoutSeconds, cancellation: cancellation)
    let answer = await onOwnThread { Keyring.read(name, desktop) }
    return answer.map { secret -> Secret? in secret }.mapError { Refusal($0, stage: .identity) }
  }

  private func run(_ command: String) async -> Result<Secret?, Refusal> {
    let seconds = environment.commandTimeoutSeconds
    let shell = ShellCommand(command: command, timeoutSeconds: seconds, cancellation: cancellation)
    let outcome = await onOwnThread { shell.run() }
    guard case .output(let bytes) = outcome else { return refuse(.command(outcome, seconds: Int(seconds))) }
    return .success(Self.secret(bytes))
  }

  private func refuse(_ error: SecretError) -> Result<Secret?, Refusal> { .failure(Refusal(error, stage: .identity)) }

  /// Without one line end at the end. The secret becomes the only owner of the bytes, so that they are wiped with it.
  private static func secret(_ bytes: consuming [UInt8]) -> Secret {
    if bytes.last == 0x0A { bytes.removeLast() }
    if bytes.last == 0x0D { bytes.removeLast() }
    return Secret(bytes: bytes)
  }
}
