internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake
internal import SOAP
internal import TLS
internal import Transport

// On the wire and after.
extension Call {
  /// What a transfer gave, as far as it came.
  struct Received {
    var transcript = TranscriptBuilder(reader: .openSSL)
    var head: (status: Int, headers: [HTTPHeader])?
    var body: [UInt8] = []
    /// Of the request's body.
    var sentByteCount = 0
    var outcome = TransferOutcome(ending: .cancelled)
    var capture: Capture?
    /// The envelope as the message inspectors left it; nil when they changed nothing.
    var inspected: [UInt8]?
    var inspectionFailure: (error: any Error, place: String)?

    var answer: Answer { Answer(body: body, contentType: head?.headers.value(of: "content-type")) }
  }

  func exchange(_ settled: Settled) async -> Report {
    if client.cancellation.isCancelled { return unsent(settled) }
    report?(.accepted(settled.ticket))
    client.enter(.opened)
    let request = transferRequest(settled)
    let transfer = client.session.transport.start(request)
    client.cancellation.whenCancelled { transfer.cancel() }
    var received = Received(sentByteCount: request.body.count)
    for await event in transfer.events { take(event, into: &received) }
    return await ended(settled, received)
  }

  /// The report of a call that nobody watches.
  func ended(_ ready: Ready, _ transfer: GatheredTransfer) async -> Report {
    var received = Received(sentByteCount: ready.settled.body.count)
    while case let events = await transfer.next(), let last = events.last {
      for event in events { take(event, into: &received) }
      if case .finished = last { break }
    }
    let now = client.session.environment.now()
    if let report = ready.lastAnswers.report(of: received, now: now) {
      client.enter(.closed)
      return report
    }
    return await ended(ready.settled, received, ready.lastAnswers)
  }

  /// Cancelled when all was settled.
  func unsent(_ settled: Settled) -> Report { finished(settled, Received(), Received().answer, nil) }

  /// - Parameter last: where what was made of the answer is kept for the next.
  private func ended(_ settled: Settled, _ whole: Received, _ last: LastAnswers? = nil) async -> Report {
    var received = whole
    client.enter(.closing)
    let answer = await measureToEnd(received.answer, settled.plan)
    let security = await security(settled, received, answer)
    await inspect(answer, &received, settled.inspection)
    var left = received.inspected.map { Answer(body: $0, contentType: nil) } ?? answer
    (left.package, left.text) = (answer.package, answer.text)
    return finished(settled, received, left, security, last)
  }

  /// Where the binding lets so large an answer in, the reader's quotas hold for all of it.
  private func measureToEnd(_ answer: Answer, _ plan: WirePlan) async -> Answer {
    let count = answer.message.count
    guard client.draft.method == .post, count > Answer.completeReadingBytes, count <= plan.maxReceivedMessageSize else {
      return answer
    }
    return await onOwnThread {
      var whole = answer
      whole.measureToEnd()
      return whole
    }
  }

  /// The reply on its way through the message inspectors.
  private func inspect(_ answer: Answer, _ received: inout Received, _ inspection: Inspection) async {
    guard !inspection.isEmpty, client.filledDraft.method == .post, received.outcome.ending == .answered,
      [.envelope, .fault].contains(answer.kind), let head = received.head
    else { return }
    let reply = ReplyMessage(
      envelope: answer.message, isFault: answer.kind == .fault, httpStatus: head.status, httpHeaders: head.headers)
    do throws(Inspection.Failure) {
      let left = try await inspection.afterReceive(reply, client.cancellation)
      if left.envelope != reply.envelope { received.inspected = left.envelope }
    } catch {
      switch error {
      case .cancelled: received.outcome.ending = .cancelled
      case .thrown(let error, let place): received.inspectionFailure = (error, place)
      }
    }
  }

  /// What the answer's Security header says.
  private func security(_ settled: Settled, _ received: Received, _ answer: Answer) async -> SecurityReading? {
    guard client.filledDraft.method == .post, received.outcome.ending == .answered else { return nil }
    let judge = AnswerSecurity(
      plan: settled.plan.security, trust: settled.trust, now: client.session.environment.now(),
      serverChain: received.transcript.transcript.serverChain)
    guard judge.hasHeader(answer) else { return judge.expectsHeader && answer.outline != nil ? .absent : nil }
    return await onOwnThread { judge.reading(of: answer.message, answer) }
  }

