internal import Basics
internal import Certificates
internal import Handshake

// Whether the client certificate is the reason, and what of it.
extension VerdictRule {
  static let clientCertificate = [completedChain, leafOnly, withoutCertificate, sameCertificateInTLS12]

  /// The call sends the leaf alone, or its chain could not be completed.
  static let completedChain = VerdictRule(
    "completed chain", codes: ["client-intermediate-missing", "client-ca-unknown"]
  ) { scene in
    guard scene.wasCertificateRefused else { return [] }
    guard let result = scene[.completedChain] else { return undecided(scene) }
    if result.worked {
      let reason = "With the completed chain the server accepts the same certificate (\(result.outcome))."
      let isNamed = scene.code == "client-intermediate-missing" && scene.issuerFromServer == nil
      return [isNamed ? .confirms(reason) : .replaces(missing(scene, result), reason)]
        + (scene.issuerFromServer.map { [.notes(foundAtServer($0))] } ?? [])
    }
    guard result.isCertificateRefused, scene.code == "client-intermediate-missing" else {
      return [.notes("With the completed chain it ends as well: \(result.outcome).")]
    }
    let better = result.findings.first.map { $0.code == scene.code ? unknownAuthority(scene, result) : $0 }
    return [
      .replaces(
        better, "The completed chain is refused too (\(result.outcome)): a missing intermediate is not the cause.")
    ]
  }

  private static func missing(_ scene: ProbeScene, _ result: ProbeResult) -> Finding {
    scene.finding(
      "client-intermediate-missing", .client,
      "The intermediate certificates were missing: with the completed chain the server accepts our certificate.",
      detail: "Without them: \(scene.base.outcome). With the completed chain: \(result.outcome)."
        + (scene.issuerFromServer.map { " " + foundAtServer($0) } ?? ""),
      [
        .init(.client, keepingChain(scene)),
        .init(.server, "Or install the intermediate, so that clients that send the certificate alone are accepted."),
      ], by: result)
  }

  private static func foundAtServer(_ issuer: CertificateFacts) -> String {
    "The certificate of \(issuer.subject.shortName) is not among ours; for this probe it was taken from the certificates "
      + "that the server sent."
  }

  private static func keepingChain(_ scene: ProbeScene) -> String {
    guard let issuer = scene.issuerFromServer, let address = try? HTTPAddress(scene.first.draft.url) else {
      return "Send the chain: --chain full (the default)."
    }
    let trust = scene.first.draft.trust.anchorsPath == nil ? "" : " --cacert FILE"
    return "Keep the certificate of \(issuer.subject.shortName), so that it is sent with every call: take it from the "
      + "server into the intermediate store, `signet intermediates from-server https://\(address.hostAndPort)/\(trust)`; "
      + "or from a file that has it, `signet intermediates add FILE` (of a PFX: `import FILE`)."
      + (scene.first.draft.chain == .leaf ? " And leave out --chain leaf." : "")
  }

  private static func unknownAuthority(_ scene: ProbeScene, _ result: ProbeResult) -> Finding {
    let top = scene.first.ticket?.identity?.chain.certificates.last
    let last = scene.issuerFromServer ?? top
    let name = last.map { $0.isSelfIssued ? $0.subject.shortName : $0.issuer.shortName } ?? "its issuer"
    return scene.finding(
      "client-ca-unknown", .client, "The server does not accept the CA \(name), to which our certificate leads.",
      detail: "The certificate alone and with its completed chain: both are refused (\(result.outcome)).",
      [
        .init(.client, "Use a certificate from a CA that the server accepts."),
        .init(
          .server,
          "Add the CA \(name): nginx `ssl_client_certificate`, Apache `SSLCACertificateFile`, IIS LocalMachine\\Root."),
      ], by: result)
  }

