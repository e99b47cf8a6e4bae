internal import Basics
internal import Bindings
internal import Certificates
internal import Exchange
internal import Handshake

extension ReportArchive {
  /// The report again, as far as it is kept.
  ///
  /// - Parameters:
  ///   - report: as `send --format json` prints it.
  ///   - archive: what `json(_:)` made.
  /// - Returns: nil for what is no report.
  static func report(
    _ report: JSONValue, _ archive: JSONValue, draft: Draft, request: String, answer: String?, time: Timestamp,
    _ reader: CertificateReader
  ) -> Report? {
    guard let sent = report["request"], let outcome = archive["outcome"].flatMap({ outcome($0, report) }) else {
      return nil
    }
    return Report(
      draft: draft.asWritten, ticket: ticket(sent, archive["identity"] ?? .null, draft, request, reader), refusal: nil,
      transcript: transcript(archive, reader), outcome: outcome,
      response: response(report["response"] ?? .null, answer),
      findings: findings(report["findings"]?.elements ?? [], archive["findingMessages"]?.elements ?? []),
      wcf: WCFOutcome(outcome: report["wcf"]?["outcome"]?.text ?? "", message: report["wcf"]?["message"]?.text),
      preparation: report["preparation"]?.texts ?? [], target: archive["target"].flatMap { target($0) },
      endedAt: time)
  }

  // MARK: What was sent

  private static func ticket(
    _ json: JSONValue, _ identity: JSONValue, _ draft: Draft, _ request: String, _ reader: CertificateReader
  ) -> Ticket {
    Ticket(
      url: json["url"]?.text ?? draft.url, method: json["method"]?.text ?? "POST",
      httpHeaders: DraftArchive.headers(json["httpHeaders"]), action: json["action"]?.text, body: Array(request.utf8),
      binding: json["bindingText"]?.text.flatMap { try? BindingParser.binding($0) } ?? draft.binding,
      messageVersion: json["messageVersion"]?.text.flatMap(MessageVersion.init) ?? .soap11,
      identity: summary(identity, reader), offersClientCertificate: json["offersClientCertificate"]?.isTrue ?? false,
      authentication: json["authentication"]?.text, byteCount: json["bytes"]?.number,
      additions: json["additions"]?.texts ?? [], kept: json["kept"]?.texts ?? [], messageID: json["messageID"]?.text)
  }

  private static func summary(_ json: JSONValue, _ reader: CertificateReader) -> IdentitySummary? {
    guard let source = json["source"]?.text else { return nil }
    let certificates = (json["chain"]?.elements ?? []).compactMap(\.bytes).compactMap { reader.facts($0) }
    let token = json["token"]?["uri"]?.text.map { uri in
      let signs = json["token"]?["signsPSS"]
      return TokenKey(uri: uri, signsPSS: signs?.isNull == false ? signs?.isTrue : nil)
    }
    return IdentitySummary(
      source: source,
      chain: CertificateChain(
        certificates: certificates, steps: json["steps"]?.texts ?? [],
        missingIssuer: json["missingIssuer"]?.bytes.flatMap { reader.name($0) }),
      hasPrivateKey: json["hasPrivateKey"]?.isTrue ?? false, token: token)
  }

  // MARK: The connection

  private static func transcript(_ json: JSONValue, _ reader: CertificateReader) -> Transcript {
    var builder = TranscriptBuilder(reader: reader)
    let messages = (json["messages"]?.elements ?? []).compactMap { record($0) }
    let milestones: [TraceRecord] = (json["milestones"]?.elements ?? []).compactMap { json in
      Milestone(json["what"]?.texts ?? []).map {
        TraceRecord(atMicroseconds: Int64(json["at"]?.number ?? 0), from: .client, content: .milestone($0))
      }
    }
    for record in merged(messages, milestones) { builder.add(record) }
    if let foreign = json["foreignBytes"]?.bytes, !foreign.isEmpty {
      builder.add(TraceRecord(atMicroseconds: 0, from: .server, content: .foreignBytes(foreign)))
    }
    var transcript = builder.transcript
    // Milestones and messages of the same moment: who came first is not kept, what it meant is.
    let summary = json["summary"]
    transcript.clientFinished = summary?["clientFinished"]?.isTrue ?? transcript.clientFinished
    transcript.isResumed = summary?["resumed"]?.isTrue ?? transcript.isResumed
    transcript.serverAcceptedClient = summary?["serverAcceptedClient"]?.isTrue ?? transcript.serverAcceptedClient
    transcript.alpn = summary?["alpn"]?.text
    transcript.serverRecords = summary?["serverRecords"]?.number ?? 0
    transcript.omittedMessages = summary?["omittedMessages"]?.number ?? 0
    return transcript
  }

