internal import Basics
internal import Certificates

/// A certificate of ours went out and was not accepted: why.
extension Rule {
  static let clientRefusal: [Rule] = [
    Rule(
      "client certificate refused",
      codes: [
        "client-certificate-expired", "client-certificate-not-yet-valid", "client-key-usage",
        "client-certificate-self-signed", "client-intermediate-wrong", "client-intermediate-missing",
        "client-ca-unknown",
        "client-certificate-weak", "client-certificate-revoked", "client-signature-refused", "server-clock-or-crl",
        "server-cannot-check-client", "server-internal-error", "client-certificate-unsupported",
        "client-certificate-not-mapped", "front-end-refused", "client-certificate-refused-silently",
        "client-certificate-refused",
      ], check: checkClientRefusal)
  ]
}

@Sendable private func checkClientRefusal(_ evidence: Evidence) -> [Finding] {
  guard let refusal = ClientRefusal(evidence) else { return [] }
  let faults = ClientFault.all(evidence, alert: refusal.alert)
  var finding = faults.first.map { explain($0, refusal, evidence) } ?? unexplained(refusal, evidence)
  if case .silent = refusal, !faults.isEmpty { finding = silent(because: finding) }
  for fault in faults.dropFirst() { finding.evidence.append("also: " + explain(fault, refusal, evidence).summary) }
  return [finding]
}

/// The reason is our own guess when the server said nothing at all.
private func silent(because reason: Finding) -> Finding {
  var finding = reason
  finding.code = "client-certificate-refused-silently"
  finding.detail =
    "The connection was closed or reset right after our certificate, without an alert; Java, Node and some load balancers refuse "
    + "that way. The likely reason is what our own check finds. " + reason.detail
  return finding
}

private func explain(_ fault: ClientFault, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  switch fault {
  case .expired(let certificate, let isLeaf): expired(certificate, isLeaf: isLeaf, refusal, evidence)
  case .notYetValid(let certificate): notYetValid(certificate, refusal, evidence)
  case .usage(let certificate): wrongUsage(certificate, refusal, evidence)
  case .weak(let certificate): weak(certificate, refusal, evidence)
  case .chain(let gap): broken(gap, refusal, evidence)
  }
}

private func finding(
  _ code: String, blame: Finding.Blame = .client, _ refusal: ClientRefusal, _ evidence: Evidence,
  summary: String, detail: String, client: String, server: String
) -> Finding {
  Finding(
    code: code, blame: blame, summary: summary, detail: "The server \(refusal.text). " + detail,
    remedies: [.init(.client, client), .init(.server, server)], evidence: refusal.lines(evidence),
    messages: refusal.messages(evidence))
}

// MARK: The certificate itself

private func expired(
  _ certificate: CertificateFacts, isLeaf: Bool, _ refusal: ClientRefusal, _ evidence: Evidence
) -> Finding {
  let name = certificate.subject.shortName
  return finding(
    "client-certificate-expired", refusal, evidence,
    summary: isLeaf
      ? "Your client certificate \(name) expired on \(certificate.notAfter.date), so the server refused it."
      : "The intermediate \(name), which is sent with your client certificate, expired on \(certificate.notAfter.date).",
    detail: "\(name) is valid from \(certificate.notBefore) to \(certificate.notAfter); now it is \(evidence.now).",
    client: isLeaf
      ? "Renew the certificate with \(certificate.issuer.shortName) and configure the new one; see its dates with "
        + "`openssl x509 -dates -noout -in FILE`."
      : "Get the current intermediate \(name) from the CA and send it instead: signet send --intermediates FILE.",
    server: "Nothing; an expired certificate has to be refused.")
}

private func notYetValid(_ certificate: CertificateFacts, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  finding(
    "client-certificate-not-yet-valid", refusal, evidence,
    summary: "Your client certificate \(certificate.subject.shortName) is not yet valid: it starts on "
      + "\(certificate.notBefore.date).",
    detail: "It is valid from \(certificate.notBefore) to \(certificate.notAfter); now it is \(evidence.now).",
    client:
      "Wait until \(certificate.notBefore), or use the previous certificate until then; compare this computer's clock.",
    server: "Nothing, if its clock is right (`date -u`).")
}

