import Screen
import Testing

@testable import Workbench

@Suite("The table of keys")
struct KeymapTests {
  @Test("no key does two things in one context")
  func conflicts() {
    let conflicts = WorkbenchKeymap.standard.conflicts
    #expect(conflicts.isEmpty, "\(conflicts)")
  }

  @Test("every command is in the help table once, with a title and a sentence")
  func table() {
    #expect(Command.table.map(\.command).count == Command.allCases.count)
    #expect(Set(Command.table.map(\.command)) == Set(Command.allCases))
    for info in Command.table { #expect(!info.title.isEmpty && info.help.hasSuffix(".")) }
  }

  @Test("every command has a key, and a plain one where keys are commands", arguments: Command.allCases)
  func keys(command: Command) {
    let chords = WorkbenchKeymap.standard.bindings.filter { $0.command == command }.flatMap(\.chords)
    #expect(!chords.isEmpty)
    let isWithCtrlOnly: Set<Command> = [.palette, .redraw, .suspend, .redo, .redoChange, .complete]
    if !isWithCtrlOnly.contains(command) { #expect(chords.contains { $0.modifiers.isEmpty }) }
  }

  @Test("every binding of the table is readable: as many chords as names, each printed as it is read")
  func names() {
    for binding in WorkbenchKeymap.standard.bindings {
      #expect(!binding.chords.isEmpty)
      for chord in binding.chords { #expect(KeyChord(chord.description) == chord) }
    }
  }

  @Test("the help lists every command")
  func help() {
    var session = Session()
    session.press("?")
    let popup = session.model.popups[0]
    let listed = Set(
      session.model.items(of: popup).compactMap { if case .perform(let command) = $0.action { command } else { nil } })
    #expect(listed == Set(Command.allCases))
  }
}
