internal import Basics

/// After TLS: answers that do not come, or not whole.
extension Rule {
  static let answer: [Rule] = [
    Rule(
      "no answer",
      codes: ["answer-truncated", "answer-too-large", "closed-without-answer", "answer-timeout", "answer-not-http"],
      check: checkNoAnswer)
  ]
}

@Sendable private func checkNoAnswer(_ evidence: Evidence) -> [Finding] {
  if case .limit("responseSize", let value) = evidence.outcome.ending { return [tooLarge(evidence, value)] }
  guard evidence.failed, checkScheme(evidence).isEmpty,
    evidence.connected != nil || evidence.transcript.reusedExchange != nil || evidence.http != nil,
    !evidence.usesTLS || evidence.transcript.clientFinished || evidence.transcript.reusedExchange != nil,
    evidence.transcript.serverAlert == nil, evidence.transcript.clientAlert == nil
  else { return [] }
  if evidence.curlCode == 1 || evidence.curlCode == 8 { return [notHTTP(evidence)] }
  let hasBegun =
    evidence.http != nil || evidence.transcript.milestone { if case .firstByte = $0 { true } else { nil } } != nil
  if hasBegun, evidence.curlCode == 18 || evidence.wasCut || evidence.curlCode == 92 { return [truncated(evidence)] }
  guard !hasBegun, !evidence.transcript.wasRefusedSilently(evidence.outcome) else { return [] }
  if evidence.timedOut { return checkLate(evidence) }
  return evidence.wasCut || evidence.curlCode == 52 ? [closed(evidence)] : []
}

private func tooLarge(_ evidence: Evidence, _ value: String) -> Finding {
  Finding(
    code: "answer-too-large", blame: .client,
    summary: "The answer is larger than this program's limit of \(value).",
    detail: soFar(evidence) + " Reading was stopped at the limit.",
    remedies: [
      .init(.client, "Ask for less, or raise the limit: max-response: BYTES in the request file."),
      .init(.server, "Answer in pages."),
    ])
}

private func notHTTP(_ evidence: Evidence) -> Finding {
  Finding(
    code: "answer-not-http", blame: .server,
    summary: "The server answered the request with something that is not HTTP.",
    detail: soFar(evidence) + " What came does not begin with an HTTP status line (RFC 9112 section 4).",
    remedies: [
      .init(.server, "See which program answers on this port, and its log; it must answer in HTTP/1.1."),
      .init(.client, "Check the port in the URL: behind its TLS stands another service."),
    ],
    evidence: evidence.libraryLine)
}

private func truncated(_ evidence: Evidence) -> Finding {
  let length = evidence.http?.headers.first { $0.name.lowercased() == "content-length" }?.value.neutralised
  return Finding(
    code: "answer-truncated", blame: .server,
    summary: "The answer is incomplete: the connection ended before the whole body had arrived.",
    detail: soFar(evidence)
      + (length.map { " Content-Length announced \($0) bytes; fewer came." } ?? " The end of the body is missing.")
      + " The server process died, or something on the way cut the transfer.",
    remedies: [
      .init(
        .server,
        "See the log of the server and its backend for this request; check timeouts and the Content-Length it sends."),
      .init(.network, "Look for a device with a transfer or idle limit."),
      .init(.client, "Try again."),
    ],
    evidence: evidence.libraryLine)
}

private func closed(_ evidence: Evidence) -> Finding {
  Finding(
    code: "closed-without-answer", blame: .server,
    summary: "The server \(evidence.cutVerb) after it had our request, without answering one byte.",
    detail: soFar(evidence)
      + " What hung up is behind it: a backend that crashed or is not there, an idle limit, a web application "
      + "firewall, or a limit on the body.",
    remedies: [
      .init(
        .server,
        "See the log of the application and of the backend behind the TLS server; check limits on body and time."),
      .init(.client, "Compare with a smaller body; try again."),
      .init(.network, "Look for a web application firewall that drops the request."),
    ],
    evidence: evidence.lastMessageLine + evidence.libraryLine)
}

private func checkLate(_ evidence: Evidence) -> [Finding] {
  let sent = evidence.transcript.indices(.certificate, from: .client).last
  let isLost =
    sent.map { evidence.transcript.messages[$0].bytes.count > 900 && !evidence.transcript.serverAcceptedClient }
    ?? false
  guard !isLost else { return [] }
  return [
    Finding(
      code: "answer-timeout", blame: .server,
      summary: "No answer to the request came in time; the connection itself is up.",
      detail: soFar(evidence) + " \(evidence.libraryLine.first ?? "")",
      remedies: [
        .init(.server, "See whether the application is still working on the request, and why it takes so long."),
        .init(.client, "Raise --max-time if the service is known to be slow."),
      ],
      evidence: evidence.lastMessageLine)
  ]
}
