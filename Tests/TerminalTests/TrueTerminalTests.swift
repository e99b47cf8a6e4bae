import Glibc
import Testing

/// The real program on a real (pseudo) terminal: what only ncurses, the kernel and signals together can show.
@Suite(.serialized) struct TrueTerminalTests {
  private func probe(
    term: String = "xterm-256color", environment: [String: String] = [:], columns: Int = 80, rows: Int = 24
  ) throws -> PseudoTerminal {
    // No locale at all, as over a bare SSH connection.
    let base = ["TERM": term, "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": ""]
    return try PseudoTerminal(
      PseudoTerminal.builtProgram("terminal-probe"),
      environment: base.merging(environment) { $1 }.filter { !$0.value.isEmpty }, columns: columns,
      rows: rows)
  }

  private func started(_ terminal: PseudoTerminal) -> Bool { terminal.waits(for: "end") }

  @Test func `the first frame is painted on the alternate screen, wide characters included`() throws {
    let terminal = try probe()
    #expect(terminal.waits(for: "probe 80x24 colors256 é 日本 ─"))
    #expect(terminal.screen.isAlternate)
    #expect(terminal.wrote("\u{1B}[?2004h"))
    #expect(terminal.wrote("\u{1B}[38;5;208m"))
  }

  @Test(arguments: [
    ("xterm-256color", "colors256 é"), ("tmux-256color", "colors256 é"), ("screen-256color", "colors256 é"),
    ("linux", "colors16 é"), ("xterm", "colors16 é"), ("vt100", "mono ?"), ("xterm-kitty", "colors256 é"),
    ("foot", "colors256 é"), ("no-such-256color", "colors256 é"),
  ])
  func `every usual kind of terminal shows the frame and takes keys`(term: String, heading: String) throws {
    let terminal = try probe(term: term)
    #expect(terminal.waits(for: heading))
    #expect(started(terminal))
    terminal.type("a")
    #expect(terminal.waits(for: "key a 0"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    #expect(terminal.hasItsModesBack)
  }

  @Test(arguments: [("dumb", "cannot place its cursor"), ("no-such-terminal", "not known"), ("", "TERM is not set")])
  func `a terminal that cannot show anything is refused with words`(term: String, message: String) throws {
    let terminal = try probe(term: term)
    #expect(terminal.ending() == .exited(2))
    #expect(terminal.screen.text.contains(message))
    #expect(terminal.hasItsModesBack)
  }

  @Test func `keys, mouse and a lone Esc reach the program`() throws {
    let terminal = try probe(columns: 120)
    #expect(started(terminal))
    terminal.type("\u{1B}[A\u{1B}OB\u{18}\u{1B}x\u{1B}[<0;5;6M")
    #expect(terminal.waits(for: "press"))
    terminal.type("\u{1B}")
    #expect(terminal.waits(for: "key Esc 0"))
    for line in ["key Up 0", "key Down 0", "key x 1", "key x 2"] { #expect(terminal.screen.text.contains(line)) }
  }

  @Test func `a paste of a megabyte is one event`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    let line = Array("<Item>some text of some length, and more of it</Item>\n".utf8)
    let text = Array(repeatElement(line, count: 1_000_000 / line.count).joined())
    terminal.type(Array("\u{1B}[200~".utf8) + text + Array("\u{1B}[201~".utf8))
    #expect(terminal.waits(for: "paste \(text.count) \(text.reduce(0) { $0 + Int($1) })"))
  }

  @Test func `another size is seen and painted, down to very small ones`() throws {
    let terminal = try probe(environment: ["LINES": "5", "COLUMNS": "10"])
    #expect(terminal.waits(for: "probe 80x24"))
    terminal.resize(columns: 132, rows: 50)
    #expect(terminal.waits(for: "probe 132x50"))
    terminal.resize(columns: 11, rows: 3)
    #expect(terminal.waits(for: "probe 11x3"))
  }

