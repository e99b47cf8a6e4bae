internal import Basics

/// An answer of something in front of the service.
@Sendable func checkGateway(_ evidence: Evidence) -> [Finding] {
  guard let http = evidence.http, FrontEndRefusal(http) == nil, checkSwallowed(evidence).isEmpty else { return [] }
  if let answer = GatewayAnswer(http) { return [known(answer, http, evidence)] }
  guard [502, 503, 504].contains(http.status), !http.text.contains("Fault") else { return [] }
  return [backendSilent(http, evidence)]
}

private func known(_ answer: GatewayAnswer, _ http: Evidence.HTTPEvidence, _ evidence: Evidence) -> Finding {
  let code =
    switch answer.kind {
    case .policy: "gateway-policy"
    case .backend: "gateway-error"
    case .form: "gateway-request-form"
    }
  return Finding(
    code: code, blame: .server,
    summary:
      "\(answer.product.capitalizedFirst) in front of the service answered HTTP \(http.status): \(answer.meaning).",
    detail: soFar(evidence) + " The service itself has not seen the request, or did not answer it."
      + (http.text.isEmpty ? "" : " The answer begins: “\(firstWords(http))”."),
    remedies: [.init(.server, answer.server), .init(.client, answer.client)],
    evidence: [answer.sign.neutralised])
}

/// The text of the answer without its tags, at most 160 characters.
private func firstWords(_ http: Evidence.HTTPEvidence) -> String {
  var isTag = false
  let text = http.text.prefix(1024).filter { character in
    if character == "<" { isTag = true }
    defer { if character == ">" { isTag = false } }
    return !isTag
  }
  return String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(160)).neutralised
}

private func backendSilent(_ http: Evidence.HTTPEvidence, _ evidence: Evidence) -> Finding {
  Finding(
    code: "gateway-error", blame: .server,
    summary: "A gateway in front of the service answered HTTP \(http.status): the service behind it did not.",
    detail: soFar(evidence) + " The gateway could not reach its backend, or the backend is overloaded.",
    remedies: [
      .init(.server, "See the gateway's log and the health of its backends."),
      .init(.client, "Try again later."),
    ],
    evidence: ["HTTP \(http.status)"])
}

/// HTTP's own login (RFC 9110 section 11).
@Sendable func checkLogin(_ evidence: Evidence) -> [Finding] {
  guard let http = evidence.http, http.status == 401 else { return [] }
  let schemes = http.headers.filter { $0.name.lowercased() == "www-authenticate" }
    .compactMap { $0.value.split(separator: " ").first.map { String($0).neutralised } }
  guard !schemes.isEmpty else { return [] }
  return [
    Finding(
      code: "http-login-required", blame: .client,
      summary: "The service wants a login in HTTP (401), by \(list(schemes)); none that it accepts was sent.",
      detail: soFar(evidence)
        + " This login is in the request's header fields, beside TLS: the client certificate does "
        + "not stand in for it. A WCF client raises MessageSecurityException here.",
      remedies: [
        .init(
          .client,
          "Send the credentials that the service wants (\(list(schemes))), for Basic with --header 'Authorization: …'; "
            + "the binding's clientCredentialType must be that scheme."),
        .init(.server, "Create the account, or accept the client certificate in place of the login."),
      ],
      evidence: ["HTTP 401, WWW-Authenticate: \(list(schemes))"])
  ]
}
