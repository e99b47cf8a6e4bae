/// What a person has set once for all collections.
public struct Settings: Sendable, Equatable {
  /// A key of the settings file, for its reader, the help and the tests.
  public struct Key: Sendable, Hashable {
    public let name: String
    /// One sentence.
    public let help: String
    /// What holds where the file does not say; empty where the program finds it.
    public var preset = ""
    /// What it can be; empty when it is free text.
    public var choices: [String] = []
  }

  /// The keymaps that need no file; the first is preset.
  public static let keymapNames = ["plain", "vim"]

  public static let keys = [
    Key(
      name: "keymap",
      help: "plain, vim, or a keymap file, as `signet keys` explains: its path, ~ and this folder's own files too.",
      preset: keymapNames[0], choices: keymapNames),
    Key(name: "theme", help: "the name of a theme, or a theme file; --theme is stronger."),
    Key(
      name: "history", help: "false keeps no exchange in the history; it counts from the next start.", preset: "true",
      choices: ["true", "false"]),
    Key(name: "history-exchanges", help: "as many are kept.", preset: "10000"),
    Key(name: "history-megabytes", help: "as much is kept.", preset: "512"),
    Key(name: "history-days", help: "so long they are kept.", preset: "90"),
    Key(
      name: "bell", help: "true rings the terminal's bell when a call that took long ends; false is silent.",
      preset: "true", choices: ["true", "false"]),
    Key(
      name: "check-answers",
      help: "true checks every answer against the schemas of its description; false does when V is pressed.",
      preset: "false", choices: ["true", "false"]),
  ]

  /// One of `keymapNames`, or an absolute path; nil is the plain one.
  public var keymap: String?
  /// A name, or an absolute path.
  public var theme: String?
  public var bell: Bool
  public var checksAnswers: Bool
  public var history: Bool
  /// Nil leaves the history's own limit.
  public var historyExchanges: Int?
  public var historyMegabytes: Int?
  public var historyDays: Int?

  public init(
    keymap: String? = nil, theme: String? = nil, bell: Bool = true, checksAnswers: Bool = false, history: Bool = true
  ) {
    self.history = history
    self.keymap = keymap
    self.theme = theme
    self.bell = bell
    self.checksAnswers = checksAnswers
  }
}
