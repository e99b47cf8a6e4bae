/// Carries out work on files one after another, in the order it was given, away from the thread that gives it.
final class FileLane: Sendable {
  private let jobs: AsyncStream<@Sendable () -> Void>.Continuation

  init() {
    let (stream, continuation) = AsyncStream.makeStream(of: (@Sendable () -> Void).self)
    jobs = continuation
    Task { for await job in stream { job() } }
  }

  deinit { jobs.finish() }

  func run(_ job: @escaping @Sendable () -> Void) { jobs.yield(job) }
}
