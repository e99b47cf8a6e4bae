internal import Basics
internal import Certificates

extension ServerFault {
  // MARK: Dates

  var expired: Finding {
    let end = certificate.map { " on \($0.notAfter.date)" } ?? ""
    if isLeaf {
      return finding(
        "server-certificate-expired", "The server's certificate expired\(end).",
        detail: dates,
        [
          .init(
            .server, "Renew the certificate and reload the server; check with `openssl x509 -enddate -noout -in FILE`."),
          .init(.client, "Compare this computer's clock (\(evidence.now)); nothing else can be done here."),
        ])
    }
    if wasSent {
      return finding(
        "server-intermediate-expired",
        "The intermediate certificate \(name), which the server sends, expired\(end).",
        detail: dates + " The certificate of the server below it is not the problem.",
        [
          .init(.server, "Install the new intermediate certificate of \(name) in the chain file."),
          .init(.client, "Compare this computer's clock (\(evidence.now)); nothing else can be done here."),
        ])
    }
    return finding(
      "trust-anchor-expired", blame: .client,
      "Your own trust store is old: the root \(name) in it (\(evidence.trust.label.neutralised)) has "
        + "expired.",
      detail:
        "The expired certificate is not one that the server sent; it comes from the trusted roots here. The server "
        + "may have moved to a new root that this file lacks.",
      [
        .init(
          .client,
          "Update the CA bundle (--cacert file, or the package ca-certificates) so that it has the CA's current root."),
        .init(.server, "Nothing; a chain to a root that old clients have can help them."),
      ])
  }

  var notYetValid: Finding {
    let start = certificate.map { " until \($0.notBefore.date)" } ?? ""
    return finding(
      "server-certificate-not-yet-valid",
      "\(isLeaf ? "The server's certificate" : "The certificate \(name) of the server's chain") is not "
        + "yet valid\(start).",
      detail: dates,
      [
        .init(
          .server, "Install a certificate that is valid now, or wait until it is; keep the previous one until then."),
        .init(.client, "Compare this computer's clock (\(evidence.now))."),
      ])
  }

  private var dates: String {
    guard let certificate = certificate else { return "This computer's clock says \(evidence.now)." }
    return
      "\(certificate.subject.shortName) is valid from \(certificate.notBefore) to \(certificate.notAfter); this "
      + "computer's clock says \(evidence.now)."
  }

  // MARK: Revocation

  var revoked: Finding {
    finding(
      "server-certificate-revoked", "\(what.capitalizedFirst) has been revoked by its CA.",
      detail: "Serial number \(certificate?.serial ?? "unknown") is on the revocation list of "
        + "\(certificate?.issuer.shortName ?? "its issuer").",
      [
        .init(.server, "Install a new certificate."),
        .init(.client, "Do not connect until the operator has explained the revocation."),
      ])
  }

  var revocationUnknown: Finding {
    let isOld = Code.revocationListExpired.contains(failure.code)
    let issuer = certificate?.issuer.shortName ?? name
    return finding(
      "server-revocation-unknown", blame: .client,
      isOld
        ? "The revocation list (CRL) of \(issuer) that was given is out of date."
        : "There is no revocation list (CRL) of \(issuer) among those that were given, and every certificate is checked.",
      detail: "With --crl each certificate of the server's chain needs a current list of its issuer. Verification "
        + "said: \(failure.text.neutralised).",
      [
        .init(.client, "Fetch the current CRLs of every CA in the chain and put them into the --crl file."),
        .init(.server, "Publish a current CRL for \(issuer)."),
      ])
  }

  // MARK: Name

  var wrongName: Finding {
    let evidence = evidence
    let host = evidence.target.host.neutralised
    let leaf = evidence.transcript.serverChain.first
    let names = leaf?.subjectAltNames.map(\.neutralised) ?? []
    let given = names.isEmpty ? "only the common name \(leaf?.subject.shortName ?? "(none)")" : list(names)
    let warned = evidence.transcript.alerts(from: .server).contains { $0.alert.alertDescription == .unrecognizedName }
    let isAddress = evidence.target.isIPAddress
    var finding = finding(
      "server-name-mismatch", blame: isAddress ? .client : .server,
      isAddress
        ? "The server's certificate has no entry for the IP address \(host), only for names: \(given)."
        : "The server's certificate is not for the host name \(host): it is for \(given).",
      detail: (isAddress
        ? "A URL with an address needs an iPAddress entry among the subject alternative names (SAN). "
        : "No subject alternative name (SAN) matches \(host) (RFC 9525). ")
        + (warned
          ? "The server had warned that it does not know the name \(host) (unrecognized_name, SNI) and showed its "
            + "default certificate."
          : "Either the URL names another host than the service, or the server shows the certificate of another site."),
      [
        .init(
          .client,
          isAddress
            ? "Use one of those names in the URL, with --resolve NAME:\(evidence.target.port):\(host) if the name "
              + "does not resolve."
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
}
