extension FindingCode {
  static let clientCertificate: [FindingCode] = [
    FindingCode(
      "client-certificate-missing", .clientCertificate, "The server wants a certificate and got none", [.client],
      "CertificateRequest came, our Certificate was empty, and the server refused: by alert 116 (TLS 1.3), 40 or 42, without a word, "
        + "or with a bare 401 or 403, which the finding marks as a guess. It also says when the server asked only after the request.",
      causes: ["no identity is configured", "the identity is of another request or environment"],
      client: "Configure a certificate from one of the accepted CAs (--cert).",
      server: "Make it optional if it is meant to be.",
      sources: ["RFC 8446 section 4.4.2.4", "RFC 5246 section 7.4.6"]),
    FindingCode(
      "client-certificate-not-enabled", .clientCertificate, "The binding does not enable the certificate", [.client],
      "A certificate is set, and the binding's transport never asks for it, as in WCF.",
      causes: ["clientCredentialType None", "an HTTPS element without requireClientCertificate"],
      client: "--credential certificate, or https(requireClientCertificate=true) in --elements.", server: "Nothing.",
      sources: ["WCF HttpClientCredentialType", "WCF HttpsTransportBindingElement.RequireClientCertificate"]),
    FindingCode(
      "client-key-type-unusable", .clientCertificate, "The server cannot use our kind of key", [.client],
      "The signature algorithms of CertificateRequest have none for our key, so an empty certificate went out.",
      causes: ["Ed25519, P-521, RSA-PSS or DSA keys against a narrow policy"],
      client: "Use a certificate with an RSA or P-256 key.",
      server: "Allow more signature algorithms for clients.", sources: ["RFC 8446 section 4.2.3"]),
    FindingCode(
      "client-signature-not-possible", .clientCertificate, "Our security level makes no such signature", [.server],
      "The server accepts only SHA-1 signatures, or a version that needs them.",
      causes: ["an old server", "TLS 1.0 or 1.1"],
      client: "For this endpoint alone --security-level 0.", server: "Enable TLS 1.2 with SHA-256.",
      sources: ["RFC 9155"]),
    FindingCode(
      "front-end-refused", .clientCertificate, "A front end refused in HTTP", [.client, .server],
      "TLS went well, and nginx, IIS, Apache or another front end said in HTTP that the certificate is missing or not accepted.",
      causes: [
        "no certificate was sent",
        "an unknown CA, a missing intermediate, the depth, a CRL: nginx has one text for all",
        "IIS never asked in this handshake",
      ],
      client: "Configure the certificate; send the chain; --tls-max 1.2 where IIS asks late.",
      server: "Ask in the first handshake; see the error log.",
      sources: ["nginx ngx_http_ssl_module (495, 496)", "IIS 403.7, 403.16", "Apache mod_ssl"]),
    FindingCode(
      "client-certificate-expired", .clientCertificate, "Our certificate, or one sent with it, expired", [.client],
      "It was refused, and its notAfter lies in the past.",
      causes: ["a renewal that is not configured here", "an old intermediate in the file"],
      client: "Renew it; send the current intermediate.", server: "Nothing.", sources: ["RFC 5280 section 4.1.2.5"]),
    FindingCode(
      "client-certificate-not-yet-valid", .clientCertificate, "Our certificate is not yet valid", [.client],
      "It was refused, and its notBefore lies in the future.", causes: ["issued for later", "a clock that is behind"],
      client: "Wait, or use the previous one; check the clock.", server: "Check its clock."),
    FindingCode(
      "client-key-usage", .clientCertificate, "Our certificate may not be used for login", [.client],
      "It was refused, and its extended key usage lacks clientAuth or its key usage lacks digitalSignature.",
      causes: ["a server certificate used as client certificate", "public CAs that stop issuing clientAuth"],
      client: "Have it reissued with clientAuth and digitalSignature.", server: "Nothing.",
      sources: ["RFC 5280 sections 4.2.1.3, 4.2.1.12"]),
    FindingCode(
      "client-certificate-self-signed", .clientCertificate, "Our certificate is self-signed", [.client],
      "It is its own issuer, and the server does not know it.", causes: ["made for a test", "the wrong file"],
      client: "Use one from an accepted CA.", server: "Add this very certificate if it is to be accepted."),
    FindingCode(
      "client-intermediate-missing", .clientCertificate, "Our intermediate was not sent", [.client],
      "The last certificate that we sent was issued by a CA that the server neither names nor got.",
      causes: ["a PFX without its chain", "a PEM file with the leaf alone", "--chain leaf"],
      client: "Send it: --intermediates FILE, or export the PFX with all certificates in the path.",
      server: "Install the intermediate.", sources: ["RFC 8446 section 4.4.2", "RFC 5246 section 7.4.6"]),
    FindingCode(
      "client-intermediate-wrong", .clientCertificate, "A wrong intermediate is sent", [.client],
      "A certificate of ours was not issued by the one that follows it.",
      causes: ["an old intermediate after the CA was renewed", "the server's chain in the client's file"],
      client: "Replace it by the right one.", server: "Install the right intermediate."),
    FindingCode(
      "client-ca-unknown", .clientCertificate, "The server does not accept our CA", [.client],
      "Our chain leads to a CA that is not on the server's list.",
      causes: ["a certificate of another partner or environment", "a new CA that the server does not have yet"],
      client: "Use a certificate from an accepted CA.", server: "Add the CA, if it is to be accepted.",
      sources: ["RFC 8446 section 4.2.4"]),
    FindingCode(
      "client-certificate-weak", .clientCertificate, "Our certificate is weak", [.client],
      "SHA-1 signature or an RSA key below 2048 bits: refused by the server, or already by our own library.",
      causes: ["an old internal CA"], client: "Have it reissued; as a stopgap --security-level 0.",
      server: "Lower the level for this client."),
    FindingCode(
      "client-certificate-revoked", .clientCertificate, "Our certificate is revoked", [.client],
      "The server answered certificate_revoked.", causes: ["a replaced certificate", "a compromised key"],
      client: "Get a new one.",
      server: "Check the entry in the CRL.", sources: ["RFC 8446 section 6.2"]),
    FindingCode(
      "client-revocation-unclear", .clientCertificate, "The server cannot rule out that our certificate is revoked",
      [.server],
      "IIS answered 403.13, which stands for a revoked certificate and for a revocation list that cannot be reached.",
      causes: ["no way from the server to the CRL or OCSP address", "a revoked certificate"],
      client: "Ask the CA whether it is revoked.",
      server: "Let the server reach the CRL, or turn the check off for the binding.", sources: ["IIS 403.13"]),
    FindingCode(
      "client-signature-refused", .clientCertificate, "Our signature does not verify", [.client],
      "The server answered decrypt_error after our certificate.",
      causes: [
        "key and certificate do not belong together", "a token that signs with a wrong hash or salt",
        "a broken signature in our chain",
      ],
      client: "Pair them anew; with a token try --tls-max 1.2.", server: "See whose signature failed in its log.",
      sources: ["RFC 8446 section 4.4.3"]),
    FindingCode(
      "server-clock-or-crl", .clientCertificate, "The server's CRL or clock is out of date", [.server],
      "certificate_expired came, and everything that we sent is within its dates. One of the two; its log tells which.",
      causes: ["a CRL past its nextUpdate", "a server clock that is ahead"], client: "Nothing.",
      server: "Refresh the CRL; check the clock.",
      sources: ["OpenSSL ssl/statem/statem_lib.c (X509_V_ERR_CRL_HAS_EXPIRED is alert 45)"]),
    FindingCode(
      "server-cannot-check-client", .clientCertificate, "The server cannot finish its check", [.server],
      "unknown_ca came although our chain leads to a CA on the server's list.",
      causes: ["a missing CRL", "a verification depth that is too small", "a path length"],
      client: "Nothing.", server: "Load the CRL of every CA; raise the depth.",
      sources: ["OpenSSL ssl/statem/statem_lib.c"]),
    FindingCode(
      "client-certificate-unsupported", .clientCertificate, "This kind of certificate is not accepted", [.client],
      "unsupported_certificate came, and usages of ours allow login.",
      causes: ["a CA of the chain without clientAuth", "a key type"],
      client: "Show the chain to its issuer.", server: "See its log.", sources: ["RFC 8446 section 6.2"]),
    FindingCode(
      "client-certificate-not-mapped", .clientCertificate, "The certificate belongs to no account", [.server],
      "IIS accepted it and maps it to nobody (403.12).", causes: ["a registration that is missing after a renewal"],
      client: "Have it registered.", server: "Map it to an account.", sources: ["IIS 403.12"]),
    FindingCode(
      "client-certificate-refused-silently", .clientCertificate, "Refused without a word", [.client, .server],
      "The connection ended right after our certificate without an alert or anything that proves acceptance. The reason given is "
        + "what our own check finds; without one it stays a guess.",
      causes: ["Java and Node, which refuse that way", "load balancers"],
      client: "Follow the reason given; compare with no certificate.",
      server: "See its log.", sources: ["JDK com.sun.net.httpserver", "Node tls rejectUnauthorized"]),
    FindingCode(
      "client-certificate-refused", .clientCertificate, "Refused without a reason", [.client],
      "An alert came that stands for every fault, and our own check found none.",
      causes: [
        "a certificate that is not registered", "revocation", "a server clock that is behind",
        "a policy on the subject",
      ],
      client: "Ask what the server's log says.", server: "See its log; check trust store, clock and revocation.",
      sources: ["Go crypto/tls (bad_certificate)", "JSSE (certificate_unknown)", "GnuTLS (access_denied)"]),
    FindingCode(
      "renegotiation-refused", .clientCertificate, "Renegotiation was refused", [.client],
      "The server wanted a second handshake after the request, and no_renegotiation went back.",
      causes: ["a client that never renegotiates"],
      client: "Allow it for this endpoint: --legacy-renegotiation.", server: "Ask in the first handshake.",
      sources: ["RFC 5246 section 7.2.2"]),
    FindingCode(
      "client-certificate-not-loaded", .clientCertificate, "Our library could not use the certificate", [.client],
      "libcurl or OpenSSL refused it before anything was sent.", causes: ["a file of a kind it does not take"],
      client: "Look at it with `signet inspect FILE`."),
  ]
}
