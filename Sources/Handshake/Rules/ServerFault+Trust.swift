internal import Basics
internal import Certificates

extension ServerFault {
  /// The diagnosis of this complaint.
  var finding: Finding {
    switch failure.code {
    case Code.selfSignedLeaf: selfSigned
    case Code.selfSignedInChain: untrusted
    case let code where Code.issuerNotInStore.contains(code): unknownIssuer
    case Code.expired: expired
    case Code.notYetValid: notYetValid
    case Code.revoked: revoked
    case let code where (Code.noRevocationList + Code.revocationListExpired).contains(code):
      revocationUnknown
    case Code.hostName, Code.address: wrongName
    default: brokenRule
    }
  }

  // MARK: Trust

  private var selfSigned: Finding {
    if let inspected { return inspected }
    let fingerprint = certificate?.sha256 ?? ""
    return finding(
      "server-self-signed",
      "The server's certificate is self-signed: nobody but \(name) itself vouches for it.",
      detail:
        "Subject and issuer are both \(certificate?.subject.description ?? name), and it is not among "
        + "the certificates trusted here (\(evidence.trust.label.neutralised)). SHA-256: \(fingerprint)",
      [
        .init(
          .client,
          "Have the operator confirm the fingerprint, then trust exactly this certificate: save it from `openssl "
            + "s_client -connect \(evidence.endpoint) </dev/null | openssl x509` and name it with --cacert."
        ),
        .init(.server, "Install a certificate from a CA that clients trust."),
      ])
  }

  private var unknownIssuer: Finding {
    if let inspected { return inspected }
    let sent = evidence.transcript.serverChain
    guard sent.count == 1, let leaf = sent.first, !leaf.issuer.looksLikeRoot else { return untrusted }
    let urls = leaf.issuerURLs.first.map { " It can be had from \($0.neutralised)." } ?? ""
    return finding(
      "server-chain-incomplete",
      "The server's certificate chain is incomplete: it sent only its own certificate and not the intermediate "
        + "\(leaf.issuer.shortName) that issued it.",
      detail:
        "Sent: \(leaf.subject.shortName), issued by \(leaf.issuer). That issuer is neither among what the server "
        + "sent nor among what is trusted here (\(evidence.trust.label.neutralised)), so no way leads to a "
        + "root.\(urls)",
      [
        .init(
          .server,
          "Send the full chain: append the intermediate \(leaf.issuer.shortName) after the server's certificate "
            + "(nginx `ssl_certificate` with fullchain.pem, Apache `SSLCertificateFile`)."),
        .init(
          .client,
          "Until then add the intermediate to the file named with --cacert; if \(leaf.issuer.shortName) is a root, "
            + "trust it there."
        ),
      ])
  }

  private var untrusted: Finding {
    if let inspected { return inspected }
    let top = evidence.transcript.serverChain.last
    let root = top.map { $0.isSelfIssued ? $0.subject : $0.issuer }
    let name = root?.shortName ?? name
    return finding(
      "server-untrusted", blame: .client,
      "The server's certificate comes from the CA \(name), which is not trusted on this computer.",
      detail: "The chain ends at \(root?.description ?? name)"
        + (top?.isSelfIssued == true ? ", a root that was sent along" : "")
        + ". That root is not among the trusted ones (\(evidence.trust.label.neutralised)): a private CA, or "
        + "an unknown one.\(doubtOfProxy)",
      [
        .init(
          .client, "Get the root certificate of \(name) from the operator and name it for this endpoint: --cacert FILE."
        ),
        .init(.server, "Use a certificate from a CA that the clients trust, or hand the root \(name) to them."),
      ])
  }

  /// A proxy that inspects shows a certificate of its own; from this side alone it looks like the server's.
  private var doubtOfProxy: String {
    guard let proxy = evidence.target.proxy else { return "" }
    return " Or the proxy \(proxy.neutralised) inspects the connection and shows a certificate of its own: "
      + "`signet diagnose` compares it with the one on the direct way."
  }

  /// An issuer that by its name is an inspecting gateway.
  private var inspected: Finding? {
    let issuers = evidence.transcript.serverChain.map(\.issuer)
    guard let gateway = issuers.first(where: \.looksLikeGateway) else { return nil }
    let viaProxy = evidence.target.proxy != nil
    return finding(
      "tls-inspected", blame: viaProxy ? .proxy : .network,
      "Something between inspects the connection: the certificate for \(evidence.target.host.neutralised) was "
        + "issued by the gateway \(gateway.shortName), not by the service's CA.",
      detail:
        "A \(viaProxy ? "proxy" : "company gateway or firewall") ends TLS and re-signs the traffic as \(gateway). "
        + "That CA is not trusted here. A client certificate never reaches the service through it.",
      [
        .init(
          .client,
          "If the inspection is meant to be, trust its CA with --cacert; otherwise ask for an exception or another route."
        ),
        .init(.network, "Exempt \(evidence.endpoint) from TLS inspection."),
        .init(.proxy, "Exempt \(evidence.endpoint) from TLS inspection (bypass, pass-through)."),
      ])
  }
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
