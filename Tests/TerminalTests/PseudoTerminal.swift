import Glibc

/// A program on a pseudo terminal of its own, driven as a person would, and the screen that its output makes.
final class PseudoTerminal {
  enum Ending: Equatable {
    case exited(Int32)
    case killed(Int32)
    case stopped(Int32)
  }

  let process: pid_t
  private(set) var screen: EmulatedScreen
  /// What the program wrote: everything while the screen is followed, else the end of it.
  private(set) var output: [UInt8] = []
  /// What the output looks like is made of every byte of it; a storm of millions of them can do without.
  var followsScreen = true
  /// The terminal's modes before the program ran.
  let modesBefore: termios
  private var master: Int32
  private var hasEnded = false

  /// - Parameter environment: all there is; nothing of this process's own comes along.
  init(
    _ program: String, arguments: [String] = [], environment: [String: String], columns: Int = 80, rows: Int = 24
  ) throws {
    var slave: Int32 = 0
    var master: Int32 = 0
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw SystemError(number: errno) }
    defer { close(slave) }
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    self.master = master
    screen = EmulatedScreen(columns: columns, rows: rows)
    var modes = termios()
    tcgetattr(master, &modes)
    modesBefore = modes
    process = try Self.spawn([program] + arguments, environment, on: String(cString: ttyname(slave)))
  }

  deinit {
    if !hasEnded {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    if master >= 0 { close(master) }
  }

  /// A program of this package: it stands beside the tests in the build folder.
  static func builtProgram(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path = String(decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/" + name
  }

  struct SystemError: Error { var number: Int32 }

  /// The child opens the terminal first thing in a session of its own, which makes it the controlling one.
  private static func spawn(_ words: [String], _ environment: [String: String], on terminal: String) throws -> pid_t {
    var files = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&files)
    defer { posix_spawn_file_actions_destroy(&files) }
    posix_spawn_file_actions_addopen(&files, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&files, 0, 1)
    posix_spawn_file_actions_adddup2(&files, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    // POSIX_SPAWN_SETSID, which the module leaves out.
    let newSession: Int16 = 0x80
    posix_spawnattr_setflags(&attributes, newSession | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = words.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    var process: pid_t = 0
    let error = posix_spawn(&process, words[0], &files, &attributes, &arguments, &variables)
    guard error == 0 else { throw SystemError(number: error) }
    return process
  }

  func type(_ text: String) { type(Array(text.utf8)) }

  /// Reads meanwhile: a program that is not read from stops reading.
  func type(_ bytes: [UInt8]) {
    var rest = bytes[...]
    let deadline = ContinuousClock.now + .seconds(30)
    while !rest.isEmpty && ContinuousClock.now < deadline {
      var source = pollfd(fd: master, events: Int16(POLLIN | POLLOUT), revents: 0)
      guard poll(&source, 1, 100) > 0 else { continue }
      if source.revents & Int16(POLLIN) != 0 { readOnce() }
      guard source.revents & Int16(POLLOUT) != 0 else { continue }
      let written = rest.prefix(1024).withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      if written > 0 { rest = rest.dropFirst(written) }
    }
  }

  func resize(columns: Int, rows: Int) {
    if followsScreen { screen = EmulatedScreen(columns: columns, rows: rows) }
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func send(_ signal: Int32) { kill(process, signal) }

  /// As a lost connection does. Nothing can be typed or read afterwards.
  func hangUp() {
    close(master)
    master = -1
  }

  /// Reads until the condition holds; false when it did not within the time.
  func wait(seconds: Int = 20, until condition: (PseudoTerminal) -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while !condition(self) {
      guard ContinuousClock.now < deadline else { return false }
      var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      // Without a program on the other side there is nothing to wait for but its end.
      if poll(&source, 1, 20) > 0 && !readOnce() { _ = poll(nil, 0, 5) }
    }
    return true
  }

  /// Reads until the program has been silent that long.
  func settle(milliseconds: Int32 = 100) {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    let deadline = ContinuousClock.now + .seconds(20)
    while poll(&source, 1, milliseconds) > 0, readOnce(), ContinuousClock.now < deadline {}
  }

  func waits(for text: String, seconds: Int = 20) -> Bool { wait(seconds: seconds) { $0.screen.text.contains(text) } }

  /// How the process ended, once it has and all that it wrote is read; nil when it runs on.
  func ending(seconds: Int = 20) -> Ending? {
    var ending: Ending?
    _ = wait(seconds: seconds) { terminal in
      var status: Int32 = 0
      guard waitpid(terminal.process, &status, WNOHANG | WUNTRACED) == terminal.process else { return false }
      ending = Self.ending(status)
      if status & 0xFF != 0x7F { hasEnded = true }
      return true
    }
    while isReadable, readOnce() {}
    return ending
  }

  /// Line editing, echo and signal keys are as they were before the program ran.
  var hasItsModesBack: Bool {
    var modes = termios()
    tcgetattr(master, &modes)
    return modes.c_lflag == modesBefore.c_lflag && modes.c_iflag == modesBefore.c_iflag
      && modes.c_oflag == modesBefore.c_oflag
  }

  func wrote(_ text: String) -> Bool { lastOffset(of: text) != nil }

  /// Where the text was written last.
  func lastOffset(of text: String) -> Int? {
    let wanted = Array(text.utf8)
    guard output.count >= wanted.count else { return nil }
    return (0...(output.count - wanted.count)).last { output[$0..<($0 + wanted.count)].elementsEqual(wanted) }
  }

  private var isReadable: Bool {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, 50) > 0 && source.revents & Int16(POLLIN) != 0
  }

  @discardableResult private func readOnce() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer[..<count]
    if followsScreen {
      screen.take(buffer[..<count])
    } else if output.count > 1 << 20 {
      output.removeFirst(output.count - (1 << 16))
    }
    return true
  }

  private static func ending(_ status: Int32) -> Ending {
    if status & 0xFF == 0x7F { return .stopped(status >> 8 & 0xFF) }
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(status & 0x7F)
  }
}
