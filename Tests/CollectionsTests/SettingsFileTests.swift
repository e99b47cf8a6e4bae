import Collections
import Testing

@Suite struct SettingsFileTests {
  private let folder = TemporaryFolder()

  private func load(_ text: String) throws(CollectionError) -> (settings: Settings, problems: [Collection.Problem]) {
    folder.write(text, to: "settings.yaml")
    return try SettingsFile(path: folder.path + "/settings.yaml").load()
  }

  @Test func `Without a file everything is as it was preset`() throws {
    let (settings, problems) = try SettingsFile(path: folder.path + "/settings.yaml").load()
    #expect(settings == Settings() && problems.isEmpty)
  }

  @Test func `A keymap is plain, Vim's, a path, or a file beside the settings`() throws {
    #expect(try load("keymap: vim\n").settings.keymap == "vim")
    #expect(try load("keymap: plain\n").settings.keymap == nil)
    #expect(try load("keymap:\n").settings.keymap == nil)
    #expect(try load("keymap: /etc/keys.yaml\n").settings.keymap == "/etc/keys.yaml")
    #expect(try load("keymap: keys.yaml\n").settings.keymap == folder.path + "/keys.yaml")
  }

  @Test func `A theme is a name or a file beside the settings, and the bell is silenced by false`() throws {
    let (settings, problems) = try load("theme: light\nbell: false\n")
    #expect(settings == Settings(theme: "light", bell: false) && problems.isEmpty)
    #expect(try load("theme: mine.yaml\n").settings.theme == folder.path + "/mine.yaml")
    #expect(try load("bell: true\n").settings.bell)
    #expect(try load("bell: loud\n").problems.map(\.text) == ["`bell` is true or false"])
  }

  @Test func `Answers are checked always where it says true`() throws {
    #expect(try load("check-answers: true\n").settings.checksAnswers)
    #expect(try !load("check-answers: false\n").settings.checksAnswers)
    #expect(try load("check-answers: maybe\n").problems.map(\.text) == ["`check-answers` is true or false"])
  }

  @Test func `What is no setting is told with its line and what was probably meant`() throws {
    let (_, problems) = try load("# mine\nkeympa: plain\nzzz: 1\nkeymap: [a]\n")
    #expect(problems.map(\.line) == [2, 3, 4])
    #expect(problems[0].text == "there is no setting `keympa`; is 'keymap' meant?")
    #expect(problems[1].text == "there is no setting `zzz`")
    #expect(throws: CollectionError.self) { try load("a: [") }
    #expect(throws: CollectionError.self) { try load("- a\n") }
  }

  @Test func `A keymap file says which keymap it is put over`() {
    #expect(KeymapFile(yaml: "typing:\n  C-s: save\n", name: "keys.yaml").base == "plain")
    let file = KeymapFile(yaml: "base: vim\ntyping:\n  C-s: save\n", name: "keys.yaml")
    #expect(file.base == "vim" && file.entries.count == 1 && file.problems.isEmpty)
    let problems = KeymapFile(yaml: "base: emacs\n", name: "keys.yaml").problems
    #expect(problems.map(\.text) == ["`base` is plain or vim"] && problems[0].line == 1)
  }

  @Test func `A keymap file is read into lines, and what is none is told`() throws {
    let file = KeymapFile(yaml: "typing:\n  C-s: save\n  'x y': none\nform: 3\nlist:\nfield:\n  q: [a]\n", name: "k")
    #expect(
      file.entries == [
        .init(place: "typing", keys: "C-s", command: "save", line: 2),
        .init(place: "typing", keys: "x y", command: "none", line: 3),
      ])
    #expect(file.problems.map(\.line) == [4, 7])
    #expect(KeymapFile(yaml: "a: [", name: "k").problems.count == 1)
    #expect(throws: CollectionError.self) { try KeymapFile.load(folder.path + "/none.yaml") }
  }

  @Test func `Changing a setting leaves every other line, and its preset takes the line away`() throws {
    let file = SettingsFile(path: folder.path + "/settings.yaml")
    _ = try load("# mine\r\ntheme: light  # by day\r\nbell: false\r\n")
    try file.set("theme", to: "mono")
    #expect(folder.text(of: "settings.yaml") == "# mine\r\ntheme: mono  # by day\r\nbell: false\r\n")
    try file.set("keymap", to: "a: b #c")
    #expect(try file.texts() == ["theme": "mono", "bell": "false", "keymap": "a: b #c"])
    try file.set("theme", to: nil)
    #expect(try file.load().settings.theme == nil && folder.text(of: "settings.yaml")?.hasPrefix("# mine\r\n") == true)
    let flow = "{theme: light}\n"
    folder.write(flow, to: "settings.yaml")
    #expect(throws: CollectionError.self) { try file.set("theme", to: "mono") }
    #expect(folder.text(of: "settings.yaml") == flow)
  }

  @Test func `A setting is written where there was no file, for its owner alone`() throws {
    let file = SettingsFile(path: folder.path + "/new/settings.yaml")
    try file.set("bell", to: "false")
    #expect(try !file.load().settings.bell && folder.mode(of: "new/settings.yaml") & 0o077 == 0)
  }
}
