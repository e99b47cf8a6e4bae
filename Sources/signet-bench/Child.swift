internal import Glibc

/// A child process, with its output discarded or on a pseudo-terminal.
struct Child {
  let identifier: pid_t

  // POSIX_SPAWN_SETSID of <spawn.h>, which Swift does not import.
  private static let setsid: Int16 = 0x80

  /// - Parameter terminal: path of a terminal that becomes standard input, output and error, and the controlling one.
  /// - Parameter showsOutput: leaves standard output to the child.
  /// - Parameter output: a file that standard output goes to.
  init?(
    _ arguments: [String], environment: [String], terminal: String? = nil, showsOutput: Bool = false,
    output: String? = nil
  ) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    let target = terminal ?? "/dev/null"
    for descriptor in Int32(0)...2 where !(showsOutput && descriptor == STDOUT_FILENO) {
      posix_spawn_file_actions_addopen(&actions, descriptor, target, O_RDWR, 0)
    }
    if let output {
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A session of its own makes the opened terminal the controlling one.
    if terminal != nil { posix_spawnattr_setflags(&attributes, Self.setsid) }
    var identifier: pid_t = 0
    let status = withCStrings(arguments) { argv in
      withCStrings(environment) { envp in
        posix_spawnp(&identifier, arguments[0], &actions, &attributes, argv, envp)
      }
    }
    guard status == 0 else { return nil }
    self.identifier = identifier
  }

  /// - Returns: the exit status; -1 after a signal.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(identifier, &status, 0) < 0 && errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }
}

private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return body(&pointers)
}

func millisecondsNow() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) * 1000 + Double(time.tv_nsec) / 1_000_000
}
