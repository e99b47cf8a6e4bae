extension FindingCode {
  /// Verdicts that no single exchange gives: two of them, held against each other, do. The rules that reach them stand
  /// where the probes are (`VerdictRule` in Exchange).
  static let probes: [FindingCode] = [
    FindingCode(
      "tls13-not-tolerated", .probes, "A hello with TLS 1.3 is not tolerated", [.server],
      "The usual hello, which offers TLS 1.3, gets nowhere; one that offers TLS 1.2 alone is answered.",
      causes: [
        "an old TLS library or appliance that stops at versions or extensions it does not know",
        "a firewall or filter on the way that does",
      ],
      client: "Until it is repaired, for this endpoint alone: --tls-max 1.2.",
      server: "Update what ends TLS there: a server has to ignore versions that it does not know.",
      network: "Update, or take out of the way, what filters hellos.", sources: ["RFC 8446 section 4.2.1"]),
    FindingCode(
      "client-chain-not-tolerated", .probes, "Our certificate is accepted alone, and refused with its chain", [.server],
      "The same certificate is refused with its chain and accepted without it.",
      causes: [
        "a verification depth of 1", "an old cross-certificate in the chain", "a limit on the size of the chain",
      ],
      client: "Until it is changed: --chain leaf.",
      server:
        "Raise the verification depth or the limit of the chain: nginx `ssl_verify_depth 3`, Apache `SSLVerifyDepth 3`, "
        + "Java `jdk.tls.maxCertificateChainLength`.",
      sources: ["nginx ssl_verify_depth", "Apache mod_ssl SSLVerifyDepth"]),
    FindingCode(
      "proxy-in-the-way", .probes, "Without the proxy it works", [.proxy],
      "Through the proxy the call ends early; on the direct way it comes further.",
      causes: ["a proxy that lets CONNECT through and breaks what is inside", "a rule for this host or port"],
      client: "Go without this proxy where that is allowed (leave out --proxy).",
      proxy: "Permit CONNECT to host and port, and pass its TLS through unchanged.",
      sources: ["RFC 9110 section 9.3.6"]),
  ]
}
