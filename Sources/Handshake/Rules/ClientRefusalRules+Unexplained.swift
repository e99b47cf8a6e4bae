internal import Basics
internal import Certificates

/// The verdict on a refusal for which our own check of the certificate has no reason.
func unexplained(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
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
  // GnuTLS says it of an unknown CA; it means that the certificate is good, and not let in (RFC 8446 section 6.2).
  case .accessDenied where ClientChain(evidence).acceptedAuthority == nil: return unknownToServer(refusal, evidence)
  default: return refusedGenerally(refusal, evidence)
  }
}

private func revoked(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let leaf = ClientChain(evidence).leaf
  return refusal.finding(
    "client-certificate-revoked", evidence,
    summary:
      "Your client certificate \(leaf?.subject.shortName ?? "") has been revoked: it is on the server's revocation "
      + "list.",
    detail: "Serial number \(leaf?.serial ?? "unknown"), issued by \(leaf?.issuer.shortName ?? "unknown").",
    client: "Get a new certificate from \(leaf?.issuer.shortName ?? "the CA"), and ask why this one was revoked.",
    server: "Check the entry in the CRL: `openssl crl -in FILE -noout -text`.")
}

private func clockOrList(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let leaf = ClientChain(evidence).leaf
  return refusal.finding(
    "server-clock-or-crl", blame: .server, evidence,
    summary:
      "The server's revocation list (CRL) is out of date, or its clock is ahead: it \(refusal.text), while every "
      + "certificate that we sent is within its dates.",
    detail:
      "Ours is valid to \(leaf?.notAfter.description ?? "an unknown date"); now it is \(evidence.now). OpenSSL "
      + "sends certificate_expired (alert 45) also when the CRL that it checks against has passed its nextUpdate. "
      + "Which of the two it is stands in the server's log.",
    client: "Nothing; tell the operator that all dates sent are in order.",
    server:
      "Refresh the CRL (`openssl crl -in FILE -noout -nextupdate`; nginx `ssl_crl`, Apache `SSLCARevocationFile`) "
      + "and check the clock (`date -u`).")
}

private func unsupported(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  refusal.finding(
    "client-certificate-unsupported", evidence,
    summary: "The server does not accept this kind of certificate for client login (unsupported_certificate).",
    detail:
      "Usage and extended usage of ours allow it; a CA of the chain may forbid clientAuth in its own extended key "
      + "usage, or the server does not take this type of key "
      + "(\(ClientChain(evidence).leaf?.keyType.description ?? "unknown")).",
    client: "Show the chain to its issuer: `openssl verify -purpose sslclient -CAfile ROOT -untrusted CHAIN FILE`.",
    server: "See its log for the reason (OpenSSL: “unsuitable certificate purpose”).")
}

private func signatureRefused(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  refusal.finding(
    "client-signature-refused", evidence,
    summary:
      "The server could not verify a signature of ours (decrypt_error): the private key does not fit the "
      + "certificate, or a signature in our chain is broken.",
    detail:
      "Alert 51 follows a CertificateVerify that does not verify: key and certificate mixed up (a token or HSM "
      + "with the wrong slot, hash or PSS salt), or a certificate in the chain that its issuer's key did not sign.",
    client:
      "Pair key and certificate anew (`openssl x509 -pubkey -noout -in CERT` and `openssl pkey -pubout -in KEY` "
      + "must be equal); with a token try --tls-max 1.2, which needs no PSS.",
    server: "See its log: it says whose signature failed.")
}

private func internalError(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  refusal.finding(
    "server-internal-error", blame: .server, evidence,
    summary:
      "The server broke down while it checked our client certificate (internal_error): the fault is on its side.",
    detail:
      "It had taken the certificate and then failed: an OCSP responder, LDAP or HSM that it cannot reach, or an "
      + "exception.",
    client: "Try again; send the operator the time of this attempt.",
    server: "See its log; check that OCSP, CRL and directory servers that it asks are reachable.")
}

private func cannotCheck(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let root = chain.acceptedAuthority?.shortName ?? ""
  return refusal.finding(
    "server-cannot-check-client", blame: .server, evidence,
    summary:
      "The server says unknown_ca although our chain leads to \(root), which it accepts: its own check stopped, by "
      + "a missing revocation list (CRL) or a verification depth that is too small.",
    detail:
      "We sent \(counted(chain.certificates.count, "certificate")): "
      + "\(list(chain.certificates.map(\.subject.shortName))). OpenSSL answers alert 48 also when revocation is "
      + "checked and the CRL of one of the CAs is not there, when the chain is longer than the verify depth, and "
      + "for a CA with a path length or basic constraints that forbid it.",
    client: "Nothing is wrong with what was sent; give the operator this report.",
    server: "See its log; load the CRL of every CA in the chain (nginx `ssl_crl`, Apache `SSLCARevocationFile` or "
      + "`SSLCARevocationCheck none`), raise the depth (nginx `ssl_verify_depth 3`, Apache `SSLVerifyDepth 3`).")
}