  func transferRequest(_ settled: Settled) -> TransferRequest {
    let draft = client.filledDraft
    var request = TransferRequest(
      url: client.endpoint.address, method: settled.ticket.method, headers: settled.headers, body: settled.body,
      identity: settled.ticket.offersClientCertificate ? settled.identity : nil, chain: draft.chain,
      trust: settled.trust, tls: draft.tls, route: draft.route(settled.plan, to: settled.target.host),
      limits: draft.limits(settled.plan), captures: draft.captures, authentication: settled.authentication,
      cookies: cookieOwner(settled))
    request.headersBeforeHost = settled.headersBeforeHost
    return request
  }

  /// Of a call whose binding keeps cookies.
  private func cookieOwner(_ settled: Settled) -> CookieOwner? {
    guard client.draft.method == .post, settled.plan.allowCookies else { return nil }
    return CookieOwner(userName: settled.plan.isUserNameToken ? client.credentials.userName?.name : nil)
  }

  private func take(_ event: TransferEvent, into received: inout Received) {
    switch event {
    case .records(let records):
      for record in records { received.transcript.add(record) }
      report?(.handshake(received.transcript.transcript))
    case .bodySent(let bytes): report?(.bodySent(bytes: bytes, of: received.sentByteCount))
    case .head(let status, let headers):
      received.head = (status, headers)
      report?(.answerBegan(status: status, httpHeaders: headers))
    case .body(let bytes):
      if received.body.isEmpty { received.body = bytes } else { received.body += bytes }
      report?(.answerBytes(received: received.body.count))
    case .captured(let capture): received.capture = capture
    case .finished(let outcome): received.outcome = outcome
    }
  }

  // MARK: The report

  private func finished(
    _ settled: Settled, _ received: Received, _ answer: Answer, _ security: SecurityReading?, _ last: LastAnswers? = nil
  ) -> Report {
    let now = client.session.environment.now()
    let report = report(settled, received, answer, security, now)
    if security == nil, settled.inspection.isEmpty { last?.keep(report, of: received) }
    return report
  }

  private func report(
    _ settled: Settled, _ received: Received, _ answer: Answer, _ security: SecurityReading?, _ now: Timestamp
  ) -> Report {
    let response = received.head.map {
      Response(
        status: $0.status, headers: $0.headers, body: received.body, answer: answer,
        security: security.map { Response.Security($0, settled.plan.security) }, inspectedEnvelope: received.inspected)
    }
    let isCall = received.outcome.ending == .answered && client.filledDraft.method == .post
    let wcf = isCall ? response.map { reading($0, answer, settled.plan, security) } : nil
    let failure = received.inspectionFailure
    let outcome = failure.map { WCFOutcome(thrown: $0.error) } ?? wcf ?? WCFOutcome(received.outcome)
    let findings =
      (failure.map { [.inspectorFailed($0.error, at: $0.place)] } ?? [])
      + findings(evidence(settled, received, response, now), response, answer, outcome, settled, security)
    client.enter(received.outcome.ending == .answered ? .closed : .faulted)
    return Report(
      draft: client.draft.asWritten, ticket: settled.ticket, refusal: nil, transcript: received.transcript.transcript,
      outcome: received.outcome, response: response, findings: findings, wcf: outcome, preparation: settled.preparation,
      target: settled.target, capture: received.capture, endedAt: now)
  }

  private func reading(
    _ response: Response, _ answer: Answer, _ plan: WirePlan, _ security: SecurityReading?
  ) -> WCFOutcome {
    WCFOutcome(
      WCFReading(
        status: response.status, contentType: response.contentType, bytes: response.body.count, answer: answer,
        plan: plan, challenge: response.httpHeaders.value(of: "www-authenticate"),
        location: response.httpHeaders.value(of: "location"),
        hasContentLength: response.httpHeaders.value(of: "content-length") != nil,
        isOneWay: client.filledDraft.isOneWay, security: security))
  }

  private func evidence(
    _ settled: Settled, _ received: Received, _ response: Response?, _ now: Timestamp
  ) -> Evidence {
    Evidence(
      target: settled.target, transcript: received.transcript.transcript, outcome: received.outcome,
      identity: settled.ticket.identityEvidence,
      settings: client.filledDraft.tls, trust: settled.trust,
      http: response.map {
        .init(status: $0.status, headers: $0.httpHeaders, bodyStart: Array($0.body.prefix(4096)))
      }, revocationLists: revocationLists(settled), now: now)
  }

