import Exchange
import Handshake

extension FuzzTarget {
  static let record = FuzzTarget(name: "record", story: "what the history keeps of messages, their secrets hidden") {
    bytes in
    let mark = Array("pa55w0rd".utf8)
    let message = bytes + Array("><Password>".utf8) + mark + Array("</Password>".utf8) + bytes
    let draft = Draft(url: "https://localhost/", envelope: message)
    let report = Report(
      draft: draft, ticket: nil, refusal: nil, transcript: Transcript(),
      outcome: TransferOutcome(ending: .answered),
      response: Response(
        status: 200, httpHeaders: [], body: bytes, contentType: nil, kind: .other, fault: nil), findings: [],
      wcf: WCFOutcome(outcome: "reply", message: nil), preparation: [])
    let record = ExchangeRecord(draft, report)
    let text = String(decoding: record.draft.envelope ?? [], as: UTF8.self)
    try promise(
      !text.contains("pa55w0rd") || String(decoding: bytes, as: UTF8.self).contains("pa55w0rd"),
      "a password is kept: \(text)")
    try promise(record.answerByteCount == bytes.count, "another size")
  }
}
