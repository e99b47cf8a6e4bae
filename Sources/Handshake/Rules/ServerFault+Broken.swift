internal import Basics
internal import Certificates

extension ServerFault {
  /// Certificates that a rule of X.509 or of the security level forbids.
  var brokenRule: Finding {
    switch failure.code {
    case Code.leafKeyTooSmall, Code.authorityKeyTooSmall: smallKey
    case Code.digestTooWeak: weakDigest
    case Code.purpose: wrongUsage
    case let code where Code.nameConstraints.contains(code): constrained
    case let code where Code.notAuthority.contains(code): notAuthority
    case Code.pathLength: pathLength
    case Code.criticalExtension: criticalExtension
    case let code where Code.signature.contains(code): badSignature
    default: other
    }
  }

  private var smallKey: Finding {
    let bits = certificate.map { "\($0.keyType) key of \($0.keyBits) bits" } ?? "key"
    return finding(
      "server-certificate-weak",
      isLeaf
        ? "The \(bits) of the server is too small: 2048 bits are required here."
        : "The \(bits) of \(name), a CA of the server's chain, is too small: 2048 bits are required here.",
      detail: "Security level 2 of the library does not accept RSA keys below 2048 bits. Verification said: "
        + "\(failure.text.neutralised).",
      [
        .init(.server, "Reissue \(isLeaf ? "the certificate" : "the chain") with a new key of 2048 bits or more."),
        .init(.client, "For this endpoint alone: --security-level 1."),
      ])
  }

  private var weakDigest: Finding {
    let algorithm = certificate?.signatureAlgorithm ?? ""
    let digest = algorithm.lowercased().contains("md5") ? "MD5" : "SHA-1"
    return finding(
      "server-certificate-weak",
      "\(what.capitalizedFirst) is signed with \(digest), which is too weak to be accepted here.",
      detail:
        "Signature algorithm of \(name): \(algorithm); security level 2 of the library requires SHA-256 or better.",
      [
        .init(
          .server,
          isLeaf
            ? "Reissue the certificate with a SHA-256 signature."
            : "Replace the intermediate \(name) by one that is signed with SHA-256, and reissue the chain."),
        .init(.client, "For this endpoint alone: --security-level 0."),
      ])
  }

  private var wrongUsage: Finding {
    let extended = certificate?.extendedKeyUsages.map { $0.isEmpty ? "nothing" : list($0) }
    let usages = certificate?.keyUsages.map { list($0) }
    return finding(
      "server-key-usage",
      "\(what.capitalizedFirst) is not meant for servers"
        + (extended.map { ": its extended key usage allows only \($0), not serverAuth." } ?? ": its usage forbids it."),
      detail:
        "Extended key usage: \(extended ?? "any"); key usage: \(usages ?? "any"). A TLS server needs serverAuth "
        + "(server authentication) there.",
      [
        .init(.server, "Reissue the certificate with extendedKeyUsage serverAuth and keyUsage digitalSignature."),
        .init(.client, "Nothing, short of --insecure."),
      ])
  }

  private var constrained: Finding {
    let host = evidence.target.host.neutralised
    let authority = evidence.transcript.serverChain.first?.issuer.shortName ?? name
    return finding(
      "server-name-constraint",
      "A CA of the server's chain (\(authority) or one above it) may not issue for \(host): its name constraints "
        + "permit other names only.",
      detail:
        "The certificate for "
        + "\(list(evidence.transcript.serverChain.first?.subjectAltNames.map(\.neutralised) ?? [])) lies "
        + "outside what the CA is allowed to certify. Verification said: \(failure.text.neutralised).",
      [
        .init(
          .server,
          "Get a certificate for \(host) from a CA without that constraint, or have the CA reissued with the name "
            + "permitted."
        ),
        .init(.client, "Nothing, short of --insecure; `openssl x509 -text` on the CA shows the constraint."),
      ])
  }

  private var notAuthority: Finding {
    finding(
      "server-issuer-not-ca",
      "\(name) issued a certificate of the server's chain and is not a CA: its basic constraints say CA:FALSE, "
        + "or its key usage lacks keyCertSign.",
      detail: "Only a CA certificate may sign others (RFC 5280 section 4.2.1.9). Verification said: "
        + "\(failure.text.neutralised).",
      [
        .init(
          .server, "Get the certificate from a real CA, or have \(name) reissued as one (basicConstraints CA:TRUE)."
        ),
        .init(.client, "Nothing, short of --insecure."),
      ])
  }

  private var pathLength: Finding {
    finding(
      "server-path-length",
      "The server's chain is longer than the path length that a CA in it allows (\(name)).",
      detail:
        "pathLenConstraint limits how many CAs may stand below one (RFC 5280 section 4.2.1.9); here there are more.",
      [
        .init(
          .server,
          "Get a certificate that is issued directly by a CA within the limit, or have the CA above reissued without "
            + "it."),
        .init(.client, "Nothing, short of --insecure."),
      ])
  }

  private var criticalExtension: Finding {
    finding(
      "server-critical-extension",
      "\(what.capitalizedFirst) has a critical extension that this client does not understand.",
      detail:
        "A certificate with an unknown critical extension must be refused (RFC 5280 section 4.2). `openssl x509 "
        + "-text` shows its OID.",
      [
        .init(.server, "Reissue the certificate without that extension, or with it not marked critical."),
        .init(.client, "Nothing, short of --insecure."),
      ])
  }

  private var badSignature: Finding {
    let issuer = certificate?.issuer.shortName ?? "its issuer"
    return finding(
      "server-signature-broken",
      "The signature on \(what) does not verify: it was made by another key of the same name \(issuer), or the "
        + "certificate is damaged.",
      detail:
        "The issuer \(issuer) that is trusted here is not the key that signed. Two CAs of one name, or a CA that was "
        + "rebuilt with a new key, give this.",
      [
        .init(.server, "Reissue the certificate, and send the intermediate that signed it."),
        .init(
          .client, "Get the right root certificate of \(issuer): compare key identifiers with `openssl x509 -text`."),
      ])
  }

  private var other: Finding {
    finding(
      "server-certificate-invalid",
      "\(what.capitalizedFirst) was not accepted here: \(failure.text.neutralised).",
      detail: "X509 error \(failure.code) at depth \(failure.depth), \(name).",
      [
        .init(.server, "Have the certificate checked with `openssl verify -purpose sslserver`, and reissue it."),
        .init(.client, "Send the server's operator this line; --insecure only to look further."),
      ])
  }
}
