import Glibc
import Testing

/// `signet` itself on a pseudo terminal.
@Suite(.serialized) final class WorkbenchProgramTests {
  /// Holds the collection, the configuration and everything temporary.
  private let disk: ProgramFolder
  private var folder: String { disk.path }

  init() throws {
    disk = try ProgramFolder(folders: ["collection", "home", "temporary"])
    write("name: Orders\n", to: "collection/collection.yaml")
    write("# mine\nurl: https://localhost:9/orders   # nobody listens\n", to: "collection/Get.yaml")
    write("<order/>", to: "collection/Get.xml")
  }

  @Test func `opening a collection shows its requests, and quitting leaves its files as they were`() throws {
    let terminal = try signet(["open", folder + "/collection"])
    #expect(terminal.waits(for: "<order/>"))
    #expect(terminal.screen.text.contains("Orders"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    #expect(terminal.hasItsModesBack)
    #expect(text(of: "collection/Get.yaml") == "# mine\nurl: https://localhost:9/orders   # nobody listens\n")
  }

  @Test(arguments: ["xterm-256color", "tmux-256color", "linux"], ["dark", "light", "contrast"])
  func `a theme's background is in every cell, also behind windows and where something was erased`(
    term: String, theme: String
  ) throws {
    let terminal = try signet(["open", folder + "/collection", "--theme", theme], environment: ["TERM": term])
    #expect(terminal.waits(for: "<order/>"))
    for keys in ["", "?", "\u{1B}2", "o ", "\u{1B}", "4", "1:"] {
      terminal.type(keys)
      terminal.settle()
      #expect(terminal.screen.backgrounds.count { $0 == nil } == 0, "after \(keys)")
    }
  }

