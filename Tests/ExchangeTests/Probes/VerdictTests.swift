import Bindings
import Certificates
import Exchange
import Handshake
import Testing

@Suite struct VerdictTests {
  private let scenes = ProbeScenes()

  private func verdict(_ first: Report, _ others: [ProbeResult]) -> Verdict {
    Verdict(first, [scenes.result(.asConfigured, first)] + others)
  }

  private func refused(_ code: String, sent: Bool = true, chain: CertificateChain? = nil) -> Report {
    scenes.report(
      alert: ProbeScenes.unknownCA, reach: .handshakeFinished, codes: [code], sent: sent, chain: chain)
  }

  private var early: Report { scenes.report(reach: .connected, codes: ["closed-after-hello"]) }
  private var answered: Report { scenes.report(status: 200, reach: .answered) }

  @Test func `The completed chain tells a missing intermediate from an unknown authority`() {
    let first = refused("client-intermediate-missing")
    let missing = verdict(first, [scenes.result(.completedChain, answered)])
    #expect(missing.finding?.code == "client-intermediate-missing")
    #expect(missing.certainty == .confirmed)
    let unknown = verdict(first, [scenes.result(.completedChain, refused("client-intermediate-missing"))])
    #expect(unknown.finding?.code == "client-ca-unknown")
    #expect(unknown.certainty == .confirmed)
    #expect(unknown.finding?.remedies.contains { $0.who == .server && $0.text.contains("Root") } == true)
  }

  @Test func `A chain that nothing could complete leaves both causes open, and says what tells them apart`() {
    let alone = CertificateChain(
      certificates: [ProbeScenes.leaf], steps: [], missingIssuer: ProbeScenes.name("Issuing"))
    let required = scenes.report(
      alert: ProbeScenes.certificateRequired, reach: .handshakeFinished, codes: ["client-certificate-missing"])
    let open = verdict(
      refused("client-ca-unknown", chain: alone), [scenes.result(.withoutCertificate, required)])
    #expect(open.certainty == .open)
    #expect(open.alternatives.contains { $0.contains("--intermediates") })
  }

  @Test func `A chain that the server does not tolerate is told from one that it does not know`() {
    let verdict = verdict(refused("client-ca-unknown"), [scenes.result(.leafOnly, answered)])
    #expect(verdict.finding?.code == "client-chain-not-tolerated")
    #expect(verdict.finding?.blame == .server)
  }

  @Test func `TLS 1.2 alone decides whether a hello with TLS 1.3 is not tolerated`() {
    let intolerant = verdict(early, [scenes.result(.tls12, answered)])
    #expect(intolerant.finding?.code == "tls13-not-tolerated")
    let other = verdict(early, [scenes.result(.tls12, early)])
    #expect(other.finding?.code == "closed-after-hello")
    #expect(other.certainty == .likely)
    #expect(other.reasons.contains { $0.contains("TLS 1.3 in the hello is not the cause") })
  }

  @Test func `A hello without a name, or without ALPN, names what the server objects to`() {
    #expect(verdict(early, [scenes.result(.withoutServerName, answered)]).finding?.code == "server-name-unknown")
    #expect(verdict(early, [scenes.result(.withoutProtocols, answered)]).finding?.code == "no-common-protocol")
    #expect(verdict(early, [scenes.result(.securityLevel, answered)]).finding?.code == "no-common-cipher")
  }

  @Test func `A port that answers without TLS is plain HTTP, unless it is an HTTPS port that says so`() {
    #expect(verdict(early, [scenes.result(.plainHTTP, answered)]).finding?.code == "not-tls")
    let complaint = scenes.report(status: 400, reach: .answered)
    #expect(verdict(early, [scenes.result(.plainHTTP, complaint)]).finding?.code == "closed-after-hello")
  }

  @Test func `Without the proxy it shows whether it is the proxy`() {
    let first = scenes.report(reach: .connected, codes: ["connection-lost"])
    #expect(verdict(first, [scenes.result(.direct, answered)]).finding?.code == "proxy-in-the-way")
    let same = verdict(first, [scenes.result(.direct, first)])
    #expect(same.finding?.code == "connection-lost")
    #expect(same.reasons.contains { $0.contains("the proxy is not the cause") })
    let untrusted = scenes.report(reach: .serverVerified, codes: ["server-untrusted"], server: "made-by-proxy")
    #expect(verdict(untrusted, [scenes.result(.direct, answered)]).finding?.code == "tls-inspected")
    let forbidden = verdict(
      scenes.report(reach: .connected, codes: ["proxy-forbidden"]), [scenes.result(.direct, answered)])
    #expect(forbidden.finding?.code == "proxy-forbidden" && forbidden.certainty == .confirmed)
  }

  @Test func `A refusal of HEAD alone is nothing wrong`() {
    let first = scenes.report(status: 403, reach: .answered, codes: ["application-refused"])
    let verdict = verdict(first, [scenes.result(.answerText, answered)])
    #expect(verdict.finding == nil)
    #expect(verdict.reasons == ["Only HEAD is refused (HTTP 403); GET is answered with HTTP 200."])
  }

  @Test func `A HEAD that is not answered is asked again as GET, and what neither answers may answer the real call`() {
    let first = scenes.report(reach: .certificateAccepted, codes: ["closed-without-answer"], sent: true)
    #expect(ProbePlan(after: first).probes.map(\.name).first == .answerText)
    let answered = verdict(first, [scenes.result(.answerText, answered)])
    #expect(answered.finding == nil && answered.reasons.first?.hasPrefix("Only HEAD gets no answer") == true)
    let same = verdict(first, [scenes.result(.answerText, first)])
    #expect(same.finding?.code == "closed-without-answer")
    #expect(same.reasons.contains { $0.contains("our certificate accepted") && $0.contains("--send-envelope") })
  }

  @Test func `When nothing is wrong, the probe without a certificate says whether one is needed`() {
    let needed = verdict(
      answered, [scenes.result(.withoutCertificate, refused("client-certificate-missing", sent: false))])
    #expect(needed.finding == nil && needed.reasons.first?.contains("requires one") == true)
    let byStatus = verdict(
      answered, [scenes.result(.withoutCertificate, scenes.report(status: 400, reach: .answered))])
    #expect(byStatus.reasons.first?.contains("HTTP 400: the server wants one") == true)
    let optional = verdict(answered, [scenes.result(.withoutCertificate, answered)])
    #expect(optional.reasons.first?.contains("does not require one") == true)
  }

  @Test func `An old server is named by the version that it answers`() {
    let first = scenes.report(reach: .connected, codes: ["no-common-version"])
    var old = scenes.report(reach: .serverVerified)
    old.transcript.version = .tls10
    let verdict = verdict(first, [scenes.result(.tls13, first), scenes.result(.tls10, old)])
    #expect(verdict.finding?.code == "server-version-too-old")
    #expect(verdict.finding?.summary.contains("TLS 1.0") == true)
  }

  @Test func `What the call itself shows needs no probe`() {
    #expect(verdict(scenes.report(reach: .nothing, codes: ["name-not-found"]), []).certainty == .observed)
  }
}
