internal import Basics
internal import Certificates

/// What this client has against the server's certificate.
extension Rule {
  static let serverCertificate: [Rule] = [
    Rule("proxy certificate", codes: ["proxy-untrusted"], check: checkProxyCertificate),
    Rule("clock", codes: ["local-clock-wrong"], check: checkClock),
    Rule(
      "server certificate",
      codes: [
        "server-self-signed", "server-untrusted", "server-chain-incomplete", "tls-inspected",
        "server-certificate-expired", "server-intermediate-expired", "trust-anchor-expired",
        "server-certificate-not-yet-valid", "server-certificate-revoked", "server-revocation-unknown",
        "server-certificate-weak", "server-key-usage", "server-name-constraint", "server-issuer-not-ca",
        "server-path-length", "server-critical-extension", "server-signature-broken", "server-name-mismatch",
        "server-certificate-invalid",
      ], check: checkServerCertificate),
  ]
}

/// Verification that was required and failed.
private func failures(_ evidence: Evidence) -> [ServerVerification.Failure] {
  guard evidence.failed, evidence.trust.verifies else { return [] }
  if let failures = evidence.outcome.verification?.failures, !failures.isEmpty { return failures }
  // A name that libcurl itself refused, after the handshake.
  guard evidence.curlCode == 60, evidence.message.contains("subject name") else { return [] }
  let code = evidence.target.isIPAddress ? ServerFault.Code.address : ServerFault.Code.hostName
  return [
    .init(code: code, depth: 0, text: evidence.message, certificate: evidence.transcript.serverCertificates.first)
  ]
}

@Sendable private func checkProxyCertificate(_ evidence: Evidence) -> [Finding] {
  guard evidence.isAtProxy, let failure = failures(evidence).first else { return [] }
  return [
    Finding(
      code: "proxy-untrusted", blame: .proxy,
      summary: "TLS to the proxy \(evidence.proxyName) itself failed: the proxy's certificate is not trusted here.",
      detail:
        "Verification said: \(failure.text.neutralised). The service at \(evidence.endpoint) was never contacted.",
      remedies: [
        .init(
          .client,
          "Add the CA that issued the proxy's certificate to the trust file (--cacert), or use the proxy with "
            + "http://."),
        .init(.proxy, "Install a certificate from a CA that clients trust, for the proxy's own name."),
      ],
      evidence: ["verification: \(failure.text.neutralised) (X509 error \(failure.code)) at depth \(failure.depth)"])
  ]
}

/// Every certificate of the chain, the root too, looks expired or not yet valid: then the clock is to blame.
@Sendable private func checkClock(_ evidence: Evidence) -> [Finding] {
  let count = evidence.outcome.verification?.builtChain.count ?? 0
  guard count >= 2, !evidence.isAtProxy else { return [] }
  let all = failures(evidence)
  for (code, isAhead) in [(ServerFault.Code.expired, true), (ServerFault.Code.notYetValid, false)] {
    guard Set(all.filter { $0.code == code }.map(\.depth)).count >= count,
      let failure = all.first(where: { $0.code == code })
    else { continue }
    let word = isAhead ? "ahead" : "behind"
    return [
      ServerFault(failure, evidence).finding(
        "local-clock-wrong", blame: .client,
        "This computer's clock is wrong (\(word)): it says \(evidence.now), and by that every certificate of the "
          + "server's chain, the root too, is \(isAhead ? "expired" : "not yet valid").",
        detail:
          "All \(count) certificates would have to be out of their dates at once. Much likelier the local time is "
          + "off by months or years.",
        [
          .init(.client, "Check `date -u` and set the clock (`timedatectl set-ntp true`)."),
          .init(.server, "Nothing, if the clock of the client is wrong indeed; otherwise renew the chain."),
        ])
    ]
  }
  return []
}

@Sendable private func checkServerCertificate(_ evidence: Evidence) -> [Finding] {
  guard !evidence.isAtProxy else { return [] }
  let faults = failures(evidence).map { ServerFault($0, evidence) }
  let isClock = !checkClock(evidence).isEmpty
  var codes: Set<String> = []
  return faults.flatMap { fault -> [Finding] in
    if isClock, [ServerFault.Code.expired, ServerFault.Code.notYetValid].contains(fault.failure.code) { return [] }
    let finding = fault.finding
    // One certificate that cannot be followed causes several complaints.
    return codes.insert(finding.code).inserted ? [finding] : []
  }.sorted { rank($0.code) < rank($1.code) }
}

/// What else is wrong does not matter while the issuer is not known.
private func rank(_ code: String) -> Int {
  switch code {
  case "server-self-signed", "server-untrusted", "server-chain-incomplete", "tls-inspected": 0
  case "server-certificate-invalid": 2
  default: 1
  }
}
