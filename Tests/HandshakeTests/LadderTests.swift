import Basics
import Certificates
import Handshake
import Testing

struct LadderTests {
  private func states(_ scene: Scene) -> [Rung.Kind: Rung.State] {
    Dictionary(uniqueKeysWithValues: Ladder(scene.evidence).rungs.map { ($0.kind, $0.state) })
  }

  private func broken(_ scene: Scene) -> Rung.Kind? {
    let ladder = Ladder(scene.evidence)
    return ladder.brokenRung.map { ladder.rungs[$0].kind }
  }

  @Test func `a call that worked has every rung and none broken`() {
    let ladder = Ladder(Scene.accepted.evidence)
    #expect(ladder.brokenRung == nil)
    #expect(ladder.rungs.map(\.kind) == Rung.Kind.allCases.filter { $0 != .proxy })
    #expect(ladder.rungs.allSatisfy { $0.state == .passed })
  }

  @Test func `the rung of the certificate breaks when it is refused after a handshake that seemed done`() {
    let scene = Scene.refused([Scene.goodChain[0]], alert: 48)
    #expect(broken(scene) == .clientCertificate)
    #expect(states(scene)[.finished] == .passed)
    #expect(states(scene)[.answer] == .pending)
  }

  @Test func `a front end that refuses in HTTP breaks the same rung`() {
    var scene = Scene.mutual(Scene.goodChain)
    scene.ticket()
    scene.answer(400, "The SSL certificate error")
    #expect(broken(scene) == .clientCertificate)
  }

  @Test(arguments: [
    ("name-not-found", Rung.Kind.name), ("connection-refused", .tcp), ("not-tls", .hello),
    ("no-common-version", .hello),
  ])
  func `the rung that was not reached breaks`(_ code: String, _ kind: Rung.Kind) throws {
    let story = try #require(Story.all.first { $0.code == code })
    #expect(broken(story.scene) == kind)
  }

  @Test func `verification breaks on a server that is not believed`() throws {
    let story = try #require(Story.serverCertificate.first)
    #expect(broken(story.scene) == .verification)
    #expect(states(story.scene)[.clientCertificate] == .pending)
  }

  @Test func `a proxy that forbids breaks its own rung`() throws {
    let story = try #require(Story.proxy.first { $0.code == "proxy-forbidden" })
    #expect(broken(story.scene) == .proxy)
  }

  @Test func `a proxy whose certificate is not trusted breaks the proxy's rung`() throws {
    let story = try #require(Story.proxy.first { $0.code == "proxy-untrusted" })
    #expect(broken(story.scene) == .proxy)
    #expect(states(story.scene)[.verification] == .pending)
  }

  @Test func `while it runs the next rung is the one that is waited for`() {
    var scene = Scene()
    scene.connect()
    scene.hello()
    let ladder = Ladder(transcript: scene.transcript, target: scene.target)
    #expect(ladder.rungs.first { $0.state == .running }?.kind == .hello)
    #expect(ladder.rungs.last?.state == .pending)
    #expect(ladder.brokenRung == nil)
  }

  @Test func `a flight that was cut between the request and the server's certificate breaks at the certificate`() {
    var scene = Scene()
    scene.connect()
    scene.hello()
    scene.serverHello()
    scene.add(
      .server, .handshake(Make.certificateRequest([Make.name("Root")], version: 0x0304, schemes: [0x0403])))
    scene.fail(35, "X", "SSL_ERROR_SYSCALL", reset: true)
    let states = states(scene)
    #expect(states[.certificateRequest] == .passed && states[.serverCertificate] == .failed)
    #expect(states[.verification] == .pending && states[.clientCertificate] == .pending)
    #expect(broken(scene) == .serverCertificate)
  }

  @Test func `plain HTTP has no rungs of TLS`() {
    var scene = Scene()
    scene.target.scheme = "http"
    scene.connect()
    scene.answer()
    #expect(Ladder(scene.evidence).rungs.map(\.kind) == [.name, .tcp, .requestWritten, .firstByte, .answer])
  }

  @Test func `a kept connection skips what an earlier exchange did`() {
    var scene = Scene()
    scene.add(.client, .milestone(.reusedConnection(handshakeOfExchange: 3)))
    scene.answer()
    #expect(states(scene)[.hello] == .skipped)
    #expect(states(scene)[.clientCertificate] == .skipped)
    #expect(broken(scene) == nil)
  }

  @Test func `durations are counted from the rung before`() {
    let rungs = Ladder(Scene.accepted.evidence).rungs
    #expect(rungs[0].durationMicroseconds == 1000)
    #expect(rungs.compactMap(\.durationMicroseconds).allSatisfy { $0 >= 0 })
  }

