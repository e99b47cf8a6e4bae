internal import Basics

/// Right after our ClientHello: silence, a cut connection, a hello that was changed on the way.
extension Rule {
  static let hello: [Rule] = [
    Rule("silence", codes: ["tls-silent"], check: checkSilence),
    Rule(
      "cut before ServerHello", codes: ["closed-after-hello", "reset-after-hello", "server-going-away"], check: checkCut
    ),
    Rule("edited hello", codes: ["hello-edited"], check: checkEdited),
  ]
}

// MARK: No answer

@Sendable private func checkSilence(_ evidence: Evidence) -> [Finding] {
  guard evidence.timedOut, evidence.usesTLS, evidence.connected != nil || evidence.sentHello, !evidence.isAtProxy,
    !evidence.transcript.heardFromServer, evidence.transcript.reusedExchange == nil, !evidence.transcript.clientFinished
  else { return [] }
  let size = evidence.transcript.clientHello.map { "\($0.byteCount) bytes" } ?? "sent"
  return [
    Finding(
      code: "tls-silent", blame: .server,
      summary: "\(evidence.endpointWithAddress) accepted the TCP connection and never answered our ClientHello.",
      detail:
        "Not one byte came back to the hello (\(size)). Either the port is not TLS (the service waits for another "
        + "protocol), the server process hangs or is overloaded, or a device on the way loses or cannot digest a "
        + "hello of this size (MTU, an old load balancer).",
      remedies: [
        .init(
          .client,
          "Check the port in the URL; try a shorter hello: --tls-max 1.2, or fewer suites with --ciphers "
            + "ECDHE+AESGCM."),
        .init(
          .server,
          "See whether the service on port \(evidence.target.port) is TLS and alive; restart it; look at its log."),
        .init(
          .network,
          "Lower the MTU or clamp the MSS of the tunnel; update the firmware of the load balancer or firewall in "
            + "between."
        ),
      ],
      evidence: evidence.lastMessageLine + evidence.libraryLine)
  ]
}

@Sendable private func checkCut(_ evidence: Evidence) -> [Finding] {
  guard evidence.usesTLS, !evidence.isAtProxy, evidence.wasCut, !evidence.gotServerHello,
    evidence.connected != nil || evidence.sentHello || evidence.wasResetWhileConnecting,
    evidence.transcript.foreignBytes.isEmpty, evidence.transcript.serverAlert == nil, !evidence.isTunnelOpen,
    !evidence.transcript.clientFinished
  else { return [] }
  if evidence.transcript.messages.contains(where: { isCloseNotify($0) }) { return [goingAway(evidence)] }
  guard !evidence.transcript.heardFromServer else { return [] }
  return [evidence.wasReset ? resetAfterHello(evidence) : closedAfterHello(evidence)]
}

private func isCloseNotify(_ message: Transcript.Message) -> Bool {
  guard case .alert(let alert) = message.kind else { return false }
  return message.from == .server && message.leg == .origin && alert.alertDescription == .closeNotify
}

private func goingAway(_ evidence: Evidence) -> Finding {
  Finding(
    code: "server-going-away", blame: .server,
    summary: "The server said close_notify instead of answering our ClientHello: it is shutting down or draining.",
    detail: "A load balancer that takes a backend out of service does this.",
    remedies: [
      .init(.client, "Try again in a moment."),
      .init(.server, "Take the draining server out of the load balancer before it stops accepting."),
    ],
    evidence: evidence.lastMessageLine + evidence.libraryLine)
}

private func resetAfterHello(_ evidence: Evidence) -> Finding {
  Finding(
    code: "reset-after-hello", blame: .server,
    summary: "\(evidence.endpointWithAddress) reset the connection before it sent a single byte of TLS.",
    detail:
      "The TCP connection was accepted and then cut with a reset, without a ServerHello or an alert: an allow-list "
      + "of client addresses, a load balancer without a healthy backend, an intrusion filter, or a device that "
      + "does not stand our hello (server name, TLS version 1.3, size).",
    remedies: [
      .init(
        .client,
        "Compare: --tls-max 1.2, and another host name of the same server; if every variant is reset, the hello is "
          + "not the reason."
      ),
      .init(
        .server,
        "Allow this client's address; see that the load balancer has a healthy backend and a certificate for "
          + "\(evidence.target.host.neutralised); look at its log."),
      .init(
        .network,
        "Look in the firewall's and intrusion filter's log for this client's address; permit \(evidence.endpoint)."),
    ],
    evidence: evidence.lastMessageLine + evidence.libraryLine)
}

private func closedAfterHello(_ evidence: Evidence) -> Finding {
  Finding(
    code: "closed-after-hello", blame: .server,
    summary: "\(evidence.endpointWithAddress) closed the connection right after our ClientHello, without an alert.",
    detail:
      "Servers do so when no certificate is bound for the server name (SNI) that was sent (Windows HTTP.sys), when "
      + "they or a device in between do not tolerate TLS 1.3 in a hello, or when the port is for health checks only.",
    remedies: [
      .init(.client, "Try --tls-max 1.2: if that works, something on the way does not tolerate TLS version 1.3."),
      .init(
        .server,
        "Bind a certificate for \(evidence.target.host.neutralised) (`netsh http show sslcert` on Windows); look "
          + "at the server's log."
      ),
      .init(
        .network,
        "Update the firmware of the device (firewall, load balancer) that closes on a TLS 1.3 hello, or exempt "
          + "this host."
      ),
    ],
    evidence: evidence.lastMessageLine + evidence.libraryLine)
}

// MARK: Edited on the way

@Sendable private func checkEdited(_ evidence: Evidence) -> [Finding] {
  guard evidence.failed, let hello = evidence.transcript.serverHello, hello.hasDowngradeMark,
    hello.version < (evidence.transcript.offeredVersions.max() ?? .tls12),
    evidence.says(373, "inappropriate fallback") || evidence.transcript.clientAlert?.alert.code == 47
  else { return [] }
  return [
    Finding(
      code: "hello-edited", blame: .network,
      summary: "Something on the way edited our ClientHello: the server's answer carries the downgrade mark.",
      detail:
        "We offered \(highest(evidence)), the server answered \(hello.version) and marked its random with DOWNGRD "
        + "(RFC 8446 4.1.3): it would have spoken a higher version and never saw that we offered it.",
      remedies: [
        .init(
          .network,
          "Find the inspecting device (proxy, firewall) that rewrites hellos; update it or exempt \(evidence.endpoint)."
        ),
        .init(.proxy, "Exempt \(evidence.endpoint) from inspection, or update the proxy."),
        .init(
          .client,
          "Try another network path; --tls-max \(hello.version == .tls12 ? "1.2" : "1.1") gets past the device."),
      ],
      evidence: evidence.libraryLine, messages: evidence.transcript.indices(.serverHello, from: .server))
  ]
}

private func highest(_ evidence: Evidence) -> String {
  (evidence.transcript.offeredVersions.max() ?? .tls12).description
}
