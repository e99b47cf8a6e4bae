import Collections
import Glibc
import Testing

/// `signet` on a pseudo terminal, and anything at all coming in.
@Suite("A storm on the terminal", .serialized) struct TerminalStormTests {
  enum End: String, CaseIterable { case quit, terminated, hungUp, killed }

  /// Of all seeds together; `SIGNET_TERMINAL_STORM_EVENTS=100000` is the whole of it.
  private static let eventCount =
    getenv("SIGNET_TERMINAL_STORM_EVENTS").flatMap { Int(String(cString: $0)) } ?? 1_600
  /// As many come between two looks at the program.
  private static let chunk = 40
  /// A run of the program meets so many, and the next seed meets a fresh folder.
  private static let eventsOfSeed = 2_500

  private static let seeds = max(End.allCases.count, eventCount / eventsOfSeed)

  private let disk: ProgramFolder

  init() throws {
    disk = try ProgramFolder(folders: [
      "collection", "collection/folder", "collection/environments", "home", "temporary",
    ])
    disk.write("name: Storm\nenvironment: test\ndefaults:\n  action: urn:a\n", to: "collection/collection.yaml")
    disk.write("base: https://localhost:9\n", to: "collection/environments/test.yaml")
    for name in ["One", "folder/Two", "folder/Three", "Four"] {
      disk.write("# mine\nurl: \"{{base}}/\(name)\"\n", to: "collection/\(name).yaml")
      disk.write(Self.envelope, to: "collection/\(name).xml")
    }
  }

  private static let envelope = """
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">
      <s:Body>
        <order><line>1</line><line>2</line></order>
      </s:Body>
    </s:Envelope>

    """

  @Test(
    "ends no program, breaks no file, loses nothing that was typed, and the terminal is given back",
    arguments: 0..<seeds)
  func storm(seed: Int) throws {
    var storm = TerminalStorm(seed: UInt64(seed))
    var terminal = try signet()
    #expect(terminal.waits(for: "Storm"))
    terminal.followsScreen = false
    var left = Self.eventCount / Self.seeds
    while left > 0 {
      send(min(left, Self.chunk), of: &storm, to: terminal)
      left -= Self.chunk
      terminal.send(SIGCONT)
      // The last events are taken in first: they may have been to quit.
      if left <= 0 { terminal.settle(milliseconds: 2000) }
      guard let ending = terminal.ending(seconds: 0) else { continue }
      if case .stopped = ending { continue }
      let last = String(decoding: terminal.output.suffix(2000), as: UTF8.self)
      try #require(ending == .exited(0), "seed \(seed), \(left) events before its end: \(last)")
      expectRestored(terminal)
      terminal = try signet()
      // Before it has taken the terminal, C-c is a signal.
      #expect(terminal.waits(for: "Storm"))
      terminal.followsScreen = false
    }
    let end = End.allCases[seed % End.allCases.count]
    if end == .killed { try expectWholeAfterKill(terminal, &storm) } else { expectSaved(terminal, end) }
    expectWholeFiles()
  }

  private func send(_ count: Int, of storm: inout TerminalStorm, to terminal: PseudoTerminal) {
    var bytes: [UInt8] = []
    for _ in 0..<count {
      switch storm.event() {
      case .bytes(let more): bytes += more
      case .resize(let columns, let rows):
        terminal.type(bytes)
        bytes = []
        terminal.resize(columns: columns, rows: rows)
      }
    }
    terminal.type(bytes)
  }

  // MARK: How it ends

