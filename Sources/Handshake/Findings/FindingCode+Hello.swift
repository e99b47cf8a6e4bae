extension FindingCode {
  static let hello: [FindingCode] = [
    FindingCode(
      "tls-silent", .hello, "No answer to our ClientHello", [.server],
      "TCP was accepted, and not one byte came back within the time.",
      causes: [
        "the port is no TLS server", "a process that hangs",
        "a device that cannot digest the size or shape of the hello",
      ],
      client: "Check the port; try --tls-max 1.2 and --curves X25519:P-256, which make the hello smaller.",
      server: "See whether the process hangs.", network: "Check MTU and devices that parse TLS.", sources: ["RFC 7685"]),
    FindingCode(
      "closed-after-hello", .hello, "Closed after our ClientHello", [.server],
      "The connection was ended politely, without an alert.",
      causes: [
        "no certificate bound for the name (HTTP.sys)", "a stack or middlebox that does not know TLS 1.3",
        "a port for health checks",
      ],
      client: "Try --tls-max 1.2; use the service's exact name.",
      server: "Bind a certificate for the name; enable TLS 1.2 and 1.3.",
      network: "Look for a filter on the server name."),
    FindingCode(
      "reset-after-hello", .hello, "Reset before or after our ClientHello", [.server, .network],
      "The connection was cut with a TCP reset before any byte of TLS came back.",
      causes: [
        "a list of allowed addresses", "a load balancer without a healthy backend", "a filter on the server name",
        "an IPS",
      ],
      client: "Try --tls-max 1.2 and another network.",
      server: "Check allow-list, backends and the binding of the name.",
      network: "Allow this computer's address; look for a filter."),
    FindingCode(
      "server-going-away", .hello, "The server said goodbye in place of a ServerHello", [.server],
      "close_notify came before a ServerHello.", causes: ["a load balancer that drains this instance", "a restart"],
      client: "Try again.", server: "Take the instance out of the pool, or restart it.",
      sources: ["RFC 8446 section 6.1"]),
    FindingCode(
      "hello-edited", .hello, "Our hello was edited on the way", [.network],
      "The server's random carries the downgrade sentinel: it speaks TLS 1.3 and was made to believe that we do not.",
      causes: ["a middlebox that strips versions"], client: "Try another network; as a stopgap --tls-max 1.2.",
      server: "Look at devices in front of it.", network: "Update or bypass the device that edits ClientHello.",
      sources: ["RFC 8446 section 4.1.3"]),
    FindingCode(
      "no-common-version", .hello, "No TLS version in common", [.client, .server],
      "The server refused with protocol_version what our own limits left.",
      causes: ["--tls-min or --tls-max on our side", "a server with only one version"],
      client: "Widen --tls-min and --tls-max.", server: "Enable TLS 1.2 and 1.3.", sources: ["RFC 8446 section 4.2.1"]),
    FindingCode(
      "server-version-too-old", .hello, "The server only speaks an old version", [.server],
      "It answered with TLS 1.1 or older, which the security level does not permit.",
      causes: ["a server or appliance from before 2012", "a configuration that forbids newer versions"],
      client: "For this endpoint alone --tls-min 1.0 --security-level 0.", server: "Enable TLS 1.2 and 1.3.",
      sources: ["RFC 8996", "OpenSSL SSL_CTX_set_security_level(3)"]),
    FindingCode(
      "server-name-unknown", .hello, "The server does not know the name", [.client, .server],
      "It answered unrecognized_name to the server name (SNI) of our hello.",
      causes: ["an alias or old name in the URL", "a site that is not bound"],
      client: "Use the name for which the service is configured; --resolve for another address.",
      server: "Bind a site and certificate for the name.", sources: ["RFC 6066 section 3"]),
    FindingCode(
      "no-server-name", .hello, "An address instead of a name", [.client],
      "The URL names an IP address, which is never sent as server name, and the server refused.",
      causes: ["a URL with an address", "a server with several sites and no default"],
      client: "Use the host name, with --resolve if need be.", server: "Configure a default certificate.",
      sources: ["RFC 6066 section 3"]),
    FindingCode(
      "no-common-protocol", .hello, "No application protocol in common", [.server],
      "The server answered no_application_protocol to our ALPN offer.",
      causes: ["a port for gRPC or HTTP/2 only"], client: "Use the port that speaks HTTP/1.1.",
      server: "Enable http/1.1.",
      sources: ["RFC 7301 section 3.2"]),
    FindingCode(
      "protocol-not-offered", .hello, "A protocol was chosen that we did not offer", [.server],
      "The server's ALPN answer is none of ours.", causes: ["broken ALPN code of a server or load balancer"],
      server: "Fix or update it.", sources: ["RFC 7301 section 3.2"]),
    FindingCode(
      "no-common-cipher", .hello, "No cipher suite in common", [.client, .server],
      "The server refused the hello with handshake_failure. With a list of ours (--ciphers) that is the likely reason; else the "
        + "server has unusual suites only, or no certificate that it can use.",
      causes: [
        "--ciphers on our side", "RSA suites against an ECDSA certificate",
        "a server certificate that is too weak for the server's own level", "a server that can only sign with SHA-1",
      ],
      client: "Drop or widen --ciphers.",
      server: "Enable ECDHE with AES-GCM and a certificate with SHA-256 and 2048 bits; see its log.",
      sources: ["RFC 8446 section 4.1.1", "RFC 5246 section 7.4.1.3"]),
    FindingCode(
      "no-common-group", .hello, "No key exchange group in common", [.client],
      "The server refused what our own list (--curves) left.",
      causes: ["--curves on our side", "a server under FIPS rules"],
      client: "Drop --curves, or allow X25519:P-256:P-384.", server: "Allow more groups.",
      sources: ["RFC 8446 section 4.2.7"]),
    FindingCode(
      "diffie-hellman-too-small", .hello, "Diffie-Hellman parameters too short", [.server],
      "ServerKeyExchange offered fewer than 2048 bits, which the security level refuses.",
      causes: ["1024-bit parameters of an old server or appliance"],
      client: "Offer elliptic curves only: --ciphers ECDHE+AESGCM.",
      server: "Use 2048 bits, or ECDHE.", sources: ["RFC 7919", "weakdh.org"]),
    FindingCode(
      "no-renegotiation-safety", .hello, "No safe renegotiation", [.server],
      "ServerHello has no renegotiation_info, and this client refuses to go on without.",
      causes: [
        "a server or appliance without the fix of 2010", "renegotiation denied altogether (NetScaler denySSLReneg ALL)",
      ],
      client: "For this endpoint alone --legacy-renegotiation.", server: "Update it.", sources: ["RFC 5746"]),
    FindingCode(
      "server-ca-list-too-long", .hello, "The server's list of CAs does not fit", [.server],
      "internal_error came exactly where CertificateRequest belongs.", causes: ["a list of accepted CAs beyond 64 kB"],
      client: "Nothing.", server: "Shorten the list of accepted CAs.", sources: ["RFC 8446 section 4.2.4"]),
    FindingCode(
      "server-internal-error", .hello, "The server broke down", [.server],
      "internal_error, before the server showed a certificate or while it checked ours.",
      causes: [
        "no certificate for the name (CDN)", "a key that cannot be read", "OCSP, LDAP or HSM that it cannot reach",
      ],
      client: "Try again; give the operator the time.", server: "See its log.", sources: ["RFC 8446 section 6.2"]),
    FindingCode(
      "access-denied", .hello, "Refused before TLS began", [.server],
      "access_denied came in place of a ServerHello.",
      causes: ["a policy on the server name", "a policy on our address"],
      client: "Use the right name; ask for access.", server: "Allow name and address.",
      sources: ["RFC 8446 section 6.2"]),
    FindingCode(
      "hello-refused", .hello, "The hello was refused", [.server],
      "Another alert came in place of a certificate; the finding names it.",
      causes: ["a policy of the server", "a defect of its stack"],
      client: "Try --tls-max 1.2.", server: "See its log for this alert.", sources: ["RFC 8446 section 6"]),
    FindingCode(
      "handshake-failed", .hello, "The handshake failed", [.server],
      "It ended in a way that no rule explains; the finding says where.", causes: ["see its evidence"],
      client: "Compare --tls-max 1.2, another network, and no identity.", server: "See its log."),
  ]

  static let serverCertificate: [FindingCode] = [
    FindingCode(
      "server-certificate-expired", .serverCertificate, "The server's certificate expired", [.server],
      "Its notAfter lies before our clock.", causes: ["a renewal that was forgotten, or not loaded"],
      client: "Do not turn verification off; wait for the operator.", server: "Renew it and reload the service.",
      sources: ["RFC 5280 section 4.1.2.5"]),
    FindingCode(
      "server-intermediate-expired", .serverCertificate, "An intermediate of the server expired", [.server],
      "The leaf is good, a CA above it is past its end.", causes: ["an old chain file beside a renewed leaf"],
      client: "Tell the operator which one it is.", server: "Install the CA's current intermediate.",
      sources: ["RFC 5280 section 6.1"]),
    FindingCode(
      "trust-anchor-expired", .serverCertificate, "A root of ours expired", [.client],
      "What expired was not sent by the server: it is in our own trust store.",
      causes: ["an old CA bundle", "a cross-signed root that was replaced"],
      client: "Update the CA bundle, or add the new root with --cacert.",
      server: "Send a chain that leads to a root in use.",
      sources: ["RFC 5280 section 6.1"]),
    FindingCode(
      "server-certificate-not-yet-valid", .serverCertificate, "The server's certificate is not yet valid", [.server],
      "Its notBefore lies after our clock.",
      causes: ["installed too early", "a CA's clock that is ahead", "our clock is behind"],
      client: "Check this computer's clock.", server: "Use the previous certificate until then."),
    FindingCode(
      "local-clock-wrong", .serverCertificate, "This computer's clock is wrong", [.client],
      "Every certificate of the chain, the root too, looks expired or not yet valid.",
      causes: ["no NTP", "an empty clock battery", "a virtual machine that was suspended"],
      client: "Set the clock (`timedatectl set-ntp true`).", server: "Nothing."),
    FindingCode(
      "server-name-mismatch", .serverCertificate, "The certificate is for another name", [.server, .client],
      "None of the certificate's names is the host in the URL. The check is made inside the handshake, so that the wrong server "
        + "never sees the client certificate.",
      causes: ["an alias or address in the URL", "a default site", "a certificate that lacks the name"],
      client: "Use a name that the certificate has.", server: "Reissue it with this name as SAN.",
      sources: ["RFC 9525", "RFC 6066 section 3"]),
    FindingCode(
      "server-self-signed", .serverCertificate, "The server's certificate is self-signed", [.server],
      "It is its own issuer, and no anchor of ours.", causes: ["a certificate made at installation", "an appliance"],
      client: "If its fingerprint is confirmed, name it with --cacert.",
      server: "Install one from a CA that clients know."),
    FindingCode(
      "server-untrusted", .serverCertificate, "The CA of the server is not trusted here", [.client],
      "The chain is complete as sent, and its root is not among the anchors.",
      causes: ["a private CA", "the wrong --cacert"],
      client: "Add its root for this endpoint with --cacert.", server: "Tell clients which root they need.",
      sources: ["RFC 5280 section 6.1"]),
    FindingCode(
      "server-chain-incomplete", .serverCertificate, "The server did not send its intermediate", [.server],
      "The issuer of the last certificate it sent is neither sent nor known.",
      causes: ["cert.pem configured in place of fullchain.pem"],
      client: "As a stopgap add the intermediate to the trust file.",
      server: "Send the whole chain (nginx ssl_certificate: leaf, then intermediates).",
      sources: ["RFC 8446 section 4.4.2", "RFC 5246 section 7.4.2"]),
    FindingCode(
      "server-certificate-revoked", .serverCertificate, "The server's certificate is revoked", [.server],
      "Its serial number is on the given CRL.",
      causes: ["a compromised key", "a replaced certificate that is still in use"],
      client: "Do not trust it until the operator explains.", server: "Install a new certificate.",
      sources: ["RFC 5280 section 5"]),
    FindingCode(
      "server-revocation-unknown", .serverCertificate, "Revocation cannot be checked", [.client],
      "A CRL was demanded, and the one of a CA is missing or past its nextUpdate.",
      causes: ["a CRL file for only some of the CAs", "a CRL that is not refreshed"],
      client: "Fetch the CRL of every CA of the chain for --crl.", server: "Nothing.", sources: ["RFC 5280 section 6.3"]
    ),
    FindingCode(
      "server-certificate-weak", .serverCertificate, "A certificate of the server's chain is weak", [.server],
      "SHA-1 signature or an RSA key below 2048 bits, which the security level refuses.",
      causes: ["an old internal CA"],
      client: "For this endpoint alone --security-level 1 (keys) or 0 (SHA-1).",
      server: "Reissue with SHA-256 and 2048 bits.",
      sources: ["OpenSSL SSL_CTX_set_security_level(3)"]),
    FindingCode(
      "server-key-usage", .serverCertificate, "The certificate may not be used by a server", [.server],
      "Extended key usage lacks serverAuth, or key usage lacks digitalSignature. The latter is a warning while OpenSSL lets it pass.",
      causes: ["a client certificate installed at the server", "a wrong template of the CA"],
      client: "Nothing.", server: "Reissue with serverAuth and digitalSignature.",
      sources: ["RFC 5280 sections 4.2.1.3, 4.2.1.12"]),
    FindingCode(
      "server-name-constraint", .serverCertificate, "The CA may not issue for this name", [.server],
      "A CA of the chain is limited to other names.", causes: ["a CA of another department"],
      client: "Nothing.", server: "Get the certificate from a CA that may issue it.",
      sources: ["RFC 5280 section 4.2.1.10"]),
    FindingCode(
      "server-issuer-not-ca", .serverCertificate, "An issuer in the chain is no CA", [.server],
      "A certificate was issued by one that may not issue.",
      causes: ["a leaf used as CA", "a CA without basicConstraints"],
      client: "Nothing.", server: "Reissue from a proper CA.", sources: ["RFC 5280 section 4.2.1.9"]),
    FindingCode(
      "server-path-length", .serverCertificate, "The chain is deeper than a CA allows", [.server],
      "A CA limits how many CAs may stand below it.", causes: ["pathlen:0 with another CA below"],
      client: "Nothing.", server: "Reissue directly below that CA.", sources: ["RFC 5280 section 4.2.1.9"]),
    FindingCode(
      "server-critical-extension", .serverCertificate, "A critical extension is not known", [.server],
      "An extension marked critical must be refused when it is not understood.",
      causes: ["a private extension of a CA"],
      client: "Nothing.", server: "Reissue without it, or not critical.", sources: ["RFC 5280 section 4.2"]),
    FindingCode(
      "server-signature-broken", .serverCertificate, "A signature in the chain does not verify", [.server],
      "A certificate was not signed by the key of the CA that it names.",
      causes: [
        "a damaged file", "two CAs of the same name with different keys", "a renewed root of which we hold the old one",
      ],
      client: "Compare the root in --cacert with the CA's current one.", server: "Install certificate and chain again.",
      sources: ["RFC 5280 section 6.1.3"]),
    FindingCode(
      "server-certificate-invalid", .serverCertificate, "The server's certificate does not verify", [.server],
      "Another complaint of the verifier, which the finding quotes.", causes: ["see the quoted reason"],
      client: "Show the reason to the operator.", server: "Check the chain with `openssl verify`."),
  ]
}
