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
  let identities: Identities
  let choice: VariableChoice
  let session: SOAPSession
  let options: Options
  let stop: RunStop
  /// Nil keeps nothing.
  let history: HistoryRecorder?
  private let handshakes = KeptHandshakes()
  private let schemas = DescribedSchemas()

  init(
    collection: Collection, requests: [StoredRequest], identities: Identities, choice: VariableChoice,
    session: SOAPSession, options: Options, stop: RunStop, history: HistoryRecorder?
  ) {
    self.collection = collection
    self.requests = requests
    self.identities = identities
    self.choice = choice
    self.session = session
    self.options = options
    self.stop = stop
    self.history = history
  }

  private struct Job: Sendable {
    var index: Int
    var request: StoredRequest
    var pass: Int
    /// What its answer gives to those after it.
    var captures: Set<String>
    /// What it needs, by name.
    var needs: Set<String>
  }

  /// - Parameter told: each result, as soon as it is there.
  func run(_ told: @escaping @Sendable (RequestResult) -> Void) async -> RunResult {
    let clock = ContinuousClock()
    let start = clock.now
    var result = RunResult(name: collection.name, startedAt: ClientEnvironment.process.now())
    var waiting = jobs()[...]
    var running: [Int: Job] = [:]
    var captured: [String: String] = [:]
    var finished: [(index: Int, result: RequestResult)] = []
    var hasFailed = false
    await withTaskGroup(of: (Int, RequestResult).self) { group in
      while true {
        while let next = waiting.first, running.count < options.workers, !stop.isInterrupted,
          !(hasFailed && options.stopsOnFailure),
          !running.values.contains(where: { !$0.captures.isDisjoint(with: next.needs) })
        {
          waiting.removeFirst()
          running[next.index] = next
          let choice = choice.with(captured)
          group.addTask { (next.index, await send(next, choice)) }
        }
        guard let (index, one) = await group.next() else { break }
        running[index] = nil
        for (name, value) in one.captured { captured[name] = value }
        hasFailed = hasFailed || !one.passed
        finished.append((index, one))
        told(one)
      }
    }
    result.results = finished.sorted { $0.index < $1.index }.map(\.result)
    result.skipped = waiting.map { $0.request.path + ".yaml" }
    result.isInterrupted = stop.isInterrupted
    result.elapsedMilliseconds = milliseconds(clock.now - start)
    return result
  }

  private func jobs() -> [Job] {
    let once = requests.map { request in
      let document = request.document.over(collection.defaults(of: request.path))
      return Job(
        index: 0, request: request, pass: 1, captures: Set(document.captures.map(\.name)),
        needs: collection.variableNames(of: request, choice))
    }
    return (1...options.passes).flatMap { pass in
      once.enumerated().map { index, job in
        var job = job
        job.pass = pass
        job.index = (pass - 1) * once.count + index
        return job
      }
    }
  }

  // MARK: One request

  private func send(_ job: Job, _ choice: VariableChoice) async -> RequestResult {
    let clock = ContinuousClock()
    let start = clock.now
    var result = await attempt(job, choice)
    while !result.passed, result.report != nil, result.attempts <= options.retries, !stop.isInterrupted {
      let attempts = result.attempts
      result = await attempt(job, choice)
      result.attempts = attempts + 1
    }
    result.pass = job.pass
    result.elapsedMilliseconds = milliseconds(clock.now - start)
    if result.passed, !options.keepsReports { result.dropReport() }
    return result
  }

  private func attempt(_ job: Job, _ choice: VariableChoice) async -> RequestResult {
    var result = RequestResult(
      file: job.request.path + ".yaml", report: nil, elapsedMilliseconds: 0, status: .usage)
    do throws(Refusal) {
      let draft = try collection.draft(of: job.request, identities: identities, choice: choice)
      let document = try collection.settled(job.request, choice: choice)
      try identities.permit(draft)
      let client = SOAPClient(draft, session: session)
      stop.began(client)
      let report = await client.report()
      stop.ended(client)
      history?.record(draft, report)
      await history?.catchUp()
      judge(report, document, &result)
    } catch {
      result.refusal = error
      result.status = error.stage.exitStatus
    }
    return result
  }

  /// - Parameter document: what the request says, without placeholders.
  private func judge(_ report: Report, _ document: RequestDocument, _ result: inout RequestResult) {
    let judge = AssertionJudge(
      report, connection: handshakes.transcript(of: report), namespaces: document.namespaces, tools: .standard(schemas))
    result.report = report
    let judgement = Judgement(judge, document.assertions, document.captures)
    result.assertions = judgement.assertions
    result.captured = judgement.captured.map { ($0.name, $0.value) }
    let holds = result.assertions.allSatisfy(\.passed)
    let status = RequestResult.status(of: report, kinds: holds ? document.assertions.map(\.kind) : [])
    result.status = status == .answered && !holds ? .fault : status
  }
}

private func milliseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
}

extension VariableChoice {
  fileprivate func with(_ captured: [String: String]) -> VariableChoice {
    var choice = self
    choice.captured = captured.map { Variable($0.key, .verbatim($0.value)) }
    return choice
  }
}
