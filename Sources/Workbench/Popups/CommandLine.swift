internal import Screen
internal import Text

/// The line at the bottom that `:`, `/` and replacing open.
struct CommandLine: Sendable {
  enum Kind: Sendable, Equatable {
    case command, search, line
    /// What the tree of requests is cut down to.
    case filter
    /// An XPath expression for the answer.
    case query
    case replace
    case replaceWith(FindPattern)
    /// Asks about the match that is selected.
    case confirmReplace(FindPattern, Replacement)
  }
  let kind: Kind
  var field = InputField()
  /// How many places of the envelope match what was typed.
  var matches: MatchCount?

  init(kind: Kind, text: String = "") {
    self.kind = kind
    field = InputField(text)
  }

  var prefix: String {
    switch kind {
    case .command: ":"
    case .search: "/"
    case .line: "line: "
    case .filter: "filter: "
    case .query: "XPath: "
    case .replace: "replace: "
    case .replaceWith: "with: "
    case .confirmReplace: "Replace this one? "
    }
  }

  /// As the status line says it.
  var mode: String {
    switch kind {
    case .command: "COMMAND"
    case .search: "SEARCH"
    case .line: "LINE"
    case .filter: "FILTER"
    case .query: "QUERY"
    case .replace, .replaceWith, .confirmReplace: "REPLACE"
    }
  }

  /// Whether what is typed is looked for.
  var isPattern: Bool { kind == .search || kind == .replace }

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
