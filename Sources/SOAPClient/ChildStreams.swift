internal import Basics
internal import Glibc

/// Feeds a child process and drains it, both at the same time: a program may write before it has read everything.
struct ChildStreams {
  private var input: ArraySlice<UInt8>
  /// -1 once everything is written, or nobody reads it.
  private var inputEnd: Int32
  private let outputEnd: Int32
  private let errorEnd: Int32
  private let outputLimit: Int
  private let errorLimit: Int
  private let cancellation: Cancellation
  private(set) var output: [UInt8] = []
  /// The beginning of standard error.
  private(set) var errors: [UInt8] = []
  private var hasErrorEnded = false
  /// How often cancellation is looked at.
  private static let stepMilliseconds: Int32 = 20

  /// Takes `inputEnd` over; the other ends stay the caller's.
  init(
    input: ArraySlice<UInt8>, inputEnd: Int32, outputEnd: Int32, errorEnd: Int32, outputLimit: Int,
    errorLimit: Int,
    cancellation: Cancellation
  ) {
    (self.input, self.inputEnd, self.outputEnd, self.errorEnd) = (
      input, inputEnd, outputEnd, errorEnd
    )
    (self.outputLimit, self.errorLimit, self.cancellation) = (outputLimit, errorLimit, cancellation)
    for end in [inputEnd, outputEnd, errorEnd] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
  }

  /// Until standard output ends.
  mutating func run(until deadline: Deadline) -> DescriptorReading.Outcome {
    let mask = BrokenPipeMask()
    defer {
      closeInput()
      mask.restore()
    }
    while true {
      if cancellation.isCancelled { return .cancelled }
      if deadline.hasPassed { return .deadline }
      feed()
      drainErrors()
      switch Self.drain(outputEnd, into: &output, keeping: nil) {
      case .ended: return .end
      case .failed(let number): return .failed(number)
      case .waits: break
      }
      if output.count > outputLimit { return .limit }
      wait()
    }
  }

  /// Until the process has ended, which it need not have when it writes no more.
  ///
  /// - Returns: its status; nil when it has not ended in time, or the call was cancelled.
  mutating func waitForExit(of process: pid_t, until deadline: Deadline) -> Int32? {
    while true {
      var status: Int32 = 0
      let (ended, failure) = (waitpid(process, &status, WNOHANG), errno)
      drainErrors()
      // Where this program ignores SIGCHLD nobody keeps the status.
      if ended == process || ended < 0 && failure != EINTR { return status }
      if cancellation.isCancelled || deadline.hasPassed { return nil }
      // It ends soon after its last word, as a rule: standard error ends with it.
      var last = pollfd(fd: hasErrorEnded ? -1 : errorEnd, events: Int16(POLLIN), revents: 0)
      _ = poll(&last, 1, hasErrorEnded ? 1 : Self.stepMilliseconds)
    }
  }

  private mutating func drainErrors() {
    if case .ended = Self.drain(errorEnd, into: &errors, keeping: errorLimit) { hasErrorEnded = true }
  }

  private func wait() {
    var polls = [
      pollfd(fd: outputEnd, events: Int16(POLLIN), revents: 0),
      pollfd(fd: inputEnd, events: Int16(POLLOUT), revents: 0),
    ]
    _ = poll(&polls, nfds_t(polls.count), Self.stepMilliseconds)
  }

  private mutating func feed() {
    while inputEnd >= 0 {
      if input.isEmpty { return closeInput() }
      let count = input.withUnsafeBytes { write(inputEnd, $0.baseAddress, $0.count) }
      if count > 0 {
        input = input.dropFirst(count)
      } else if count < 0, errno == EAGAIN {
        return
      } else if count < 0, errno != EINTR {
        // A program that has read enough is no error.
        return closeInput()
      }
    }
  }

  private mutating func closeInput() {
    if inputEnd >= 0 { close(inputEnd) }
    inputEnd = -1
  }

  private enum Drained {
    case waits, ended
    case failed(Int32)
  }

  private static func drain(_ end: Int32, into bytes: inout [UInt8], keeping limit: Int?) -> Drained {
    var buffer = [UInt8](repeating: 0, count: 65536)
    defer { wipe(&buffer) }
    let count = buffer.withUnsafeMutableBytes { read(end, $0.baseAddress, $0.count) }
    if count == 0 { return .ended }
    if count < 0 { return errno == EAGAIN || errno == EINTR ? .waits : .failed(errno) }
    bytes += buffer[..<min(count, max(0, (limit ?? Int.max) - bytes.count))]
    return .waits
  }
}

/// Writing to a program that has ended must be an error here, not the end of this process (SIGPIPE).
private struct BrokenPipeMask {
  private var before = sigset_t()
  private var pipe = sigset_t()

  init() {
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, &before)
  }

  func restore() {
    var (pipe, before) = (pipe, before)
    // The signal is this thread's: taken off before it can be delivered.
    if sigismember(&before, SIGPIPE) == 0 {
      var now = timespec()
      while sigtimedwait(&pipe, nil, &now) == SIGPIPE {}
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }
}
