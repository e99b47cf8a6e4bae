internal import Basics
internal import Certificates

/// A certificate was wanted and none went out: why.
extension Rule {
  static let clientCertificate: [Rule] = [
    Rule(
      "client certificate missing",
      codes: [
        "client-certificate-missing", "client-certificate-not-enabled", "client-key-type-unusable",
        "client-signature-not-possible", "front-end-refused",
      ], check: checkMissing),
    Rule("renegotiation refused", codes: ["renegotiation-refused"], check: checkRenegotiation),
    Rule(
      "local certificate", codes: ["client-certificate-weak", "client-certificate-not-loaded"], check: checkLoading),
  ]
}

@Sendable private func checkMissing(_ evidence: Evidence) -> [Finding] {
  guard !evidence.transcript.sentCertificate, let want = WantedCertificate(evidence) else { return [] }
  if !want.wasAsked, let identity = evidence.identity, identity.isEnabled { return [neverAsked(want, evidence)] }
  guard let identity = evidence.identity else { return [noneConfigured(want, evidence)] }
  return [identity.isEnabled ? unusable(want, identity, evidence) : notEnabled(want, identity, evidence)]
}

/// What shows that the server wanted a certificate that it did not get.
struct WantedCertificate {
  var text: String
  var wasAsked: Bool
  /// The answer refuses, and does not say that the certificate is the reason.
  var isGuess = false
  var front: FrontEndRefusal?
  var lines: [String]
  var messages: [Int]

  init?(_ evidence: Evidence) {
    let transcript = evidence.transcript
    wasAsked = transcript.certificateRequest != nil
    messages =
      transcript.indices(.certificateRequest, from: .server).suffix(1)
      + transcript.indices(.certificate, from: .client).suffix(1)
    if let http = evidence.http, let refusal = FrontEndRefusal(http),
      [.certificateMissing, .certificateRefused, .cannotAsk].contains(refusal.reason)
    {
      front = refusal
      text = "answered HTTP \(refusal.status), “\(refusal.words)” (\(refusal.server))"
      lines = ["HTTP \(refusal.status): \(refusal.words)"]
    } else if wasAsked, transcript.sentEmptyCertificate, let http = evidence.http, GatewayAnswer(http) == nil,
      let refusal = FrontEndRefusal(bare: http, .certificateMissing)
    {
      isGuess = true
      text = "went on without one, and answered HTTP \(refusal.status)"
      lines = ["HTTP \(refusal.status) after an empty certificate"]
    } else if let alert = transcript.refusalOfCertificate ?? Self.required(transcript) {
      text = "answered \(alert.alert.name) (alert \(alert.alert.code))"
      lines = [evidence.alertLine(alert)]
      messages.append(alert.index)
    } else if wasAsked, transcript.sentEmptyCertificate, transcript.wasRefusedSilently(evidence.outcome) {
      text = "\(evidence.cutVerb) without saying why"
      lines = evidence.libraryLine
    } else {
      return nil
    }
    lines += Self.seen(evidence)
  }

  /// certificate_required says it all, whatever was seen before it.
  private static func required(_ transcript: Transcript) -> ReceivedAlert? {
    transcript.serverAlert.flatMap { $0.alert.alertDescription == .certificateRequired ? $0 : nil }
  }

  private static func seen(_ evidence: Evidence) -> [String] {
    guard evidence.transcript.certificateRequest != nil else {
      return ["no CertificateRequest was seen in this handshake"]
    }
    let authorities = "CertificateRequest names: \(ClientChain(evidence).acceptedText)"
    return [authorities] + (evidence.transcript.sentEmptyCertificate ? ["our Certificate message was empty"] : [])
  }
}

/// When it asked, if that was late.
private func lateness(_ evidence: Evidence) -> String {
  guard evidence.transcript.certificateRequest?.isPostHandshake == true else { return "" }
  return evidence.transcript.version == .tls13
    ? " It asked only after it had read the request (post-handshake authentication), as servers do that protect "
      + "single paths."
    : " It asked only after it had read the request, in a second handshake (renegotiation), as servers do that "
      + "protect single paths."
}

