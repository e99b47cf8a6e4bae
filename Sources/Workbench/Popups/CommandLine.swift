internal import Screen

/// The line at the bottom that `:` and `/` open.
struct CommandLine: Sendable {
  enum Kind: Sendable, Equatable { case command, search }
  let kind: Kind
  var field = InputField()

  var prefix: String { kind == .command ? ":" : "/" }

  /// Names of commands that begin with what was typed; of those that only hold it, when none begins so.
  var completions: [Command] {
    guard kind == .command else { return [] }
    let typed = field.text.lowercased()
    let beginning = Command.allCases.filter { $0.rawValue.hasPrefix(typed) }
    return beginning.isEmpty ? Command.allCases.filter { $0.rawValue.contains(typed) } : beginning
  }

  /// The command that is meant: by its whole name, or when only one begins so.
  var command: Command? {
    let typed = field.text.lowercased()
    if typed == "q" || typed == "q!" || typed == "wq" || typed == "x" { return .quit }
    if typed == "w" { return .save }
    return Command(rawValue: typed) ?? (completions.count == 1 ? completions[0] : nil)
  }
}
