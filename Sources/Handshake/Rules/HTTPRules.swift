internal import Basics
internal import Certificates

/// After TLS: answers that refuse.
extension Rule {
  static let http: [Rule] = [
    Rule("client certificate did not pass", codes: ["client-certificate-swallowed"], check: checkSwallowed),
    Rule("body during renegotiation", codes: ["renegotiation-buffer-too-small"], check: checkBuffer),
    Rule("plain HTTP to HTTPS", codes: ["https-required"], check: checkScheme),
    Rule("login page", codes: ["login-redirect"], check: checkRedirect),
    Rule("misdirected", codes: ["misdirected-request"], check: checkMisdirected),
    Rule("gateway", codes: ["gateway-policy", "gateway-error", "gateway-request-form"], check: checkGateway),
    Rule("HTTP login", codes: ["http-login-required"], check: checkLogin),
    Rule("application", codes: ["message-security-refused", "application-refused"], check: checkApplication),
  ]
}

/// `TLS went well, and our certificate was accepted.`
func soFar(_ evidence: Evidence) -> String {
  if evidence.transcript.sentCertificate, evidence.transcript.serverAcceptedClient {
    return "TLS is fine: the handshake was completed and the server accepted our client certificate."
  }
  return evidence.usesTLS ? "TLS is fine: the handshake was completed." : "The connection was made."
}

// MARK: Answers

@Sendable func checkSwallowed(_ evidence: Evidence) -> [Finding] {
  guard let http = evidence.http, http.status >= 400, evidence.identity?.isEnabled == true,
    evidence.transcript.certificateRequest == nil, evidence.transcript.clientFinished, !evidence.transcript.isResumed,
    FrontEndRefusal(http) == nil
  else { return [] }
  let gateway = evidence.transcript.serverChain.map(\.issuer).first(where: \.looksLikeGateway)
  guard gateway != nil || evidence.target.proxy != nil && [400, 403, 495, 496, 502, 526].contains(http.status) else {
    return []
  }
  let issuer = gateway ?? evidence.transcript.serverChain.first?.issuer
  let isProxy = evidence.target.proxy != nil
  return [
    Finding(
      code: "client-certificate-swallowed", blame: isProxy ? .proxy : .network,
      summary:
        "Our client certificate never reached the service: a gateway in between inspects TLS, and did not ask for it.",
      detail:
        "The certificate for \(evidence.target.host.neutralised) comes from "
        + "\(issuer?.description ?? "an unknown issuer"), and no CertificateRequest came. Whoever ends TLS there "
        + "cannot pass a client certificate on; the answer was HTTP \(http.status).",
      remedies: [
        .init(
          .proxy,
          "Exempt \(evidence.endpoint) from inspection (bypass, pass-through): mutual TLS cannot be inspected."),
        .init(
          .network,
          "Exempt \(evidence.endpoint) from inspection (bypass, pass-through): mutual TLS cannot be inspected."),
        .init(.client, "Go without the proxy, where that is allowed, and compare the server's certificate."),
      ],
      evidence: ["HTTP \(http.status)", "no CertificateRequest was seen in this handshake"])
  ]
}

@Sendable private func checkBuffer(_ evidence: Evidence) -> [Finding] {
  guard let http = evidence.http, http.status == 413 else { return [] }
  let wantedLater =
    evidence.identity?.isEnabled == true && evidence.transcript.certificateRequest?.isPostHandshake != false
  guard wantedLater, evidence.usesTLS else { return [] }
  let asked = evidence.transcript.certificateRequest != nil
  return [
    Finding(
      code: "renegotiation-buffer-too-small", blame: .server,
      summary: "HTTP 413: the server could not hold the request's body while it asks for the client certificate.",
      detail:
        "It wants the certificate only after it has read the request (renegotiation or post-handshake "
        + "authentication), and must keep the body meanwhile; Apache's limit for that is SSLRenegBufferSize, 128 "
        + "kB by default." + (asked ? "" : " Whatever else limits the body gives the same answer."),
      remedies: [
        .init(
          .server,
          "Ask in the first handshake (`SSLVerifyClient require` for the whole virtual host), or raise "
            + "`SSLRenegBufferSize`."
        ),
        .init(
          .client,
          "Send a small request (a GET) on the same connection first, or a smaller body; or Expect: 100-continue."),
      ],
      evidence: ["HTTP 413", "\(asked ? "a late" : "no") CertificateRequest came before the answer"])
  ]
}

@Sendable func checkScheme(_ evidence: Evidence) -> [Finding] {
  if !evidence.usesTLS, evidence.failed, evidence.connected != nil, evidence.target.proxy == nil, evidence.http == nil,
    [1, 8].contains(evidence.curlCode) || evidence.wasCut
  {
    return [unansweredPlainHTTP(evidence)]
  }
  guard let http = evidence.http, !evidence.usesTLS, http.status >= 400,
    wordsForPlainRequests.contains(where: http.text.contains)
  else { return [] }
  return [
    Finding(
      code: "https-required", blame: .client,
      summary: "The port speaks HTTPS, and the URL says http://.",
      detail: "The server answered HTTP \(http.status) to a plain request on its TLS port \(evidence.target.port).",
      remedies: [
        .init(.client, "Use https://\(evidence.endpoint)/ in the URL."),
        .init(.server, "Redirect plain requests to https:// if people keep typing the wrong one."),
      ],
      evidence: ["HTTP \(http.status) to a plain request"])
  ]
}