private func unknownToServer(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let top = chain.certificates.last
  let name = top.map { $0.isSelfIssued ? $0.subject.shortName : $0.issuer.shortName } ?? "its issuer"
  return refusal.finding(
    "client-ca-unknown", evidence,
    summary: "The server does not accept the CA \(name), from which your client certificate "
      + "\(chain.leaf?.subject.shortName ?? "") comes.",
    detail:
      "It accepts certificates from \(chain.acceptedText); yours leads to \(name). It may also lack a certificate "
      + "between, a revocation list, or the depth for this chain.",
    client:
      "Use a certificate from a CA that the server accepts (\(chain.acceptedText)); if one between is missing: "
      + "signet send --intermediates FILE.",
    server: "Add the CA \(name): nginx `ssl_client_certificate`, Apache `SSLCACertificateFile`, IIS LocalMachine\\Root."
  )
}

private func refusedGenerally(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  refusal.finding(
    "client-certificate-refused", evidence,
    summary: "The server refused our client certificate without a detail that tells why: it \(refusal.text).",
    detail:
      "Go, Java and some gateways give one answer to every fault. The server accepts certificates from "
      + "\(ClientChain(evidence).acceptedText), and our own check of dates, usage and chain found nothing wrong; left "
      + "are an authority or certificate that is not registered there, revocation, a server clock that is behind, name "
      + "constraints, or a policy on the subject.",
    client: "Ask the operator what its log says; confirm that this certificate (serial "
      + "\(ClientChain(evidence).leaf?.serial ?? "unknown")) is registered there.",
    server: "See the log of this attempt; check the trust store, the clock and revocation.")
}

private func unexplainedSilence(_ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  refusal.finding(
    "client-certificate-refused-silently", blame: .server, evidence,
    summary:
      "The server \(evidence.cutVerb) right after our client certificate, without an alert: most likely it refused it.",
    detail:
      "Nothing proves that it was accepted: no session ticket, no data. Java, Node and some load balancers refuse "
      + "that way. The server accepts certificates from \(ClientChain(evidence).acceptedText); our own check "
      + "found nothing wrong.",
    client:
      "Compare with a request without a certificate, and with --tls-max 1.2; ask the operator whether certificates "
      + "from \(ClientChain(evidence).leaf?.issuer.shortName ?? "our CA") are accepted.",
    server: "See the log of this attempt; add the CA to the trust store if it is missing.")
}

// MARK: A front end's HTTP answer

private func unexplained(_ front: FrontEndRefusal, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding? {
  let chain = ClientChain(evidence)
  if front.reason == .certificateNotMapped {
    return refusal.finding(
      "client-certificate-not-mapped", blame: .server, evidence,
      summary:
        "The server knows our client certificate's issuer and maps the certificate to no user (HTTP \(front.status)).",
      detail: "TLS went well; the account or registration for this certificate is missing.",
      client:
        "Have this certificate registered (SHA-1 \(chain.leaf?.sha1 ?? ""), subject "
        + "\(chain.leaf?.subject.description ?? "")).",
      server: "Map the certificate to an account (IIS: client certificate mapping).")
  }
  if front.reason == .revocationUnclear { return revocationUnclear(front, refusal, evidence) }
  guard refusal.alert == nil || refusal.alert == .unknownCA else { return nil }
  return refusal.finding(
    "front-end-refused", blame: .server, evidence,
    summary: front.reason == .certificateUntrusted
      ? "TLS went well, and \(front.server) does not trust our client certificate, or finds it invalid (HTTP "
        + "\(front.words))."
      : "TLS went well and \(front.server) then refused our client certificate with HTTP \(front.status).",
    detail:
      "It accepts certificates from \(chain.acceptedText), and our own check found nothing wrong. nginx has one "
      + "text for an unknown CA, a missing intermediate, revocation and a depth that is too small; IIS says "
      + "403.16 also when an intermediate was put into the Root store.",
    client: "Send the operator subject and serial number of the certificate (\(chain.leaf?.serial ?? "unknown")).",
    server:
      "See the error log; nginx: `ssl_client_certificate` must hold the root, `ssl_verify_depth` be 2 or more, "
      + "`ssl_crl` hold every CA's list; IIS: root in LocalMachine\\Root, intermediates in LocalMachine\\CA.")
}

private func revocationUnclear(_ front: FrontEndRefusal, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let leaf = ClientChain(evidence).leaf
  return refusal.finding(
    "client-revocation-unclear", blame: .server, evidence,
    summary:
      "\(front.server) could not see that our client certificate is not revoked: either it is, or the server cannot "
      + "reach the revocation list (CRL) or OCSP responder.",
    detail:
      "403.13 stands for both. Serial number \(leaf?.serial ?? "unknown"), issued by "
      + "\(leaf?.issuer.shortName ?? "unknown"); whether the CA has revoked it is in its CRL.",
    client: "Ask \(leaf?.issuer.shortName ?? "the CA") whether this certificate is revoked; if so, get a new one.",
    server:
      "Let the server reach the CA's CRL and OCSP addresses (`certutil -url FILE`, `certutil -verify -urlfetch FILE`), or "
      + "turn the check off for this binding (`netsh http … verifyclientcertrevocation=disable`).")
}
