internal import Basics
internal import Exchange
internal import Handshake

extension Finding {
  /// What an answer's addressing headers say of the request (WS-Addressing 1.0 core section 3.4). A WCF client does not
  /// look: the connection tells it which answer is which.
  ///
  /// - Parameter messageID: the request's own.
  static func addressing(_ messageID: String, _ answer: Response.Addressing) -> Finding? {
    if answer.relatesTo.contains(messageID) { return nil }
    return answer.relatesTo.isEmpty ? notRelated(messageID) : relatedToAnother(messageID, answer)
  }

  private static func notRelated(_ messageID: String) -> Finding {
    Finding(
      code: "relates-to-missing", blame: .server, severity: .note,
      summary: "The answer has addressing headers, but does not say which message it answers.",
      detail: "MessageID of the request: \(messageID.neutralised)",
      remedies: [Remedy(.server, "Put the request's MessageID into the answer's RelatesTo.")])
  }

  private static func relatedToAnother(_ messageID: String, _ answer: Response.Addressing) -> Finding {
    Finding(
      code: "relates-to-mismatch", blame: .server, severity: .warning,
      summary: "The answer says that it answers another message.",
      detail: "MessageID of the request: \(messageID.neutralised)\nRelatesTo of the answer: "
        + answer.relatesTo.map(\.neutralised).joined(separator: ", "),
      remedies: [
        Remedy(.client, "Do not trust the answer before the cause is known: it may be somebody else's."),
        Remedy(
          .server, "Look for a cache or a queue that mixes answers up; put the request's MessageID into RelatesTo."),
      ])
  }
}
