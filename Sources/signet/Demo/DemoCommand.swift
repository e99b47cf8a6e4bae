internal import ArgumentParser
internal import Basics
internal import Exchange
internal import Glibc
internal import Workbench

/// `signet demo`: the Lab, and a collection that calls it, in the workbench or as a transcript.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Try it without a server: an embedded one with good and failing calls, opened in the workbench.",
    discussion: "Example: signet demo --headless")

  @Flag(name: .long, help: "Send each request and print what happened; so it is without a terminal.")
  var headless = false
  @OptionGroup var look: LookOptions

  func run() throws {
    do {
      if headless || isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 { try transcribe() } else { try open() }
    } catch let error as any Remediable {
      throw CommandStop(error, .file)
    }
  }

  private func transcribe() throws {
    // First of all, so that a signal leaves no folder behind.
    let calls = InterruptibleCalls()
    Interrupt.catchSignals { calls.interrupt() }
    guard try DemoTranscript(demonstration: try Demonstration(), calls: calls).run() else { throw CommandStop(.fault) }
  }

  private func open() throws {
    let personal = try PersonalSettings.load()
    let theme = try look.chosen(personal)
    var demonstration: Demonstration?
    // What the setup needs lives until the workbench has ended.
    defer { withExtendedLifetime(demonstration) {} }
    try WorkbenchRunner.open {
      let started = try Demonstration()
      demonstration = started
      return WorkbenchRunner.Setup(
        folder: started.collection, identities: started.identities, theme: theme, themeFlag: look.theme,
        keymap: personal.keymap, rings: personal.rings, environment: started.environment, history: started.history)
    }
  }
}