private func wrongUsage(_ certificate: CertificateFacts, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let extended = certificate.extendedKeyUsages.map { $0.isEmpty ? "nothing" : list($0) } ?? "anything"
  let usage = certificate.keyUsages.map { $0.isEmpty ? "nothing" : list($0) } ?? "anything"
  let isExtended = certificate.extendedKeyUsages.map { !$0.contains("clientAuth") } ?? false
  return finding(
    "client-key-usage", refusal, evidence,
    summary: isExtended
      ? "Your client certificate \(certificate.subject.shortName) is not allowed for client login: its extended key usage is "
        + "\(extended), without clientAuth."
      : "The key of your client certificate \(certificate.subject.shortName) may not sign: its key usage is \(usage), without "
        + "digitalSignature.",
    detail: "Extended key usage: \(extended); key usage: \(usage). Logging in needs clientAuth and digitalSignature "
      + "(RFC 5280 4.2.1.3, 4.2.1.12). Public CAs stopped issuing clientAuth in 2025.",
    client:
      "Have the certificate reissued with extendedKeyUsage clientAuth and keyUsage digitalSignature, by a CA that the "
      + "server accepts; `openssl x509 -ext keyUsage,extendedKeyUsage -noout -in FILE` shows them.",
    server: "Nothing; accepting other usages would be a weakening of its check.")
}

private func weak(_ certificate: CertificateFacts, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let key = "\(certificate.keyType) key of \(certificate.keyBits) bits"
  return finding(
    "client-certificate-weak", refusal, evidence,
    summary: "The certificate \(certificate.subject.shortName) that we send is weak: \(key), signed with "
      + "\(certificate.signatureAlgorithm).",
    detail: "Servers at OpenSSL's security level 2 require RSA keys of 2048 bits and SHA-256 signatures.",
    client: "Have it reissued with a key of 2048 bits or more and a SHA-256 signature.",
    server: "Until then lower the security level for this client (OpenSSL: `@SECLEVEL=1` or `0` in the cipher list).")
}

// MARK: The chain

private func broken(_ gap: ClientChain.Gap, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  switch gap {
  case .selfSigned: selfSigned(refusal, evidence)
  case .wrongOrder(let index): wrongIntermediate(at: index, refusal, evidence)
  case .missingIntermediate(let issuer, let root): missingIntermediate(issuer, root, refusal, evidence)
  case .unknownAuthority(let name): unknownAuthority(name, refusal, evidence)
  }
}

private func selfSigned(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let name = chain.leaf?.subject.shortName ?? ""
  return finding(
    "client-certificate-self-signed", refusal, evidence,
    summary: "Your client certificate \(name) is self-signed: it is its own issuer, and the server does not know it.",
    detail: "The server accepts certificates from \(chain.acceptedText).",
    client: "Use a certificate issued by a CA that the server accepts (\(chain.acceptedText)).",
    server:
      "If this very certificate is to be accepted, add it to the trusted certificates (nginx `ssl_client_certificate`, "
      + "Apache `SSLCACertificateFile`, IIS LocalMachine\\Root).")
}

private func wrongIntermediate(at index: Int, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let lower = chain.certificates[index]
  let upper = chain.certificates[index + 1]
  return finding(
    "client-intermediate-wrong", refusal, evidence,
    summary: "The intermediate \(upper.subject.shortName) that is sent with your client certificate did not issue "
      + "\(lower.subject.shortName): its issuer is \(lower.issuer.shortName).",
    detail: "A chain is sent leaf first, each certified by the next (RFC 5246 7.4.2). The certificate of "
      + "\(lower.issuer.shortName) is missing.",
    client:
      "Send the right intermediate \(lower.issuer.shortName): signet send --intermediates FILE; take the wrong one out of "
      + "the identity's file.",
    server:
      "The intermediate \(lower.issuer.shortName) can be installed there as well (nginx `ssl_trusted_certificate`, Apache "
      + "`SSLCACertificateFile`, IIS the store Intermediate Certification Authorities).")
}

