internal import Basics
internal import Handshake

// What hello and server could not agree on.
extension VerdictRule {
  static let negotiation = [version, oldVersion, serverName, protocols, ciphers, renegotiation]

  static let version = VerdictRule("TLS 1.3", codes: ["tls13-not-tolerated"]) { scene in
    guard let result = scene[.tls12], scene.failedEarly, scene.code != "no-common-version" else { return [] }
    guard result.reach > scene.base.reach, result.reach >= .helloAnswered else {
      return [.notes("With TLS 1.2 alone it ends at the same place: TLS 1.3 in the hello is not the cause.")]
    }
    return [
      .replaces(
        scene.finding(
          "tls13-not-tolerated", .server,
          "The server, or a device in front of it, does not tolerate a hello that offers TLS 1.3.",
          detail:
            "The usual hello: \(scene.base.outcome). With TLS 1.2 alone: \(result.outcome). A server that does not "
            + "know TLS 1.3 has to ignore the offer (RFC 8446 section 4.2.1).",
          [
            .init(.server, "Update the TLS library or appliance that ends TLS at \(scene.endpoint)."),
            .init(.network, "Update, or take out of the way, the firewall or filter that stops hellos with TLS 1.3."),
            .init(.client, "Until then, for this endpoint alone: --tls-max 1.2."),
          ], by: result), "With TLS 1.2 alone the server answers (\(result.outcome)).")
    ]
  }

  static let oldVersion = VerdictRule("old versions", codes: ["server-version-too-old"]) { scene in
    guard ["no-common-version", "server-version-too-old"].contains(scene.code) else { return [] }
    for (name, version) in [(Probe.Name.tls13, TLSVersion.tls13), (.tls12, .tls12)] {
      guard let result = scene[name], result.reach >= .helloAnswered, result.tlsVersion == version else { continue }
      return [.confirms("With \(version) alone the server answers: the versions that are allowed here are the cause.")]
    }
    guard let result = [scene[.tls11], scene[.tls10]].compactMap({ $0 }).first(where: { $0.reach >= .helloAnswered })
    else { return [] }
    let version = result.tlsVersion?.description ?? result.probe.title
    let reason = "The server answers \(version), and nothing newer (asked without a client certificate)."
    return [
      scene.code == "server-version-too-old" ? .confirms(reason) : .replaces(tooOld(scene, version, result), reason)
    ]
  }

  private static func tooOld(_ scene: ProbeScene, _ version: String, _ result: ProbeResult) -> Finding {
    scene.finding(
      "server-version-too-old", .server, "The server speaks nothing newer than \(version).",
      detail: "TLS 1.0 and 1.1 are forbidden since RFC 8996; this client requires TLS 1.2.",
      [
        .init(.server, "Upgrade the server to TLS 1.2 and 1.3."),
        .init(
          .client,
          "Until the server is updated, for this endpoint alone: --tls-min "
            + "\(version.hasSuffix("1.0") ? "1.0" : "1.1") --security-level 0."),
      ], by: result)
  }

  static let serverName = VerdictRule("server name", codes: ["server-name-unknown"]) { scene in
    guard let result = scene[.withoutServerName], scene.verdict != nil else { return [] }
    if scene.code == "server-name-mismatch" { return [otherCertificate(scene, result)] }
    guard scene.failedEarly else { return [] }
    guard result.reach > scene.base.reach, result.reach >= .helloAnswered else {
      return [.notes("Without a server name (SNI) it ends at the same place: the name is not the cause.")]
    }
    let reason = "Without a server name (SNI) the server answers (\(result.outcome))."
    if scene.code == "server-name-unknown" { return [.confirms(reason)] }
    let name = scene.host.neutralised
    return [
      .replaces(
        scene.finding(
          "server-name-unknown", .server, "The server does not accept the name \(name) in our hello (SNI).",
          detail: "With the name: \(scene.base.outcome). Without it: \(result.outcome).",
          [
            .init(
              .server,
              "Bind a site and certificate for \(name) (nginx `server_name \(name);`, Windows "
                + "`netsh http add sslcert hostnameport=\(name):443 …`)."),
            .init(
              .client,
              "Check the host name; an alias needs --resolve NAME:PORT:ADDRESS with the name that is bound there."),
          ], by: result), reason)
    ]
  }

