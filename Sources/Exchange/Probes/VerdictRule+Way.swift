internal import Basics
internal import Handshake

// The way to the server, and what stands in front of it.
extension VerdictRule {
  /// HEAD has no words; GET does, and some servers refuse HEAD alone, or do not answer it.
  static let answerText = VerdictRule("the answer's words") { scene in
    guard let get = scene[.answerText], let head = scene[.asConfigured] else { return [] }
    guard let before = head.status else { return [unanswered(scene, head, get)] }
    guard let status = get.status else { return [.notes("A GET ends otherwise: \(get.outcome).")] }
    if scene.first.draft.method == .get {
      return [.notes("HEAD was answered with HTTP \(before) and no words; the answer to GET says why.")]
    }
    if status < 400, scene.code == "application-refused" {
      return [.replaces(nil, "Only HEAD is refused (HTTP \(before)); GET is answered with HTTP \(status).")]
    }
    return [.notes("GET is answered with HTTP \(status).")]
  }

  private static func unanswered(_ scene: ProbeScene, _ head: ProbeResult, _ get: ProbeResult) -> Conclusion {
    if get.worked {
      return .replaces(nil, "Only HEAD gets no answer (\(head.outcome)); GET is answered with HTTP \(get.status ?? 0).")
    }
    let accepted =
      head.certificateSent && head.reach >= .certificateAccepted
      ? "The handshake was completed and our certificate accepted. " : ""
    return .notes(
      "\(accepted)Neither HEAD nor GET is answered (\(get.outcome)). The service may answer a real request only: "
        + "--send-envelope makes one.")
  }

  static let direct = VerdictRule("the proxy", codes: ["proxy-in-the-way", "tls-inspected"]) { scene in
    guard let result = scene[.direct], scene.verdict != nil else { return [] }
    if let seen = scene.base.serverCertificate, let real = result.serverCertificate, seen != real {
      return [anotherCertificate(scene, result)]
    }
    if result.reach == .nothing {
      return [.notes("Without the proxy there is no connection at all: this computer needs it, or another one.")]
    }
    guard result.worked || result.reach > scene.base.reach else {
      return [.notes("Without the proxy it ends in the same way (\(result.outcome)): the proxy is not the cause.")]
    }
    let reason = "Without the proxy the call comes further: \(result.outcome)."
    return [scene.verdict?.blame == .proxy ? .confirms(reason) : .replaces(inTheWay(scene, result), reason)]
  }

  private static func anotherCertificate(_ scene: ProbeScene, _ result: ProbeResult) -> Conclusion {
    let reason = "Through the proxy the server shows another certificate than without it: the proxy ends TLS."
    if scene.code == "tls-inspected" { return .confirms(reason) }
    return .replaces(
      scene.finding(
        "tls-inspected", .proxy,
        "The proxy inspects the connection: it shows a certificate of its own for "
          + "\(scene.host.neutralised).",
        detail:
          "Through the proxy the certificate was issued by \(scene.base.serverIssuer ?? "an unknown issuer"), without "
          + "it by \(result.serverIssuer ?? "an unknown issuer"). A client certificate never reaches the service that way.",
        [
          .init(
            .proxy, "Exempt \(scene.endpoint) from inspection (bypass, pass-through): mutual TLS cannot be inspected."),
          .init(.client, "Ask for the exemption, or use a route without this proxy."),
        ], by: result), reason)
  }

  private static func inTheWay(_ scene: ProbeScene, _ result: ProbeResult) -> Finding {
    scene.finding(
      "proxy-in-the-way", .proxy, "The proxy keeps the call from working: without it the server answers.",
      detail: "Through the proxy: \(scene.base.outcome). Without it: \(result.outcome).",
      [
        .init(.proxy, "Permit CONNECT to \(scene.endpoint), and pass its TLS through unchanged."),
        .init(.client, "Go without this proxy where that is allowed (leave out --proxy)."),
      ], by: result)
  }

  static let plainHTTP = VerdictRule("HTTP without TLS", codes: ["not-tls"]) { scene in
    guard let result = scene[.plainHTTP], scene.verdict != nil else { return [] }
    // Servers answer a plain request to their TLS port with 400.
    guard let status = result.status, status != 400 else {
      return [.notes("The port does not answer HTTP without TLS either.")]
    }
    let reason = "The port answers HTTP without TLS (HTTP \(status))."
    if scene.code == "not-tls" { return [.confirms(reason)] }
    let address = "http://\(scene.endpoint)/"
    return [
      .replaces(
        scene.finding(
          "not-tls", .client, "The port speaks HTTP without TLS, and the address says https.",
          detail: "A request without TLS was answered with HTTP \(status); the ClientHello was not.",
          [
            .init(
              .client,
              "Use the port that speaks TLS. \(address) would send everything in the clear, without a certificate."),
            .init(.server, "Offer TLS on port \(scene.first.target?.port ?? 0), or publish the right port."),
          ], by: result), reason)
    ]
  }

  /// The server's certificate is judged here, so that the verdict is certain; what comes after it is worth knowing.
  static let unverified = VerdictRule("the server's certificate") { scene in
    guard let result = scene[.unverified], scene.verdict != nil else { return [] }
    let asked = result.certificateAsked ? "; it asks for a client certificate" : "; it asks for no client certificate"
    guard result.reach >= .handshakeFinished || result.certificateAsked else {
      return [.notes("Not verifying the server does not help either: \(result.outcome).")]
    }
    return [.confirms("Without verifying the server the handshake goes on (\(result.outcome))\(asked).")]
  }
}
