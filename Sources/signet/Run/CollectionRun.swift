internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient

/// Sends requests of a collection one after the other, or some at once, over connections that are kept.
struct CollectionRun: Sendable {
  struct Options: Sendable {
    /// How often a request that fails is sent again.
    var retries = 0
    /// How often all requests are sent.
    var passes = 1
    var workers = 1
    var stopsOnFailure = false
    /// Whether the reports of requests that passed are kept.
    var keepsReports = false
  }

  let collection: Collection
  let requests: [StoredRequest]
  let choice: VariableChoice
  let session: SOAPSession
  let options: Options
  let stop: RunStop
  /// Nil keeps nothing.
  let history: HistoryRecorder?
  let drafts: RunDrafts
  let handshakes = KeptHandshakes()
  let tools = AssertionTools.standard(DescribedSchemas())

  init(
    collection: Collection, requests: [StoredRequest], identities: Identities, choice: VariableChoice,
    session: SOAPSession, options: Options, stop: RunStop, history: HistoryRecorder?
  ) {
    self.collection = collection
    self.requests = requests
    self.choice = choice
    self.session = session
    self.options = options
    self.stop = stop
    self.history = history
    drafts = RunDrafts(collection: collection, identities: identities, choice: choice)
  }

  /// A request in one pass over all.
  struct Job: Sendable {
    /// The same in all passes.
    final class Planned: Sendable {
      let request: StoredRequest
      let file: String
      /// What its answer gives to those after it.
      let captures: Set<String>
      /// What it needs, by name.
      let needs: Set<String>

      init(_ request: StoredRequest, captures: Set<String>, needs: Set<String>) {
        (self.request, self.captures, self.needs) = (request, captures, needs)
        file = request.path + ".yaml"
      }
    }

    let planned: Planned
    let index: Int
    let pass: Int
  }

  /// How far a run has come.
  struct Progress {
    var waiting: ArraySlice<Job>
    var captured: [String: String] = [:]
    var hasFailed = false
    var finished: [(index: Int, result: RequestResult)] = []

    mutating func take(_ job: Job, _ result: RequestResult) {
      for (name, value) in result.captured { captured[name] = value }
      hasFailed = hasFailed || !result.passed
      finished.append((job.index, result))
    }
  }

  /// - Parameter told: each result, as soon as it is there.
  func run(_ told: @escaping @Sendable (RequestResult) -> Void) async -> RunResult {
    let clock = ContinuousClock()
    let start = clock.now
    var result = RunResult(name: collection.name, startedAt: ClientEnvironment.process.now())
    var progress = Progress(waiting: jobs()[...])
    if options.workers == 1 { await runInRow(&progress, told) } else { await runTogether(&progress, told) }
    result.results = progress.finished.sorted { $0.index < $1.index }.map(\.result)
    result.skipped = progress.waiting.map(\.planned.file)
    result.isInterrupted = stop.isInterrupted
    result.elapsedMilliseconds = milliseconds(clock.now - start)
    return result
  }

  private func jobs() -> [Job] {
    let once = requests.map { request in
      let document = request.document.over(collection.defaults(of: request.path))
      return Job.Planned(
        request, captures: Set(document.captures.map(\.name)), needs: collection.variableNames(of: request, choice))
    }
    return (1...options.passes).flatMap { pass in
      once.enumerated().map { index, planned in
        Job(planned: planned, index: (pass - 1) * once.count + index, pass: pass)
      }
    }
  }

  /// Whether the next request may go out now.
  private func mayGoOn(_ progress: Progress) -> Bool {
    !stop.isInterrupted && !(progress.hasFailed && options.stopsOnFailure)
  }

  // MARK: Some at once

  private func runTogether(_ progress: inout Progress, _ told: @Sendable (RequestResult) -> Void) async {
    var running: [Int: Job] = [:]
    await withTaskGroup(of: (Int, RequestResult).self) { group in
      while true {
        while let next = progress.waiting.first, running.count < options.workers, mayGoOn(progress),
          !running.values.contains(where: { !$0.planned.captures.isDisjoint(with: next.planned.needs) })
        {
          progress.waiting.removeFirst()
          running[next.index] = next
          let captured = progress.captured
          group.addTask { (next.index, await finish(next, await begin(next, captured, inRow: false), captured)) }
        }
        guard let (index, result) = await group.next(), let job = running.removeValue(forKey: index) else { break }
        progress.take(job, result)
        told(result)
      }
    }
  }

  // MARK: One after the other

  /// The next requests stand ready while one is on the wire, so that nothing on this side keeps the connection waiting: an
  /// answer is judged, told and kept while those after it are under way.
  private func runInRow(_ progress: inout Progress, _ told: @Sendable (RequestResult) -> Void) async {
    var begun: [(job: Job, attempt: Attempt)] = []
    var lastMilliseconds = Double.infinity
    while true {
      while mayBegin(behind: begun.map(\.job), progress, lastMilliseconds), let next = await beginNext(&progress) {
        begun.append(next)
      }
      guard !begun.isEmpty else { break }
      let (job, attempt) = begun.removeFirst()
      let result = await finish(job, attempt, progress.captured)
      lastMilliseconds = result.elapsedMilliseconds
      progress.take(job, result)
      told(result)
      guard result.status == .interrupted else { continue }
      // They never went out.
      for unsent in begun { await abandon(unsent.attempt) }
      progress.waiting.insert(contentsOf: begun.map(\.job), at: progress.waiting.startIndex)
      begun = []
    }
  }

  /// One call that takes long leaves time enough to make the next one ready, and what that says of the time should be true
  /// when it goes out.
  private static let shortMilliseconds = 5.0
  private static let mostBegun = 32

  /// What is sent next must not depend on how those before it end.
  private func mayBegin(behind begun: [Job], _ progress: Progress, _ lastMilliseconds: Double) -> Bool {
    guard let next = progress.waiting.first else { return false }
    guard !begun.isEmpty else { return true }
    guard begun.count < (lastMilliseconds < Self.shortMilliseconds ? Self.mostBegun : 2) else { return false }
    return options.retries == 0 && !options.stopsOnFailure
      && begun.allSatisfy { $0.planned.captures.isDisjoint(with: next.planned.needs) }
  }

  private func beginNext(_ progress: inout Progress) async -> (job: Job, attempt: Attempt)? {
    guard let job = progress.waiting.first, mayGoOn(progress) else { return nil }
    progress.waiting.removeFirst()
    return (job, await begin(job, progress.captured, inRow: true))
  }
}