  @Test func `work on other threads wakes the loop`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("m")
    #expect(terminal.waits(for: "message from afar"))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `a signal that asks to end ends the program in order`(signal: Int32) throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.send(signal)
    #expect(terminal.ending() == .exited(0))
    #expect(isRestored(terminal, before: "terminated by \(signal)"))
  }

  @Test func `a lost connection ends the program in order`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.hangUp()
    #expect(terminal.ending() == .exited(0))
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGQUIT])
  func `a crash gives the terminal back, then what was written to standard error`(signal: Int32) throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("w")
    #expect(terminal.waits(for: "key w 0"))
    #expect(!terminal.wrote("stray words"))
    terminal.send(signal)
    #expect(terminal.ending() == .killed(signal))
    #expect(isRestored(terminal, before: "stray words"))
  }

  @Test func `a trap in Swift code gives the terminal back and shows its message`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("f")
    let ending = terminal.ending()
    #expect(ending == .killed(SIGILL) || ending == .killed(SIGTRAP))
    #expect(isRestored(terminal, before: "Fatal error: deliberate"))
  }

  @Test func `leaving by exit gives the terminal back`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("wx")
    #expect(terminal.ending() == .exited(7))
    #expect(isRestored(terminal, before: "stray words"))
  }

  @Test func `quitting prints what was held back, after the screen is gone`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("wq")
    #expect(terminal.ending() == .exited(0))
    #expect(isRestored(terminal, before: "stray words"))
    #expect(terminal.wrote("bye"))
  }

  @Test(arguments: [true, false])
  func `suspending gives the terminal back, continuing takes it again`(byKey: Bool) throws {
    let terminal = try probe()
    #expect(started(terminal))
    if byKey { terminal.type("z") } else { terminal.send(SIGTSTP) }
    #expect(terminal.ending() == .stopped(SIGSTOP))
    #expect(terminal.hasItsModesBack)
    #expect(!terminal.screen.isAlternate)
    terminal.send(SIGCONT)
    #expect(started(terminal))
    #expect(terminal.screen.isAlternate)
    terminal.type("a")
    #expect(terminal.waits(for: "key a 0"))
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    #expect(terminal.hasItsModesBack)
  }

  @Test func `another program gets an ordinary terminal, and the screen comes back after it`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("e")
    #expect(terminal.waits(for: "child 3"))
    #expect(terminal.wrote(" icanon"))
    #expect(!terminal.wrote("-icanon"))
    #expect(terminal.screen.isAlternate)
  }

  @Test func `copied text goes to the terminal's clipboard`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("c")
    #expect(terminal.wait { $0.wrote("\u{1B}]52;c;Y2xpcA==\u{7}") })
  }

  @Test func `a title is set with the old one kept, which comes back; nothing in it drives the terminal`() throws {
    let terminal = try probe()
    #expect(started(terminal))
    terminal.type("t")
    #expect(terminal.wait { $0.wrote("\u{1B}[22;2t\u{1B}]2;done ") })
    #expect(!terminal.wrote("\u{1B}]0;"))
    terminal.type("T")
    #expect(terminal.wait { $0.wrote("\u{1B}]2;signet\u{7}\u{1B}[23;2t") })
  }

  @Test(arguments: [
    (["STY": "7.pts-0"], false), (["STY": "7.pts-0", "TMUX": "/tmp/tmux-0/default,1,0"], true), ([:], true),
  ])
  func `inside GNU screen the mouse is left alone, because Esc would be held back`(
    environment: [String: String], hasMouse: Bool
  ) throws {
    let terminal = try probe(term: "screen", environment: environment)
    #expect(started(terminal))
    #expect(terminal.wait { $0.wrote("\u{1B}[?1004h") })
    #expect(terminal.wrote("\u{1B}[?1002h") == hasMouse)
  }

  @Test func `a terminal without titles is sent none`() throws {
    let terminal = try probe(term: "linux")
    #expect(started(terminal))
    terminal.type("tw")
    #expect(terminal.wait { !$0.wrote("\u{1B}]2;") && $0.screen.text.contains("w") })
  }

  /// Modes and main screen are back, paste and mouse are off, and only then came the text.
  private func isRestored(_ terminal: PseudoTerminal, before text: String) -> Bool {
    guard let left = terminal.lastOffset(of: "\u{1B}[?1049l"), let off = terminal.lastOffset(of: "\u{1B}[?2004l"),
      let shown = terminal.lastOffset(of: text)
    else { return false }
    return off < shown && left < shown && terminal.wrote("\u{1B}[?1002l") && terminal.hasItsModesBack
      && !terminal.screen.isAlternate
  }
}
