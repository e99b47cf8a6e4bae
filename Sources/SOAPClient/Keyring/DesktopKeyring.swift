internal import Basics
internal import Exchange

/// The desktop's keyring (Secret Service), through `secret-tool` of libsecret where that is installed.
struct DesktopKeyring {
  var timeoutSeconds: Double
  var cancellation: Cancellation

  func read(_ name: String) -> Keyring.Answer {
    switch run("lookup \(attributes(name))") {
    case (.output(let bytes), _): .found(Secret(bytes: bytes))
    case (.exited(1), let errors) where errors.isEmpty: .none
    case (let outcome, let errors): .refused(words(outcome, errors))
    }
  }

  /// - Returns: why it could not be kept; nil when it is.
  func write(_ secret: Secret, as name: String) -> String? {
    let label = "Signet: \(name)".shellQuoted
    let (outcome, errors) = run("store --label=\(label) \(attributes(name))", input: secret.withBytes { Array($0) })
    if case .output = outcome { return nil }
    return words(outcome, errors)
  }

  func remove(_ name: String) -> Keyring.Answer {
    // It ends well whether there was one or not.
    guard case .found = read(name) else { return read(name) }
    let (outcome, errors) = run("clear \(attributes(name))")
    if case .output = outcome { return .found(.empty) }
    return .refused(words(outcome, errors))
  }

  private func attributes(_ name: String) -> String { "application signet name \(name.shellQuoted)" }

  private func run(_ arguments: String, input: [UInt8] = []) -> (outcome: ShellCommand.Outcome, errors: [UInt8]) {
    var command = ShellCommand(
      command: "exec secret-tool \(arguments)", timeoutSeconds: timeoutSeconds, cancellation: cancellation)
    command.input = input
    return command.runKeepingErrors()
  }

  private func words(_ outcome: ShellCommand.Outcome, _ errors: [UInt8]) -> String {
    if outcome == .exited(127) { return "secret-tool is not installed (package libsecret-tools)" }
    let told = String(decoding: errors, as: UTF8.self).split(separator: "\n").first.map { ": \($0)".neutralised } ?? ""
    return
      "secret-tool \(outcome.words(seconds: Int(timeoutSeconds), limit: "\(ShellCommand.outputLimit) bytes"))\(told)"
  }
}
