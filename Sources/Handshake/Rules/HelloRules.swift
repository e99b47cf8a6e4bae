internal import Basics

/// Between our ClientHello and the server's certificate: what both sides could not agree on.
extension Rule {
  static let hello: [Rule] = [
    Rule("silence", codes: ["tls-silent"], check: checkSilence),
    Rule(
      "cut before ServerHello", codes: ["closed-after-hello", "reset-after-hello", "server-going-away"], check: checkCut
    ),
    Rule("edited hello", codes: ["hello-edited"], check: checkEdited),
    Rule("version", codes: ["no-common-version", "server-version-too-old"], check: checkVersion),
    Rule("server name", codes: ["server-name-unknown", "no-server-name"], check: checkServerName),
    Rule("application protocol", codes: ["no-common-protocol", "protocol-not-offered"], check: checkProtocol),
    Rule("key exchange", codes: ["diffie-hellman-too-small", "no-renegotiation-safety"], check: checkKeyExchange),
    Rule(
      "refused hello",
      codes: [
        "no-common-group", "no-common-cipher", "server-ca-list-too-long", "server-internal-error", "access-denied",
        "hello-refused",
      ],
      check: checkRefusedHello),
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
        + "protocol), the server process hangs or is overloaded, or a device on the way loses or cannot digest a hello of "
        + "this size (MTU, an old load balancer).",
      remedies: [
        .init(
          .client,
          "Check the port in the URL; try a shorter hello: --tls-max 1.2, or fewer suites with --ciphers ECDHE+AESGCM."),
        .init(
          .server,
          "See whether the service on port \(evidence.target.port) is TLS and alive; restart it; look at its log."),
        .init(
          .network,
          "Lower the MTU or clamp the MSS of the tunnel; update the firmware of the load balancer or firewall in between."
        ),
      ],
      evidence: evidence.lastMessageLine + evidence.libraryLine)
  ]
}

