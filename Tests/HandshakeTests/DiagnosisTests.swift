import Basics
import Handshake
import Testing

struct DiagnosisTests {
  @Test(arguments: Story.all) func `each story gets its verdict`(_ story: Story) {
    let findings = story.scene.findings
    #expect(findings.first?.code == story.code)
    #expect(findings.first?.blame == story.blame)
  }

  @Test(arguments: Story.all) func `each verdict says what to do, to the side it blames`(_ story: Story) throws {
    let verdict = try #require(story.scene.findings.first)
    #expect(!verdict.summary.isEmpty && verdict.summary.hasSuffix("."))
    #expect(!verdict.detail.isEmpty)
    #expect(verdict.remedies.contains { $0.who == verdict.blame })
    #expect(verdict.remedies.allSatisfy { !$0.text.isEmpty })
    #expect(verdict.messages.allSatisfy(story.scene.transcript.messages.indices.contains))
  }

  @Test(arguments: Story.all) func `a failure has an error, and what works has none`(_ story: Story) {
    let evidence = story.scene.evidence
    let errors = story.scene.findings.filter { $0.severity == .error }
    if evidence.outcome.ending != .answered { #expect(!errors.isEmpty) }
    // F5 answers 200 with the page that refuses.
    guard evidence.outcome.ending == .answered, evidence.http?.status == 200, story.code != "gateway-policy" else {
      return
    }
    #expect(errors.isEmpty)
  }

  @Test func `every code of every rule has a story`() {
    let codes = Set((Rule.all + [Rule.fallback]).flatMap(\.codes))
    #expect(codes.subtracting(Story.all.map(\.code)).sorted() == [])
  }

  @Test(arguments: Rule.all.map(\.name)) func `a rule gives only the codes that it lists`(_ name: String) throws {
    let rule = try #require(Rule.all.first { $0.name == name })
    let given = Story.all.flatMap { rule.check($0.scene.evidence) }.map(\.code)
    #expect(Set(given).isSubset(of: rule.codes))
    #expect(!given.isEmpty)
  }

  @Test(arguments: Rule.all.map(\.name)) func `no rule fires when all is well`(_ name: String) throws {
    let rule = try #require(Rule.all.first { $0.name == name })
    #expect(rule.check(Scene.accepted.evidence).map(\.code) == [])
    #expect(rule.check(plain.evidence).map(\.code) == [])
    #expect(rule.check(anonymous12.evidence).map(\.code) == [])
  }

  @Test func `names of rules are unique`() {
    #expect(Set(Rule.all.map(\.name)).count == Rule.all.count)
  }

  @Test func `errors come before warnings before notes`() {
    for story in Story.all {
      let severities = story.scene.findings.map(\.severity)
      #expect(severities == severities.sorted(by: >))
    }
  }

  @Test func `a cancelled exchange is nobody's fault`() {
    var scene = Scene()
    scene.connect()
    scene.outcome.ending = .cancelled
    #expect(scene.codes == [])
  }

  @Test func `text from the wire cannot steer a terminal`() throws {
    var scene = Scene()
    scene.connect()
    scene.hello()
    scene.add(.server, .foreignBytes(Array("SSH-\u{1B}[2J\u{7}\r\n".utf8)))
    scene.fail(35, "CURLE_X", "bad \u{1B}[31m words")
    let verdict = try #require(scene.findings.first)
    let all = [verdict.summary, verdict.detail] + verdict.evidence + verdict.remedies.map(\.text)
    #expect(all.allSatisfy { $0 == $0.neutralised })
  }

  private var plain: Scene {
    var scene = Scene()
    scene.target.scheme = "http"
    scene.connect()
    scene.answer()
    return scene
  }

  private var anonymous12: Scene {
    var scene = Scene()
    scene.connect()
    scene.hello([0x0303])
    scene.serverFlight(0x0303)
    scene.clientFlight(0x0303, withCertificate: false)
    scene.serverFinish()
    scene.answer()
    return scene
  }
}

extension DiagnosisTests {
  @Test func `the verdict of a missing intermediate compares what is accepted with what was sent`() throws {
    let chain = [Make.certificate("alice", issuer: "O=Partner, CN=Partner CA")]
    let verdict = try #require(Scene.refused(chain, alert: 48).findings.first)
    #expect(verdict.detail.contains("accepts certificates from Partner Root"))
    #expect(verdict.detail.contains("We sent 1 certificate: alice"))
    #expect(verdict.summary.contains("Partner CA"))
    #expect(verdict.remedies.contains { $0.who == .client && $0.text.contains("--intermediates") })
    #expect(verdict.remedies.contains { $0.who == .server && $0.text.contains("ssl_trusted_certificate") })
    #expect(verdict.evidence.contains { $0.contains("unknown_ca") })
  }

  @Test func `faults that did not decide are told as well`() throws {
    let chain = [Make.certificate("alice", issuer: "O=Partner, CN=Partner CA", days: -1)]
    let verdict = try #require(Scene.refused(chain, alert: 48).findings.first)
    #expect(verdict.code == "client-intermediate-missing")
    #expect(verdict.evidence.contains { $0.hasPrefix("also: ") && $0.contains("expired") })
  }
}
