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
          "Add the CA that issued the proxy's certificate to the trust file (--cacert), or use the proxy with http://."),
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
        "This computer's clock is wrong (\(word)): it says \(evidence.now), and by that every certificate of the server's chain, "
          + "the root too, is \(isAhead ? "expired" : "not yet valid").",
        detail:
          "All \(count) certificates would have to be out of their dates at once. Much likelier the local time is off by "
          + "months or years.",
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
    let finding = finding(for: fault)
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

private func finding(for fault: ServerFault) -> Finding {
  switch fault.failure.code {
  case ServerFault.Code.selfSignedLeaf: selfSigned(fault)
  case ServerFault.Code.selfSignedInChain: untrusted(fault)
  case let code where ServerFault.Code.issuerNotInStore.contains(code): unknownIssuer(fault)
  case ServerFault.Code.expired: expired(fault)
  case ServerFault.Code.notYetValid: notYetValid(fault)
  case ServerFault.Code.revoked: revoked(fault)
  case let code where (ServerFault.Code.noRevocationList + ServerFault.Code.revocationListExpired).contains(code):
    revocationUnknown(fault)
  case ServerFault.Code.hostName, ServerFault.Code.address: wrongName(fault)
  default: brokenRule(fault)
  }
}

// MARK: Trust

private func selfSigned(_ fault: ServerFault) -> Finding {
  if let inspected = inspected(fault) { return inspected }
  let fingerprint = fault.certificate?.sha256 ?? ""
  return fault.finding(
    "server-self-signed",
    "The server's certificate is self-signed: nobody but \(fault.name) itself vouches for it.",
    detail:
      "Subject and issuer are both \(fault.certificate?.subject.description ?? fault.name), and it is not among the "
      + "certificates trusted here (\(fault.evidence.trust.label.neutralised)). SHA-256: \(fingerprint)",
    [
      .init(
        .client,
        "Have the operator confirm the fingerprint, then trust exactly this certificate: save it from "
          + "`openssl s_client -connect \(fault.evidence.endpoint) </dev/null | openssl x509` and name it with --cacert."
      ),
      .init(.server, "Install a certificate from a CA that clients trust."),
    ])
}

private func unknownIssuer(_ fault: ServerFault) -> Finding {
  if let inspected = inspected(fault) { return inspected }
  let sent = fault.evidence.transcript.serverChain
  guard sent.count == 1, let leaf = sent.first, !leaf.issuer.looksLikeRoot else { return untrusted(fault) }
  let urls = leaf.issuerURLs.first.map { " It can be had from \($0.neutralised)." } ?? ""
  return fault.finding(
    "server-chain-incomplete",
    "The server's certificate chain is incomplete: it sent only its own certificate and not the intermediate "
      + "\(leaf.issuer.shortName) that issued it.",
    detail:
      "Sent: \(leaf.subject.shortName), issued by \(leaf.issuer). That issuer is neither among what the server sent nor "
      + "among what is trusted here (\(fault.evidence.trust.label.neutralised)), so no way leads to a root.\(urls)",
    [
      .init(
        .server,
        "Send the full chain: append the intermediate \(leaf.issuer.shortName) after the server's certificate "
          + "(nginx `ssl_certificate` with fullchain.pem, Apache `SSLCertificateFile`)."),
      .init(
        .client,
        "Until then add the intermediate to the file named with --cacert; if \(leaf.issuer.shortName) is a root, trust it there."
      ),
    ])
}

private func untrusted(_ fault: ServerFault) -> Finding {
  if let inspected = inspected(fault) { return inspected }
  let top = fault.evidence.transcript.serverChain.last
  let root = top.map { $0.isSelfIssued ? $0.subject : $0.issuer }
  let name = root?.shortName ?? fault.name
  return fault.finding(
    "server-untrusted", blame: .client,
    "The server's certificate comes from the CA \(name), which is not trusted on this computer.",
    detail: "The chain ends at \(root?.description ?? name)"
      + (top?.isSelfIssued == true ? ", a root that was sent along" : "")
      + ". That root is not among the trusted ones (\(fault.evidence.trust.label.neutralised)): a private CA, or an unknown one.",
    [
      .init(
        .client, "Get the root certificate of \(name) from the operator and name it for this endpoint: --cacert FILE."),
      .init(.server, "Use a certificate from a CA that the clients trust, or hand the root \(name) to them."),
    ])
}