private func missingIntermediate(
  _ issuer: DistinguishedName, _ root: DistinguishedName?, _ refusal: ClientRefusal, _ evidence: Evidence
) -> Finding {
  let chain = ClientChain(evidence)
  let leaf = chain.leaf?.subject.shortName ?? "your certificate"
  let count = counted(chain.certificates.count, "certificate")
  let bridge =
    root.map { " It probably stands between your certificate and \($0.shortName), which the server accepts." } ?? ""
  let url =
    chain.certificates.last?.issuerURLs.first.map { " Its certificate can be had from \($0.neutralised)." } ?? ""
  return finding(
    "client-intermediate-missing", refusal, evidence,
    summary:
      "The intermediate certificate \(issuer.shortName), which issued \(chain.certificates.last?.subject.shortName ?? leaf), "
      + "was not sent with your client certificate.",
    detail:
      "The server accepts certificates from \(chain.acceptedText). We sent \(count): \(list(chain.certificates.map(\.subject.shortName))). "
      + "The last one was issued by \(issuer), which the server does not name and did not get, so no way leads from your "
      + "certificate to what it accepts.\(bridge)\(url)",
    client:
      "Send the chain: signet send --intermediates FILE with the certificate of \(issuer.shortName), or export the PFX again "
      + "with all certificates in the path (`openssl pkcs12 -export -certfile CHAIN.pem …`); do not use --chain leaf.",
    server:
      "Install the intermediate \(issuer.shortName), so that clients need not send it: nginx `ssl_trusted_certificate` "
      + "(with `ssl_verify_depth 2`), Apache `SSLCACertificateFile`, IIS the store Intermediate Certification Authorities of the "
      + "computer.")
}

private func unknownAuthority(_ name: DistinguishedName, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let leaf = chain.leaf?.subject.shortName ?? "it"
  return finding(
    "client-ca-unknown", refusal, evidence,
    summary:
      "Your client certificate \(leaf) was issued by \(name.shortName), a CA that is not among those the server accepts.",
    detail: "The server accepts certificates from \(chain.acceptedText); yours leads to \(name).",
    client: "Use a certificate that was issued by \(chain.acceptedText); `signet inspect FILE` shows who issued yours.",
    server:
      "Add the CA \(name.shortName) if its certificates are to be accepted: nginx `ssl_client_certificate`, Apache "
      + "`SSLCACertificateFile`, IIS LocalMachine\\Root.")
}

// MARK: Nothing wrong is seen from here

private func unexplained(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  if case .http(let front) = refusal, let finding = unexplained(front, refusal, evidence) { return finding }
  if case .silent = refusal { return unexplainedSilence(refusal, evidence) }
  switch refusal.alert {
  case .certificateRevoked: return revoked(refusal, evidence)
  case .certificateExpired: return clockOrList(refusal, evidence)
  case .unsupportedCertificate: return unsupported(refusal, evidence)
  case .decryptError: return signatureRefused(refusal, evidence)
  case .internalError: return internalError(refusal, evidence)
  case .unknownCA:
    return ClientChain(evidence).acceptedAuthority == nil
      ? unknownToServer(refusal, evidence) : cannotCheck(refusal, evidence)
  case .accessDenied: return unknownToServer(refusal, evidence)
  default: return refusedGenerally(refusal, evidence)
  }
}

private func revoked(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let leaf = ClientChain(evidence).leaf
  return finding(
    "client-certificate-revoked", refusal, evidence,
    summary:
      "Your client certificate \(leaf?.subject.shortName ?? "") has been revoked: it is on the server's revocation list.",
    detail: "Serial number \(leaf?.serial ?? "unknown"), issued by \(leaf?.issuer.shortName ?? "unknown").",
    client: "Get a new certificate from \(leaf?.issuer.shortName ?? "the CA"), and ask why this one was revoked.",
    server: "Check the entry in the CRL: `openssl crl -in FILE -noout -text`.")
}

