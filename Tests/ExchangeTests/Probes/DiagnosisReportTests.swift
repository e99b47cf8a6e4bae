import Basics
import Bindings
import Certificates
import Exchange
import Handshake
import Testing

@Suite struct DiagnosisReportTests {
  private let scenes = ProbeScenes()

  private var report: DiagnosisReport {
    let first = scenes.report(
      alert: ProbeScenes.unknownCA, reach: .handshakeFinished, codes: ["client-ca-unknown"], sent: true)
    let answered = scenes.report(status: 200, reach: .answered)
    return DiagnosisReport(
      first: first, results: [scenes.result(.asConfigured, first), scenes.result(.withoutCertificate, answered)],
      startedAt: Timestamp(secondsSinceEpoch: 1_750_000_000), endedAt: Timestamp(secondsSinceEpoch: 1_750_000_002),
      omitted: [Probe(.tls12)])
  }

  @Test func `The report for the other side holds no secret and no folder in any form`() {
    for text in [report.text, report.markdown, report.json.pretty] {
      #expect(!text.contains("secret"))
      #expect(!text.contains("/home/someone"))
      #expect(text.contains("alice.pfx"))
    }
    var answered = scenes.report(status: 200, reach: .answered)
    answered.response?.attachments = [
      .init(contentID: "a@b", contentType: "application/pdf", bytes: Array("a part".utf8), isInEnvelope: false)
    ]
    let fine = DiagnosisReport(
      first: answered, results: [scenes.result(.asConfigured, answered)], startedAt: .init(secondsSinceEpoch: 0),
      endedAt: .init(secondsSinceEpoch: 1))
    for text in [fine.text, fine.markdown, fine.json.pretty] { #expect(!text.contains("secret")) }
    #expect(fine.json["response"]?["attachments"] == [])
  }

  @Test func `It says what was sent, from where, when, what came back, and what is asked of whom`() {
    for text in [report.text, report.markdown] {
      for part in [
        "https://svc.example:8443/service?key=…&wsdl", "192.0.2.1 port 50000", "192.0.2.7 port 8443",
        "2025-06-15T15:06:40Z", "CN=alice, issued by CN=Issuing", "0a0b", "unknown_ca", "Do that.",
        "no client certificate", "TLS 1.2 only",
      ] { #expect(text.contains(part), "\(part) is not in\n\(text)") }
    }
  }

  @Test func `Text from the other side is no markup, and code stays code`() {
    #expect(report.markdown.contains("Summary of client-ca-unknown \\| \\<b\\>."))
    #expect(report.markdown.contains("Do `this`."))
    #expect(report.markdown.contains("| no client certificate | not sent | HTTP 200"))
  }

  @Test func `The JSON has the keys of a report, a verdict and every probe`() {
    let json = report.json
    for key in ["request", "identity", "connection", "handshake", "findings", "response", "wcf", "timings"] {
      #expect(json[key] != nil)
    }
    #expect(json["verdict"]?["certainty"] == "confirmed")
    #expect(json["verdict"]?["finding"]?["code"] == "client-ca-unknown")
    guard case .array(let probes)? = json["probes"] else { return #expect(Bool(false)) }
    #expect(probes.compactMap { $0["name"] } == ["as-configured", "without-certificate"])
    #expect(json["diagnosis"]?["omittedProbes"] == .strings(["tls-1.2"]))
  }

  @Test func `A diagnosis ends as its call would, by the refined verdict`() {
    #expect(report.exitStatus == .handshake)
    let answered = scenes.report(status: 405, reach: .answered)
    var fine = DiagnosisReport(
      first: answered, results: [], startedAt: .init(secondsSinceEpoch: 0), endedAt: .init(secondsSinceEpoch: 1))
    #expect(fine.exitStatus == .answered)
    var early = answered
    early.outcome.ending = .cancelled
    let stopped = DiagnosisReport(
      first: early, results: [], startedAt: .init(secondsSinceEpoch: 0), endedAt: .init(secondsSinceEpoch: 1),
      wasStopped: true)
    #expect(
      stopped.text.contains("Stopped before the first call had ended.") && !stopped.text.contains("Nothing is wrong"))
    fine.wasStopped = true
    #expect(fine.exitStatus == .interrupted)
    let unheard = scenes.report(reach: .certificateAccepted, codes: ["closed-without-answer"], sent: true)
    let answeredAsGET = DiagnosisReport(
      first: unheard, results: [scenes.result(.asConfigured, unheard), scenes.result(.answerText, answered)],
      startedAt: .init(secondsSinceEpoch: 0), endedAt: .init(secondsSinceEpoch: 1))
    #expect(answeredAsGET.verdict.finding == nil && answeredAsGET.exitStatus == .answered)
    let refused = scenes.report(status: 403, reach: .answered, codes: ["application-refused"])
    #expect(
      DiagnosisReport(
        first: refused, results: [], startedAt: .init(secondsSinceEpoch: 0), endedAt: .init(secondsSinceEpoch: 1)
      ).exitStatus == .protocolViolation)
  }
}
