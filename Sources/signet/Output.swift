internal import Glibc

/// Standard output, byte for byte. A closed pipe ends the writing, not the program.
enum StandardOutput {
  static func write(_ text: String) { write(Array(text.utf8)) }
  static func write(_ bytes: [UInt8]) { writeAll(bytes, to: STDOUT_FILENO) }
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
}

/// Standard error: everything that is not the answer.
enum StandardError {
  static func write(_ text: String) { writeAll(Array(text.utf8), to: STDERR_FILENO) }
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}

private func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
  bytes.withUnsafeBytes { buffer in
    var offset = 0
    while offset < buffer.count {
      let written = Glibc.write(descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset)
      if written < 0 && errno == EINTR { continue }
      if written <= 0 { return }
      offset += written
    }
  }
}
