internal import Basics

/// Between ClientHello and the server's certificate: what both sides could not agree on.
extension Rule {
  static let negotiation: [Rule] = [
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
      ? "The server answered protocol_version (alert 70): it needs a "
        + "\(evidence.settings.maximum != nil ? "higher" : "lower") version, such as TLS "
        + "\(evidence.settings.maximum != nil ? "1.3" : "1.2")."
      : "The server answered protocol_version (alert 70) to a hello with \(range). It is too old or restricted to "
        + "others.",
    remedies: [
      .init(
        .client,
        limited
          ? "Drop \(limits), or widen it: raise the maximum to 1.3 and lower the minimum to 1.2."
          : "If the server cannot be changed and only has an old version: --tls-min 1.0 --security-level 0, for "
            + "this endpoint alone."
      ),
      .init(
        .server,
        "Enable TLS 1.2 and TLS 1.3 (nginx: `ssl_protocols TLSv1.2 TLSv1.3;`, Apache: `SSLProtocol -all +TLSv1.2 "
          + "+TLSv1.3`)."
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
      ? "No common TLS version: the server chose \(chosen), and your own setting \(limits(evidence.settings)) "
        + "allows nothing that old."
      : "The server speaks only \(chosen), which is too old: this client requires TLS 1.2 or newer by its security "
        + "level.",
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
      "It answered unrecognized_name (alert 112) to our hello with SNI \(name). The host name in the URL is wrong "
      + "or an alias, or the site is not bound on this server.",
    remedies: [
      .init(
        .client,
        "Use the host name for which the service is configured; with another address: --resolve "
          + "NAME:\(evidence.target.port):ADDRESS."
      ),
      .init(.server, "Bind a site and certificate for \(name) (nginx: `server_name \(name);`)."),
    ],
    evidence: [evidence.alertLine(alert)], messages: [alert.index])
}

private func noName(_ evidence: Evidence, _ alert: (index: Int, alert: Transcript.Alert)) -> Finding {
  Finding(
    code: "no-server-name", blame: .client,
    summary:
      "The URL names the IP address \(evidence.target.host.neutralised), so the hello carried no server name "
      + "(SNI), and the server refused it.",
    detail:
      "An IP address is never sent as server name (RFC 6066 section 3). A server with several sites cannot choose "
      + "its certificate then; this one answered \(alert.alert.name) (alert \(alert.alert.code)).",
    remedies: [
      .init(
        .client,
        "Use the service's host name in the URL, if need be with --resolve "
          + "NAME:\(evidence.target.port):\(evidence.target.host.neutralised)."
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
        "Offered: \(offered.isEmpty ? "none" : list(offered)). A server must choose one of the offered protocols "
        + "or none (RFC 7301 section 3.2).",
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
      "Its ServerHello has no renegotiation_info extension. That fix is from 2010: an old server, load balancer or "
      + "web filter, or one in which renegotiation is denied altogether.",
    remedies: [
      .init(.server, "Update the server or appliance; on NetScaler set denySSLReneg to NONSECURE."),
      .init(.client, "For this endpoint alone: --legacy-renegotiation."),
    ],
    evidence: evidence.libraryLine, messages: evidence.transcript.indices(.serverHello, from: .server))
}
