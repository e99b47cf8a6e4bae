internal import ArgumentParser
internal import Basics
internal import CMalloc
internal import Collections
internal import Exchange
internal import Glibc
internal import Screen
internal import Terminal
internal import Themes

/// `signet open`, and plain `signet`: the workbench on a collection.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "The workbench on a collection: edit, send, see the handshake and the answer.",
    discussion: """
      Keys, theme and bell are chosen in settings.yaml in $XDG_CONFIG_HOME/signet (else ~/.config/signet), with
      keymap: vim or FILE, theme: NAME, bell: false, check-answers: true; signet keys shows how a keymap is written.
      Example: signet open ~/collections/partner-a
      """)

  @Argument(help: ArgumentHelp("Folder of the collection; default: the current one.", valueName: "folder"))
  var folder = "."
  @OptionGroup var look: LookOptions

  func run() throws {
    let personal = try PersonalSettings.load()
    let theme = try look.chosen(personal)
    let collection = CollectionFolder(path: folder)
    try commandLine { try collection.checkIsNoFile() }
    try WorkbenchRunner.open {
      WorkbenchRunner.Setup(
        folder: collection, theme: theme, themeFlag: look.theme, keymap: personal.keymap, rings: personal.rings,
        checksAnswers: personal.checksAnswers, session: SessionFile(folder: collection.path))
    }
  }
}

struct LookOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("\(StandardThemes.names.joined(separator: ", ")), or a theme file.", valueName: "NAME|FILE"))
  var theme: String?

  /// Nil when neither the command line nor the settings choose one.
  func chosen(_ personal: PersonalSettings) throws -> Theme? {
    var personal = personal
    personal.theme = theme ?? personal.theme
    do throws(CollectionError) { return try personal.loadedTheme() } catch { throw CommandStop(error, .file) }
  }
}

extension PersonalSettings {
  /// The chosen theme; nil when none was chosen.
  func loadedTheme() throws(CollectionError) -> Theme? {
    guard let theme else { return nil }
    if let standard = Self.standardTheme(theme) { return standard }
    let bytes = try Disk.read(Disk.absolute(theme), limit: 1 << 20)
    guard let bytes else { throw .system(path: theme, doing: "read", number: ENOENT) }
    return ThemeFile(yaml: String(decoding: bytes, as: UTF8.self), name: theme).theme
  }

  /// Nil for a name that none of them has.
  static func standardTheme(_ name: String) -> Theme? {
    if name == Theme.dark.name { return .dark }
    return StandardThemes.yaml(named: name).map {
      ThemeFile(yaml: String(decoding: $0, as: UTF8.self), name: name).theme
    }
  }
}

extension WorkbenchRunner {
  /// Opens the terminal and runs until the end; what ends the process also gives the terminal back.
  ///
  /// - Parameter setup: called once the terminal is open, so that a signal ends nothing half made.
  static func open(_ setup: () throws -> Setup) throws {
    signet_malloc_give_back()
    let screen: TerminalScreen
    do throws(TerminalError) { screen = try TerminalScreen() } catch { throw CommandStop(error, .usage) }
    defer { screen.close() }
    if WorkbenchRunner(screen: screen, setup: try setup()).run() != nil {
      throw CommandStop(.interrupted)
    }
  }
}