  @Test func `with eight colours nothing pale stands on the grey that is their white`() throws {
    let terminal = try signet(["open", folder + "/collection", "--theme", "light"], environment: ["TERM": "linux"])
    #expect(terminal.waits(for: "<order/>"))
    for keys in ["", "?", "\u{1B}2"] {
      terminal.type(keys)
      terminal.settle()
      #expect(terminal.screen.hasText("30", on: "47") && terminal.screen.hasText("34", on: "47"))
      for pale in ["32", "33", "36"] { #expect(!terminal.screen.hasText(pale, on: "47"), "\(pale) after \(keys)") }
    }
  }

  @Test func `a theme that leaves the screen to the terminal does`() throws {
    let terminal = try signet(["open", folder + "/collection", "--theme", "sixteen"])
    #expect(terminal.waits(for: "<order/>"))
    #expect(terminal.screen.backgrounds.contains(nil))
  }

  @Test func `a filter of the history that is typed at one go ends with what was typed last`() throws {
    write("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"/>", to: "collection/Get.xml")
    let terminal = try signet(["open", folder + "/collection"])
    #expect(terminal.waits(for: "s:Envelope"))
    terminal.type("s")
    #expect(terminal.waits(for: "refused the connection"))
    terminal.type("H")
    #expect(terminal.waits(for: "network: connection-refused"))
    terminal.type("/")
    #expect(terminal.waits(for: "Words of message"))
    for _ in 1...5 {
      terminal.type("nowhere")
      #expect(terminal.waits(for: "Nothing of that kind"))
      terminal.type(String(repeating: "\u{7F}", count: 7) + "Get")
      #expect(terminal.waits(for: "network: connection-refused"))
      terminal.type(String(repeating: "\u{7F}", count: 3))
    }
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func `being asked to end saves what was typed`(signal: Int32) throws {
    let terminal = try signet(["open", folder + "/collection"])
    #expect(terminal.waits(for: "<order/>"))
    terminal.type("2ityped")
    #expect(terminal.waits(for: "typed<order/>"))
    terminal.send(signal)
    #expect(terminal.ending() == .exited(130))
    #expect(text(of: "collection/Get.xml") == "typed<order/>")
    #expect(terminal.hasItsModesBack)
  }

  @Test func `a lost connection saves what was typed`() throws {
    let terminal = try signet(["open", folder + "/collection"])
    #expect(terminal.waits(for: "<order/>"))
    terminal.type("2ityped")
    #expect(terminal.waits(for: "typed<order/>"))
    terminal.hangUp()
    #expect(terminal.ending() == .exited(130))
    #expect(text(of: "collection/Get.xml") == "typed<order/>")
  }

  @Test func `a crash of the workbench gives the terminal back`() throws {
    let terminal = try signet(["open", folder + "/collection"])
    #expect(terminal.waits(for: "<order/>"))
    terminal.send(SIGSEGV)
    #expect(terminal.ending() == .killed(SIGSEGV))
    #expect(terminal.hasItsModesBack)
    #expect(!terminal.screen.isAlternate)
  }

  @Test func `the envelope is edited in the person's own editor`() throws {
    write("#!/bin/sh\nprintf '<edited/>' > \"$1\"\n", to: "editor")
    chmod(folder + "/editor", 0o700)
    let terminal = try signet(["open", folder + "/collection"], environment: ["EDITOR": folder + "/editor"])
    #expect(terminal.waits(for: "<order/>"))
    terminal.type("2e")
    #expect(terminal.waits(for: "<edited/>"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    #expect(text(of: "collection/Get.xml") == "<edited/>")
    #expect(leftovers.isEmpty)
  }

  @Test func `the demonstration sends an authenticated call and leaves nothing behind`() throws {
    let terminal = try signet(["demo"])
    #expect(terminal.waits(for: "Who am I"))
    #expect(leftovers.count == 1)
    terminal.type("2s")
    #expect(terminal.waits(for: "sent CN=alice, chain of 2 · ✓ accepted"))
    // The line is there before the answer is, and quitting in between asks first.
    #expect(terminal.waits(for: "WhoAmIResponse"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    #expect(terminal.hasItsModesBack)
    #expect(leftovers.isEmpty)
  }

  @Test func `without a terminal the demonstration prints what happened, all as expected`() throws {
    let terminal = try signet(["demo", "--headless"])
    #expect(terminal.ending(seconds: 60) == .exited(0))
    #expect(terminal.wrote("All went as expected."))
    #expect(!terminal.screen.isAlternate)
    #expect(leftovers.isEmpty)
  }

  // MARK: From one time to the next

  private func makeRequests() {
    for name in ["One", "Two", "Three"] {
      write("url: https://localhost:9/\(name)\n", to: "collection/\(name).yaml")
      write("<\(name)>\n<inner/>\n</\(name)>\n", to: "collection/\(name).xml")
    }
  }

  private var sessions: [String] { disk.names(in: "state/signet/sessions").filter { !$0.hasPrefix(".") } }

  private func opened() throws -> PseudoTerminal {
    try signet(["open", folder + "/collection"], environment: ["XDG_STATE_HOME": folder + "/state"])
  }

  @Test func `what was open comes back, from a file that only its owner may read and that holds no envelope`() throws {
    makeRequests()
    let terminal = try opened()
    #expect(terminal.waits(for: "<order/>"))
    terminal.type("1j\r1j\r")
    #expect(terminal.waits(for: "[Three ×]"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    let file = try #require(sessions.first)
    var status = stat()
    #expect(stat("\(folder)/state/signet/sessions/\(file)", &status) == 0 && status.st_mode & 0o777 == 0o600)
    #expect(!text(of: "state/signet/sessions/\(file)").contains("inner"))
    let next = try opened()
    #expect(next.waits(for: "[Three ×]"))
    #expect(next.waits(for: "<inner/>"))
    next.type("q")
    #expect(next.ending() == .exited(0))
  }

  @Test(arguments: ["", "{", "null", "[1,2]", "{\"version\":1,\"folder\":\"/elsewhere\"}"])
  func `a damaged or foreign session file is told of, and replaced`(content: String) throws {
    makeRequests()
    let first = try opened()
    #expect(first.waits(for: "<order/>"))
    first.type("q")
    #expect(first.ending() == .exited(0))
    let file = "state/signet/sessions/" + (try #require(sessions.first))
    write(content, to: file)
    let terminal = try opened()
    #expect(terminal.waits(for: "What was open last time could not be read."))
    #expect(terminal.waits(for: "<order/>"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
  }

  @Test func `a deleted request comes back from memory, byte for byte`() throws {
    let terminal = try opened()
    #expect(terminal.waits(for: "<order/>"))
    terminal.type("1dy")
    #expect(terminal.waits(for: "Get is deleted"))
    #expect(disk.names(in: "collection").contains("Get.yaml") == false)
    terminal.type("u")
    #expect(terminal.waits(for: "Taken back: Get was deleted."))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    #expect(text(of: "collection/Get.yaml") == "# mine\nurl: https://localhost:9/orders   # nobody listens\n")
    #expect(text(of: "collection/Get.xml") == "<order/>")
  }

  @Test func `NO_COLOR takes every colour away, unless a theme was chosen`() throws {
    let plain = try signet(["open", folder + "/collection"], environment: ["NO_COLOR": "1"])
    #expect(plain.waits(for: "<order/>"))
    #expect(!plain.wrote("\u{1B}[38;5;") && !plain.wrote("\u{1B}[48;5;"))
    let chosen = try signet(["open", folder + "/collection", "--theme", "light"], environment: ["NO_COLOR": "1"])
    #expect(chosen.waits(for: "<order/>"))
    #expect(chosen.wrote("\u{1B}[38;5;"))
  }

  private func signet(_ arguments: [String], environment: [String: String] = [:]) throws -> PseudoTerminal {
    let base = [
      "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": folder + "/home", "TMPDIR": folder + "/temporary",
    ]
    return try PseudoTerminal(
      PseudoTerminal.builtProgram("signet"), arguments: arguments, environment: base.merging(environment) { $1 },
      columns: 120, rows: 36)
  }

  /// What stands in the folder for temporary files.
  private var leftovers: [String] { disk.names(in: "temporary").filter { !$0.hasPrefix(".") } }

  private func write(_ text: String, to name: String) { disk.write(text, to: name) }

  private func text(of name: String) -> String { disk.text(of: name) }
}
