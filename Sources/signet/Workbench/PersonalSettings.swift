internal import Basics
internal import Collections
internal import Exchange
internal import Screen
internal import Workbench

/// Why the settings or the keymap cannot be used: each line with what is wrong.
struct UnusableSettings: Remediable {
  var problems: [Collection.Problem]

  var code: String { "settings-unusable" }
  var summary: String { "The settings cannot be used as they are." }
  var values: [String] { problems.map { $0.description.neutralised } }
  var remedy: String {
    "Mend these lines. `signet keys` lists places, commands and keys; the settings are "
      + Settings.keys.map { "\($0.name) (\($0.help.dropLast()))" }.joined(separator: ", ") + "."
  }
}

/// What the settings of the person at the terminal choose, read.
struct PersonalSettings {
  var keymap = WorkbenchKeymap.standard
  /// A name or an absolute path; nil where nothing is chosen.
  var theme: String?
  var rings = true
  var checksAnswers = false

  /// - Throws: `CommandStop` with every line that cannot be used.
  static func load(_ file: SettingsFile = SettingsFile()) throws -> PersonalSettings {
    do { return try read(file) } catch let error as any Remediable { throw CommandStop(error, .file) }
  }

  /// - Throws: `UnusableSettings` with every line that cannot be used, or why a file cannot be read.
  static func read(_ file: SettingsFile) throws -> PersonalSettings {
    let settings = try file.load()
    if !settings.problems.isEmpty { throw UnusableSettings(problems: settings.problems) }
    var personal = PersonalSettings(
      theme: settings.settings.theme, rings: settings.settings.bell, checksAnswers: settings.settings.checksAnswers)
    if let choice = settings.settings.keymap { personal.keymap = try keymap(choice) }
    return personal
  }

  /// - Parameter choice: a name, or the path of a keymap file.
  static func keymap(_ choice: String) throws -> WorkbenchKeymap {
    if let keymap = WorkbenchKeymap.named(choice) { return keymap }
    let (keymap, unusable) = WorkbenchKeymap.reading(try KeymapFile.load(choice))
    if !unusable.isEmpty { throw UnusableSettings(problems: unusable) }
    return keymap
  }
}
