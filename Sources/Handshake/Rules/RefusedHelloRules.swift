internal import Basics

typealias ReceivedAlert = (index: Int, alert: Transcript.Alert)

/// An alert in place of a ServerHello, when no rule before this one knows better.
@Sendable func checkRefusedHello(_ evidence: Evidence) -> [Finding] {
  guard evidence.failed, let alert = evidence.transcript.serverAlert, evidence.sentHello,
    evidence.transcript.indices(.certificate, from: .client).isEmpty, !evidence.transcript.clientFinished
  else { return [] }
  let isBeforeAnswer = !evidence.gotServerHello
  switch alert.alert.alertDescription {
  case .protocolVersion where isBeforeAnswer, .unrecognizedName, .noApplicationProtocol: return []
  case .handshakeFailure where isBeforeAnswer, .insufficientSecurity where isBeforeAnswer:
    return evidence.target.isIPAddress && evidence.transcript.serverName == nil
      ? [] : [nothingInCommon(evidence, alert)]
  case .internalError: return [internalError(evidence, alert)]
  case .accessDenied where isBeforeAnswer: return [accessDenied(evidence, alert)]
  default: return [refused(evidence, alert)]
  }
}

private func nothingInCommon(_ evidence: Evidence, _ alert: ReceivedAlert) -> Finding {
  if evidence.settings.curves != nil { return noCommonGroup(evidence, alert) }
  return evidence.settings.ciphers != nil ? ownCiphers(evidence, alert) : noCommonCipher(evidence, alert)
}

private func noCommonGroup(_ evidence: Evidence, _ alert: ReceivedAlert) -> Finding {
  let groups = list((evidence.transcript.clientHello?.groups ?? []).map(\.longName))
  return Finding(
    code: "no-common-group", blame: .client,
    summary:
      "No common key-exchange group: your own list (--curves \(evidence.settings.curves?.neutralised ?? "")) has "
      + "none that the server accepts.",
    detail:
      "Offered groups: \(groups). The server answered \(alert.alert.name) (alert \(alert.alert.code)); servers "
      + "under FIPS rules take only P-256 and P-384.",
    remedies: [
      .init(.client, "Drop --curves, or allow X25519:P-256:P-384."),
      .init(.server, "Allow more groups (nginx: `ssl_ecdh_curve X25519:prime256v1:secp384r1;`)."),
    ],
    evidence: [evidence.alertLine(alert)], messages: [alert.index])
}

private func ownCiphers(_ evidence: Evidence, _ alert: ReceivedAlert) -> Finding {
  let suites = evidence.transcript.clientHello?.cipherSuites.filter { $0 != .emptyRenegotiationInfo } ?? []
  let kinds = Set(suites.compactMap(\.authentication)).sorted()
  let kind =
    kinds.count == 1 && evidence.transcript.offeredVersions.max() != .tls13
    ? " All of them need \(kinds[0] == "ECDSA" ? "an ECDSA" : "an \(kinds[0])") certificate; the server may have "
      + "another kind."
    : ""
  return Finding(
    code: "no-common-cipher", blame: .client,
    summary:
      "No common cipher suite: your own list (--ciphers \(evidence.settings.ciphers?.neutralised ?? "")) has none "
      + "that the server can use.",
    detail: "Offered: \(list(suites.map(\.description), limit: 6)). The server answered \(alert.alert.name) (alert "
      + "\(alert.alert.code)).\(kind)",
    remedies: [
      .init(.client, "Drop --ciphers, or widen it: ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256."),
      .init(.server, "Add ECDHE suites with AES-GCM, for RSA and ECDSA (nginx: `ssl_ciphers ECDHE+AESGCM;`)."),
    ],
    evidence: [evidence.alertLine(alert)], messages: [alert.index])
}

