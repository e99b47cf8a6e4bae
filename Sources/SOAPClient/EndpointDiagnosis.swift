internal import Basics
internal import Certificates
public import Exchange
internal import Handshake
internal import Synchronization
internal import Transport

/// Finds out why a call does not work: makes it as it is configured, then the probes that discriminate, one after the
/// other, each on a connection of its own.
///
/// No SOAP body is sent: every request is a HEAD of the address (RFC 9110 section 9.3.2: safe, without effect), or one
/// GET of at most 64 KiB when HEAD is refused. With `sendsEnvelope`, the first call is the real one. A probe that takes
/// protection away goes out as an `AnonymousCall`, which has no place for the client certificate; callbacks run before
/// the first call only, so that none can add it later. Safe on any thread.
public final class EndpointDiagnosis: Sendable {
  public let draft: Draft
  private let session: SOAPSession
  private let limits: DiagnosisLimits
  private let sendsEnvelope: Bool
  private let cancellation = Cancellation()
  private let wasStarted = Mutex(false)

  public init(
    _ draft: Draft, session: SOAPSession = SOAPSession(), limits: DiagnosisLimits = DiagnosisLimits(),
    sendsEnvelope: Bool = false
  ) {
    self.draft = draft
    self.session = session
    self.limits = limits
    self.sendsEnvelope = sendsEnvelope
  }

  /// Begins; to be called once (a second stream ends at once). The last event is `finished`; ending the iteration before
  /// stops the diagnosis.
  public func events() -> AsyncStream<DiagnosisEvent> {
    let (stream, continuation) = AsyncStream<DiagnosisEvent>.makeStream()
    let isFirst = wasStarted.withLock { started in
      defer { started = true }
      return !started
    }
    guard isFirst else {
      continuation.finish()
      return stream
    }
    continuation.onTermination = { [cancellation] reason in
      if case .cancelled = reason { cancellation.cancel() }
    }
    Task {
      continuation.yield(.finished(await run { continuation.yield($0) }))
      continuation.finish()
    }
    return stream
  }

  /// Ends what runs; the report then holds what there is, and says so.
  public func cancel() { cancellation.cancel() }
}

extension EndpointDiagnosis {
  private typealias Tell = @Sendable (DiagnosisEvent) -> Void

  private func run(_ tell: Tell) async -> DiagnosisReport {
    let (started, clock) = (session.environment.now(), ContinuousClock.now)
    var (settled, first) = await firstCall(tell)
    var results = [ProbeResult(Probe(.asConfigured), first)]
    tell(.ended(results[0]))
    var left = cancellation.isCancelled ? [] : ProbePlan(after: first, limits: limits).probes[...]
    tell(.planned(Array(left)))
    while let probe = left.first, !cancellation.isCancelled {
      let secondsLeft = limits.totalSeconds - (ContinuousClock.now - clock).inSeconds
      // Too short to mean anything.
      guard secondsLeft >= min(1, limits.probeSeconds) else { break }
      tell(.began(probe))
      let call = ProbeCall(probe, of: settled, completing: first.completingAuthorities)
      let report = await make(call, seconds: min(limits.probeSeconds, secondsLeft))
      if cancellation.isCancelled { break }
      left.removeFirst()
      results.append(ProbeResult(probe, report))
      tell(.ended(results[results.count - 1]))
      if probe.name == .answerText, report.findings.first?.severity == .error {
        // From here on the refusal has words: the other probes are held against it, and made in the same way.
        let capture = first.capture
        (first, settled.method) = (report, .get)
        first.capture = capture
        left = ProbePlan(after: first, limits: limits).probes[...]
        tell(.planned(Array(left)))
      }
      if Verdict(first, results).isDecided { left = [] }
    }
    return DiagnosisReport(
      first: first, results: results, startedAt: started, endedAt: session.environment.now(), omitted: Array(left),
      wasStopped: cancellation.isCancelled)
  }

  /// The call as it is configured.
  ///
  /// - Returns: the draft as the callbacks left it, for the probes; its password has been asked for.
  private func firstCall(_ tell: Tell) async -> (Draft, Report) {
    tell(.began(Probe(.asConfigured)))
    var draft = draft
    draft.limits = DiagnosisLimits.bounded(draft.limits, seconds: limits.firstSeconds)
    if !sendsEnvelope {
      draft.method = .head
      draft.envelope = nil
    } else {
      draft.limits.responseBytes = self.draft.limits.responseBytes
    }
    let fresh = SOAPSession(environment: session.environment, callbacks: session.callbacks)
    if let refusal = await resolvePassword(of: &draft) {
      return (draft, Call(client: SOAPClient(draft, session: fresh), report: nil).refused(refusal))
    }
    let report = await exchange(draft, fresh, settled: &draft)
    // A refusal in HTTP has words; the probes are held against it, and HEAD would have none.
    if sendsEnvelope, ProbeResult.refusingStatuses.contains(report.response?.status ?? 0) { draft.method = .get }
    return (draft, report)
  }

  private func make(_ call: ProbeCall, seconds: Double) async -> Report {
    var draft = call.draft
    draft.limits = DiagnosisLimits.bounded(draft.limits, seconds: seconds)
    // What is captured is the call as it is configured.
    draft.captures = false
    var unused = draft
    return await exchange(draft, SOAPSession(environment: session.environment, callbacks: []), settled: &unused)
  }

  /// - Parameter settled: gets endpoint and identity as the callbacks have left them.
  private func exchange(_ draft: Draft, _ session: SOAPSession, settled: inout Draft) async -> Report {
    let client = SOAPClient(draft, session: session)
    cancellation.whenCancelled { client.cancel() }
    let report = await client.report()
    // An address with a secret in it stays as it was asked for, to be filled and hidden anew in each probe.
    let isAsAsked = client.endpoint.address == client.filledDraft.effectiveURL
    settled.url = isAsAsked ? draft.effectiveURL : client.endpoint.address
    settled.binding = client.endpoint.binding
    settled.identity = client.credentials.clientCertificate
    // They are settled, but for what changes the message's HTTP headers.
    settled.behaviors.removeAll { if case .httpHeader = $0.action { false } else { true } }
    session.transport.shutdown()
    return report
  }

  /// Once for all probes: a person is asked once, a command runs once.
  private func resolvePassword(of draft: inout Draft) async -> Refusal? {
    guard let identity = draft.identity, identity.password != .none else { return nil }
    let resolver = SecretResolver(environment: session.environment, cancellation: cancellation)
    let name = identity.name ?? identity.certificate.label
    let password = await resolver.resolve(
      identity.password, purpose: "password of \(name)", takesSharedFile: identity.name == nil)
    switch password {
    case .failure(let refusal): return refusal
    case .success(let secret):
      draft.identity?.password = secret.map(SecretSource.literal) ?? .none
      return nil
    }
  }
}

extension Duration {
  fileprivate var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
