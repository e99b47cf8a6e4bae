internal import Screen

/// The line at the bottom that `:` and `/` open.
struct CommandLine: Sendable {
  enum Kind: Sendable, Equatable { case command, search }
  let kind: Kind
  var field = InputField()

  var prefix: String { kind == .command ? ":" : "/" }

  private var words: [Substring] { field.text.split(separator: " ", maxSplits: 1) }
  var name: String { words.first.map { $0.lowercased() } ?? "" }
  var argument: String { words.count > 1 ? String(words[1]) : "" }

  /// Names of commands that begin with what was typed; of those that only hold it, when none begins so.
  var completions: [Command] {
    guard kind == .command, argument.isEmpty else { return [] }
    let name = name
    let beginning = Command.allCases.filter { $0.rawValue.hasPrefix(name) }
    return beginning.isEmpty ? Command.allCases.filter { $0.rawValue.contains(name) } : beginning
  }

  /// The command that is meant: by its whole name, by one that vim's users type, or when only one begins so.
  var command: Command? {
    if let command = Self.shortNames[name] ?? Command(rawValue: name) { return command }
    let beginning = Command.allCases.filter { $0.rawValue.hasPrefix(name) }
    return beginning.count == 1 ? beginning[0] : nil
  }

  private static let shortNames: [String: Command] = ["q": .quit, "q!": .quit, "wq": .quit, "x": .quit, "w": .save]
}