  @Test func `the text shows rungs, then messages of both directions`() {
    let transcript = transcript(of: Capture.refused13)
    var outcome = TransferOutcome(ending: .failed(code: 56, name: "CURLE_RECV_ERROR", message: ""))
    outcome.systemError = 0
    let target = Evidence.Target(scheme: "https", host: "service.test", port: 443, isIPAddress: false)
    let text = Ladder(transcript: transcript, target: target, outcome: outcome).text(transcript)
    #expect(text.contains("▸ ✗ our certificate"))
    #expect(text.contains("    0.000 ms → ClientHello"))
    #expect(text.contains("← Alert                    2 bytes  fatal 48 unknown_ca"))
    let ascii = Ladder(transcript: transcript, target: target, outcome: outcome).text(transcript, asciiOnly: true)
    #expect(ascii.allSatisfy { $0.isASCII })
    #expect(ascii.contains("<- Alert"))
  }
}

struct CertificateLineTests {
  private func line(_ scene: Scene) -> CertificateLine {
    let evidence = scene.evidence
    return CertificateLine(
      transcript: evidence.transcript, outcome: evidence.outcome, identity: evidence.identity, http: evidence.http)
  }

  private func text(_ scene: Scene) -> String { line(scene).text() }

  @Test func `asked, sent and accepted stand on one line`() {
    #expect(
      text(Scene.accepted) == "client certificate: asked (1 authority) · sent CN=alice, chain of 2 · accepted")
  }

  @Test func `an end that is near, or over, stands beside what was sent`() throws {
    let evidence = Scene.accepted.evidence
    let leaf = try #require(evidence.transcript.clientChain?.first)
    func text(_ secondsBeforeEnd: Int64) -> String {
      CertificateLine(
        transcript: evidence.transcript, outcome: evidence.outcome,
        now: Timestamp(secondsSinceEpoch: leaf.notAfter.secondsSinceEpoch - secondsBeforeEnd)
      ).text()
    }
    #expect(text(40 * 86_400).contains("chain of 2 · "))
    #expect(text(12 * 86_400 + 5).contains("chain of 2, 12 days left · "))
    #expect(text(-5).contains("chain of 2, EXPIRED · "))
  }

  @Test func `a refusal names the alert`() {
    #expect(
      text(Scene.refused([Scene.goodChain[0]], alert: 48, asking: []))
        == "client certificate: asked (any authority) · sent CN=alice, no chain · refused (unknown_ca)")
  }

  @Test(arguments: [
    ("client-certificate-missing", "asked (1 authority) · nothing configured · refused (certificate_required)"),
    (
      "client-certificate-not-enabled",
      "asked (1 authority) · configured but not enabled by the binding · refused (certificate_required)"
    ),
    (
      "client-key-type-unusable",
      "asked (1 authority) · empty certificate sent: no usable key type · refused (certificate_required)"
    ),
    ("front-end-refused", "asked (1 authority) · nothing configured · refused (HTTP 400)"),
  ])
  func `what was not sent says why`(_ code: String, _ expected: String) throws {
    let story = try #require(Story.missing.first { $0.code == code })
    #expect(text(story.scene) == "client certificate: " + expected)
  }

  @Test func `a server that never asks leaves the certificate at home`() throws {
    let story = try #require(Story.warnings.first { $0.code == "client-certificate-not-asked" })
    #expect(text(story.scene) == "client certificate: not asked for · not sent")
  }

  @Test func `asked after the handshake is told from asked in it`() throws {
    let story = try #require(Story.missing.first { $0.description.contains("asked after the request") })
    #expect(text(story.scene).hasPrefix("client certificate: asked after the handshake (1 authority)"))
  }

  @Test func `a terminal without Unicode gets ASCII`() {
    let line = line(Scene.accepted).text(asciiOnly: true)
    #expect(line == "client certificate: asked (1 authority) | sent CN=alice, chain of 2 | accepted")
  }

  @Test func `a ticket before our Finished proves nothing`() {
    var scene = Scene()
    scene.use(Scene.goodChain)
    scene.connect()
    scene.hello()
    scene.serverFlight(asking: [])
    scene.ticket()
    #expect(!scene.transcript.serverAcceptedClient)
    scene.clientFlight()
    #expect(!scene.transcript.serverAcceptedClient)
    scene.ticket()
    #expect(scene.transcript.serverAcceptedClient)
  }

  @Test func `what a proxy's TLS does is not the server's`() {
    var scene = Scene()
    scene.connect()
    scene.hello(leg: .proxy)
    scene.add(.server, .handshake(Make.certificateRequest([], version: 0x0304, schemes: [])), leg: .proxy)
    scene.add(.client, .handshake(Make.certificates([], version: 0x0304)), leg: .proxy)
    #expect(scene.transcript.certificateRequest == nil && scene.transcript.clientChain == nil)
    #expect(scene.transcript.messages.allSatisfy { $0.leg == .proxy })
  }
}
