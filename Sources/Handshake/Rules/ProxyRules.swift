internal import Basics

/// The way to and through an HTTP proxy.
extension Rule {
  static let proxy: [Rule] = [
    Rule(
      "proxy connection", codes: ["proxy-refused", "proxy-timeout", "proxy-not-tls", "proxy-closed"], check: checkWay),
    Rule(
      "proxy answer",
      codes: ["proxy-login-required", "proxy-forbidden", "proxy-cannot-reach-server", "proxy-refused-tunnel"],
      check: checkAnswer),
    Rule("cut in the tunnel", codes: ["cut-in-tunnel"], check: checkTunnel),
  ]
}

// MARK: Reaching the proxy

@Sendable private func checkWay(_ evidence: Evidence) -> [Finding] {
  guard evidence.failed, evidence.target.proxy != nil, !evidence.isTunnelOpen, !evidence.sentHello,
    !hasStatus(evidence)
  else { return [] }
  if evidence.curlCode == 7 || evidence.timedOut && evidence.connected == nil { return [unreached(evidence)] }
  guard evidence.usesTLS else { return [] }
  if speaksPlain(evidence) { return [plainProxy(evidence)] }
  if evidence.timedOut { return [silentProxy(evidence)] }
  return [56, 35, 52, 55].contains(evidence.curlCode) && evidence.outcome.verification?.failures.isEmpty != false
    && evidence.transcript.alerts(from: .server, leg: .proxy).isEmpty ? [closedProxy(evidence)] : []
}

private func hasStatus(_ evidence: Evidence) -> Bool { (evidence.outcome.proxyConnectStatus ?? 0) != 0 }

private func speaksPlain(_ evidence: Evidence) -> Bool {
  guard evidence.target.proxy?.hasPrefix("https://") == true else { return false }
  let greeted = evidence.transcript.messages.contains { $0.leg == .proxy && $0.from == .server }
  return !evidence.transcript.foreignBytes.isEmpty || evidence.says(267, "wrong version number") || !greeted
}

private func unreached(_ evidence: Evidence) -> Finding {
  // ENETUNREACH, ETIMEDOUT, EHOSTUNREACH: nobody refused.
  let refused = evidence.curlCode == 7 && ![101, 110, 113].contains(evidence.outcome.systemError)
  return Finding(
    code: refused ? "proxy-refused" : "proxy-timeout", blame: .proxy,
    summary: refused
      ? "The proxy \(evidence.proxyName) refused the connection: nothing listens there."
      : "The proxy \(evidence.proxyName) did not answer the connection attempt.",
    detail:
      "\(evidence.endpoint) itself was never contacted. The proxy's host or port is wrong, or the proxy is not "
      + "running.",
    remedies: [
      .init(.client, "Correct the proxy setting (--proxy, or https_proxy in the environment), or go without it."),
      .init(.proxy, "Start the proxy, and see on which port it listens."),
    ],
    evidence: evidence.libraryLine)
}

private func plainProxy(_ evidence: Evidence) -> Finding {
  let plain = "http://" + evidence.proxyName.dropFirst("https://".count)
  return Finding(
    code: "proxy-not-tls", blame: .client,
    summary: "The proxy \(evidence.proxyName) was addressed with TLS and does not speak it: it is a plain HTTP proxy.",
    detail: "The scheme https:// of a proxy means TLS to the proxy itself. Tunnels to HTTPS servers go through "
      + "http:// proxies too. \(evidence.endpoint) was never contacted.",
    remedies: [
      .init(.client, "Write the proxy as \(plain) (--proxy \(plain))."),
      .init(.proxy, "Enable TLS on the proxy's port if encryption up to the proxy is wanted."),
    ],
    evidence: foreign(evidence) + evidence.libraryLine)
}

private func foreign(_ evidence: Evidence) -> [String] {
  let bytes = evidence.transcript.foreignBytes
  return bytes.isEmpty ? [] : ["the proxy sent \(SpokenProtocol.preview(bytes))"]
}

private func silentProxy(_ evidence: Evidence) -> Finding {
  Finding(
    code: "proxy-timeout", blame: .proxy,
    summary: "The proxy \(evidence.proxyName) took the connection and never answered CONNECT \(evidence.endpoint).",
    detail: "The proxy waits for the server, hangs, or is no HTTP proxy.",
    remedies: [
      .init(.client, "Check the proxy's address and type (--proxy); try without it."),
      .init(.proxy, "See in the proxy's log what became of CONNECT \(evidence.endpoint)."),
    ],
    evidence: evidence.libraryLine)
}

private func closedProxy(_ evidence: Evidence) -> Finding {
  Finding(
    code: "proxy-closed", blame: .proxy,
    summary:
      "The proxy \(evidence.proxyName) closed the connection without answering CONNECT: it does not behave like an "
      + "HTTP proxy.",
    detail:
      "The port belongs to something else (a SOCKS proxy, say), or the proxy drops clients that it does not allow. "
      + "\(evidence.endpoint) was never contacted.",
    remedies: [
      .init(.client, "Check the proxy's type and port: http:// for HTTP proxies, socks5h:// for SOCKS."),
      .init(.proxy, "Allow this computer in the proxy's access list."),
    ],
    evidence: foreign(evidence) + evidence.libraryLine)
}

// MARK: What the proxy answered

