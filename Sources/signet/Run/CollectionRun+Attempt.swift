internal import Basics
internal import Collections
internal import Exchange
internal import SOAPClient

// One request.
extension CollectionRun {
  /// A request that has been sent, or why it was not.
  struct Attempt: Sendable {
    var call: Result<(entry: RunDrafts.Entry, client: SOAPClient, begun: BegunCall), Refusal>
    /// What came before the wire.
    var milliseconds: Double
  }

  /// - Parameter captured: what earlier answers gave.
  func begin(_ job: Job, _ captured: [String: String], inRow: Bool) async -> Attempt {
    let clock = ContinuousClock()
    let start = clock.now
    let entry: RunDrafts.Entry
    do throws(Refusal) {
      let needs = job.planned.needs
      entry = try drafts.entry(of: job.planned.request, captured: captured.filter { needs.contains($0.key) })
    } catch {
      return Attempt(call: .failure(error), milliseconds: milliseconds(clock.now - start))
    }
    let client = SOAPClient(entry.draft, session: session)
    stop.began(client)
    let begun = await client.begin(inRow: inRow)
    return Attempt(call: .success((entry, client, begun)), milliseconds: milliseconds(clock.now - start))
  }

  /// Waits for the answer, judges it, and sends the request again where it failed and that is wished.
  func finish(_ job: Job, _ first: Attempt, _ captured: [String: String]) async -> RequestResult {
    var result = await ended(job, first)
    while !result.passed, result.report != nil, result.attempts <= options.retries, !stop.isInterrupted {
      let (attempts, elapsed) = (result.attempts, result.elapsedMilliseconds)
      result = await ended(job, await begin(job, captured, inRow: options.workers == 1))
      result.attempts = attempts + 1
      result.elapsedMilliseconds += elapsed
    }
    result.pass = job.pass
    if result.passed, !options.keepsReports { result.dropReport() }
    return result
  }

  /// Lets one go that was cancelled before its turn came.
  func abandon(_ attempt: Attempt) async {
    guard case .success(let (_, client, begun)) = attempt.call else { return }
    _ = await begun.report()
    stop.ended(client)
  }

  private func ended(_ job: Job, _ attempt: Attempt) async -> RequestResult {
    var result = RequestResult(
      file: job.planned.file, report: nil, elapsedMilliseconds: attempt.milliseconds, status: .usage)
    switch attempt.call {
    case .failure(let refusal):
      result.refusal = refusal
      result.status = refusal.stage.exitStatus
    case .success(let (entry, client, begun)):
      let report = await begun.report()
      stop.ended(client)
      let clock = ContinuousClock()
      let start = clock.now
      history?.record(entry.draft, report)
      judge(report, entry, &result)
      result.elapsedMilliseconds += (report.outcome.timings.totalMs ?? 0) + milliseconds(clock.now - start)
      await history?.catchUp()
    }
    return result
  }

  private func judge(_ report: Report, _ entry: RunDrafts.Entry, _ result: inout RequestResult) {
    handshakes.note(report)
    let document = entry.document
    let judge = AssertionJudge(
      report, connection: entry.asksOfConnection ? handshakes.transcript(of: report) : nil,
      namespaces: document.namespaces, tools: tools)
    result.report = report
    result.status = report.exitStatus
    // Nothing can be asserted of what was not sent.
    if report.refusal != nil { return }
    let judgement = Judgement(judge, document.assertions, document.captures)
    result.assertions = judgement.assertions
    result.captured = judgement.captured.map { ($0.name, $0.value) }
    let holds = result.assertions.allSatisfy(\.passed)
    let status = RequestResult.status(of: report, kinds: holds ? document.assertions.map(\.kind) : [])
    result.status = status == .answered && !holds ? .fault : status
  }
}

func milliseconds(_ duration: Duration) -> Double {
  Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
}
