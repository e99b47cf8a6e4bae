internal import Glibc

/// Carries out work on files one after another, in the order it was given, away from the thread that gives it.
final class FileLane: Sendable {
  private let jobs: AsyncStream<@Sendable () -> Void>.Continuation

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: (@Sendable () -> Void).self)
    jobs = continuation
    Task { for await job in stream { job() } }
  }

  deinit { jobs.finish() }

  /// Waits until everything is done that was given so far, but not for ever: a disk may not answer.
  func finish(withinMilliseconds limit: Int32) {
    let (reading, writing) = Self.pipe()
    guard reading >= 0 else { return }
    run { close(writing) }
    // The end of the file comes when the job before has closed the other end.
    var source = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    _ = poll(&source, 1, limit)
    close(reading)
  }

  private static func pipe() -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    return Glibc.pipe(&ends) == 0 ? (ends[0], ends[1]) : (-1, -1)
  }

  func run(_ job: @escaping @Sendable () -> Void) { jobs.yield(job) }
}