  private static func otherCertificate(_ scene: ProbeScene, _ result: ProbeResult) -> Conclusion {
    guard let other = result.serverCertificate else {
      return .notes("Without a server name (SNI) the server shows no certificate: \(result.outcome).")
    }
    return other == scene.base.serverCertificate
      ? .confirms(
        "Without a server name (SNI) it shows the same certificate: the name is not bound there, or it has one site.")
      : .confirms("Without a server name (SNI) it shows another certificate: it chooses by name, and chose this one.")
  }

  static let protocols = VerdictRule("application protocol", codes: ["no-common-protocol"]) { scene in
    guard scene.verdict != nil else { return [] }
    if let result = scene[.http2], result.reach == .answered, result.alpn == "h2" {
      return [.confirms("Offered HTTP/2, the server takes it (\(result.outcome)): this port wants HTTP/2.")]
    }
    guard let result = scene[.withoutProtocols], scene.failedEarly else { return [] }
    guard result.reach > scene.base.reach, result.reach >= .helloAnswered else {
      return [.notes("Without ALPN it ends at the same place: the offer of HTTP/1.1 is not the cause.")]
    }
    let reason = "Without ALPN the server answers (\(result.outcome))."
    if scene.code == "no-common-protocol" { return [.confirms(reason)] }
    return [
      .replaces(
        scene.finding(
          "no-common-protocol", .server, "The server does not tolerate the offer of HTTP/1.1 in our hello (ALPN).",
          detail: "With ALPN: \(scene.base.outcome). Without it: \(result.outcome).",
          [
            .init(
              .server, "Enable ALPN http/1.1 on this port, or update the appliance that ends TLS there (RFC 7301)."),
            .init(.client, "Use the port that is meant for HTTP/1.1."),
          ], by: result), reason)
    ]
  }

  static let ciphers = VerdictRule("ciphers", codes: ["no-common-cipher"]) { scene in
    guard let result = scene[.securityLevel], scene.failedEarly || scene.code == "diffie-hellman-too-small" else {
      return []
    }
    guard result.reach > scene.base.reach || result.worked, result.reach >= .helloAnswered else {
      return [.notes("With every cipher and key allowed it ends at the same place: their strength is not the cause.")]
    }
    let chosen = [result.tlsVersion?.description, result.cipherSuite].compactMap { $0 }.joined(separator: ", ")
    let reason = "With everything allowed (and no client certificate) the server takes \(chosen)."
    // Whatever else the hello had in common with the first one was accepted.
    let isExplained = ["no-common-cipher", "no-common-group", "diffie-hellman-too-small", "no-common-version"]
    if isExplained.contains(scene.code) { return [.confirms(reason)] }
    return [
      .replaces(
        scene.finding(
          "no-common-cipher", .server,
          "The server has only weak ciphers or keys, which this client does not offer: \(chosen).",
          detail: "The usual hello: \(scene.base.outcome). With everything allowed: \(result.outcome), \(chosen).",
          [
            .init(
              .server, "Enable ECDHE suites with AES-GCM, TLS 1.2 or newer, and a certificate of 2048 bits and SHA-256."
            ),
            .init(
              .client, "Until then, for this endpoint alone and knowing the risk: --security-level 0 --ciphers ALL."),
          ], by: result), reason)
    ]
  }

  static let renegotiation = VerdictRule("safe renegotiation") { scene in
    guard let result = scene[.legacyRenegotiation], scene.code == "no-renegotiation-safety" else { return [] }
    return result.reach > scene.base.reach
      ? [.confirms("With legacy renegotiation permitted the handshake goes on (\(result.outcome)).")]
      : [.notes("Permitting legacy renegotiation does not help: \(result.outcome).")]
  }
}