private func finding(
  _ code: String, blame: Finding.Blame = .client, _ want: WantedCertificate, summary: String,
  detail: String, client: String,
  server: String
) -> Finding {
  Finding(
    code: code, blame: blame, summary: summary, detail: detail,
    remedies: [.init(.client, client), .init(.server, server)], evidence: want.lines, messages: want.messages)
}

private func noneConfigured(_ want: WantedCertificate, _ evidence: Evidence) -> Finding {
  let accepted = ClientChain(evidence).acceptedText
  let late = evidence.transcript.certificateRequest?.isPostHandshake == true ? ", after it had read the request," : ""
  return finding(
    want.front == nil ? "client-certificate-missing" : "front-end-refused", want,
    summary: want.isGuess
      ? "The server asked for a client certificate\(late), got none, and refused the request: most likely it requires "
        + "one, and no identity is configured."
      : "The server requires a client certificate\(late) and none was sent: no identity is configured for this request.",
    detail: "It \(want.text)."
      + (want.isGuess ? " The same answer comes when the path is forbidden to everybody." : "")
      + (want.wasAsked ? " It asked for a certificate from \(accepted); ours was empty." : "") + lateness(evidence),
    client:
      "Configure a client certificate from \(want.wasAsked ? accepted : "a CA that the server accepts"): signet "
      + "send --cert FILE --key FILE, or a PFX with --cert FILE --password env:NAME.",
    server:
      "Nothing, if the certificate is meant to be required; otherwise make it optional (nginx `ssl_verify_client "
      + "optional`, Apache `SSLVerifyClient optional`).")
}

private func notEnabled(
  _ want: WantedCertificate, _ identity: Evidence.IdentityEvidence, _ evidence: Evidence
) -> Finding {
  let name = identity.chain.certificates.first?.subject.shortName ?? identity.source
  return finding(
    "client-certificate-not-enabled", want,
    summary:
      "The server requires a client certificate; one is configured (\(name)), and the binding did not enable it, "
      + "so it was not sent.",
    detail:
      "It \(want.text). The credential is set, but the binding's transport never asks for it: WCF sends it only "
      + "with clientCredentialType Certificate (Basic) or requireClientCertificate (HTTPS transport element)."
      + lateness(evidence),
    client:
      "Use --credential certificate with a basic binding, or https(requireClientCertificate=true) in --elements of "
      + "a custom one; `signet lint` shows this before sending.",
    server: "Nothing.")
}

private func unusable(
  _ want: WantedCertificate, _ identity: Evidence.IdentityEvidence, _ evidence: Evidence
) -> Finding {
  let leaf = identity.chain.certificates.first
  let name = leaf?.subject.shortName ?? identity.source
  let schemes = (evidence.transcript.certificateRequest?.signatureSchemes ?? []).map(SignatureScheme.init)
  let version = evidence.transcript.version ?? .tls12
  if version < .tls12 { return tooOldToSign(name, version, want, evidence) }
  if !schemes.isEmpty, schemes.allSatisfy({ $0.usesSHA1 || $0.usesMD5 }) { return onlySHA1(name, want) }
  let key = leaf?.keyType.description ?? "unknown"
  let fits = leaf.map { leaf in schemes.contains { $0.fits(leaf.keyType, version: version) } } ?? false
  return finding(
    fits ? "client-certificate-missing" : "client-key-type-unusable", want,
    summary: fits
      ? "The server requires a client certificate, and none was sent although \(name) is configured."
      : "The key of your client certificate \(name) is \(key), and the server's signature algorithms do not "
        + "include it: an empty certificate was sent.",
    detail:
      "It \(want.text). It accepts signatures by "
      + "\(schemes.isEmpty ? "unnamed algorithms" : list(schemes.map(\.description), limit: 8))."
      + lateness(evidence),
    client: fits
      ? "Check that the identity is complete: `signet inspect FILE` must show its private key."
      : "Use a certificate with another key type, RSA or P-256.",
    server: "Allow more signature algorithms for clients (OpenSSL `ClientSignatureAlgorithms`, Apache "
      + "`SSLOpenSSLConfCmd ClientSignatureAlgorithms`).")
}

