internal import Basics

/// The settings file, `settings.yaml`. Blocks on the disk: read before the first frame.
///
/// ```yaml
/// keymap: keys.yaml
/// theme: light
/// bell: false
/// ```
public struct SettingsFile: Sendable {
  public let path: String

  /// - Parameter path: nil is `$XDG_CONFIG_HOME/signet/settings.yaml`, with `~/.config` as the variable's default.
  public init(path: String? = nil) { self.path = path ?? Disk.configurationFolder + "/settings.yaml" }

  /// Without a file: what is preset, no problem.
  public func load() throws(CollectionError) -> (settings: Settings, problems: [Collection.Problem]) {
    guard let bytes = try Disk.read(path, limit: CollectionFolder.documentLimit) else { return (Settings(), []) }
    var settings = Settings()
    var problems: [Collection.Problem] = []
    for field in try CollectionFolder.fields(bytes, path: path) {
      switch (field.key, field.value) {
      case ("keymap", .text(Settings.keymapNames[0])): settings.keymap = nil
      case ("keymap", .text(let name)): settings.keymap = Settings.keymapNames.contains(name) ? name : absolute(name)
      case ("theme", .text(let name)): settings.theme = name.hasSuffix(".yaml") ? absolute(name) : name
      case ("bell", .text("true")): settings.bell = true
      case ("bell", .text("false")): settings.bell = false
      case ("check-answers", .text("true")): settings.checksAnswers = true
      case ("check-answers", .text("false")): settings.checksAnswers = false
      case ("history", .text("true")): settings.history = true
      case ("history", .text("false")): settings.history = false
      case ("history-exchanges", .text(let text)): settings.historyExchanges = count(text, field, &problems)
      case ("history-megabytes", .text(let text)): settings.historyMegabytes = count(text, field, &problems)
      case ("history-days", .text(let text)): settings.historyDays = count(text, field, &problems)
      case (_, .null) where Settings.keys.contains(where: { $0.name == field.key }): break
      case ("keymap", _), ("theme", _): problems.append(problem(field, "`\(field.key)` is one name or path"))
      case ("bell", _), ("check-answers", _), ("history", _):
        problems.append(problem(field, "`\(field.key)` is true or false"))
      case ("history-exchanges", _), ("history-megabytes", _), ("history-days", _): _ = count("", field, &problems)
      default:
        let suggestion = NearestWord.question(field.key, among: Settings.keys.map(\.name))
        problems.append(problem(field, "there is no setting `\(field.key)`\(suggestion)"))
      }
    }
    return (settings, problems)
  }

  private func count(_ text: String, _ field: YAMLField, _ problems: inout [Collection.Problem]) -> Int? {
    if let number = Int(text), (1...1_000_000).contains(number) { return number }
    problems.append(problem(field, "`\(field.key)` is a number from 1 to 1000000"))
    return nil
  }

  /// A relative path is that of a file beside this one.
  private func absolute(_ name: String) -> String {
    if name.hasPrefix("/") || name.hasPrefix("~") { return Disk.absolute(name) }
    return (path.lastIndex(of: "/").map { String(path[...$0]) } ?? "") + name
  }

  private func problem(_ field: YAMLField, _ text: String) -> Collection.Problem {
    Collection.Problem(severity: .error, file: path, line: field.line, text: text.neutralised)
  }
}