  private func revocationLists(_ settled: Settled) -> [RevocationListFacts] {
    settled.trust.revocationLists.map {
      RevocationListReader.read($0, about: settled.identity?.chain.certificates ?? [], label: "--crl")
    } ?? []
  }

  /// Causes first: what the handshake shows, what the answer lacks, then what the binding silently does not do.
  private func findings(
    _ evidence: Evidence, _ response: Response?, _ answer: Answer, _ wcf: WCFOutcome, _ settled: Settled,
    _ security: SecurityReading?
  ) -> [Finding] {
    var findings = Diagnosis.findings(for: evidence)
    findings += (answer.package?.problems ?? []).compactMap(Finding.init) + Finding.charset(answer.text)
    let unsafe = security.map { Finding.security($0, settled.plan.security) } ?? []
    // What the handshake shows comes first, unless it is no error and this is.
    findings.insert(contentsOf: unsafe, at: findings.first { $0.severity == .error } == nil ? 0 : findings.count)
    if let response, evidence.outcome.ending == .answered, client.filledDraft.method == .post {
      if let id = settled.ticket.messageID, let answer = response.addressing,
        let unrelated = Finding.addressing(id, answer)
      {
        findings.append(unrelated)
      }
      if !response.isSOAP, !isPlainReply(settled, wcf), findings.first?.severity != .error {
        let expects = settled.headers.contains { $0.name.lowercased() == "expect" }
        findings.insert(expects && response.status == 417 ? .expectationRefused : .notSOAP(response), at: 0)
      }
      if response.kind == .envelope, wcf.outcome != WCFReading.reply.outcome {
        findings.append(.wcfRefuses(wcf, response))
      }
    }
    if let chain = settled.identity?.chain, settled.ticket.offersClientCertificate, !chain.isComplete,
      findings.first?.code != "client-intermediate-missing"
    {
      findings.append(.chainIncomplete(chain, source: settled.ticket.identity?.source ?? "FILE"))
    }
    let known = Set(findings.map(\.code))
    // What the service never read explains nothing.
    let wasRead = evidence.outcome.ending == .answered && findings.first.map(\.isBeforeTheService) != true
    let lint = wasRead ? settled.lint : []
    return findings + lint.filter { !known.contains($0.code) }.map(Finding.init)
  }

  /// XML without an envelope, where the binding asks for no more.
  private func isPlainReply(_ settled: Settled, _ wcf: WCFOutcome) -> Bool {
    settled.plan.messageVersion == .noEnvelope && wcf.outcome == WCFReading.reply.outcome
  }

  func refused(_ refusal: Refusal) -> Report {
    Report(
      draft: client.draft.asWritten, ticket: nil, refusal: refusal, transcript: Transcript(),
      outcome: TransferOutcome(ending: .cancelled), response: nil, findings: [Finding(refusal)],
      wcf: WCFOutcome(refusal), preparation: [])
  }

  /// Cancelled before anything was sent.
  func cancelled() -> Report {
    let outcome = TransferOutcome(ending: .cancelled)
    return Report(
      draft: client.draft.asWritten, ticket: nil, refusal: nil, transcript: Transcript(), outcome: outcome,
      response: nil,
      findings: [], wcf: WCFOutcome(outcome), preparation: [])
  }
}

extension Finding {
  /// An error on the way to the service, which has not seen the request then.
  fileprivate var isBeforeTheService: Bool {
    guard severity == .error, let family = FindingCode.named(code)?.family else { return false }
    return [.network, .proxy, .hello, .serverCertificate, .clientCertificate].contains(family)
  }
}

extension Response {
  /// An envelope, or an accepted one-way message.
  fileprivate var isSOAP: Bool {
    switch kind {
    case .envelope, .fault: true
    case .empty: (200..<300).contains(status)
    case .html, .other: false
    }
  }
}

extension Call.Settled {
  /// HttpWebRequest writes Host and Content-Length behind what the message brings and before what is its own (.NET
  /// Framework).
  fileprivate var headersBeforeHost: Int? {
    guard plan.flavour == .netFramework else { return nil }
    let ofTransport: Set = ["expect", "accept-encoding", "transfer-encoding", "connection"]
    return headers.firstIndex { ofTransport.contains($0.name.lowercased()) } ?? headers.count
  }
}