  /// Nothing to complete the chain with: both causes look the same from here.
  private static func undecided(_ scene: ProbeScene) -> [Conclusion] {
    guard ["client-intermediate-missing", "client-ca-unknown"].contains(scene.code),
      let chain = scene.first.ticket?.identity?.chain, let issuer = chain.missingIssuer,
      let leaf = chain.certificates.first
    else { return [] }
    return [
      Conclusion(
        effect: .notes,
        reason:
          "The certificate of \(issuer.shortName) was neither at hand nor among those that the server sent, so that the "
          + "completed chain could not be tried.",
        alternatives: [
          "the server knows the root above \(issuer.shortName), and only that intermediate is missing",
          "the server does not accept \(issuer.shortName) at all",
          "this tells them apart: get the certificate of \(issuer.shortName)"
            + (leaf.issuerURLs.first.map { " (\($0.neutralised))" } ?? "")
            + ", then diagnose with --intermediates FILE",
        ])
    ]
  }

  /// The call sends the chain.
  static let leafOnly = VerdictRule("leaf only", codes: ["client-chain-not-tolerated"]) { scene in
    guard scene.wasCertificateRefused, let result = scene[.leafOnly] else { return [] }
    guard result.worked else {
      let reason =
        "The certificate without its chain is refused too (\(result.outcome)): the chain that is sent is not the cause."
      let isComplete = scene.first.ticket?.identity?.chain.isComplete == true
      return [scene.code == "client-ca-unknown" && isComplete ? .confirms(reason) : .notes(reason)]
    }
    return [
      .replaces(
        scene.finding(
          "client-chain-not-tolerated", .server,
          "The server accepts our certificate alone, and refuses it with its chain.",
          detail: "With the chain: \(scene.base.outcome). Alone: \(result.outcome). A verification depth of 1, an old "
            + "cross-certificate in the chain, or a limit on its size.",
          [
            .init(
              .server,
              "Raise the verification depth or the limit of the chain (nginx `ssl_verify_depth 3`, Apache `SSLVerifyDepth 3`, "
                + "Java `-Djdk.tls.maxCertificateChainLength=10`)."),
            .init(.client, "Until then: --chain leaf."),
          ], by: result), "The certificate without its chain is accepted (\(result.outcome)).")
    ]
  }

  static let withoutCertificate = VerdictRule("without a certificate") { scene in
    guard let result = scene[.withoutCertificate] else { return [] }
    if scene.wasCertificateRefused { return [refused(scene, result)] }
    if scene.verdict == nil {
      if let status = result.status, status != scene.base.status, ProbeResult.refusingStatuses.contains(status) {
        return [
          .notes("Without a client certificate the answer is HTTP \(status): the server wants one, and accepts ours.")
        ]
      }
      return [
        result.worked
          ? .notes("Without a client certificate the request is answered as well: this address does not require one.")
          : .notes(
            "Without a client certificate it is refused (\(result.outcome)): the server requires one, and accepts ours."
          )
      ]
    }
    return result.ends(as: scene.base)
      ? [.notes("Without a client certificate it ends in the same way: the certificate is not the cause.")]
      : [.notes("Without a client certificate: \(result.outcome).")]
  }

  private static func refused(_ scene: ProbeScene, _ result: ProbeResult) -> Conclusion {
    if result.worked, !ProbeResult.refusingStatuses.contains(result.status ?? 0) {
      return .confirms(
        "Without a certificate the request is answered (\(result.outcome)): it is our certificate that the server refuses."
      )
    }
    if result.isCertificateRefused, result.alert != scene.base.alert || result.status != scene.base.status {
      // Of an unknown authority and a missing intermediate, it could be either.
      return VerdictRule.Conclusion(
        effect: ["client-intermediate-missing", "client-ca-unknown"].contains(scene.code) ? .notes : .confirms,
        reason:
          "Without a certificate the server refuses in another way (\(result.outcome)): it requires one, and looked at ours."
      )
    }
    return result.isCertificateRefused
      ? .notes("Without a certificate it is refused in the same way: this server gives one answer to both.")
      : .notes("Without a certificate: \(result.outcome).")
  }

  static let sameCertificateInTLS12 = VerdictRule("TLS 1.2 with the certificate") { scene in
    guard scene.wasCertificateRefused, let result = scene[.tls12] else { return [] }
    return result.worked
      ? [
        .notes("With TLS 1.2 the same certificate is accepted: something of TLS 1.3 is in the way (try --tls-max 1.2).")
      ]
      : []
  }
}
