import Basics
import Certificates
import Collections
import Exchange
import Handshake
import Testing
import Text

@testable import Workbench

extension Session {
  /// An exchange whose messages were recorded between real programs ends, answered or not.
  mutating func exchange(_ capture: String, answered: Bool, findings: [Finding] = []) {
    let number = sendRequest()
    var builder = TranscriptBuilder(reader: TestReader.reader)
    for milestone in [Milestone.resolved, .connected(address: "192.0.2.7", port: 8443), .tlsStarted] {
      builder.add(TraceRecord(atMicroseconds: 0, from: .client, content: .milestone(milestone)))
    }
    for record in Capture.records(capture) { builder.add(record) }
    let ending: TransferOutcome.Ending =
      answered ? .answered : .failed(code: 56, name: "CURLE_RECV_ERROR", message: "alert unknown ca")
    var report = Sample.report(
      builder.transcript, ending: ending, response: answered ? Sample.response() : nil, findings: findings)
    report.target = Evidence.Target(scheme: "https", host: "svc.example", port: 8443, isIPAddress: false)
    send(.exchange(number, .handshake(builder.transcript)))
    send(.exchange(number, .finished(report)))
    if let response = report.response { send(.responseLaidOut(exchange: number, TextDocument(response.body))) }
  }

  /// The server's alert ends it, and the finding rests on that alert.
  mutating func refuse() {
    let records = Capture.records(Capture.refused13)
    var finding = Sample.unknownCA
    finding.messages = [records.count - 1]
    finding.remedies[1].text = "Use another certificate: --cert, or complete its chain with --intermediates."
    exchange(Capture.refused13, answered: false, findings: [finding])
  }

  /// From the finding down the ladder.
  mutating func goToBrokenRung() {
    for _ in 0..<30 where model.handshakeRowUnderCursor?.isBroken != true { press("j") }
  }
}