@Sendable private func checkAnswer(_ evidence: Evidence) -> [Finding] {
  if evidence.http?.status == 407 { return [login(evidence)] }
  guard evidence.failed, let status = evidence.outcome.proxyConnectStatus, status != 0,
    !(200...299).contains(status)
  else { return [] }
  switch status {
  case 407: return [login(evidence)]
  case 502, 503, 504: return [unreachableServer(evidence, status)]
  case 403: return [forbidden(evidence)]
  default:
    return [
      Finding(
        code: "proxy-refused-tunnel", blame: .proxy,
        summary: "The proxy \(evidence.proxyName) answered CONNECT \(evidence.endpoint) with HTTP \(status).",
        detail: "No tunnel was opened; the server was never contacted." + words(evidence),
        remedies: [
          .init(.client, "Check the proxy setting (--proxy)."),
          .init(.proxy, "See in the proxy's log why CONNECT \(evidence.endpoint) was answered with \(status)."),
        ],
        evidence: evidence.libraryLine)
    ]
  }
}

private func login(_ evidence: Evidence) -> Finding {
  let schemes = challenges(evidence)
  let onlyWindows =
    !schemes.isEmpty && schemes.allSatisfy { ["NTLM", "NEGOTIATE", "KERBEROS"].contains($0.uppercased()) }
  let offered = schemes.isEmpty ? "" : " It offers: \(list(schemes))."
  let asked = evidence.transcript.milestones.filter { $0.milestone == .proxyConnected(status: 407) }.count
  let tried = asked > 1 ? " It was asked again with the credentials that were given, and refused them." : ""
  return Finding(
    code: "proxy-login-required", blame: .client,
    summary: "The proxy \(evidence.proxyName) requires a login (HTTP 407)"
      + (onlyWindows
        ? ", a Windows one: \(list(schemes))."
        : tried.isEmpty
          ? "; no credentials that it accepts were given." : "; it did not accept the credentials given."),
    detail:
      "The proxy wants authentication before it opens a tunnel to \(evidence.endpoint); the server was never contacted."
      + offered + tried,
    remedies: [
      .init(
        .client,
        onlyWindows
          ? "Get a Kerberos ticket (`kinit USER`) and use it with --proxy-user : , or give credentials with "
            + "--proxy-user for NTLM."
          : "Give user and password for the proxy with --proxy-user"
            + (schemes.contains { $0.uppercased() == "NEGOTIATE" } ? ", or get a Kerberos ticket (`kinit USER`)." : ".")
      ),
      .init(.proxy, "Allow \(evidence.endpoint) without authentication, or create an account for this client."),
    ],
    evidence: evidence.libraryLine)
}

/// Names of the schemes in Proxy-Authenticate (RFC 9110 section 11.7.1).
private func challenges(_ evidence: Evidence) -> [String] {
  (evidence.outcome.proxyHeaders + (evidence.http?.headers ?? [])).filter {
    $0.name.lowercased() == "proxy-authenticate"
  }
  .compactMap { $0.value.split(separator: " ").first.map { String($0).neutralised } }
}

private func forbidden(_ evidence: Evidence) -> Finding {
  Finding(
    code: "proxy-forbidden", blame: .proxy,
    summary: "The proxy \(evidence.proxyName) forbids connections to \(evidence.endpoint) (HTTP 403 to CONNECT).",
    detail: "A rule of the proxy does not allow this host or port; the service itself never saw the request."
      + words(evidence),
    remedies: [
      .init(.client, "Ask the proxy's operator for an exception, or go without the proxy where that is allowed."),
      .init(.proxy, "Permit CONNECT to \(evidence.endpoint) in the proxy's policy."),
    ],
    evidence: evidence.libraryLine)
}

private func unreachableServer(_ evidence: Evidence, _ status: Int) -> Finding {
  let what = status == 504 ? "timed out on the way to" : "cannot reach"
  return Finding(
    code: "proxy-cannot-reach-server", blame: .proxy,
    summary: "The proxy \(evidence.proxyName) \(what) \(evidence.endpoint) (HTTP \(status) to CONNECT).",
    detail: "The proxy's own lookup, route or firewall does not lead to the service." + words(evidence),
    remedies: [
      .init(.client, "Check host and port; try without the proxy, directly or by no_proxy."),
      .init(
        .proxy, "See that the proxy resolves \(evidence.target.host.neutralised) and may reach it through the firewall."
      ),
      .init(.network, "Open the route or firewall from the proxy to \(evidence.endpoint)."),
    ],
    evidence: evidence.libraryLine)
}

private func words(_ evidence: Evidence) -> String {
  let wanted = ["x-squid-error", "via", "server"]
  let headers = evidence.outcome.proxyHeaders.filter { wanted.contains($0.name.lowercased()) }
  return headers.isEmpty
    ? "" : " It says: " + headers.map { "\($0.name): \($0.value)".neutralised }.joined(separator: "; ") + "."
}

// MARK: In the tunnel

@Sendable private func checkTunnel(_ evidence: Evidence) -> [Finding] {
  guard evidence.isTunnelOpen, evidence.sentHello, !evidence.transcript.heardFromServer, evidence.wasCut else {
    return []
  }
  return [
    Finding(
      code: "cut-in-tunnel", blame: .proxy,
      summary: "The proxy \(evidence.proxyName) opened the tunnel, which was cut right after our ClientHello named "
        + "\(evidence.target.host.neutralised).",
      detail:
        "Nothing came back after the hello: a filter on the server name or its category at the proxy or a firewall "
        + "behind it, or the server itself \(evidence.cutVerb).",
      remedies: [
        .init(.proxy, "Make an exception for \(evidence.endpoint) in the proxy's or firewall's filter."),
        .init(.network, "Make an exception for \(evidence.endpoint) in the firewall's filter."),
        .init(.client, "Try the same proxy with another host, and this host without the proxy."),
      ],
      evidence: evidence.lastMessageLine + evidence.libraryLine)
  ]
}
