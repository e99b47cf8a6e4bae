import Basics
import Collections
import Screen
import Testing

@testable import Workbench

@Suite("Keys of one's own")
struct KeymapFileTests {
  private func apply(_ yaml: String) -> (keymap: WorkbenchKeymap, problems: [Collection.Problem]) {
    WorkbenchKeymap.standard.applying(KeymapFile(yaml: yaml, name: "keys.yaml"))
  }

  @Test("a key is added, moved or taken away, in its place alone")
  func changes() throws {
    let (keymap, problems) = apply(
      "typing:\n  C-s: save\n  C-y: none\nglobal:\n  p: send\nenvelope:\n  'x Del': delete-line\n")
    #expect(problems.isEmpty, "\(problems)")
    let key = { (name: String, context: KeyContext) -> Command? in
      KeyChord(name).flatMap { keymap.command(for: $0, in: [context]) }
    }
    #expect(key("C-s", .typing) == .save && key("C-y", .typing) == nil)
    #expect(key("p", .global) == .send && key("p", .probes) == .probe)
    #expect(key("x", .envelope) == .deleteLine && key("Del", .envelope) == .deleteLine && key("x", .global) == .cancel)
    #expect(keymap.conflicts.isEmpty)
    #expect(keymap.keys(for: .deleteLine, in: [.typing]).isEmpty)
  }

  @Test(
    "what is unknown is refused with its line and what was probably meant",
    arguments: [
      ("typin:\n  C-s: save\n", 2, "there is no place `typin`; is 'typing' meant?"),
      ("typing:\n  C-s: sav\n", 2, "there is no command `sav`; is 'save' meant?"),
      ("typing:\n\n  C-s: frobnicate\n", 3, "there is no command `frobnicate`"),
      (
        "typing:\n  Ctrl-s: save\n", 2,
        "`Ctrl-s` is no key: write s, G, C-p, M-Enter, S-Tab, F5, PgUp or Space, or two keys as gg or Space-s"
      ),
      ("typing:\n  s: save\n", 2, "`s` could no longer be typed; take a key with C- or M-"),
      ("tree:\n  x: save\n  'y x': none\n", 3, "`x` is set on line 2 already"),
    ])
  func refusals(yaml: String, line: Int, text: String) {
    let problems = apply(yaml).problems
    #expect(problems.map(\.text) == [text])
    #expect(problems.first?.line == line)
  }

  @Test(
    "keys are put over Vim's where the file says so; a sequence takes the place of its first key, and the other way round"
  )
  func overVim() {
    let yaml = "base: vim\nenvelope:\n  gx: next-error\n  Space-s: save\n  g: top\nvisual:\n  x: word-end\n"
    let (keymap, problems) = WorkbenchKeymap.reading(KeymapFile(yaml: yaml, name: "keys.yaml"))
    #expect(problems.isEmpty, "\(problems)")
    let command = { (name: String, context: KeyContext) -> Command? in
      KeySequence(name).flatMap { keymap.command(for: $0, in: [context]) }
    }
    #expect(command("g", .envelope) == .top && command("gg", .envelope) == nil && command("gx", .envelope) == nil)
    #expect(command("Space-s", .envelope) == .save && command("gg", .global) == .top)
    #expect(command("x", .visual) == .wordEnd && command("x", .envelope) == .deleteCharacter)
    #expect(keymap.conflicts.isEmpty && keymap.isModal)
  }

  @Test("commands of Vim's modes are not for the plain keymap, and where one types no key waits for another")
  func notInPlain() {
    #expect(
      apply("envelope:\n  x: word-end\n").problems.map(\.text) == [
        "`word-end` is of the Vim keymap; write `base: vim` first"
      ])
    #expect(
      apply("typing:\n  jk: back\n").problems.map(\.text) == [
        "`jk` are two keys, and here one is typed at a time; take a key with C- or M-"
      ])
    let (keymap, problems) = apply("global:\n  gg: top\n")
    #expect(problems.isEmpty && KeyChord("g").flatMap { keymap.command(for: $0, in: [.global]) } == nil)
  }

  @Test("no file takes away the keys that nobody could do without")
  func waysOut() {
    let problems = apply("typing:\n  Esc: none\nglobal:\n  ':': none\n").problems
    #expect(problems.map(\.line) == [nil, nil])
    #expect(problems[0].text.hasPrefix("`back` has no key in the place `typing`"))
    #expect(apply("typing:\n  Esc: none\n  C-q: back\n").problems.isEmpty)
  }

  @Test("keys of one's own are in the help, in the footer and do what they say")
  func used() {
    var session = Session()
    session.model = Model(keymap: apply("global:\n  s: none\n  Q: send\n").keymap)
    session.send(.input(.resize(session.size)))
    session.send(.identitiesLoaded(.sample))
    session.send(.collectionLoaded(.sample))
    session.press("2")
    #expect(session.shows("Q F5 M-Enter send") || session.shows("F5 send") || session.shows("Q send"))
    session.press("Q")
    #expect(session.shows("Password"))
  }

  @Test(
    "every command is reached from a key of the plain keymap, or by its name",
    arguments: Command.allCases.filter { !$0.isOfVim })
  func reachable(command: Command) {
    let reached = KeyContext.allCases.contains { context in
      let around: [KeyContext] = [.tree, .envelope, .form, .handshake, .response].contains(context) ? [.global] : []
      return !WorkbenchKeymap.standard.keys(for: command, in: [context] + around + [.always]).isEmpty
    }
    #expect(reached)
    var line = CommandLine(kind: .command)
    line.field.insert(command.rawValue)
    #expect(line.command == command)
  }

  @Test("the nearest word is the one with the fewest slips")
  func nearest() {
    let words = ["send", "save", "search", "response"]
    #expect(NearestWord.to("sedn", among: words) == "send" && NearestWord.to("savee", among: words) == "save")
    #expect(NearestWord.to("send", among: words) == "send" && NearestWord.to("xyz", among: words) == nil)
    #expect(NearestWord.to("", among: words) == nil && NearestWord.to("é", among: []) == nil)
  }

  @Test("a mistyped command is answered with the one that was probably meant")
  func commandLine() {
    var session = Session()
    session.press(":")
    session.type("sned")
    session.press("Enter")
    #expect(session.shows("There is no command \"sned\"; is 'send' meant?"))
  }
}
