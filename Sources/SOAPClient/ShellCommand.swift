// For `environ`, which C declares as a mutable global; it is only read here.
@preconcurrency internal import Glibc

/// One run of `/bin/sh -c` for its standard output: no terminal, no standard input, bounded in time and size.
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
  static let outputLimit = 65536

  /// Blocks: call it on a thread of its own.
  func run() -> Outcome {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .notStarted(errno) }
    defer { close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    let child = spawn(output: ends[1])
    close(ends[1])
    guard case .success(let process) = child else {
      if case .failure(let error) = child { return .notStarted(error.code) }
      return .notStarted(0)
    }
    var bytes: [UInt8] = []
    let reading = DescriptorReading(descriptor: ends[0], limit: Self.outputLimit, cancellation: cancellation)
      .read(into: &bytes, deadline: Deadline(seconds: timeoutSeconds))
    // The command leads a session of its own, so that its children end with it.
    if reading != .end { kill(-process, SIGKILL) }
    return outcome(of: process, reading, bytes)
  }

  private func outcome(of process: pid_t, _ reading: DescriptorReading.Outcome, _ bytes: [UInt8]) -> Outcome {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    switch reading {
    case .limit: return .tooMuchOutput
    case .deadline: return .timeout
    case .cancelled: return .cancelled
    case .failed(let error): return .notStarted(error)
    case .end: break
    }
    if status & 0x7F != 0 { return .killed(signal: status & 0x7F) }
    let code = (status >> 8) & 0xFF
    return code == 0 ? .output(bytes) : .exited(code)
  }

  private struct SystemError: Error { var code: Int32 }

  private func spawn(output: Int32) -> Result<pid_t, SystemError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
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
    let arguments = ["/bin/sh", "-c", command].map { (text: String) in strdup(text) }
    defer { for argument in arguments { free(argument) } }
    let failure = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments + [nil], environ)
    return failure == 0 ? .success(process) : .failure(SystemError(code: failure))
  }

  // A new session has no controlling terminal (POSIX_SPAWN_SETSID, glibc 2.26); signals as a fresh process has them.
  private static let flags = Int16(0x80 | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
}
