import Basics
import Certificates
import Handshake
import TLS

extension FuzzTarget {
  /// First byte: how the exchange ended. Then records: a byte of kind, side and leg, and a block.
  static let transcript = FuzzTarget(
    name: "transcript", story: "a connection's records, what they add up to, the ladder and the diagnosis"
  ) { bytes in
    var source = ByteSource(bytes)
    let choice = source.byte()
    var builder = TranscriptBuilder(reader: .openSSL)
    var messageCount = 0
    var recordCount = 0
    while !source.isAtEnd, recordCount < 64 {
      let record = record(&source, at: recordCount)
      if record.content.isMessage { messageCount += 1 }
      builder.add(record)
      recordCount += 1
    }
    let transcript = builder.transcript
    try verify(transcript)
    try promise(transcript.messages.count == messageCount, "\(transcript.messages.count) messages of \(messageCount)")
    try promise(transcript.foreignBytes.count <= TranscriptBuilder.maximumForeignBytes, "too many foreign bytes kept")
    try verify(evidence(transcript, choice))
  }

  private static func record(_ source: inout ByteSource, at index: Int) -> TraceRecord {
    let kind = source.byte()
    let content: TraceRecord.Content =
      switch kind & 15 {
      case 0: .recordHeader(source.block())
      case 1: .alert([source.byte(), source.byte()])
      case 2: .alert(source.block())
      case 3: .changeCipherSpec
      case 4: .foreignBytes(source.block())
      case 5: .milestone(.tlsStarted)
      case 6: .milestone(.tlsFinished(alpn: nil))
      case 7: .milestone(.firstByte)
      case 8: .milestone(.connected(address: "127.0.0.1", port: source.number()))
      case 9: .milestone(.proxyConnected(status: source.number()))
      case 10: .milestone(.requestWritten(bytes: source.number()))
      case 11: .milestone(.answerComplete(bytes: source.number()))
      default: .handshake(source.block())
      }
    return TraceRecord(
      atMicroseconds: Int64(index) * 1000, from: kind & 16 == 0 ? .client : .server,
      leg: kind & 32 == 0 ? .origin : .proxy, content: content)
  }

  private static func evidence(_ transcript: Transcript, _ choice: UInt8) -> Evidence {
    let endings: [TransferOutcome.Ending] = [
      .answered, .failed(code: 35, name: "CURLE_SSL_CONNECT_ERROR", message: "TLS connect error"),
      .failed(code: 56, name: "CURLE_RECV_ERROR", message: "reset"), .limit(name: "time", value: "30 s"),
    ]
    let http = Evidence.HTTPEvidence(
      status: choice & 4 == 0 ? 200 : 400, headers: [HTTPHeader("Server", "nginx")], bodyStart: Array("<html>".utf8))
    let target = Evidence.Target(
      scheme: choice & 8 == 0 ? "https" : "http", host: "service.test", port: 443, isIPAddress: false,
      proxy: choice & 16 == 0 ? nil : "http://proxy.test:3128")
    return Evidence(
      target: target, transcript: transcript, outcome: TransferOutcome(ending: endings[Int(choice & 3)]),
      http: choice & 3 == 0 ? http : nil, now: Timestamp(secondsSinceEpoch: 1_800_000_000))
  }
}

private func verify(_ evidence: Evidence) throws {
  let ladder = Ladder(evidence)
  if let broken = ladder.brokenRung { try promise(ladder.rungs.indices.contains(broken), "no such rung: \(broken)") }
  for rung in ladder.rungs {
    try promise(
      rung.messageIndices.allSatisfy(evidence.transcript.messages.indices.contains), "a rung names no message")
  }
  try promiseNeutral(ladder.text(evidence.transcript), "the ladder", keepingLines: true)
  let findings = Diagnosis.findings(for: evidence)
  for finding in findings {
    for text in [finding.summary] + finding.remedies.map(\.text) + finding.evidence {
      try promiseNeutral(text, "finding \(finding.code)", keepingLines: true)
    }
    try promiseNeutral(finding.detail, "the detail of \(finding.code)", keepingLines: true)
    try promise(
      finding.messages.allSatisfy(evidence.transcript.messages.indices.contains), "\(finding.code) names no message")
  }
  if evidence.outcome.ending != .answered {
    try promise(findings.contains { $0.severity == .error }, "a failure without a verdict")
  }
}

extension TraceRecord.Content {
  fileprivate var isMessage: Bool {
    switch self {
    case .handshake, .alert, .changeCipherSpec: true
    case .recordHeader, .foreignBytes, .milestone: false
    }
  }
}