  private static func record(_ json: JSONValue) -> TraceRecord? {
    guard let bytes = json["bytes"]?.bytes, let from = json["from"]?.text.flatMap(Side.init) else { return nil }
    let content: TraceRecord.Content
    switch json["kind"]?.text {
    case "alert": content = .alert(bytes)
    case "changeCipherSpec": content = .changeCipherSpec
    default: content = .handshake(bytes)
    }
    return TraceRecord(
      atMicroseconds: Int64(json["at"]?.number ?? 0), from: from, leg: json["proxy"]?.isTrue == true ? .proxy : .origin,
      content: content)
  }

  /// Both are in order; of the same moment the message comes first.
  private static func merged(_ messages: [TraceRecord], _ milestones: [TraceRecord]) -> [TraceRecord] {
    var (records, rest) = ([TraceRecord](), milestones[...])
    for message in messages {
      while let next = rest.first, next.atMicroseconds < message.atMicroseconds {
        records.append(next)
        rest = rest.dropFirst()
      }
      records.append(message)
    }
    return records + rest
  }

  private static func outcome(_ json: JSONValue, _ report: JSONValue) -> TransferOutcome? {
    guard let ending = TransferOutcome.Ending(json["ending"]?.texts ?? []) else { return nil }
    let (connection, times) = (report["connection"], report["timings"])
    var timings = TransferOutcome.Timings()
    timings.lookupMs = times?["lookupMs"]?.fraction
    timings.connectMs = times?["connectMs"]?.fraction
    timings.tlsMs = times?["tlsMs"]?.fraction
    timings.sentMs = times?["sentMs"]?.fraction
    timings.firstByteMs = times?["firstByteMs"]?.fraction
    timings.totalMs = times?["totalMs"]?.fraction
    return TransferOutcome(
      ending: ending, systemError: json["systemError"]?.number ?? 0,
      libraryErrors: (json["libraryErrors"]?.elements ?? []).map { error in
        TransferOutcome.LibraryError(
          library: error["library"]?.number ?? 0, reason: error["reason"]?.number ?? 0,
          text: error["text"]?.text ?? "", data: error["data"]?.text)
      },
      verification: json["verification"].flatMap { verification($0) },
      remoteAddress: connection?["remoteAddress"]?.text, remotePort: connection?["remotePort"]?.number,
      proxyConnectStatus: json["proxyConnectStatus"]?.number, localAddress: json["localAddress"]?.text,
      localPort: json["localPort"]?.number, proxyHeaders: DraftArchive.headers(json["proxyHeaders"]),
      endedByReset: json["endedByReset"]?.isTrue ?? false, timings: timings,
      exchangeNumber: json["exchangeNumber"]?.number ?? 0, reusedConnection: connection?["reused"]?.isTrue ?? false,
      cookieNames: report["request"]?["cookies"]?.texts ?? [])
  }

  private static func verification(_ json: JSONValue) -> ServerVerification? {
    guard !json.isNull else { return nil }
    let status = json["status"].flatMap { status in
      StatusCheck.Result(status["result"]?.texts ?? []).map {
        StatusCheck(
          $0, thisUpdate: status["thisUpdate"]?.text.map { Timestamp(history: $0) },
          nextUpdate: status["nextUpdate"]?.text.map { Timestamp(history: $0) })
      }
    }
    return ServerVerification(
      failures: (json["failures"]?.elements ?? []).map { failure in
        ServerVerification.Failure(
          code: failure["code"]?.number ?? 0, depth: failure["depth"]?.number ?? 0,
          text: failure["text"]?.text ?? "", certificate: failure["certificate"]?.bytes)
      }, builtChain: (json["builtChain"]?.elements ?? []).compactMap(\.bytes), status: status)
  }

