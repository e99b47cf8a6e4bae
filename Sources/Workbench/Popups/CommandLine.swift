internal import Screen
internal import Text

/// The line at the bottom that `:`, `/` and replacing open.
struct CommandLine: Sendable {
  enum Kind: Sendable, Equatable {
    case command, search, line
    /// Towards the start.
    case searchBack
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
    case .searchBack: "?"
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
    case .search, .searchBack: "SEARCH"
    case .line: "LINE"
    case .filter: "FILTER"
    case .query: "QUERY"
    case .replace, .replaceWith, .confirmReplace: "REPLACE"
    }
  }

  /// Whether what is typed is looked for.
  var isPattern: Bool { kind == .search || kind == .searchBack || kind == .replace }

  /// What Vim writes in front of a command for the lines that visual mode has selected.
  static let selected = "'<,'>"

  private var words: [Substring] { field.text.split(separator: " ", maxSplits: 1) }
  var name: String { words.first.map { $0.lowercased() } ?? "" }
  var argument: String { words.count > 1 ? String(words[1]) : "" }

  /// Names of commands that begin with what was typed; of those that only hold it, when none begins so.
  var completions: [Command] {
    guard kind == .command, argument.isEmpty else { return [] }
    let name = name
    let commands = Command.allCases.filter { !$0.isOfVim }
    let beginning = commands.filter { $0.rawValue.hasPrefix(name) }
    return beginning.isEmpty ? commands.filter { $0.rawValue.contains(name) } : beginning
  }

  /// The command that is meant: by its whole name, by one that vim's users type, or when only one begins so.
  var command: Command? {
    if let command = Self.shortNames[name] ?? Command(rawValue: name) { return command }
    let beginning = Command.allCases.filter { !$0.isOfVim && $0.rawValue.hasPrefix(name) }
    return beginning.count == 1 ? beginning[0] : nil
  }

  /// What is Vim's own, in its keymap.
  static let vimNames: [String: Command] = [
    "e": .reload, "e!": .reload, "noh": .clearMatches, "nohlsearch": .clearMatches, "u": .undo, "red": .redo,
    "x!": .quit, "wq!": .quit, "w!": .save, "wa": .save, "qa": .quit, "qa!": .quit, "wqa": .quit, "xa": .quit,
    "h": .help, "k": .help, "ls": .openRequests, "buffers": .openRequests, "bn": .nextRequest,
    "bnext": .nextRequest, "bp": .previousRequest, "bprevious": .previousRequest, "bd": .closeRequest,
    "only": .zoomIn, "messages": .messages,
  ]

  private static let shortNames: [String: Command] = ["q": .quit, "q!": .quit, "wq": .quit, "x": .quit, "w": .save]
}
