internal import Basics
internal import Collections
internal import Screen
internal import Terminal
internal import Themes
internal import Workbench

// The settings, while the workbench runs.
extension WorkbenchRunner {
  /// Tells what the settings are; with a change, writes that first and takes it back when it cannot be used.
  func settings(_ change: (name: String, value: String?)? = nil) {
    let (mailbox, lookFlag, presetTheme) = (mailbox, themeFlag, presetTheme)
    let file = SettingsFile()
    files.run {
      do {
        let personal = try Self.changed(file, change)
        let theme = try change?.name == "theme" ? personal.loadedTheme() ?? presetTheme : nil
        let flag = change?.name == "theme" ? nil : lookFlag
        let shown = ShownSettings(file: file.path, rows: Self.rows(try file.texts(), themeFlag: flag))
        mailbox.post(
          .settingsLoaded(
            shown, personal.keymap,
            SettingsInForce(theme: theme, rings: personal.rings, checksAnswers: personal.checksAnswers)))
      } catch let error as any Remediable {
        mailbox.post(.failed(Problem(error)))
      } catch {
        mailbox.post(.failed(Problem(code: "settings", summary: "The settings are unchanged.", remedy: "Try again.")))
      }
    }
  }

  private static func changed(_ file: SettingsFile, _ change: (name: String, value: String?)?) throws
    -> PersonalSettings
  {
    guard let change else { return try PersonalSettings.read(file) }
    let before = try file.texts()[change.name]
    try file.set(change.name, to: change.value)
    do {
      let personal = try PersonalSettings.read(file)
      if change.name == "theme" { _ = try personal.loadedTheme() }
      return personal
    } catch {
      try file.set(change.name, to: before)
      throw error
    }
  }

  private static func rows(_ texts: [String: String], themeFlag: String?) -> [ShownSettings.Row] {
    Settings.keys.map { key in
      let preset = key.name == "theme" ? StandardThemes.names[0] : key.preset
      let choices = key.name == "theme" ? StandardThemes.names : key.choices
      let flag = key.name == "theme" ? themeFlag : nil
      return ShownSettings.Row(
        name: key.name, help: key.help, value: flag ?? texts[key.name] ?? preset, preset: preset,
        origin: flag != nil ? "--theme" : texts[key.name] != nil ? "settings.yaml" : "preset", choices: choices)
    }
  }
}