private func noCommonCipher(_ evidence: Evidence, _ alert: ReceivedAlert) -> Finding {
  let suites = evidence.transcript.clientHello?.cipherSuites.filter { $0 != .emptyRenegotiationInfo } ?? []
  let versions = list(evidence.transcript.offeredVersions.sorted().map(\.description))
  return Finding(
    code: "no-common-cipher", blame: .server,
    summary:
      "The server refused our hello (\(alert.alert.name)): it shares no cipher suite with this client, or has no "
      + "usable certificate of its own.",
    detail:
      "We offered \(counted(suites.count, "suite")) with \(versions) and all common kinds of signature and group. "
      + "What is left: a server restricted to unusual suites (CCM_8, CBC or 3DES only), one whose own "
      + "certificate is missing, too weak to be used (SHA-1, 1024-bit RSA) or not bound for this server name, "
      + "one that can sign only with SHA-1, or a policy on name or address.",
    remedies: [
      .init(
        .server,
        "See the server's log (OpenSSL writes “no shared cipher” or “ca md too weak”); configure ECDHE suites with "
          + "AES-GCM and a certificate with SHA-256 and 2048 bits for \(evidence.target.host.neutralised)."),
      .init(
        .client,
        "To see which suite the server would take: --ciphers ALL --security-level 0, without a client certificate."),
    ],
    evidence: [evidence.alertLine(alert), "offered: \(list(suites.map(\.description), limit: 8))"],
    messages: [alert.index])
}

private func internalError(_ evidence: Evidence, _ alert: ReceivedAlert) -> Finding {
  let isBeforeAnswer = !evidence.gotServerHello
  let wasAsking = evidence.transcript.certificateRequest == nil && hadFlight(evidence)
  let detail =
    wasAsking
    ? "internal_error (alert 80) came exactly where its CertificateRequest belongs: the list of accepted "
      + "authorities (CAs) is most likely longer than the 64 kB that fit into one."
    : "internal_error (alert 80) came \(isBeforeAnswer ? "before" : "after") its ServerHello: no certificate bound "
      + "for this name, a key that it cannot read, a licence, or any exception."
  return Finding(
    code: wasAsking ? "server-ca-list-too-long" : "server-internal-error", blame: .server,
    summary: wasAsking
      ? "The server failed internally where it should have asked for a client certificate: its list of accepted "
        + "CAs is too long."
      : "The server failed internally (internal_error) before it showed a certificate: the fault is on its side.",
    detail: detail,
    remedies: [
      .init(
        .server,
        wasAsking
          ? "Shorten the list of accepted CAs (nginx: `ssl_client_certificate` with fewer, "
            + "`ssl_trusted_certificate` for the rest; Apache: `SSLCADNRequestFile`); see its log."
          : "See the server's log; check its certificate and key for \(evidence.target.host.neutralised), and its "
            + "configuration."
      ),
      .init(.client, "Send the time of this attempt to the server's operator."),
    ],
    evidence: [evidence.alertLine(alert)] + before(alert, evidence), messages: [alert.index])
}

/// The server had begun its flight and got as far as the place of a CertificateRequest.
private func hadFlight(_ evidence: Evidence) -> Bool {
  evidence.transcript.version == .tls13
    ? evidence.transcript.has(.encryptedExtensions, from: .server)
      && !evidence.transcript.has(.certificate, from: .server)
    : evidence.transcript.has(.serverKeyExchange, from: .server)
}

private func before(_ alert: ReceivedAlert, _ evidence: Evidence) -> [String] {
  let messages = evidence.transcript.messages.prefix(alert.index).filter { $0.leg == .origin && $0.from == .server }
  return messages.last.map { ["the server's last message before it: \($0.type)"] } ?? []
}

private func accessDenied(_ evidence: Evidence, _ alert: ReceivedAlert) -> Finding {
  Finding(
    code: "access-denied", blame: .server,
    summary: "The server denies access (access_denied) before TLS has begun.",
    detail:
      "It answered our ClientHello with alert 49: the server name \(evidence.transcript.serverName ?? "(none)") or "
      + "this client's address is not allowed.",
    remedies: [
      .init(.server, "Add this client's address, or the server name, to the allow-list."),
      .init(.client, "Check the host name; ask the operator which addresses are allowed."),
    ],
    evidence: [evidence.alertLine(alert)], messages: [alert.index])
}

private func refused(_ evidence: Evidence, _ alert: ReceivedAlert) -> Finding {
  Finding(
    code: "hello-refused", blame: .server,
    summary:
      "The server ended the handshake with \(alert.alert.name) (alert \(alert.alert.code)) before it was complete.",
    detail:
      "That was \(before(alert, evidence).first ?? "the first thing it sent after our ClientHello"). Its log says why.",
    remedies: [
      .init(.server, "See the server's log for this attempt."),
      .init(.client, "Compare with --tls-max 1.2; send the time of this attempt to the server's operator."),
    ],
    evidence: [evidence.alertLine(alert)], messages: [alert.index])
}
