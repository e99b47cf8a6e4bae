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
    let settings = try commandStopping { () throws(CollectionError) in try file.load() }
    if !settings.problems.isEmpty { throw CommandStop(UnusableSettings(problems: settings.problems), .file) }
    var personal = PersonalSettings(
      theme: settings.settings.theme, rings: settings.settings.bell,
      checksAnswers: settings.settings.checksAnswers)
    guard let path = settings.settings.keymap else { return personal }
    let file = try commandStopping { () throws(CollectionError) in try KeymapFile.load(path) }
    let (keymap, unusable) = WorkbenchKeymap.standard.applying(file)
    if !unusable.isEmpty { throw CommandStop(UnusableSettings(problems: unusable), .file) }
    personal.keymap = keymap
    return personal
  }

  private static func commandStopping<Value>(
    _ body: () throws(CollectionError) -> Value
  ) throws -> Value {
    do throws(CollectionError) { return try body() } catch { throw CommandStop(error, .file) }
  }
}
