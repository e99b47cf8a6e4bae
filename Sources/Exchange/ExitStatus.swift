/// How a command ends, for scripts.
public enum ExitStatus: Int32, Sendable, Hashable, CaseIterable {
  /// An answer came that is no fault.
  case answered = 0
  /// A SOAP fault, or an assertion that failed.
  case fault = 1
  case usage = 2
  /// The TLS handshake failed, or the server refused the client certificate by any means.
  case handshake = 3
  /// The network or a proxy kept the exchange from happening.
  case network = 4
  /// The identity could not be loaded.
  case identity = 5
  /// The answer broke the protocol or a limit.
  case protocolViolation = 6
  /// A file could not be read or written.
  case file = 7
  case interrupted = 130
}
