internal import Basics
internal import Certificates

/// What will be trouble later, or already is for others, while this exchange works.
extension Rule {
  static let warnings: [Rule] = [
    Rule("verification", codes: ["server-not-verified"], check: checkVerificationOff),
    Rule("old version", codes: ["old-tls-version"], check: checkOldVersion),
    Rule(
      "end of validity",
      codes: [
        "client-certificate-expires-soon", "client-intermediate-expires-soon", "server-certificate-expires-soon",
      ], check: checkEnds),
    Rule("list of authorities", codes: ["client-ca-not-listed"], check: checkList),
    Rule(
      "unused client certificate",
      codes: ["client-certificate-not-asked", "client-certificate-not-enabled", "client-certificate-optional"],
      check: checkUnused),
    Rule("server certificate for others", codes: ["server-name-only-in-cn", "server-key-usage"], check: checkOthers),
    Rule("trusted intermediate", codes: ["trust-ends-at-intermediate"], check: checkAnchor),
    Rule("late request", codes: ["client-certificate-asked-late"], check: checkLateRequest),
  ]
}

private func warning(
  _ code: String, blame: Finding.Blame, severity: Finding.Severity = .warning, _ summary: String, detail: String,
  _ remedies: [Finding.Remedy], evidence: [String] = []
) -> Finding {
  Finding(
    code: code, blame: blame, severity: severity, summary: summary, detail: detail, remedies: remedies,
    evidence: evidence)
}

@Sendable private func checkVerificationOff(_ evidence: Evidence) -> [Finding] {
  guard evidence.usesTLS, !evidence.trust.verifies, evidence.transcript.clientFinished else { return [] }
  let failures = evidence.outcome.verification?.failures.map { "\($0.text.neutralised) (depth \($0.depth))" } ?? []
  return [
    warning(
      "server-not-verified", blame: .client,
      "The server's certificate was not verified (--insecure): anyone could have answered.",
      detail: failures.isEmpty ? "Verification is off for this request." : "It would have failed: \(list(failures)).",
      [.init(.client, "Name the right CA with --cacert and drop --insecure.")], evidence: failures)
  ]
}

@Sendable private func checkOldVersion(_ evidence: Evidence) -> [Finding] {
  guard let version = evidence.transcript.version, version < .tls12, evidence.transcript.clientFinished else {
    return []
  }
  return [
    warning(
      "old-tls-version", blame: .server,
      "The connection uses \(version), which is out of date: expect it to stop working.",
      detail: (evidence.transcript.offeredVersions.contains { $0 > version }
        ? "The server chose \(version) although newer versions were offered."
        : "Nothing newer than \(version) was offered (--tls-max).") + " Current libraries refuse it (RFC 8996).",
      [
        .init(.server, "Enable TLS 1.2 and TLS 1.3."),
        .init(.client, "--tls-min 1.2 shows what will happen."),
      ], evidence: ["ServerHello: \(version), \(evidence.transcript.cipherSuite ?? "")"])
  ]
}

/// Ours as it is configured, whether this server asked for it or not; the server's as it was sent.
@Sendable private func checkEnds(_ evidence: Evidence) -> [Finding] {
  let own = evidence.identity.map { $0.isEnabled ? $0.chain.certificates : [] } ?? evidence.transcript.clientChain ?? []
  let client = own.first.flatMap {
    ends($0, "client-certificate-expires-soon", .client, "Your client certificate", evidence)
  }
  let between = own.dropFirst().compactMap {
    ends($0, "client-intermediate-expires-soon", .client, "The intermediate of your client certificate,", evidence)
  }.first
  let server = evidence.transcript.serverChain.first.flatMap {
    ends($0, "server-certificate-expires-soon", .server, "The server's certificate", withinDays: 15, evidence)
  }
  return [client, between, server].compactMap(\.self)
}

private func ends(
  _ certificate: CertificateFacts, _ code: String, _ blame: Finding.Blame, _ what: String,
  withinDays limit: Int = CertificateFacts.soonDays, _ evidence: Evidence
) -> Finding? {
  guard case .ending(let days) = certificate.validity(at: evidence.now), days < limit else { return nil }
  let left = days == 0 ? "today" : "in \(counted(days, "day"))"
  let issuer = certificate.issuer.shortName
  return warning(
    code, blame: blame, "\(what) \(certificate.subject.shortName) expires \(left), on \(certificate.notAfter.date).",
    detail: "It is valid to \(certificate.notAfter); now it is \(evidence.now).",
    [
      .init(
        blame,
        certificate.isCA
          ? "Ask \(issuer) for the certificate that follows it, and add it: signet intermediates add FILE."
          : "Renew it in time with \(issuer).")
    ])
}

@Sendable private func checkList(_ evidence: Evidence) -> [Finding] {
  let chain = ClientChain(evidence)
  guard evidence.wasServed, evidence.transcript.serverAcceptedClient, evidence.transcript.sentCertificate,
    !chain.authorities.isEmpty,
    chain.acceptedAuthority == nil, ClientRefusal(evidence) == nil, let top = chain.certificates.last
  else { return [] }
  return [
    warning(
      "client-ca-not-listed", blame: .server,
      "It works, but the server's list of accepted CAs does not name our issuer \(top.issuer.shortName): other "
        + "clients would send no certificate.",
      detail:
        "CertificateRequest names \(chain.acceptedText); our chain leads to \(top.issuer.shortName). OpenSSL sends "
        + "its certificate all the same; Java, .NET and browsers choose by the list.",
      [
        .init(
          .server,
          "Put \(top.issuer.shortName) on the list of CA names (nginx `ssl_client_certificate`, Apache "
            + "`SSLCADNRequestFile`), or send an empty list."
        ),
        .init(.client, "Nothing for this client."),
      ], evidence: chain.lines)
  ]
}

