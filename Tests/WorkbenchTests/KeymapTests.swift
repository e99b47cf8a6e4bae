import Screen
import Testing

@testable import Workbench

@Suite("The table of keys")
struct KeymapTests {
  @Test("no key does two things in one context", arguments: ["plain", "vim"])
  func conflicts(name: String) throws {
    let conflicts = try #require(WorkbenchKeymap.named(name)).conflicts
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
    let keymap = command.isOfVim ? WorkbenchKeymap.vim : .standard
    let keys = keymap.bindings.filter { $0.command == command }.flatMap(\.keys)
    // Vim's own has a name of its own only.
    #expect(keys.isEmpty == (command == .clearMatches))
    let isWithCtrlOnly: Set<Command> = [
      .palette, .redraw, .suspend, .redo, .redoChange, .complete, .halfPageUp, .halfPageDown, .scrollUp, .scrollDown,
      .deleteWord, .deleteTyped, .indentLine, .outdentLine, .clearMatches,
    ]
    if !isWithCtrlOnly.contains(command) { #expect(keys.contains { $0.first.modifiers.isEmpty }) }
  }

  @Test(
    "every binding of the tables is readable: each of its keys is printed as it is read", arguments: ["plain", "vim"])
  func names(name: String) throws {
    for binding in try #require(WorkbenchKeymap.named(name)).bindings {
      #expect(!binding.keys.isEmpty)
      for keys in binding.keys { #expect(KeySequence(keys.description) == keys) }
    }
  }

  @Test("the help lists every command")
  func help() {
    var session = Session()
    session.press("?")
    let popup = session.model.popups[0]
    let listed = Set(
      session.model.items(of: popup).compactMap { if case .perform(let command) = $0.action { command } else { nil } })
    #expect(listed == Set(Command.allCases.filter { !$0.isOfVim }))
  }
}