/// An issuer that by its name is an inspecting gateway.
private func inspected(_ fault: ServerFault) -> Finding? {
  let issuers = fault.evidence.transcript.serverChain.map(\.issuer)
  guard let gateway = issuers.first(where: \.looksLikeGateway) else { return nil }
  let viaProxy = fault.evidence.target.proxy != nil
  return fault.finding(
    "tls-inspected", blame: viaProxy ? .proxy : .network,
    "Something between inspects the connection: the certificate for \(fault.evidence.target.host.neutralised) was issued by the "
      + "gateway \(gateway.shortName), not by the service's CA.",
    detail:
      "A \(viaProxy ? "proxy" : "company gateway or firewall") ends TLS and re-signs the traffic as \(gateway). That CA is not "
      + "trusted here. A client certificate never reaches the service through it.",
    [
      .init(
        .client,
        "If the inspection is meant to be, trust its CA with --cacert; otherwise ask for an exception or another route."
      ),
      .init(.network, "Exempt \(fault.evidence.endpoint) from TLS inspection."),
      .init(.proxy, "Exempt \(fault.evidence.endpoint) from TLS inspection (bypass, pass-through)."),
    ])
}

// MARK: Dates

private func expired(_ fault: ServerFault) -> Finding {
  let end = fault.certificate.map { " on \($0.notAfter.date)" } ?? ""
  if fault.isLeaf {
    return fault.finding(
      "server-certificate-expired", "The server's certificate expired\(end).",
      detail: dates(fault),
      [
        .init(
          .server, "Renew the certificate and reload the server; check with `openssl x509 -enddate -noout -in FILE`."),
        .init(.client, "Compare this computer's clock (\(fault.evidence.now)); nothing else can be done here."),
      ])
  }
  if fault.wasSent {
    return fault.finding(
      "server-intermediate-expired",
      "The intermediate certificate \(fault.name), which the server sends, expired\(end).",
      detail: dates(fault) + " The certificate of the server below it is not the problem.",
      [
        .init(.server, "Install the new intermediate certificate of \(fault.name) in the chain file."),
        .init(.client, "Compare this computer's clock (\(fault.evidence.now)); nothing else can be done here."),
      ])
  }
  return fault.finding(
    "trust-anchor-expired", blame: .client,
    "Your own trust store is old: the root \(fault.name) in it (\(fault.evidence.trust.label.neutralised)) has expired.",
    detail:
      "The expired certificate is not one that the server sent; it comes from the trusted roots here. The server may "
      + "have moved to a new root that this file lacks.",
    [
      .init(
        .client,
        "Update the CA bundle (--cacert file, or the package ca-certificates) so that it has the CA's current root."),
      .init(.server, "Nothing; a chain to a root that old clients have can help them."),
    ])
}

private func notYetValid(_ fault: ServerFault) -> Finding {
  let start = fault.certificate.map { " until \($0.notBefore.date)" } ?? ""
  return fault.finding(
    "server-certificate-not-yet-valid",
    "\(fault.isLeaf ? "The server's certificate" : "The certificate \(fault.name) of the server's chain") is not yet valid\(start).",
    detail: dates(fault),
    [
      .init(.server, "Install a certificate that is valid now, or wait until it is; keep the previous one until then."),
      .init(.client, "Compare this computer's clock (\(fault.evidence.now))."),
    ])
}

private func dates(_ fault: ServerFault) -> String {
  guard let certificate = fault.certificate else { return "This computer's clock says \(fault.evidence.now)." }
  return
    "\(certificate.subject.shortName) is valid from \(certificate.notBefore) to \(certificate.notAfter); this computer's "
    + "clock says \(fault.evidence.now)."
}

// MARK: Revocation

