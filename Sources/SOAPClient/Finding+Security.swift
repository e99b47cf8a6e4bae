internal import Bindings
internal import Exchange
internal import Handshake
internal import SOAP

extension Finding {
  /// What is wrong with an answer's security; errors only where the binding asks for it, because elsewhere a client would
  /// not have looked.
  static func security(_ reading: SecurityReading, _ plan: SecurityPlan?) -> [Finding] {
    if !reading.isPresent { return plan?.requiresSecuredAnswer == true ? [.unsecuredAnswer] : [] }
    return reading.allProblems.map { problem in
      Finding(
        code: problem.code, blame: .server, severity: plan != nil && problem.kind == .broken ? .error : .warning,
        summary: problem.summary, detail: problem.values.joined(separator: "\n"),
        remedies: problem.isForServer
          ? [Remedy(.server, problem.remedy)]
          : [Remedy(.client, problem.remedy), problem.serversPart.map { Remedy(.server, $0) }].compactMap { $0 },
        evidence: problem.wcf.map { ["WCF: MessageSecurityException (\($0))"] } ?? [])
    }
  }

  private static let unsecuredAnswer = Finding(
    code: "message-security-missing", blame: .server, severity: .warning,
    summary: "The binding expects a timestamp in the answer's Security header, and there is none.",
    detail: "WCF: MessageSecurityException (UnableToFindSecurityHeaderInMessageNoActor)",
    remedies: [
      Remedy(
        .client,
        "Accept it (enableUnsecuredResponse=true), or leave the timestamp out of both directions (includeTimestamp=false)."
      ),
      Remedy(.server, "Answer with a Security header that has a Timestamp."),
    ])
}

extension SecurityProblem {
  /// What the server can do about what its client has found; nil where nothing can be said.
  fileprivate var serversPart: String? {
    switch code {
    case "message-timestamp-expired", "message-timestamp-future", "message-timestamp-old":
      "Set the server's clock, and write the Timestamp at the moment at which the answer goes out."
    case "signature-digest-mismatch", "signature-wrapped", "signature-id-ambiguous", "signature-reference-dangling":
      "Sign the message last of all, and let nothing change it afterwards: no proxy that formats or re-encodes XML."
    case "signature-signer-untrusted", "signature-signer-unknown":
      "Sign with a certificate whose authority the client knows, and send it along (BinarySecurityToken)."
    default: nil
    }
  }

  /// Where the remedy is to be applied.
  fileprivate var isForServer: Bool {
    switch code {
    case "signature-malformed", "signature-algorithm-unknown", "signature-reference-forbidden",
      "message-timestamp-unreadable", "message-timestamp-order":
      true
    default: false
    }
  }
}
