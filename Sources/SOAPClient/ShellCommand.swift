// For `environ`, which C declares as a mutable global; it is only read here.
@preconcurrency internal import Glibc
internal import Synchronization

/// One run of `/bin/sh -c` for its standard output: no terminal, bounded in time and size.
struct ShellCommand {
  enum Outcome: Equatable {
    case output([UInt8])
    case exited(Int32)
    case killed(signal: Int32)
    case timeout
    case tooMuchOutput
    case cancelled
    case notStarted(Int32)
  }

  var command: String
  var timeoutSeconds: Double
  var cancellation: Cancellation
  /// What it reads from standard input.
  var input: [UInt8] = []
  /// Where it runs; nil is the current folder.
  var folder: String?
  /// Put into its environment beside this process's own.
  var variables: [(name: String, value: String)] = []
  /// In bytes.
  var limit = outputLimit
  static let outputLimit = 65536
  /// How much of standard error is kept, for messages.
  private static let errorLimit = 2048

  /// Blocks: call it on a thread of its own.
  func run() -> Outcome { runKeepingErrors().outcome }

  /// Blocks: call it on a thread of its own.
  ///
  /// - Returns: also the beginning of what it wrote to standard error.
  func runKeepingErrors() -> (outcome: Outcome, errors: [UInt8]) {
    var (input, output, errors) = (PipeEnds(), PipeEnds(), PipeEnds())
    defer { for ends in [input, output, errors] { ends.close() } }
    guard input.open(), output.open(), errors.open() else { return (.notStarted(errno), []) }
    let child = spawn(input: input.read, output: output.write, errors: errors.write)
    for end in [input.read, output.write, errors.write] { close(end) }
    (input.read, output.write, errors.write) = (-1, -1, -1)
    guard case .success(let process) = child else {
      if case .failure(let error) = child { return (.notStarted(error.code), []) }
      return (.notStarted(0), [])
    }
    var streams = ChildStreams(
      input: self.input[...], inputEnd: input.write, outputEnd: output.read, errorEnd: errors.read,
      outputLimit: limit, errorLimit: Self.errorLimit, cancellation: cancellation)
    input.write = -1
    return (outcome(of: process, &streams), streams.errors)
  }

  private func outcome(of process: pid_t, _ streams: inout ChildStreams) -> Outcome {
    let deadline = Deadline(seconds: timeoutSeconds)
    let reading = streams.run(until: deadline)
    guard reading == .end, let status = streams.waitForExit(of: process, until: deadline) else {
      // The command leads a session of its own, so that its children end with it.
      kill(-process, SIGKILL)
      while waitpid(process, nil, 0) < 0, errno == EINTR {}
      return switch reading {
      case .limit: .tooMuchOutput
      case .cancelled: .cancelled
      case .failed(let error): .notStarted(error)
      case .deadline, .end: cancellation.isCancelled ? .cancelled : .timeout
      }
    }
    if status & 0x7F != 0 { return .killed(signal: status & 0x7F) }
    let code = (status >> 8) & 0xFF
    return code == 0 ? .output(streams.output) : .exited(code)
  }

  private struct SystemError: Error { var code: Int32 }

  private func spawn(input: Int32, output: Int32, errors: Int32) -> Result<pid_t, SystemError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Self.flags)
    var defaults = sigset_t()
    sigfillset(&defaults)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    var nothing = sigset_t()
    sigemptyset(&nothing)
    posix_spawnattr_setsigmask(&attributes, &nothing)
    var process = pid_t()
    let arguments = words.map { (text: String) in strdup(text) }
    defer { for argument in arguments { free(argument) } }
    let own = variables.map { strdup("\($0.name)=\($0.value)") }
    defer { for variable in own { free(variable) } }
    let failure = PipeEnds.marking.withLock { _ in
      posix_spawn(
        &process, "/bin/sh", &actions, &attributes, arguments + [nil],
        own + Self.inherited(without: variables) + [nil])
    }
    return failure == 0 ? .success(process) : .failure(SystemError(code: failure))
  }

  /// Swift's Glibc has no posix_spawn_file_actions_addchdir_np: the shell goes there.
  private var words: [String] {
    guard let folder else { return ["/bin/sh", "-c", command] }
    return ["/bin/sh", "-c", "cd -- \"$0\" && eval \"$1\"", folder, command]
  }

  /// This process's environment, but for what is given anew.
  private static func inherited(
    without variables: [(name: String, value: String)]
  ) -> [UnsafeMutablePointer<CChar>?] {
    var all: [UnsafeMutablePointer<CChar>?] = []
    var entry = environ
    while let text = entry.pointee {
      let isReplaced = variables.contains {
        strncmp(text, $0.name + "=", $0.name.utf8.count + 1) == 0
      }
      if !isReplaced { all.append(text) }
      entry += 1
    }
    return all
  }

  // A new session has no controlling terminal (POSIX_SPAWN_SETSID, glibc 2.26); signals as a fresh process has them.
  private static let flags = Int16(0x80 | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
}

/// The two ends of a pipe; -1 for one that is closed.
private struct PipeEnds {
  var read: Int32 = -1
  var write: Int32 = -1

  /// No command is started between a pipe's making and its marking: it would hold the ends open. (Swift's Glibc has no
  /// pipe2.)
  static let marking = Mutex(())

  mutating func open() -> Bool {
    var ends: [Int32] = [-1, -1]
    let isOpen = Self.marking.withLock { _ in
      guard pipe(&ends) == 0 else { return false }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return true
    }
    if isOpen { (read, write) = (ends[0], ends[1]) }
    return isOpen
  }

  func close() {
    for end in [read, write] where end >= 0 { Glibc.close(end) }
  }
}
