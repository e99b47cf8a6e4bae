import Basics
import Bindings
import Certificates
import Exchange
import Testing

@testable import Handshake

@Suite struct ProbeTests {
  private let scenes = ProbeScenes()

  @Test func `Every probe is in the table once, with a title and a question`() {
    #expect(Probe.all.map(\.name) == Probe.Name.allCases)
    for probe in Probe.all { #expect(!probe.title.isEmpty && probe.question.hasSuffix("?")) }
  }

  @Test(arguments: Probe.all)
  func `A probe that loosens security has neither identity nor headers of the caller`(probe: Probe) {
    let draft = ProbeCall(probe, of: scenes.draft).draft
    #expect(draft.envelope == nil && draft.method != .post)
    if probe.loosens {
      #expect(draft.identity == nil && draft.httpHeaders.isEmpty)
      guard case .anonymous = ProbeCall(probe, of: scenes.draft) else { return #expect(Bool(false)) }
    } else {
      #expect(!draft.trust.insecure && draft.tls.securityLevel == nil && !draft.tls.legacyRenegotiation)
      #expect(draft.tls.minimum.map { $0 >= .tls12 } ?? true)
    }
  }

  @Test(arguments: Probe.all)
  func `Of a call that loosens security itself, no probe carries the certificate`(probe: Probe) {
    let changes: [(inout Draft) -> Void] = [
      { $0.trust.insecure = true }, { $0.tls.securityLevel = 0 }, { $0.tls.legacyRenegotiation = true },
      { $0.tls.minimum = .tls10 }, { $0.tls.ciphers = "DEFAULT:@SECLEVEL=0" },
    ]
    for change in changes {
      var draft = scenes.draft
      change(&draft)
      #expect(ProbeCall(probe, of: draft).draft.identity == nil)
    }
  }

  @Test func `A request without TLS says neither path nor query`() {
    #expect(ProbeCall(Probe(.plainHTTP), of: scenes.draft).draft.url == "http://svc.example:8443/")
  }

  @Test func `Each probe changes what it names`() {
    func draft(_ name: Probe.Name) -> Draft { ProbeCall(Probe(name), of: scenes.draft).draft }
    #expect(draft(.withoutCertificate).identity == nil)
    #expect(draft(.leafOnly).chain == .leaf && draft(.leafOnly).identity == scenes.draft.identity)
    #expect(draft(.tls12).tls.maximum == .tls12 && draft(.tls13).tls.minimum == .tls13)
    #expect(draft(.tls10).tls.maximum == .tls10 && draft(.tls11).tls.minimum == .tls11)
    #expect(!draft(.withoutServerName).tls.sendsServerName)
    #expect(draft(.withoutProtocols).tls.applicationProtocols == .none)
    #expect(draft(.http2).tls.applicationProtocols == .http2)
    #expect(draft(.securityLevel).tls.securityLevel == 0)
    #expect(draft(.legacyRenegotiation).tls.legacyRenegotiation)
    #expect(draft(.unverified).trust.insecure)
    #expect(draft(.answerText).method == .get)
    #expect(draft(.direct).route == Route())
  }

  @Test func `The plan asks what the first call leaves open, no more than allowed, and nothing twice`() {
    let refused = scenes.report(
      alert: ProbeScenes.unknownCA, reach: .handshakeFinished, codes: ["client-ca-unknown"], sent: true)
    #expect(ProbePlan(after: refused).probes.map(\.name) == [.leafOnly, .withoutCertificate, .tls12])
    #expect(ProbePlan(after: refused, limits: DiagnosisLimits(probeCount: 2)).probes.count == 2)
    var leaf = refused
    leaf.draft.chain = .leaf
    #expect(ProbePlan(after: leaf).probes.first?.name == .completedChain)
    var proxied = refused
    proxied.draft.route.proxyURL = "http://proxy:3128"
    #expect(ProbePlan(after: proxied).probes.first?.name == .direct)
    // Where the proxy itself is in the way, nothing about the server can be asked.
    var forbidden = scenes.report(reach: .connected, codes: ["proxy-forbidden"])
    forbidden.draft.route.proxyURL = "http://proxy:3128"
    #expect(ProbePlan(after: forbidden).probes.map(\.name) == [.direct])
    var cut = scenes.report(reach: .connected, codes: ["closed-after-hello"])
    #expect(ProbePlan(after: cut).probes.contains(Probe(.plainHTTP)))
    cut.draft.route.proxyURL = "http://proxy:3128"
    #expect(!ProbePlan(after: cut).probes.contains(Probe(.plainHTTP)), "the proxy would answer it")
    let head = scenes.report(status: 400, reach: .answered)
    #expect(ProbePlan(after: head).probes.map(\.name) == [.answerText])
  }

  @Test func `Of what the server sent, only authorities complete the client's chain, and only in one probe`() {
    let alone = CertificateChain(
      certificates: [ProbeScenes.leaf], steps: [], missingIssuer: ProbeScenes.name("Issuing"))
    var first = scenes.report(
      alert: ProbeScenes.unknownCA, reach: .handshakeFinished, codes: ["client-ca-unknown"], sent: true, chain: alone)
    var (issuing, other, root) = (
      ProbeScenes.issuing, ProbeScenes.facts("Other", issuer: "Root"), ProbeScenes.facts("Root", issuer: "Root")
    )
    (issuing.isCA, other.isCA, root.isCA) = (true, true, true)
    first.transcript.serverChain += [root, other]
    #expect(first.completingAuthorities.isEmpty)
    #expect(!ProbePlan(after: first).probes.contains(Probe(.completedChain)))
    first.transcript.serverChain.append(ProbeScenes.issuing)
    #expect(first.completingAuthorities.isEmpty, "it is no authority")
    first.transcript.serverChain.append(issuing)
    #expect(first.completingAuthorities == [issuing, other])
    #expect(ProbePlan(after: first).probes.first == Probe(.completedChain))
    for probe in Probe.all {
      let draft = ProbeCall(probe, of: scenes.draft, completing: first.completingAuthorities).draft
      #expect(draft.identity?.intermediates.count ?? 0 == (probe.name == .completedChain ? 2 : 0))
    }
    issuing.subjectKeyIdentifier = [1]
    first.transcript.serverChain = [issuing]
    var leaf = ProbeScenes.leaf
    leaf.authorityKeyIdentifier = [2]
    first.ticket?.identity?.chain.certificates = [leaf]
    #expect(first.completingAuthorities.isEmpty, "another key of the same name")
  }

  @Test func `A call that was not sent is not probed`() {
    var refused = scenes.report(reach: .nothing)
    refused.refusal = Refusal(stage: .identity, code: "wrong-password", summary: "", remedy: "")
    #expect(ProbePlan(after: refused).probes.isEmpty)
  }

  @Test func `The plan's findings are ones that rules make, each in one row`() {
    let codes = ProbePlan.table.flatMap(\.codes)
    #expect(Set(codes).count == codes.count)
    let known = Set(Rule.all.flatMap(\.codes) + Rule.fallback.codes)
    #expect(Set(codes).subtracting(known).isEmpty, "\(Set(codes).subtracting(known))")
  }

  @Test func `What is read and waited for is bounded by the shorter limit`() {
    let bounded = DiagnosisLimits.bounded(Limits(connectSeconds: 2, totalSeconds: 120), seconds: 5)
    #expect(bounded == Limits(connectSeconds: 2, totalSeconds: 5, idleSeconds: 5, responseBytes: 65_536))
  }
}
