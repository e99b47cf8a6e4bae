import Basics
import Bindings
import Certificates
import Exchange
import Handshake

/// Reports as a diagnosis makes them, by hand.
struct ProbeScenes {
  var draft = Draft(
    url: "https://me:urlsecret@svc.example:8443/service?key=querysecret&wsdl", method: .head,
    identity: IdentityReference(
      certificate: .file(path: "/home/someone/keys/alice.pfx"), password: .literal(Secret("passwordsecret"))),
    trust: TrustReference(anchorsPath: "/home/someone/trust/root.pem"),
    httpHeaders: [HTTPHeader("X-Api-Key", "headersecret")],
    route: Route(proxyCredentials: Secret("user:proxysecret")))

  static let leaf = facts("alice", issuer: "Issuing")
  static let issuing = facts("Issuing", issuer: "Root")

  static func facts(_ subject: String, issuer: String) -> CertificateFacts {
    CertificateFacts(
      der: Array(subject.utf8), subject: name(subject), issuer: name(issuer), serial: "0a0b",
      notBefore: Timestamp(secondsSinceEpoch: 1_700_000_000), notAfter: Timestamp(secondsSinceEpoch: 1_800_000_000),
      keyType: .ecP256, keyBits: 256, signatureAlgorithm: "ecdsa-with-SHA256", subjectAltNames: [], keyUsages: nil,
      extendedKeyUsages: nil, isCA: false, pathLength: nil, subjectKeyIdentifier: nil, authorityKeyIdentifier: nil,
      issuerURLs: [], sha1: "00", sha256: "\(subject)-digest")
  }

  static func name(_ text: String) -> DistinguishedName {
    DistinguishedName(attributes: [.init(type: "CN", value: text)], der: Array(text.utf8))
  }

  /// Ended by a server's alert (`reach` up to the handshake's end), or by an HTTP status.
  func report(
    alert: (code: UInt8, name: String)? = nil, status: Int? = nil, reach: ProbeResult.Reach, codes: [String] = [],
    sent: Bool = false, chain: CertificateChain? = nil, server: String = "svc.example", draft: Draft? = nil
  ) -> Report {
    let draft = draft ?? self.draft
    let chain =
      chain ?? CertificateChain(certificates: [Self.leaf, Self.issuing], steps: [], missingIssuer: nil)
    var outcome = TransferOutcome(
      ending: status != nil ? .answered : .failed(code: 56, name: "CURLE_RECV_ERROR", message: "ended"),
      verification: reach >= .serverVerified ? ServerVerification(failures: [], builtChain: []) : nil,
      remoteAddress: "192.0.2.7", remotePort: 8443, localAddress: "192.0.2.1", localPort: 50_000)
    outcome.timings.totalMs = 12
    return Report(
      draft: draft,
      ticket: Ticket(
        url: draft.url.withoutCredentials, method: draft.method.rawValue, httpHeaders: draft.httpHeaders.redacted,
        action: nil, body: [], binding: draft.binding, messageVersion: .soap11,
        identity: IdentitySummary(source: "/home/someone/keys/alice.pfx", chain: chain, hasPrivateKey: true),
        offersClientCertificate: true),
      refusal: nil, transcript: transcript(alert, reach, sent, server), outcome: outcome,
      response: status.map {
        Response(
          status: $0, httpHeaders: [HTTPHeader("Set-Cookie", "cookiesecret")], body: Array("bodysecret".utf8),
          contentType: nil, kind: .other, fault: nil)
      }, findings: codes.map(Self.finding), wcf: WCFOutcome(outcome: "reply", message: nil),
      preparation: ["/home/someone/keys/alice.pfx: private key matches CN=alice"],
      target: Evidence.Target(
        scheme: "https", host: "svc.example", port: 8443, isIPAddress: false, proxy: draft.route.proxyURL))
  }

  private func transcript(
    _ alert: (code: UInt8, name: String)?, _ reach: ProbeResult.Reach, _ sent: Bool, _ server: String
  ) -> Transcript {
    var transcript = Transcript()
    transcript.milestones = [(0, .resolved)]
    if reach >= .connected { transcript.milestones.append((1, .connected(address: "192.0.2.7", port: 8443))) }
    if reach >= .serverVerified {
      transcript.version = .tls13
      transcript.serverChain = [Self.facts(server, issuer: "Server CA")]
    }
    transcript.clientFinished = reach >= .handshakeFinished
    transcript.serverAcceptedClient = reach >= .certificateAccepted
    if sent { transcript.clientChain = [Self.leaf] }
    if let alert {
      transcript.messages.append(
        Transcript.Message(
          from: .server, leg: .origin, atMicroseconds: 5,
          kind: .alert(.init(isFatal: true, code: alert.code, name: alert.name)), type: "Alert", tlsVersion: nil,
          bytes: [2, alert.code], summary: "", fields: []))
    }
    return transcript
  }

  static func finding(_ code: String) -> Finding {
    Finding(
      code: code, blame: code.hasPrefix("proxy") ? .proxy : code.hasPrefix("client") ? .client : .server,
      summary: "Summary of \(code) | <b>.", detail: "see /home/someone/keys/alice.pfx",
      remedies: [.init(.client, "Do `this`."), .init(.server, "Do that.")])
  }

  func result(_ name: Probe.Name, _ report: Report) -> ProbeResult { ProbeResult(Probe(name), report) }

  static let unknownCA = (code: UInt8(48), name: "unknown_ca")
  static let certificateRequired = (code: UInt8(116), name: "certificate_required")
}
