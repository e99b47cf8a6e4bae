internal import Glibc

/// POLLRDHUP, which the Glibc module does not show.
private let peerHungUp: Int32 = 0x2000

/// A TCP socket of the Lab: every wait on it has a limit, and ends when the server is stopped.
final class LabSocket: Sendable {
  let descriptor: Int32
  private let stop: StopSignal
  private let timeoutMilliseconds: Int32

  /// Takes over the descriptor, which must not block.
  init(adopting descriptor: Int32, stop: StopSignal, timeoutMilliseconds: Int32) {
    self.descriptor = descriptor
    self.stop = stop
    self.timeoutMilliseconds = timeoutMilliseconds
  }

  deinit { close(descriptor) }

  /// What has arrived, at least one byte.
  /// - Parameter limit: nil waits as long as the socket's own.
  func receive(withinMilliseconds limit: Int32? = nil) throws(ConnectionEnd) -> [UInt8] {
    while true {
      var result = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialised in
        result = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        initialised = max(0, result)
      }
      if result > 0 { return bytes }
      if result == 0 { throw .closed }
      try waitAfterError(for: POLLIN, milliseconds: limit ?? timeoutMilliseconds)
    }
  }

  func send(_ bytes: [UInt8]) throws(ConnectionEnd) {
    var sent = 0
    while sent < bytes.count {
      let result = bytes.withUnsafeBytes { buffer in
        Glibc.send(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      if result > 0 { sent += result } else { try waitAfterError(for: POLLOUT, milliseconds: timeoutMilliseconds) }
    }
  }

  /// Ends this direction and reads what still comes, so that the last words are not overtaken by a reset.
  func linger() {
    shutdown(descriptor, Int32(SHUT_WR))
    for _ in 0..<1_024 {
      guard let bytes = try? receive(withinMilliseconds: 2_000), !bytes.isEmpty else { return }
    }
  }

  /// Waits for nothing but the time; ends early when the client hangs up or the server stops.
  func pause(milliseconds: Int) throws(ConnectionEnd) {
    guard milliseconds > 0 else { return }
    do throws(ConnectionEnd) {
      try wait(for: peerHungUp, milliseconds: Int32(clamping: milliseconds))
    } catch {
      guard error == .timedOut else { throw error }
      return
    }
    throw .closed
  }

  private func waitAfterError(for event: Int32, milliseconds: Int32) throws(ConnectionEnd) {
    switch errno {
    case EAGAIN: try wait(for: event, milliseconds: milliseconds)
    case EINTR: return
    case EPIPE, ECONNRESET: throw .closed
    default: throw .broken(systemError: errno)
    }
  }

  func wait(for event: Int32, milliseconds: Int32) throws(ConnectionEnd) {
    var waits = [
      pollfd(fd: stop.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: descriptor, events: Int16(event), revents: 0),
    ]
    var ready = poll(&waits, 2, milliseconds)
    while ready < 0, errno == EINTR { ready = poll(&waits, 2, milliseconds) }
    if ready == 0 { throw .timedOut }
    if ready < 0 { throw .broken(systemError: errno) }
    if waits[0].revents != 0 { throw .stopped }
  }
}
