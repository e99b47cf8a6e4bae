import Basics
import Bindings
import Exchange
import Handshake
import Testing

@Suite struct ReportTests {
  private func report(
    refusal: Refusal? = nil, ending: TransferOutcome.Ending = .answered, response: Response? = nil,
    findings: [Finding] = [], transcript: Transcript = Transcript()
  ) -> Report {
    Report(
      draft: Draft(url: "https://me:secret@host/service"), ticket: nil, refusal: refusal, transcript: transcript,
      outcome: TransferOutcome(ending: ending), response: response, findings: findings,
      wcf: WCFOutcome(outcome: "reply", message: nil), preparation: [])
  }

  private func response(_ status: Int, _ kind: Response.Kind, body: [UInt8] = []) -> Response {
    Response(status: status, httpHeaders: [], body: body, contentType: nil, kind: kind, fault: nil)
  }

  private func failed(_ code: Int) -> TransferOutcome.Ending { .failed(code: code, name: "", message: "") }

  @Test func `Every way an exchange ends has its exit status`() {
    #expect(report(response: response(200, .envelope)).exitStatus == .answered)
    #expect(report(response: response(202, .empty)).exitStatus == .answered)
    #expect(report(response: response(500, .fault)).exitStatus == .fault)
    #expect(report(response: response(200, .html)).exitStatus == .protocolViolation)
    #expect(report(response: response(404, .empty)).exitStatus == .protocolViolation)
    #expect(report(response: response(407, .html)).exitStatus == .network)
    #expect(report(ending: failed(35)).exitStatus == .handshake)
    #expect(report(ending: failed(60)).exitStatus == .handshake)
    #expect(report(ending: failed(7)).exitStatus == .network)
    #expect(report(ending: failed(18)).exitStatus == .protocolViolation)
    #expect(report(ending: .limit(name: "responseSize", value: "1 MB")).exitStatus == .protocolViolation)
    #expect(report(ending: .limit(name: "connect", value: "15 s")).exitStatus == .network)
    #expect(report(ending: .cancelled).exitStatus == .interrupted)
  }

  @Test func `A refused draft ends with the status of its stage`() {
    func status(_ stage: Refusal.Stage) -> Exchange.ExitStatus {
      report(refusal: Refusal(stage: stage, code: "x", summary: "x", remedy: "x"), ending: .cancelled).exitStatus
    }
    #expect(status(.usage) == .usage)
    #expect(status(.binding) == .usage)
    #expect(status(.identity) == .identity)
    #expect(status(.file) == .file)
  }

  @Test func `A server's alert after the handshake seemed done is a failed handshake`() {
    var transcript = Transcript()
    transcript.messages = [
      .init(
        from: .server, leg: .origin, atMicroseconds: 5,
        kind: .alert(.init(isFatal: true, code: 116, name: "certificate_required")), type: "Alert", tlsVersion: .tls13,
        bytes: [2, 116], summary: "", fields: [])
    ]
    transcript.clientFinished = true
    let refused = report(ending: failed(56), transcript: transcript)
    #expect(refused.exitStatus == .handshake)
    #expect(refused.json["handshake"]?["outcome"] == "failed")
    #expect(
      refused.json["handshake"]?["alerts"]?.description
        == #"[{"from":"server","leg":"origin","level":"fatal","code":116,"name":"certificate_required","atMicroseconds":5}]"#
    )
  }

  @Test func `A refused client certificate behind an HTTP answer is a failed handshake too`() {
    let finding = Finding(
      code: "client-certificate-required", blame: .client, summary: "", detail: "", remedies: [])
    #expect(report(response: response(400, .html), findings: [finding]).exitStatus == .handshake)
  }

  @Test func `Every key is there, also when nothing happened`() {
    let json = report(ending: failed(6)).json
    for key in ["request", "identity", "connection", "handshake", "findings", "response", "wcf", "timings"] {
      #expect(json[key] != nil)
    }
    #expect(json["identity"] == .null)
    #expect(json["handshake"]?["outcome"] == "none")
    #expect(json["request"]?["url"] == "https://host/service")
  }

  @Test func `A body that is no UTF-8 is kept whole beside its readable form`() {
    let json = report(response: response(200, .other, body: [0x61, 0xFF])).json["response"]
    #expect(json?["body"] == "a\u{FFFD}")
    #expect(json?["bodyBase64"] == "Yf8=")
    #expect(report(response: response(200, .other, body: [0x61])).json["response"]?["bodyBase64"] == nil)
  }

  @Test func `Credentials in headers are hidden`() {
    let headers = [HTTPHeader("Authorization", "Basic abc"), HTTPHeader("X-Trace", "1")]
    #expect(headers.redacted == [HTTPHeader("Authorization", "••••"), HTTPHeader("X-Trace", "1")])
  }
}
