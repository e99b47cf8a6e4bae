internal import Basics

/// Before TLS: name, TCP, and what answers on the port.
extension Rule {
  static let network: [Rule] = [
    Rule("name", codes: ["name-not-found", "proxy-name-not-found"], check: checkName),
    Rule("connect", codes: ["connection-refused", "host-unreachable", "connect-timeout"], check: checkConnect),
    Rule("other protocol", codes: ["not-tls", "proxy-answered-instead"], check: checkForeignBytes),
  ]
}

@Sendable private func checkName(_ evidence: Evidence) -> [Finding] {
  if evidence.curlCode == 5 {
    return [
      Finding(
        code: "proxy-name-not-found", blame: .client,
        summary: "The name of the proxy \(evidence.proxyName) does not resolve to an address.",
        detail: "The lookup of the proxy's name found nothing; \(evidence.endpoint) was never contacted.",
        remedies: [.init(.client, "Correct the proxy's name (--proxy), or connect the VPN in whose DNS it exists.")],
        evidence: evidence.libraryLine)
    ]
  }
  guard evidence.curlCode == 6 else { return [] }
  let host = evidence.target.host.neutralised
  return [
    Finding(
      code: "name-not-found", blame: .client,
      summary: "The host name \(host) does not resolve: this computer's DNS has no address for it.",
      detail:
        "Nothing was sent. Likely a typing error in the URL, a name that exists only inside a VPN or behind a "
        + "proxy, or a DNS record that is not made yet.",
      remedies: [
        .init(
          .client,
          "Check the spelling of the name in the URL; connect the VPN; try `getent hosts \(host)`; or name the "
            + "address yourself with --resolve \(host):\(evidence.target.port):ADDRESS."),
        .init(.network, "Publish a DNS record for \(host) where this computer can see it."),
      ],
      evidence: evidence.libraryLine)
  ]
}

@Sendable private func checkConnect(_ evidence: Evidence) -> [Finding] {
  guard evidence.failed, evidence.connected == nil, !evidence.sentHello, evidence.target.proxy == nil else { return [] }
  if evidence.timedOut {
    return evidence.transcript.reusedExchange == nil && evidence.curlCode != 6 ? [connectTimeout(evidence)] : []
  }
  guard evidence.curlCode == 7 else { return [] }
  switch evidence.outcome.systemError {
  case 101, 113: return [unreachable(evidence)]
  case 110: return [connectTimeout(evidence)]
  case 104 where evidence.usesTLS: return []
  default: return [refused(evidence)]
  }
}

private func refused(_ evidence: Evidence) -> Finding {
  Finding(
    code: "connection-refused", blame: .server,
    summary: "\(evidence.endpointWithAddress) refused the connection: nothing listens on port \(evidence.target.port).",
    detail:
      "The computer answered and turned the TCP connection down. The service is not running, listens on another "
      + "port or address, or a firewall rejects the connection.",
    remedies: [
      .init(.client, "Check host and port in the URL (\(evidence.endpoint))."),
      .init(
        .server,
        "Start the service; look whether it listens with `ss -ltn 'sport = :\(evidence.target.port)'`, on the "
          + "right address."
      ),
      .init(.network, "Look for a firewall rule that rejects (REJECT) connections to \(evidence.endpoint)."),
    ],
    evidence: evidence.libraryLine)
}

private func unreachable(_ evidence: Evidence) -> Finding {
  Finding(
    code: "host-unreachable", blame: .network,
    summary: "There is no route to \(evidence.endpointWithAddress).",
    detail: "The network answered that the host cannot be reached from here (errno \(evidence.outcome.systemError)).",
    remedies: [
      .init(.client, "Connect the VPN, or use the proxy that leads there (--proxy)."),
      .init(.network, "Open a route from this computer to \(evidence.endpoint)."),
    ],
    evidence: evidence.libraryLine)
}

private func connectTimeout(_ evidence: Evidence) -> Finding {
  Finding(
    code: "connect-timeout", blame: .network,
    summary: "\(evidence.endpointWithAddress) did not answer the TCP connection attempt in time.",
    detail:
      "Not even a refusal came back: a firewall drops the packets silently, the host is down, or the address is "
      + "only reachable through a VPN or a proxy.",
    remedies: [
      .init(.client, "Check the address and port; connect the VPN or set the proxy (--proxy)."),
      .init(.network, "Allow this computer's address to reach \(evidence.endpoint) in the firewall."),
      .init(.server, "See that the host is up and the service listens on port \(evidence.target.port)."),
    ],
    evidence: evidence.libraryLine)
}

// MARK: Another protocol

@Sendable private func checkForeignBytes(_ evidence: Evidence) -> [Finding] {
  let bytes = evidence.transcript.foreignBytes
  guard evidence.failed, evidence.usesTLS, !evidence.isAtProxy else { return [] }
  if bytes.isEmpty {
    return evidence.says(198, "packet length too long") || evidence.says(267, "wrong version number")
      ? [notTLS(.unknown, evidence)] : []
  }
  let spoken = SpokenProtocol(bytes)
  if spoken == .http, evidence.isTunnelOpen { return [portal(evidence)] }
  return [notTLS(spoken, evidence)]
}

private func notTLS(_ spoken: SpokenProtocol, _ evidence: Evidence) -> Finding {
  let bytes = evidence.transcript.foreignBytes
  let shown = bytes.isEmpty ? "" : ", it began with \(SpokenProtocol.preview(bytes))"
  let isHTTP = spoken == .http
  let plainURL = "http://\(evidence.endpoint)/"
  let summary =
    switch spoken {
    case .http:
      "Port \(evidence.target.port) of \(evidence.target.host.neutralised) speaks plain, unencrypted HTTP, not TLS."
    case .unknown: "What answers on port \(evidence.target.port) of \(evidence.target.host.neutralised) is not TLS."
    default:
      "Port \(evidence.target.port) of \(evidence.target.host.neutralised) belongs to \(spoken.name), not to TLS."
    }
  return Finding(
    code: "not-tls", blame: .client, summary: summary,
    detail: "The first bytes that came back are no TLS record\(shown). "
      + (isHTTP
        ? "The service there is not encrypted, or TLS ends at a load balancer in front of it."
        : "The URL names a wrong port or address, or something other than the service answers there."),
    remedies: [
      .init(
        .client,
        isHTTP
          ? "Use \(plainURL) if unencrypted HTTP is meant, else the port on which the service speaks HTTPS."
          : "Correct the port or address in the URL: \(evidence.endpoint) is another service."),
      .init(
        .server,
        isHTTP
          ? "Enable TLS on port \(evidence.target.port) (nginx: `listen \(evidence.target.port) ssl;`), or tell "
            + "clients the HTTPS port."
          : "Tell clients the port on which the service speaks TLS 1.2 or 1.3."),
    ],
    evidence: (bytes.isEmpty ? [] : ["first bytes: \(bytes.prefix(32).hexadecimal(separator: " "))"])
      + evidence.libraryLine)
}

private func portal(_ evidence: Evidence) -> Finding {
  Finding(
    code: "proxy-answered-instead", blame: .proxy,
    summary:
      "The proxy \(evidence.proxyName) opened the tunnel and then answered in plain HTTP itself instead of the server.",
    detail:
      "After 200 to CONNECT came \(SpokenProtocol.preview(evidence.transcript.foreignBytes)): a login page of a "
      + "captive portal, or a page of a filter.",
    remedies: [
      .init(.client, "Log in to the network with a browser, then send again; or go without the proxy."),
      .init(.proxy, "Let CONNECT to \(evidence.endpoint) through to the server."),
    ],
    evidence: evidence.libraryLine)
}