private func onlySHA1(_ name: String, _ want: WantedCertificate) -> Finding {
  finding(
    "client-signature-not-possible", blame: .server, want,
    summary:
      "The server accepts only SHA-1 signatures from clients, which this client's security level does not make: "
      + "\(name) could not be used.",
    detail:
      "It \(want.text). Its CertificateRequest names no signature algorithm with SHA-256 or better: an old server, "
      + "or a policy from that time. An empty certificate was sent.",
    client: "For this endpoint alone: --security-level 0.",
    server: "Update the server, or allow signature algorithms with SHA-256.")
}

private func tooOldToSign(
  _ name: String, _ version: TLSVersion, _ want: WantedCertificate, _ evidence: Evidence
) -> Finding {
  finding(
    "client-signature-not-possible", blame: .server, want,
    summary:
      "The server speaks only \(version), in which this client's security level cannot sign with \(name): an empty "
      + "certificate was sent.",
    detail:
      "It \(want.text). CertificateVerify of \(version) is made with MD5 and SHA-1, which security level 2 forbids.",
    client: "For this endpoint alone: --security-level 0.",
    server: "Upgrade to TLS 1.2 or 1.3.")
}

private func neverAsked(_ want: WantedCertificate, _ evidence: Evidence) -> Finding {
  let isResumed = evidence.transcript.isResumed || evidence.transcript.reusedExchange != nil
  return finding(
    "front-end-refused", blame: .server, want,
    summary:
      "The server wants a client certificate and never asked for one in this handshake, so ours was not sent: it "
      + "\(want.text).",
    detail: isResumed
      ? "The connection or session was made by an earlier exchange."
      : "No CertificateRequest came. IIS behaves so with TLS 1.3 or HTTP/2 when it negotiates the certificate only "
        + "later, and when its list of trusted issuers lacks our CA.",
    client: "Try --tls-max 1.2, which lets the server renegotiate to ask.",
    server:
      "Ask in the first handshake: IIS `netsh http add sslcert … clientcertnegotiation=enable` and SSL Settings "
      + "Require; Apache `SSLVerifyClient require` for the whole virtual host.")
}

// MARK: Renegotiation

@Sendable private func checkRenegotiation(_ evidence: Evidence) -> [Finding] {
  let hello = evidence.transcript.indices(.helloRequest, from: .server)
  let refused = evidence.transcript.alerts(from: .client).contains { $0.alert.alertDescription == .noRenegotiation }
  guard evidence.failed, !hello.isEmpty, refused else { return [] }
  return [
    Finding(
      code: "renegotiation-refused", blame: .client,
      summary:
        "The server wanted to renegotiate after the request, most likely to ask for a client certificate, and this "
        + "client did not allow it.",
      detail: "HelloRequest came after the handshake, and no_renegotiation (alert 100) went back.",
      remedies: [
        .init(.client, "Allow renegotiation for this endpoint: --legacy-renegotiation."),
        .init(.server, "Ask for the certificate in the first handshake, for the whole virtual host."),
      ],
      messages: hello)
  ]
}

// MARK: Our own library

/// libcurl could not use what it was given, before a byte was sent.
@Sendable private func checkLoading(_ evidence: Evidence) -> [Finding] {
  guard evidence.curlCode == 58 else { return [] }
  let leaf = evidence.identity?.chain.certificates.first { $0.isWeak }
  let isWeak = evidence.says(399, "key too small") || evidence.says(398, "md too weak")
  let what =
    leaf.map { "\($0.subject.shortName): \($0.keyType) key of \($0.keyBits) bits, \($0.signatureAlgorithm)" }
    ?? "certificate"
  return [
    Finding(
      code: isWeak ? "client-certificate-weak" : "client-certificate-not-loaded", blame: .client,
      summary: isWeak
        ? "Our own library refuses the client certificate as too weak (\(what))."
        : "The client certificate could not be used by the TLS library.",
      detail: "Nothing was sent. \(evidence.message.neutralised)",
      remedies: [
        .init(
          .client,
          isWeak
            ? "Have it reissued with 2048 bits or more and SHA-256; for this endpoint alone --security-level 0."
            : "Look at the file with `signet inspect FILE`.")
      ],
      evidence: evidence.libraryLine)
  ]
}