@Sendable private func checkCut(_ evidence: Evidence) -> [Finding] {
  guard evidence.usesTLS, !evidence.isAtProxy, evidence.wasCut, !evidence.gotServerHello,
    evidence.connected != nil || evidence.sentHello, evidence.transcript.foreignBytes.isEmpty,
    evidence.transcript.serverAlert == nil, !evidence.isTunnelOpen, !evidence.transcript.clientFinished
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
      "The TCP connection was accepted and then cut with a reset, without a ServerHello or an alert: an allow-list of "
      + "client addresses, a load balancer without a healthy backend, an intrusion filter, or a device that does not stand "
      + "our hello (server name, TLS version 1.3, size).",
    remedies: [
      .init(
        .client,
        "Compare: --tls-max 1.2, and another host name of the same server; if every variant is reset, the hello is not the reason."
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
      "Servers do so when no certificate is bound for the server name (SNI) that was sent (Windows HTTP.sys), when they "
      + "or a device in between do not tolerate TLS 1.3 in a hello, or when the port is for health checks only.",
    remedies: [
      .init(.client, "Try --tls-max 1.2: if that works, something on the way does not tolerate TLS version 1.3."),
      .init(
        .server,
        "Bind a certificate for \(evidence.target.host.neutralised) (`netsh http show sslcert` on Windows); look at the server's log."
      ),
      .init(
        .network,
        "Update the firmware of the device (firewall, load balancer) that closes on a TLS 1.3 hello, or exempt this host."
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

// MARK: Version

@Sendable private func checkVersion(_ evidence: Evidence) -> [Finding] {
  guard evidence.failed, !evidence.transcript.clientFinished else { return [] }
  if let alert = evidence.transcript.serverAlert, alert.alert.alertDescription == .protocolVersion,
    !evidence.gotServerHello
  {
    return [refusedVersions(evidence, alert)]
  }
  guard let chosen = chosenVersion(evidence), evidence.transcript.certificateRequest == nil,
    evidence.says(258, "unsupported protocol") || evidence.says(333, "legacy sigalg")
      || [70, 80].contains(evidence.transcript.clientAlert?.alert.code ?? 0) && chosen < .tls12
  else { return [] }
  return [serverTooOld(evidence, chosen)]
}

/// What the server chose, also when that made the library stop at once.
private func chosenVersion(_ evidence: Evidence) -> TLSVersion? { evidence.transcript.serverHello?.version }

private func refusedVersions(_ evidence: Evidence, _ alert: (index: Int, alert: Transcript.Alert)) -> Finding {
  let offered = evidence.transcript.offeredVersions.sorted()
  let range = offered.isEmpty ? "none" : list(offered.map(\.description))
  let limits = limits(evidence.settings)
  let limited = !limits.isEmpty
  return Finding(
    code: "no-common-version", blame: limited ? .client : .server,
    summary: limited
      ? "No common TLS version: your own setting \(limits) left only \(range), and the server refused that."
      : "No common TLS version: the server accepts none of the versions that this client offers (\(range)).",
    detail: limited
      ? "The server answered protocol_version (alert 70): it needs a \(evidence.settings.maximum != nil ? "higher" : "lower") "
        + "version, such as TLS \(evidence.settings.maximum != nil ? "1.3" : "1.2")."
      : "The server answered protocol_version (alert 70) to a hello with \(range). It is too old or restricted to others.",
    remedies: [
      .init(
        .client,
        limited
          ? "Drop \(limits), or widen it: raise the maximum to 1.3 and lower the minimum to 1.2."
          : "If the server cannot be changed and only has an old version: --tls-min 1.0 --security-level 0, for this endpoint alone."
      ),
      .init(
        .server,
        "Enable TLS 1.2 and TLS 1.3 (nginx: `ssl_protocols TLSv1.2 TLSv1.3;`, Apache: `SSLProtocol -all +TLSv1.2 +TLSv1.3`)."
      ),
    ],
    evidence: [evidence.alertLine(alert), "offered versions: \(range)"], messages: [alert.index])
}

/// `--tls-max 1.2`, as it was set.
private func limits(_ settings: TLSSettings) -> String {
  let minimum = settings.minimum.map { "--tls-min \(number($0))" }
  let maximum = settings.maximum.map { "--tls-max \(number($0))" }
  return [minimum, maximum].compactMap(\.self).joined(separator: " ")
}

private func number(_ version: TLSVersion) -> String { "1.\(Int(version.rawValue) - 0x0301)" }

private func serverTooOld(_ evidence: Evidence, _ chosen: TLSVersion) -> Finding {
  let mine = evidence.settings.minimum
  let isOwn = mine.map { chosen < $0 && chosen >= .tls12 } ?? false
  return Finding(
    code: isOwn ? "no-common-version" : "server-version-too-old", blame: isOwn ? .client : .server,
    summary: isOwn
      ? "No common TLS version: the server chose \(chosen), and your own setting \(limits(evidence.settings)) allows nothing that old."
      : "The server speaks only \(chosen), which is too old: this client requires TLS 1.2 or newer by its security level.",
    detail:
      "Offered: \(list(evidence.transcript.offeredVersions.sorted().map(\.description))). The server answered \(chosen)"
      + (chosen == .tls10 || chosen == .tls11
        ? ", whose handshake is signed with MD5 or SHA-1; the library does not accept that." : ".")
      + " No certificate was looked at.",
    remedies: [
      .init(.server, "Upgrade the server to TLS 1.2 and 1.3."),
      .init(
        .client,
        isOwn
          ? "Lower --tls-min to \(number(chosen))."
          : chosen == .ssl3
            ? "Nothing can be set: SSL 3.0 is not built in any more."
            : "Until the server is updated, for this endpoint alone: --tls-min \(number(chosen)) --security-level 0."),
    ],
    evidence: evidence.libraryLine, messages: evidence.transcript.indices(.serverHello, from: .server))
}

// MARK: Server name

@Sendable private func checkServerName(_ evidence: Evidence) -> [Finding] {
  guard evidence.failed, let alert = evidence.transcript.serverAlert, !evidence.gotServerHello else { return [] }
  if alert.alert.alertDescription == .unrecognizedName { return [unknownName(evidence, alert)] }
  let couldBeName = [40, 80, 49, 112].contains(alert.alert.code)
  guard couldBeName, evidence.target.isIPAddress, evidence.transcript.serverName == nil else { return [] }
  return [noName(evidence, alert)]
}

private func unknownName(_ evidence: Evidence, _ alert: (index: Int, alert: Transcript.Alert)) -> Finding {
  let name = evidence.transcript.serverName ?? evidence.target.host.neutralised
  return Finding(
    code: "server-name-unknown", blame: .client,
    summary: "The server has no site for the name \(name): it does not know the server name (SNI) that we sent.",
    detail:
      "It answered unrecognized_name (alert 112) to our hello with SNI \(name). The host name in the URL is wrong or an "
      + "alias, or the site is not bound on this server.",
    remedies: [
      .init(
        .client,
        "Use the host name for which the service is configured; with another address: --resolve NAME:\(evidence.target.port):ADDRESS."
      ),
      .init(.server, "Bind a site and certificate for \(name) (nginx: `server_name \(name);`)."),
    ],
    evidence: [evidence.alertLine(alert)], messages: [alert.index])
}

private func noName(_ evidence: Evidence, _ alert: (index: Int, alert: Transcript.Alert)) -> Finding {
  Finding(
    code: "no-server-name", blame: .client,
    summary:
      "The URL names the IP address \(evidence.target.host.neutralised), so the hello carried no server name (SNI), "
      + "and the server refused it.",
    detail:
      "An IP address is never sent as server name (RFC 6066 section 3). A server with several sites cannot choose its "
      + "certificate then; this one answered \(alert.alert.name) (alert \(alert.alert.code)).",
    remedies: [
      .init(
        .client,
        "Use the service's host name in the URL, if need be with --resolve NAME:\(evidence.target.port):\(evidence.target.host.neutralised)."
      ),
      .init(.server, "Configure a default certificate for clients that send no name."),
    ],
    evidence: [evidence.alertLine(alert), "our ClientHello had no server_name extension"], messages: [alert.index])
}

// MARK: Application protocol

@Sendable private func checkProtocol(_ evidence: Evidence) -> [Finding] {
  let offered = evidence.transcript.clientHello?.applicationProtocols ?? []
  if let alert = evidence.transcript.serverAlert, alert.alert.alertDescription == .noApplicationProtocol {
    return [noProtocol(evidence, offered, alert)]
  }
  guard let chosen = evidence.transcript.alpn, evidence.sentHello, !offered.contains(chosen) else { return [] }
  return [
    Finding(
      code: "protocol-not-offered", blame: .server, severity: evidence.worked ? .warning : .error,
      summary: "The server chose the application protocol (ALPN) \(chosen.neutralised), which we did not offer.",
      detail:
        "Offered: \(offered.isEmpty ? "none" : list(offered)). A server must choose one of the offered protocols or none "
        + "(RFC 7301 section 3.2).",
      remedies: [.init(.server, "Fix the ALPN configuration of the server or load balancer, or update it.")],
      evidence: evidence.libraryLine)
  ]
}

private func noProtocol(
  _ evidence: Evidence, _ offered: [String], _ alert: (index: Int, alert: Transcript.Alert)
) -> Finding {
  Finding(
    code: "no-common-protocol", blame: .server,
    summary: "No common application protocol (ALPN): the server accepts none of what we offered (\(list(offered))).",
    detail: "It answered no_application_protocol (alert 120). A gRPC or HTTP/2-only port refuses HTTP/1.1 this way.",
    remedies: [
      .init(.client, "Use the port that speaks HTTP/1.1 for this service."),
      .init(.server, "Enable HTTP/1.1 (ALPN http/1.1) on this port."),
    ],
    evidence: [evidence.alertLine(alert)], messages: [alert.index])
}

// MARK: Key exchange

@Sendable private func checkKeyExchange(_ evidence: Evidence) -> [Finding] {
  guard evidence.failed, !evidence.transcript.clientFinished else { return [] }
  if evidence.says(394, "dh key too small") { return [smallGroup(evidence)] }
  let lacksSafety = evidence.transcript.serverHello.map { !$0.hasRenegotiationInfo && $0.version < .tls13 } ?? false
  return evidence.says(338, "unsafe legacy renegotiation")
    || lacksSafety && evidence.transcript.clientAlert?.alert.code == 40
      && evidence.transcript.serverKeyExchange == nil && !evidence.transcript.has(.certificate, from: .server)
    ? [noSafety(evidence)] : []
}

private func smallGroup(_ evidence: Evidence) -> Finding {
  let bits = evidence.transcript.serverKeyExchange?.primeBits.map { "\($0) bits" } ?? "too few bits"
  return Finding(
    code: "diffie-hellman-too-small", blame: .server,
    summary: "The server's Diffie-Hellman parameters are too short: \(bits), where this client requires 2048.",
    detail:
      "ServerKeyExchange offered a finite-field group of \(bits); security level 2 of the library wants 2048 or more.",
    remedies: [
      .init(
        .server,
        "Use 2048-bit parameters (nginx: `ssl_dhparam`, made with `openssl dhparam 2048`), or better ECDHE suites."),
      .init(
        .client, "Offer only elliptic curves: --ciphers ECDHE+AESGCM; or for this endpoint alone --security-level 1."),
    ],
    evidence: evidence.libraryLine, messages: evidence.transcript.indices(.serverKeyExchange, from: .server))
}

private func noSafety(_ evidence: Evidence) -> Finding {
  Finding(
    code: "no-renegotiation-safety", blame: .server,
    summary:
      "The server does not support safe renegotiation (RFC 5746), and this client refuses to connect without it.",
    detail:
      "Its ServerHello has no renegotiation_info extension. That fix is from 2010: an old server, load balancer or web "
      + "filter, or one in which renegotiation is denied altogether.",
    remedies: [
      .init(.server, "Update the server or appliance; on NetScaler set denySSLReneg to NONSECURE."),
      .init(.client, "For this endpoint alone: --legacy-renegotiation."),
    ],
    evidence: evidence.libraryLine, messages: evidence.transcript.indices(.serverHello, from: .server))
}
