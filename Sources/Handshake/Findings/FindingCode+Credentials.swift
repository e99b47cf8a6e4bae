extension FindingCode {
  /// Statuses, revocation lists, and keys in tokens.
  static let credentials: [FindingCode] = status + lists + token

  private static let status: [FindingCode] = [
    FindingCode(
      "server-status-revoked", .serverCertificate, "The attached status says revoked", [.server],
      "The stapled OCSP answer says so. An error where its signature held: the handshake ended before our certificate went out.",
      causes: ["a revoked certificate"], client: "Do not trust it until explained.", server: "Install a new one.",
      sources: ["RFC 6066 section 8", "RFC 6960"]),
    FindingCode(
      "server-status-unknown", .warning, "The attached status knows no such certificate", [.server],
      "The responder of the CA has no record of the certificate.",
      causes: ["a new certificate whose status is not published yet", "one that was never issued"],
      server: "Ask the CA why its responder does not know it.", sources: ["RFC 6960 section 2.2"]),
    FindingCode(
      "server-status-invalid", .warning, "The attached status is worth nothing", [.server],
      "It cannot be decoded, is about another certificate, is not signed by the CA or its delegate, or holds no answer.",
      causes: ["the status of the certificate before a renewal", "a responder in trouble"],
      server: "Let the server fetch a new status.", sources: ["RFC 6960 section 3.2"]),
    FindingCode(
      "server-status-outdated", .warning, "The attached status is out of date", [.server],
      "A newer one was due, or it lies in the future.",
      causes: ["a server that cannot reach the responder", "a clock"],
      server: "Let the server fetch a new status; check the clocks.", sources: ["RFC 6960 section 4.2.2.1"]),
    FindingCode(
      "server-status-missing", .warning, "The status that must be attached is missing", [.server],
      "The certificate demands stapling and none came.",
      causes: ["stapling is off", "the server cannot reach its OCSP responder"],
      server: "Turn stapling on.", sources: ["RFC 7633"]),
  ]

  private static let lists: [FindingCode] = [
    FindingCode(
      "client-certificate-on-revocation-list", .warning, "Our own certificate is on a revocation list", [.client],
      "A list given with --crl names it or its intermediate. Servers that check revocation refuse it.",
      causes: ["a key that was lost", "a certificate that was replaced"], client: "Ask for a new one with a new key.",
      server: "Nothing.", sources: ["RFC 5280 section 5"]),
    FindingCode(
      "revocation-list-outdated", .warning, "A revocation list is out of date", [.client],
      "A newer one was due than the one given with --crl.", causes: ["a copy that nobody renews"],
      client: "Fetch the current list.", server: "Publish a current list.", sources: ["RFC 5280 section 5.1.2.5"]),
    FindingCode(
      "client-intermediate-expires-soon", .warning, "Our intermediate ends soon", [.client],
      "An authority that is sent with our certificate has fewer than 30 days left.",
      causes: ["an authority that changes"],
      client: "Get its successor: signet intermediates add FILE."),
  ]

  private static let token: [FindingCode] = [
    FindingCode(
      "client-token-cannot-sign", .clientCertificate, "The token did not sign, or signed wrongly", [.client],
      "The key is in a PKCS#11 token. Either its module failed, or the server found the signature wrong (alert 51, TLS 1.3).",
      causes: ["a token that was taken out", "firmware without RSA-PSS", "a wrong salt or hash"],
      client: "Insert it again; try --tls-max 1.2; update module and firmware.", server: "Nothing.",
      sources: ["RFC 8446 section 4.2.3", "PKCS#11 2.40"]),
    FindingCode(
      "client-token-no-pss", .warning, "The token cannot serve TLS 1.3", [.client],
      "A trial RSA-PSS signature failed when the identity was loaded.", causes: ["old firmware"],
      client: "Use --tls-max 1.2, or update module and firmware.", sources: ["RFC 8446 section 4.2.3"]),
    trouble(
      "token-engine-missing", "No way to PKCS#11", "OpenSSL's engine is not installed.",
      "Install the package that the error names."),
    trouble(
      "token-module-missing", "No PKCS#11 module", "Nothing says which library drives the token.",
      "Name it with module-path or PKCS11_MODULE_PATH."),
    trouble(
      "token-module-not-loaded", "The module cannot be loaded", "The library is not there, or not for this computer.",
      "Check its path."),
    trouble(
      "token-module-other", "Two modules at a time", "OpenSSL's engine for tokens takes one in a process.",
      "Name one that drives both, like p11-kit-proxy.so."),
    trouble(
      "token-not-present", "The token is not there", "Those that are present are listed.",
      "Insert it, or correct its name."),
    trouble("token-pin-wrong", "The PIN is wrong", "The token refused it.", "Check it before the next try."),
    trouble("token-pin-locked", "The token is locked", "The PIN was wrong too often.", "Unlock it with its PUK."),
    trouble(
      "token-object-missing", "No such object in the token", "Certificate or key was not found.",
      "Correct object or id."),
    trouble("token-failed", "The token failed", "What the module said is listed.", "Insert it again."),
  ]

  private static func trouble(_ code: String, _ title: String, _ meaning: String, _ client: String) -> FindingCode {
    FindingCode(code, .request, title, [.client], meaning, causes: ["the token or its module"], client: client)
  }
}
