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
        "client-certificate-weak", "client-certificate-revoked", "client-revocation-unclear",
        "client-signature-refused", "server-clock-or-crl",
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
    "The connection was closed or reset right after our certificate, without an alert; Java, Node and some load "
    + "balancers refuse that way. The likely reason is what our own check finds. " + reason.detail
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

// MARK: The certificate itself

private func expired(
  _ certificate: CertificateFacts, isLeaf: Bool, _ refusal: ClientRefusal, _ evidence: Evidence
) -> Finding {
  let name = certificate.subject.shortName
  return refusal.finding(
    "client-certificate-expired", evidence,
    summary: isLeaf
      ? "Your client certificate “\(name)” expired on \(certificate.notAfter.date), so the server refused it."
      : "The intermediate “\(name)” that is sent with your client certificate expired on "
        + "\(certificate.notAfter.date).",
    detail: "\(name) is valid from \(certificate.notBefore) to \(certificate.notAfter); now it is \(evidence.now).",
    client: isLeaf
      ? "Renew the certificate with \(certificate.issuer.shortName) and configure the new one; see its dates with "
        + "`openssl x509 -dates -noout -in FILE`."
      : "Get the current intermediate \(name) from the CA and send it instead: signet send --intermediates FILE.",
    server: "Nothing; an expired certificate has to be refused.")
}

private func notYetValid(_ certificate: CertificateFacts, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  refusal.finding(
    "client-certificate-not-yet-valid", evidence,
    summary: "Your client certificate “\(certificate.subject.shortName)” is not yet valid: it starts on "
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
  return refusal.finding(
    "client-key-usage", evidence,
    summary: isExtended
      ? "Your client certificate \(certificate.subject.shortName) is not allowed for client login: its extended "
        + "key usage is \(extended), without clientAuth."
      : "The key of your client certificate \(certificate.subject.shortName) may not sign: its key usage is "
        + "\(usage), without digitalSignature.",
    detail: "Extended key usage: \(extended); key usage: \(usage). Logging in needs clientAuth and "
      + "digitalSignature (RFC 5280 4.2.1.3, 4.2.1.12). Public CAs stop issuing clientAuth between 2025 and 2027.",
    client:
      "Have the certificate reissued with extendedKeyUsage clientAuth and keyUsage digitalSignature, by a CA that "
      + "the server accepts; `openssl x509 -ext keyUsage,extendedKeyUsage -noout -in FILE` shows them.",
    server: "Nothing; accepting other usages would be a weakening of its check.")
}

private func weak(_ certificate: CertificateFacts, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let key = "\(certificate.keyType) key of \(certificate.keyBits) bits"
  return refusal.finding(
    "client-certificate-weak", evidence,
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
  return refusal.finding(
    "client-certificate-self-signed", evidence,
    summary: "Your client certificate \(name) is self-signed: it is its own issuer, and the server does not know it.",
    detail: "The server accepts certificates from \(chain.acceptedText).",
    client: "Use a certificate issued by a CA that the server accepts (\(chain.acceptedText)).",
    server:
      "If this very certificate is to be accepted, add it to the trusted certificates (nginx "
      + "`ssl_client_certificate`, Apache `SSLCACertificateFile`, IIS LocalMachine\\Root).")
}

private func wrongIntermediate(at index: Int, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let lower = chain.certificates[index]
  let upper = chain.certificates[index + 1]
  return refusal.finding(
    "client-intermediate-wrong", evidence,
    summary: "The intermediate \(upper.subject.shortName) that is sent with your client certificate did not issue "
      + "\(lower.subject.shortName): its issuer is \(lower.issuer.shortName).",
    detail: "A chain is sent leaf first, each certified by the next (RFC 5246 7.4.2). The certificate of "
      + "\(lower.issuer.shortName) is missing.",
    client:
      "Send the right intermediate \(lower.issuer.shortName): signet send --intermediates FILE; take the wrong one "
      + "out of the identity's file.",
    server:
      "The intermediate \(lower.issuer.shortName) can be installed there as well (nginx `ssl_trusted_certificate`, "
      + "Apache `SSLCACertificateFile`, IIS the store Intermediate Certification Authorities).")
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
  return refusal.finding(
    "client-intermediate-missing", evidence,
    summary:
      "The intermediate certificate \(issuer.shortName), which issued "
      + "\(chain.certificates.last?.subject.shortName ?? leaf), was not sent with your client certificate.",
    detail:
      "The server accepts certificates from \(chain.acceptedText). We sent \(count): "
      + "\(list(chain.certificates.map(\.subject.shortName))). The last one was issued by \(issuer), which the "
      + "server does not name and did not get, so no way leads from your certificate to what it "
      + "accepts.\(bridge)\(url)",
    client: sendTheChain(issuer, evidence),
    server:
      "Install the intermediate \(issuer.shortName), so that clients need not send it: nginx "
      + "`ssl_trusted_certificate` (with `ssl_verify_depth 2`), Apache `SSLCACertificateFile`, IIS the store "
      + "Intermediate Certification Authorities of the computer.")
}

private func sendTheChain(_ issuer: DistinguishedName, _ evidence: Evidence) -> String {
  let chain = ClientChain(evidence)
  if chain.configured?.certificates.contains(where: { $0.subject == issuer }) == true {
    return "Send the whole chain, which is at hand: leave out --chain leaf (`chain: leaf` in a request's file)."
  }
  let command = chain.certificates.last?.issuerCommand(source: evidence.identity?.source ?? "FILE")
  return "Put the certificate of \(issuer.shortName) into the intermediate store: `\(command ?? "")`; or name it with "
    + "--intermediates FILE, or export the PFX again with all certificates in the path "
    + "(`openssl pkcs12 -export -certfile CHAIN.pem …`)."
}

private func unknownAuthority(_ name: DistinguishedName, _ refusal: ClientRefusal, _ evidence: Evidence) -> Finding {
  let chain = ClientChain(evidence)
  let leaf = chain.leaf?.subject.shortName ?? "it"
  return refusal.finding(
    "client-ca-unknown", evidence,
    summary:
      "Your client certificate \(leaf) was issued by \(name.shortName), a CA that is not among those the server "
      + "accepts.",
    detail: "The server accepts certificates from \(chain.acceptedText); yours leads to \(name).",
    client: "Use a certificate that was issued by \(chain.acceptedText); `signet inspect FILE` shows who issued yours.",
    server:
      "Add the CA \(name.shortName) if its certificates are to be accepted: nginx `ssl_client_certificate`, Apache "
      + "`SSLCACertificateFile`, IIS LocalMachine\\Root.")
}
