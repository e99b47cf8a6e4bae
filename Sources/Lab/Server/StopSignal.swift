internal import Glibc

/// A flag that wakes every `poll`: a pipe that becomes readable once, for ever, when it is raised.
final class StopSignal: Sendable {
  let descriptor: Int32
  private let writeEnd: Int32

  /// Nil when the process has no descriptors left.
  init?() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    (descriptor, writeEnd) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  func raise() {
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  /// Returns once it is raised.
  func wait() {
    var waits = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&waits, 1, -1) < 0, errno == EINTR {}
  }

  deinit {
    close(descriptor)
    close(writeEnd)
  }
}
