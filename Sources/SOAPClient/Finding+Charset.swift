internal import Basics
internal import Handshake
internal import SOAP

extension Finding {
  /// What is odd about the character encoding of an answer.
  static func charset(_ text: AnswerText) -> [Finding] {
    (text.disagreement.isEmpty ? [] : [disagreement(text)]) + (text.replacements == 0 ? [] : [undecodable(text)])
  }

  private static func disagreement(_ text: AnswerText) -> Finding {
    Finding(
      code: "charset-disagrees", blame: .server, severity: .warning,
      summary: "Content-Type, XML declaration and bytes of the answer do not agree on its character encoding.",
      detail: text.disagreement.joined(separator: "\n"),
      remedies: [
        Remedy(.server, "Announce in the Content-Type what the XML declaration says, and write that (RFC 7303).")
      ], evidence: ["WCF: ProtocolException (MessageXmlProtocolError) where the declaration contradicts the charset"])
  }

  private static func undecodable(_ text: AnswerText) -> Finding {
    Finding(
      code: "charset-undecodable", blame: .server, severity: .warning,
      summary:
        "The answer is not in the character encoding that it claims: \(text.replacements) bytes are no characters.",
      detail: "read as: \((text.charset ?? "").neutralised)",
      remedies: [Remedy(.server, "Write the answer in the encoding that it names.")])
  }
}
