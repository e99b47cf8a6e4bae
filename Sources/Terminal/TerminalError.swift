public import Basics
internal import CNcurses
internal import Glibc

/// Why the terminal cannot show the workbench.
public enum TerminalError: Remediable, Equatable {
  case notATerminal
  /// Nil: `TERM` is not set.
  case unknownTerminal(name: String?)
  case cannotPlaceCursor(name: String)
  /// errno of the system call that failed.
  case system(Int32)

  public var code: String {
    switch self {
    case .notATerminal: "not-a-terminal"
    case .unknownTerminal: "unknown-terminal"
    case .cannotPlaceCursor: "dumb-terminal"
    case .system: "terminal-refused"
    }
  }

  public var summary: String {
    switch self {
    case .notATerminal: "Standard input and output are not both a terminal."
    case .unknownTerminal: "The kind of terminal is not known on this machine."
    case .cannotPlaceCursor: "This terminal cannot place its cursor, so nothing can be drawn on it."
    case .system(let number): "The terminal refused: \(String(cString: strerror(number)))."
    }
  }

  public var values: [String] {
    switch self {
    case .notATerminal, .system: []
    case .unknownTerminal(let name): [name.map { "TERM=\($0.neutralised)" } ?? "TERM is not set"]
    case .cannotPlaceCursor(let name): ["TERM=\(name.neutralised)"]
    }
  }

  public var remedy: String {
    switch self {
    case .notATerminal: "Run it in a terminal, or use `signet send` and `signet demo --headless` where there is none."
    case .unknownTerminal, .cannotPlaceCursor: "Try TERM=xterm-256color, or TERM=vt100 where that garbles the screen."
    case .system: "Check that the terminal is still open."
    }
  }

  init(_ status: signet_terminal_status) {
    let name = getenv("TERM").map { String(cString: $0) }
    self =
      switch status {
      case SIGNET_TERMINAL_NOT_A_TERMINAL: .notATerminal
      case SIGNET_TERMINAL_DUMB: .cannotPlaceCursor(name: name ?? "")
      case SIGNET_TERMINAL_SYSTEM: .system(errno)
      default: .unknownTerminal(name: name?.isEmpty == true ? nil : name)
      }
  }
}