  private static func target(_ json: JSONValue) -> Evidence.Target? {
    guard let host = json["host"]?.text else { return nil }
    return Evidence.Target(
      scheme: json["scheme"]?.text ?? "", host: host, port: json["port"]?.number ?? 0,
      isIPAddress: json["isIPAddress"]?.isTrue ?? false, proxy: json["proxy"]?.text)
  }

  // MARK: The answer

  private static func response(_ json: JSONValue, _ answer: String?) -> Response? {
    guard let status = json["status"]?.number else { return nil }
    return Response(
      status: status, httpHeaders: DraftArchive.headers(json["httpHeaders"]), body: Array((answer ?? "").utf8),
      contentType: json["contentType"]?.text,
      kind: json["kind"]?.text.flatMap(Response.Kind.init) ?? .other, fault: json["fault"].flatMap { fault($0) },
      addressing: json["addressing"].flatMap { addressing($0) }, security: json["security"].flatMap { security($0) },
      charset: json["charset"]?.text, attachments: (json["attachments"]?.elements ?? []).map { attachment($0) })
  }

  private static func attachment(_ json: JSONValue) -> Response.Attachment {
    Response.Attachment(
      contentID: json["contentId"]?.text, contentType: json["contentType"]?.text,
      contentLocation: json["contentLocation"]?.text, fileName: json["fileName"]?.text, bytes: [],
      isInEnvelope: json["inBody"]?.isTrue ?? false)
  }

  private static func fault(_ json: JSONValue) -> Response.Fault? {
    guard let code = json["code"]?.text else { return nil }
    return Response.Fault(
      version: json["version"]?.text ?? "1.1", code: code, subcodes: json["subcodes"]?.texts ?? [],
      reason: json["reason"]?.text ?? "", actor: json["actor"]?.text, detail: json["detail"]?.text,
      explanation: json["explanation"]?.text)
  }

  private static func addressing(_ json: JSONValue) -> Response.Addressing? {
    json["version"]?.text.map {
      Response.Addressing(
        version: $0, action: json["action"]?.text, messageID: json["messageID"]?.text,
        relatesTo: json["relatesTo"]?.texts ?? [])
    }
  }

  private static func security(_ json: JSONValue) -> Response.Security? {
    guard !json.isNull else { return nil }
    let problems = { (json: JSONValue?) in
      (json?.elements ?? []).map {
        Response.Security.Problem(code: $0["code"]?.text ?? "", summary: $0["summary"]?.text ?? "")
      }
    }
    return Response.Security(
      isPresent: json["present"]?.isTrue ?? false, created: json["created"]?.text.map { Timestamp(history: $0) },
      expires: json["expires"]?.text.map { Timestamp(history: $0) }, tokens: json["tokens"]?.texts ?? [],
      signatures: (json["signatures"]?.elements ?? []).map {
        Response.Security.Signature(
          algorithm: $0["algorithm"]?.text ?? "", signer: $0["signer"]?.text, parts: $0["parts"]?.texts ?? [],
          problems: problems($0["problems"]))
      }, problems: problems(json["problems"]), isAccepted: json["accepted"]?.isTrue ?? false)
  }

  private static func findings(_ findings: [JSONValue], _ messages: [JSONValue]) -> [Finding] {
    findings.enumerated().compactMap { index, json in
      guard let code = json["code"]?.text, let blame = json["blame"]?.text.flatMap(Finding.Blame.init) else {
        return nil
      }
      return Finding(
        code: code, blame: blame, severity: json["severity"]?.text.flatMap(Finding.Severity.init) ?? .note,
        summary: json["summary"]?.text ?? "", detail: json["detail"]?.text ?? "",
        remedies: (json["remedies"]?.elements ?? []).compactMap { remedy in
          remedy["who"]?.text.flatMap(Finding.Blame.init).map { Finding.Remedy($0, remedy["text"]?.text ?? "") }
        }, evidence: json["evidence"]?.texts ?? [],
        messages: messages.indices.contains(index) ? messages[index].elements.compactMap(\.number) : [])
    }
  }
}