/// What servers say on their TLS port to a request without TLS: nginx, Apache, Go, Tomcat, Undertow, Kong.
private let wordsForPlainRequests = [
  "plain HTTP request was sent to HTTPS port", "speaking plain HTTP to an SSL",
  "Client sent an HTTP request to an HTTPS server", "This combination of host and port requires TLS",
  "requires TLS", "Please use HTTPS protocol",
]

private func unansweredPlainHTTP(_ evidence: Evidence) -> Finding {
  Finding(
    code: "https-required", blame: .client,
    summary:
      "The port did not answer a plain HTTP request with HTTP: most likely it speaks HTTPS, and the URL says http://.",
    detail:
      "\(evidence.endpointWithAddress) took the connection and "
      + "\(evidence.wasCut ? evidence.cutVerb : "sent something else") when it read the unencrypted request.",
    remedies: [
      .init(.client, "Use https://\(evidence.endpoint)/ in the URL."),
      .init(.server, "If plain HTTP is meant, see its log for why it hung up."),
    ],
    evidence: evidence.libraryLine)
}

@Sendable private func checkRedirect(_ evidence: Evidence) -> [Finding] {
  guard let http = evidence.http, [301, 302, 303, 307, 308].contains(http.status) else { return [] }
  let location = http.headers.first { $0.name.lowercased() == "location" }?.value.neutralised ?? "(none)"
  let isLogin = ["login", "logon", "signin", "sign-in", "sso", "auth", "saml", "adfs", "account", "my.policy", "vdesk"]
    .contains {
      location.lowercased().contains($0)
    }
  guard isLogin else { return [] }
  let sent = evidence.transcript.sentCertificate
  let asked = evidence.transcript.certificateRequest != nil
  return [
    Finding(
      code: "login-redirect", blame: .client,
      summary: sent
        ? "The server redirects to a login page (HTTP \(http.status)) although our client certificate was sent."
        : "The server redirects to a login page (HTTP \(http.status)): no client certificate was sent"
          + (asked ? ", though it asked for one." : "."),
      detail: "Location: \(location). Gateways send callers whom they cannot identify to a login page for people.",
      remedies: [
        .init(
          .client,
          sent
            ? "Have the certificate registered at the gateway; use the URL meant for programs."
            : "Configure a client certificate (--cert FILE), or use the URL meant for programs."),
        .init(.server, "Answer programs with 401 or 403 instead of a redirect."),
      ],
      evidence: ["HTTP \(http.status), Location: \(location)"])
  ]
}

@Sendable private func checkMisdirected(_ evidence: Evidence) -> [Finding] {
  guard let http = evidence.http, http.status == 421 else { return [] }
  return [
    Finding(
      code: "misdirected-request", blame: .client,
      summary: "HTTP 421: the name in the Host header is not the name for which TLS was made (SNI "
        + "\(evidence.transcript.serverName ?? "none")).",
      detail: "Servers with client certificates per site refuse a request for another site on the same connection.",
      remedies: [
        .init(.client, "Use one name for URL, SNI and Host header; do not reuse a connection of another host."),
        .init(.server, "Serve the name on its own address if clients share connections."),
      ],
      evidence: ["HTTP 421"])
  ]
}

@Sendable private func checkApplication(_ evidence: Evidence) -> [Finding] {
  guard let http = evidence.http, FrontEndRefusal(http) == nil else { return [] }
  let words = [
    "FailedAuthentication", "InvalidSecurityToken", "InvalidSecurity", "FailedCheck", "SecurityTokenUnavailable",
    "MessageExpired",
  ]
  if let code = words.first(where: { http.bodyStart.firstPlace(of: $0) != nil }) {
    return [messageSecurity(evidence, code)]
  }
  guard [401, 403].contains(http.status), checkSwallowed(evidence).isEmpty, GatewayAnswer(http) == nil,
    checkLogin(evidence).isEmpty, ClientRefusal(evidence) == nil, WantedCertificate(evidence) == nil
  else { return [] }
  let leaf = evidence.transcript.clientChain?.first
  return [
    Finding(
      code: "application-refused", blame: .server,
      summary:
        "The application refused the request with HTTP \(http.status)\(http.status == 403 ? " (forbidden)" : ""): "
        + (leaf == nil ? "this caller is not authorised." : "our certificate is not registered or authorised for it."),
      detail: soFar(evidence) + " What refuses is behind it: the account, role or path is missing there.",
      remedies: [
        .init(
          .server,
          "Register or map the certificate" + (leaf.map { " (subject \($0.subject), serial \($0.serial))" } ?? "")
            + " and give it permission for this path."),
        .init(.client, "Ask the operator to authorise this account for the path; check the URL."),
      ],
      evidence: ["HTTP \(http.status)", CertificateLine(evidence).text()])
  ]
}

extension CertificateLine {
  init(_ evidence: Evidence) {
    self.init(
      transcript: evidence.transcript, outcome: evidence.outcome, identity: evidence.identity, http: evidence.http)
  }
}

private func messageSecurity(_ evidence: Evidence, _ code: String) -> Finding {
  Finding(
    code: "message-security-refused", blame: .client, severity: .warning,
    summary:
      "The service answered a SOAP fault of WS-Security (\(code)): the security token or signature in the message "
      + "failed.",
    detail: soFar(evidence) + " WS-Security is a second login inside the message, separate from TLS.",
    remedies: [
      .init(
        .client,
        "Check user name, token, signature and timestamp in the wsse:Security header of the message, and the clock."),
      .init(.server, "See the log of the service; register the token's certificate or user."),
    ],
    evidence: ["fault code wsse:\(code)"])
}