@Sendable private func checkUnused(_ evidence: Evidence) -> [Finding] {
  let transcript = evidence.transcript
  guard evidence.wasServed, evidence.usesTLS, transcript.clientFinished, !transcript.sentCertificate,
    !transcript.isResumed
  else { return [] }
  let asked = transcript.certificateRequest != nil
  let accepted = ClientChain(evidence).acceptedText
  guard let identity = evidence.identity else {
    return asked
      ? [
        warning(
          "client-certificate-optional", blame: .client, severity: .note,
          "The server asked for a client certificate and went on without one: none is configured.",
          detail: "It accepts certificates from \(accepted).",
          [.init(.client, "Configure one (--cert FILE) if the service is to know who calls.")])
      ] : []
  }
  if !identity.isEnabled {
    return [
      warning(
        "client-certificate-not-enabled", blame: .client, severity: asked ? .warning : .note,
        "A client certificate is configured, and the binding did not enable it: it was not sent.",
        detail: asked
          ? "The server asked for one, from \(accepted), and went on without."
          : "The server did not ask for one either.",
        [.init(.client, "Use --credential certificate, or https(requireClientCertificate=true) in --elements.")])
    ]
  }
  return asked
    ? []
    : [
      warning(
        "client-certificate-not-asked", blame: .server, severity: .note,
        "The server never asked for a client certificate, so ours was not sent.",
        detail: "No CertificateRequest came in this handshake.",
        [
          .init(
            .server,
            "Ask for one if callers are to be known (nginx `ssl_verify_client on`, Apache `SSLVerifyClient require`)."),
          .init(.client, "Check that this is the endpoint for mutual TLS."),
        ])
    ]
}

@Sendable private func checkOthers(_ evidence: Evidence) -> [Finding] {
  guard evidence.worked, let leaf = evidence.transcript.serverChain.first else { return [] }
  var findings: [Finding] = []
  if !leaf.subjectAltNames.contains(where: { $0.hasPrefix("DNS:") || $0.hasPrefix("IP") }), evidence.trust.verifies {
    findings.append(nameOnlyInCN(leaf))
  }
  if let usages = leaf.keyUsages, !usages.contains("digitalSignature"), signs(evidence) {
    findings.append(cannotSign(leaf, usages))
  }
  return findings
}

/// The server's key made a signature in the handshake.
private func signs(_ evidence: Evidence) -> Bool {
  evidence.transcript.version == .tls13 || evidence.transcript.serverKeyExchange?.signatureScheme != nil
}

private func nameOnlyInCN(_ leaf: CertificateFacts) -> Finding {
  warning(
    "server-name-only-in-cn", blame: .server,
    "The server's certificate has its name only in the common name (CN) and no subject alternative name (SAN).",
    detail: "\(leaf.subject): OpenSSL still accepts that; Java, Python, Go and browsers refuse it (RFC 9525).",
    [.init(.server, "Reissue the certificate with the host name as SAN.")])
}

private func cannotSign(_ leaf: CertificateFacts, _ usages: [String]) -> Finding {
  warning(
    "server-key-usage", blame: .server,
    "The key usage of the server's certificate lacks digitalSignature (it is \(list(usages))), yet its key signs "
      + "the handshake.",
    detail: "OpenSSL lets it pass; GnuTLS and others refuse (RFC 5280 section 4.2.1.3).",
    [.init(.server, "Reissue the certificate with keyUsage digitalSignature.")])
}

@Sendable private func checkAnchor(_ evidence: Evidence) -> [Finding] {
  guard evidence.worked, evidence.trust.verifies, let verification = evidence.outcome.verification,
    verification.failures.isEmpty, let top = verification.builtChain.last,
    let anchor = evidence.transcript.serverChain.first(where: { $0.der == top }), !anchor.isSelfIssued
  else { return [] }
  return [
    warning(
      "trust-ends-at-intermediate", blame: .client, severity: .note,
      "The server is trusted through the intermediate \(anchor.subject.shortName), without its root: other "
        + "programs will refuse.",
      detail:
        "\(evidence.trust.label.neutralised) holds the intermediate and not the root \(anchor.issuer.shortName). "
        + "libcurl accepts such a partial chain; many programs do not.",
      [.init(.client, "Add the root \(anchor.issuer.shortName) to the trust file.")])
  ]
}

@Sendable private func checkLateRequest(_ evidence: Evidence) -> [Finding] {
  guard evidence.worked, evidence.transcript.certificateRequest?.isPostHandshake == true, evidence.http?.status != 413
  else {
    return []
  }
  let how = evidence.transcript.version == .tls13 ? "post-handshake authentication" : "renegotiation"
  return [
    warning(
      "client-certificate-asked-late", blame: .server, severity: .note,
      "The server asked for the client certificate only after the request (\(how)): it must hold the body meanwhile.",
      detail:
        "Its buffer for that is small (Apache: SSLRenegBufferSize, 128 kB); a larger body gets HTTP 413. HTTP/2 "
        + "and many clients cannot do this at all.",
      [
        .init(
          .server,
          "Ask in the first handshake: `SSLVerifyClient require` for the whole virtual host, or raise "
            + "`SSLRenegBufferSize`."
        ),
        .init(.client, "Keep bodies small, or send a small GET on the connection first."),
      ])
  ]
}
