internal import Basics
internal import Screen

/// Every setting with its value, as the settings screen shows it.
public struct ShownSettings: Sendable, Equatable {
  public struct Row: Sendable, Equatable {
    public var name: String
    /// One sentence.
    public var help: String
    public var value: String
    public var preset: String
    /// Where the value comes from: `preset`, the file, or a flag of the command line.
    public var origin: String
    /// What it can be; empty when a person types it.
    public var choices: [String]

    /// Whether one can name a file of one's own instead.
    var takesFile: Bool { name == "theme" || name == "keymap" }

    public init(name: String, help: String, value: String, preset: String, origin: String, choices: [String]) {
      self.name = name
      self.help = help
      self.value = value
      self.preset = preset
      self.origin = origin
      self.choices = choices
    }
  }

  /// Path of the settings file.
  public var file: String
  public var rows: [Row]

  public init(file: String, rows: [Row]) {
    self.file = file
    self.rows = rows
  }

  /// The file, and what the chosen setting is for: always as many lines.
  func lines(selected: Int, columns: Int) -> [Toned] {
    let help = rows.indices.contains(selected) ? rows[selected].help : ""
    let wrapped = Toned.paragraph(help.neutralised, columns: columns)
    return [Toned(file.neutralised, .dim)] + (0..<2).map { wrapped.indices.contains($0) ? wrapped[$0] : "" }
      + [Toned("Enter changes it; the file's other lines stay.", .dim), ""]
  }

  var choices: [Choice] {
    rows.map { row in
      let preset = row.value == row.preset ? "" : "  preset: \(row.preset)"
      return Choice(nil, row.name, note: "\(row.value)  (\(row.origin)\(preset))".neutralised, .editSetting(row.name))
    }
  }
}

// The settings screen.
extension Model {
  mutating func openSettings() -> [Effect] {
    wantsSettings = true
    return [.loadSettings]
  }

  /// What holds from now on. The keymap is taken over at once; the theme and the bell are the runner's.
  mutating func adopt(
    _ settings: ShownSettings, _ keymap: WorkbenchKeymap, _ inForce: SettingsInForce
  ) -> [Effect] {
    checksAnswers = inForce.checksAnswers
    self.keymap = keymap
    self.settings = settings
    guard wantsSettings else { return [] }
    wantsSettings = false
    var popup = Popup(.settings(settings))
    popup.scroll.select(settingsRow, of: settings.rows.count, height: popupListHeight)
    return open(popup)
  }

  mutating func editSetting(_ name: String) -> [Effect] {
    guard let index = settings?.rows.firstIndex(where: { $0.name == name }), let row = settings?.rows[index] else {
      return []
    }
    settingsRow = index
    guard !row.choices.isEmpty else { return askSetting(name) }
    var choices = row.choices.map { value in
      Choice(
        nil, value.neutralised, note: value == row.value ? "in use" : value == row.preset ? "preset" : "",
        .setSetting(name, value == row.preset ? nil : value))
    }
    if row.takesFile { choices.append(Choice(nil, "a file…", note: "its path", .askSetting(name))) }
    var popup = Popup(.menu(title: "\(name): \(row.help)", choices))
    popup.scroll.select(
      row.choices.firstIndex(of: row.value) ?? 0, of: choices.count, height: popupListHeight)
    return open(popup)
  }

  mutating func askSetting(_ name: String) -> [Effect] {
    guard let row = settings?.rows.first(where: { $0.name == name }) else { return [] }
    return open(
      Popup(
        .prompt(Prompt(use: .setting(name), title: name, hint: "\(row.help) Empty is the preset: \(row.preset)")),
        text: row.value == row.preset ? "" : row.value))
  }

  mutating func set(_ name: String, to value: String?) -> [Effect] {
    wantsSettings = true
    let isPreset = value == nil || value?.isEmpty == true
    return [.setSetting(name, isPreset ? nil : value)]
  }
}
