internal import ArgumentParser
internal import Basics
internal import Exchange
internal import Screen
internal import Themes
internal import Workbench

/// `signet keys`: the key table, as the help screen shows it.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "The workbench's keys and commands.",
    discussion: """
      A keymap file has a line PLACE: and below it lines KEYS: COMMAND, indented; none takes a key away. The keys of
      yours that settings.yaml names are in this list. Two keys one after the other are written gg, Space-s or C-w-j; a
      line base: vim puts the keys of the file over those of Vim.
      Example: signet keys --keymap vim
      """)

  @Option(help: ArgumentHelp("Another keymap: plain, vim or a file.", valueName: "name"))
  var keymap: String?

  func run() throws {
    let rows = try shown().bindings.map { binding in
      [
        binding.keys.map(\.description).joined(separator: " "), ":" + binding.command.rawValue,
        binding.contexts.map(\.rawValue).joined(separator: ", "), binding.command.info.help,
      ]
    }
    StandardOutput.write(aligned(rows))
  }

  private func shown() throws -> WorkbenchKeymap {
    guard let keymap else { return try PersonalSettings.load().keymap }
    do { return try PersonalSettings.keymap(keymap) } catch let error as any Remediable {
      throw CommandStop(error, .file)
    }
  }
}

/// `signet themes`: the themes, and what a theme of one's own can name.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "The themes, and the scopes that a theme of your own can colour.",
    discussion: "Example: signet themes")

  func run() {
    StandardOutput.write("themes: \(StandardThemes.names.joined(separator: ", "))\n\n")
    StandardOutput.write(aligned(ThemeScope.allCases.map { [$0.rawValue, $0.summary] }))
  }
}

/// Rows of columns, each as wide as its widest text; the last column runs free.
func aligned(_ rows: [[String]]) -> String {
  let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].count }.max() ?? 0 }
  return rows.map { row in
    row.enumerated().map { column, text in
      column == row.count - 1 ? text : text + String(repeating: " ", count: widths[column] - text.count + 2)
    }.joined() + "\n"
  }.joined()
}