  /// What is typed last is in its file, however the program ends.
  private func expectSaved(_ terminal: PseudoTerminal, _ end: End) {
    terminal.followsScreen = true
    terminal.resize(columns: 120, rows: 36)
    // Each a key of its own: one that comes right behind would be taken with it. A C-z of the storm may only be read now.
    for _ in 0..<12 {
      terminal.type("\u{1B}")
      terminal.settle()
      terminal.send(SIGCONT)
    }
    disk.write("url: https://localhost:9/last\n", to: "collection/Last.yaml")
    disk.write("<last/>", to: "collection/Last.xml")
    terminal.type("\u{0C}1f\u{15}Last")
    // What the storm left may take a while to be taken in, where each key lays out a large broken document; and a C-z
    // among it may be read only now.
    for _ in 0..<120 where !terminal.waits(for: "filter: Last", seconds: 1) { terminal.send(SIGCONT) }
    #expect(terminal.screen.text.contains("filter: Last"), "\(terminal.screen.text)")
    #expect(terminal.waits(for: "  Last"), "\(terminal.screen.text)")
    terminal.type("\r\r")
    #expect(terminal.waits(for: "<last/>"), "\(terminal.screen.text)")
    terminal.type("2iwords")
    #expect(terminal.waits(for: "words"), "\(terminal.screen.text)")
    switch end {
    case .quit:
      terminal.type("\u{1B}")
      terminal.settle()
      terminal.type("q")
      terminal.settle()
      // A call may be running.
      terminal.type("y")
      #expect(terminal.ending() == .exited(0))
    case .terminated:
      terminal.send(SIGTERM)
      #expect(terminal.ending() == .exited(130))
    case .hungUp, .killed:
      terminal.hangUp()
      #expect(terminal.ending() == .exited(130))
    }
    if end != .hungUp { expectRestored(terminal) }
    #expect(disk.text(of: "collection/Last.xml").contains("words"))
  }

  /// Nobody can give the terminal back then; but the files are whole, and the next start finds its way.
  private func expectWholeAfterKill(_ terminal: PseudoTerminal, _ storm: inout TerminalStorm) throws {
    send(Self.chunk, of: &storm, to: terminal)
    terminal.send(SIGKILL)
    #expect(terminal.ending() == .killed(SIGKILL))
    expectWholeFiles()
    let next = try signet()
    #expect(next.waits(for: "Storm"))
    expectSaved(next, .terminated)
  }

  private func expectRestored(_ terminal: PseudoTerminal) {
    #expect(terminal.hasItsModesBack)
    let pairs = [
      ("\u{1B}[?1049h", "\u{1B}[?1049l"), ("\u{1B}[?1006h", "\u{1B}[?1006l"), ("\u{1B}[?2004h", "\u{1B}[?2004l"),
      ("\u{1B}[?25l", "\u{1B}[?25h"),
    ]
    for (on, off) in pairs {
      let (lastOn, lastOff) = (terminal.lastOffset(of: on) ?? -1, terminal.lastOffset(of: off) ?? -1)
      #expect(lastOff > lastOn, "\(off.dropFirst()) does not follow \(on.dropFirst())")
    }
  }

  /// Every request is read, every file of the person's own too, and nothing half written is left.
  private func expectWholeFiles() {
    let files = disk.files(below: "collection")
    let collection = CollectionFolder(path: disk.path + "/collection").load()
    let settings: Set = ["collection.yaml", "folder.yaml"]
    let documents = files.filter { file in
      file.hasSuffix(".yaml") && !file.hasPrefix("environments/")
        && !settings.contains(String(file.split(separator: "/").last ?? ""))
    }
    #expect(collection.requests.map { $0.path + ".yaml" }.sorted() == documents.sorted())
    #expect(collection.environments.map(\.name) == ["test"])
    #expect(files.filter { $0.split(separator: "/").last?.hasPrefix(".") == true } == [])
  }

  private func signet() throws -> PseudoTerminal {
    // In a folder of its own: a file's name may be typed, and Enter.
    try PseudoTerminal(
      "/usr/bin/env",
      arguments: [
        "-C", disk.path + "/temporary", PseudoTerminal.builtProgram("signet"), "open", disk.path + "/collection",
      ],
      environment: [
        "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": disk.path + "/home", "EDITOR": "/bin/true",
        "TMPDIR": disk.path + "/temporary",
      ],
      columns: 120, rows: 36)
  }
}
