internal import Basics
internal import Glibc

/// Asks for a password on the terminal itself, whatever standard input and output are connected to, without echo.
enum PasswordPrompt {
  /// - Returns: nil without a terminal, or when the input ended.
  static func ask(_ question: String) -> Secret? {
    let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { return nil }
    defer { close(terminal) }
    var saved = termios()
    guard tcgetattr(terminal, &saved) == 0 else { return nil }
    var silent = saved
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(terminal, TCSAFLUSH, &silent)
    defer { tcsetattr(terminal, TCSAFLUSH, &saved) }
    put(question.neutralised + ": ", terminal)
    defer { put("\n", terminal) }
    return readLine(terminal)
  }

  private static func readLine(_ terminal: Int32) -> Secret? {
    var line: [UInt8] = []
    defer { wipe(&line) }
    // Growing would leave copies of the password behind.
    line.reserveCapacity(4096)
    var byte: UInt8 = 0
    while line.count < 4096 {
      let count = read(terminal, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      guard count == 1 else { return line.isEmpty ? nil : Secret(bytes: line) }
      if byte == UInt8(ascii: "\n") { return Secret(bytes: Array(line)) }
      line.append(byte)
    }
    return Secret(bytes: Array(line))
  }

  private static func put(_ text: String, _ terminal: Int32) {
    var bytes = Array(text.utf8)
    _ = write(terminal, &bytes, bytes.count)
  }
}