private func revoked(_ fault: ServerFault) -> Finding {
  fault.finding(
    "server-certificate-revoked", "\(fault.what.capitalizedFirst) has been revoked by its CA.",
    detail: "Serial number \(fault.certificate?.serial ?? "unknown") is on the revocation list of "
      + "\(fault.certificate?.issuer.shortName ?? "its issuer").",
    [
      .init(.server, "Install a new certificate."),
      .init(.client, "Do not connect until the operator has explained the revocation."),
    ])
}

private func revocationUnknown(_ fault: ServerFault) -> Finding {
  let isOld = ServerFault.Code.revocationListExpired.contains(fault.failure.code)
  let issuer = fault.certificate?.issuer.shortName ?? fault.name
  return fault.finding(
    "server-revocation-unknown", blame: .client,
    isOld
      ? "The revocation list (CRL) of \(issuer) that was given is out of date."
      : "There is no revocation list (CRL) of \(issuer) among those that were given, and every certificate is checked.",
    detail: "With --crl each certificate of the server's chain needs a current list of its issuer. Verification said: "
      + "\(fault.failure.text.neutralised).",
    [
      .init(.client, "Fetch the current CRLs of every CA in the chain and put them into the --crl file."),
      .init(.server, "Publish a current CRL for \(issuer)."),
    ])
}

// MARK: Name

private func wrongName(_ fault: ServerFault) -> Finding {
  let evidence = fault.evidence
  let host = evidence.target.host.neutralised
  let leaf = evidence.transcript.serverChain.first
  let names = leaf?.subjectAltNames.map(\.neutralised) ?? []
  let given = names.isEmpty ? "only the common name \(leaf?.subject.shortName ?? "(none)")" : list(names)
  let warned = evidence.transcript.alerts(from: .server).contains { $0.alert.alertDescription == .unrecognizedName }
  let isAddress = evidence.target.isIPAddress
  var finding = fault.finding(
    "server-name-mismatch", blame: isAddress ? .client : .server,
    isAddress
      ? "The server's certificate has no entry for the IP address \(host), only for names: \(given)."
      : "The server's certificate is not for the host name \(host): it is for \(given).",
    detail: (isAddress
      ? "A URL with an address needs an iPAddress entry among the subject alternative names (SAN). "
      : "No subject alternative name (SAN) matches \(host) (RFC 9525). ")
      + (warned
        ? "The server had warned that it does not know the name \(host) (unrecognized_name, SNI) and showed its default certificate."
        : "Either the URL names another host than the service, or the server shows the certificate of another site."),
    [
      .init(
        .client,
        isAddress
          ? "Use one of those names in the URL, with --resolve NAME:\(evidence.target.port):\(host) if the name does not resolve."
          : "Use one of the names in the certificate, if it is the same service (--resolve NAME:PORT:ADDRESS)."),
      .init(
        .server,
        isAddress
          ? "Reissue the certificate with the address as iPAddress SAN."
          : "Reissue the certificate with \(host) among its SANs, or bind the right certificate to that name (SNI)."),
    ])
  if warned { finding.evidence.append("warning alert 112 unrecognized_name came before the certificate") }
  return finding
}

extension String {
  /// A sentence begins.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension DistinguishedName {
  /// The name says that it is a root; what else can be said of a certificate that nobody sent.
  var looksLikeRoot: Bool { shortName.lowercased().split { !$0.isLetter }.contains("root") }

  /// The name is that of a product or role that inspects TLS.
  var looksLikeGateway: Bool {
    let text = description.lowercased()
    let words = [
      "gateway", "proxy", "inspection", "intercept", "firewall", "zscaler", "netskope", "fortinet", "fortigate",
      "palo alto",
      "bluecoat", "blue coat", "symantec web", "forcepoint", "websense", "mcafee web", "sophos", "barracuda",
      "umbrella",
      "checkpoint", "check point", "decrypt", "mitm", "squid", "man in the middle", "ssl visibility",
    ]
    return words.contains { text.contains($0) }
  }

  func value(_ type: String) -> String? { attributes.last { $0.type == type }?.value }
}
