internal import CNcurses
internal import Glibc
public import Screen

/// What the loop runs: a program that takes events and says what the screen looks like.
public protocol EventLoopProgram: AnyObject {
  associatedtype Message: Sendable

  /// All that has happened since the last call, in order. False ends the loop.
  func receive(_ events: [LoopEvent<Message>]) -> Bool
  /// Asked once after each `receive`.
  func frame(size: Size) -> Frame
  /// After how long without events `receive` is to be called with none; nil waits for ever.
  var wakeMilliseconds: Int? { get }
}

public enum LoopEvent<Message: Sendable>: Sendable {
  case input(InputEvent)
  case message(Message)
  /// The process was asked to end: by that signal, or because the terminal is gone.
  case terminate(signal: Int32)
}

/// Waits for keys, signals and messages, hands them on in batches, and paints once after each. Runs on the main thread,
/// where nothing else may wait: no disk, no network.
public struct EventLoop<Program: EventLoopProgram> {
  private let screen: TerminalScreen
  private let mailbox: Mailbox<Program.Message>
  private let program: Program
  private var decoder = InputDecoder()
  private var decoderDeadline: ContinuousClock.Instant?
  /// Nobody is there any more to type or to look.
  private var isTerminalGone = false
  private var buffer = [UInt8](repeating: 0, count: 65536)

  public init(screen: TerminalScreen, mailbox: Mailbox<Program.Message>, program: Program) {
    self.screen = screen
    self.mailbox = mailbox
    self.program = program
  }

  /// Returns when the program has had enough.
  public mutating func run() {
    screen.paint(program.frame(size: screen.size))
    while true {
      let isWake = wait()
      let events = collect()
      if events.isEmpty && !isWake { continue }
      guard program.receive(events) else { return }
      if !isTerminalGone { screen.paint(program.frame(size: screen.size)) }
    }
  }

  private typealias Event = LoopEvent<Program.Message>

  /// True when the program's own time has come.
  private func wait() -> Bool {
    // poll() passes over negative descriptors.
    var sources = [isTerminalGone ? -1 : STDIN_FILENO, signet_terminal_signals(), mailbox.descriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let patience = decoderDeadline.map { max(0, milliseconds(until: $0)) }
    let wake = program.wakeMilliseconds ?? (mailbox.descriptor < 0 ? 50 : nil)
    let timeout = [patience, wake].compactMap(\.self).min() ?? -1
    let ready = poll(&sources, nfds_t(sources.count), Int32(timeout))
    return ready == 0 && patience != timeout
  }

  private mutating func collect() -> [Event] {
    var events = signals() + typed() + mailbox.takeAll().map(Event.message)
    if let decoderDeadline, decoderDeadline <= .now {
      events += decoder.expire().map(Event.input)
      self.decoderDeadline = nil
    }
    return events
  }

  private func signals() -> [Event] {
    var events: [Event] = []
    var number: UInt8 = 0
    while read(signet_terminal_signals(), &number, 1) == 1 {
      if let event = answer(to: Int32(number)) { events.append(event) }
    }
    return events
  }

  private func answer(to signal: Int32) -> Event? {
    switch signal {
    case SIGWINCH: screen.resize()
    case SIGTSTP: screen.suspend()
    case SIGCONT: screen.resume()
    default: return .terminate(signal: signal)
    }
    return .input(.resize(screen.size))
  }

  private mutating func typed() -> [Event] {
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    guard !isTerminalGone, poll(&source, 1, 0) == 1 else { return [] }
    let count = read(STDIN_FILENO, &buffer, buffer.count)
    if count < 0 && (errno == EINTR || errno == EAGAIN) { return [] }
    guard count > 0 else {
      isTerminalGone = true
      return [.terminate(signal: SIGHUP)]
    }
    let events = decoder.decode(buffer[..<count]).map(Event.input)
    decoderDeadline = decoder.patienceMilliseconds.map { .now + .milliseconds($0) }
    return events
  }

  private func milliseconds(until instant: ContinuousClock.Instant) -> Int {
    let (seconds, attoseconds) = (instant - .now).components
    return Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000) + 1
  }
}