private func clockOrList(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let leaf = ClientChain(evidence).leaf
  return finding(
    "server-clock-or-crl", blame: .server, refusal, evidence,
    summary:
      "The server calls our certificate expired, and nothing we sent is: its revocation list (CRL) is out of date, or its "
      + "clock is ahead.",
    detail:
      "Ours is valid to \(leaf?.notAfter.description ?? "an unknown date"); now it is \(evidence.now). OpenSSL sends the same "
      + "alert 45 when the CRL that it checks against has passed its nextUpdate.",
    client: "Nothing; tell the operator that all dates sent are in order.",
    server:
      "Refresh the CRL (`openssl crl -in FILE -noout -nextupdate`; nginx `ssl_crl`, Apache `SSLCARevocationFile`) and check "
      + "the clock (`date -u`).")
}

private func unsupported(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  finding(
    "client-certificate-unsupported", refusal, evidence,
    summary: "The server does not accept this kind of certificate for client login (unsupported_certificate).",
    detail:
      "Usage and extended usage of ours allow it; a CA of the chain may forbid clientAuth in its own extended key usage, or "
      + "the server does not take this type of key (\(ClientChain(evidence).leaf?.keyType.description ?? "unknown")).",
    client: "Show the chain to its issuer: `openssl verify -purpose sslclient -CAfile ROOT -untrusted CHAIN FILE`.",
    server: "See its log for the reason (OpenSSL: “unsuitable certificate purpose”).")
}

private func signatureRefused(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  finding(
    "client-signature-refused", refusal, evidence,
    summary:
      "The server could not verify a signature of ours (decrypt_error): the private key does not fit the certificate, or a "
      + "signature in our chain is broken.",
    detail:
      "Alert 51 follows a CertificateVerify that does not verify: key and certificate mixed up (a token or HSM with the "
      + "wrong slot, hash or PSS salt), or a certificate in the chain that its issuer's key did not sign.",
    client:
      "Pair key and certificate anew (`openssl x509 -pubkey -noout -in CERT` and `openssl pkey -pubout -in KEY` must be "
      + "equal); with a token try --tls-max 1.2, which needs no PSS.",
    server: "See its log: it says whose signature failed.")
}

private func internalError(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  finding(
    "server-internal-error", blame: .server, refusal, evidence,
    summary:
      "The server broke down while it checked our client certificate (internal_error): the fault is on its side.",
    detail:
      "It had taken the certificate and then failed: an OCSP responder, LDAP or HSM that it cannot reach, or an exception.",
    client: "Try again; send the operator the time of this attempt.",
    server: "See its log; check that OCSP, CRL and directory servers that it asks are reachable.")
}

private func cannotCheck(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let root = chain.acceptedAuthority?.shortName ?? ""
  return finding(
    "server-cannot-check-client", blame: .server, refusal, evidence,
    summary:
      "The server says unknown_ca although our chain leads to \(root), which it accepts: its own check stopped, by a missing "
      + "revocation list (CRL) or a verification depth that is too small.",
    detail:
      "We sent \(counted(chain.certificates.count, "certificate")): \(list(chain.certificates.map(\.subject.shortName))). OpenSSL "
      + "answers alert 48 also when revocation is checked and the CRL of one of the CAs is not there, when the chain is longer "
      + "than the verify depth, and for a CA with a path length or basic constraints that forbid it.",
    client: "Nothing is wrong with what was sent; give the operator this report.",
    server: "See its log; load the CRL of every CA in the chain (nginx `ssl_crl`, Apache `SSLCARevocationFile` or "
      + "`SSLCARevocationCheck none`), raise the depth (nginx `ssl_verify_depth 3`, Apache `SSLVerifyDepth 3`).")
}

private func unknownToServer(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let top = chain.certificates.last
  let name = top.map { $0.isSelfIssued ? $0.subject.shortName : $0.issuer.shortName } ?? "its issuer"
  return finding(
    "client-ca-unknown", refusal, evidence,
    summary: "The server does not accept the CA \(name), from which your client certificate "
      + "\(chain.leaf?.subject.shortName ?? "") comes.",
    detail:
      "It accepts certificates from \(chain.acceptedText); yours leads to \(name). It may also lack a certificate between, "
      + "a revocation list, or the depth for this chain.",
    client:
      "Use a certificate from a CA that the server accepts (\(chain.acceptedText)); if one between is missing: signet send "
      + "--intermediates FILE.",
    server: "Add the CA \(name): nginx `ssl_client_certificate`, Apache `SSLCACertificateFile`, IIS LocalMachine\\Root."
  )
}

private func refusedGenerally(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  finding(
    "client-certificate-refused", refusal, evidence,
    summary: "The server refused our client certificate without a detail that tells why: it \(refusal.text).",
    detail:
      "Go, Java and some gateways give one answer to every fault. Our own check of dates, usage and chain found nothing "
      + "against \(ClientChain(evidence).acceptedText); left are an authority or certificate that is not registered there, "
      + "revocation, a server clock that is behind, name constraints, or a policy on the subject.",
    client: "Ask the operator what its log says; confirm that this certificate (serial "
      + "\(ClientChain(evidence).leaf?.serial ?? "unknown")) is registered there.",
    server: "See the log of this attempt; check the trust store, the clock and revocation.")
}

private func unexplainedSilence(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  finding(
    "client-certificate-refused-silently", blame: .server, refusal, evidence,
    summary:
      "The server \(evidence.cutVerb) right after our client certificate, without an alert: most likely it refused it.",
    detail:
      "Nothing proves that it was accepted: no session ticket, no data. Java, Node and some load balancers refuse that way. "
      + "The server accepts certificates from \(ClientChain(evidence).acceptedText); our own check found nothing wrong.",
    client:
      "Compare with a request without a certificate, and with --tls-max 1.2; ask the operator whether certificates from "
      + "\(ClientChain(evidence).leaf?.issuer.shortName ?? "our CA") are accepted.",
    server: "See the log of this attempt; add the CA to the trust store if it is missing.")
}

// MARK: A front end's HTTP answer

private func unexplained(_ front: FrontEndRefusal, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding? {
  let chain = ClientChain(evidence)
  if front.reason == .certificateNotMapped {
    return finding(
      "client-certificate-not-mapped", blame: .server, refusal, evidence,
      summary:
        "The server knows our client certificate's issuer and maps the certificate to no user (HTTP \(front.status)).",
      detail: "TLS went well; the account or registration for this certificate is missing.",
      client:
        "Have this certificate registered (SHA-1 \(chain.leaf?.sha1 ?? ""), subject \(chain.leaf?.subject.description ?? "")).",
      server: "Map the certificate to an account (IIS: client certificate mapping).")
  }
  guard refusal.alert == nil || refusal.alert == .unknownCA else { return nil }
  return finding(
    "front-end-refused", blame: .server, refusal, evidence,
    summary: "TLS went well and \(front.server) then refused our client certificate with HTTP \(front.status).",
    detail:
      "It accepts certificates from \(chain.acceptedText), and our own check found nothing wrong. nginx has one text for an "
      + "unknown CA, a missing intermediate, revocation and a depth that is too small; IIS says 403.16 also when an "
      + "intermediate was put into the Root store.",
    client: "Send the operator subject and serial number of the certificate (\(chain.leaf?.serial ?? "unknown")).",
    server:
      "See the error log; nginx: `ssl_client_certificate` must hold the root, `ssl_verify_depth` be 2 or more, `ssl_crl` hold "
      + "every CA's list; IIS: root in LocalMachine\\Root, intermediates in LocalMachine\\CA.")
}
