internal import Basics
internal import XML

extension SecurityProblem {
  private static func broken(
    _ code: String, _ summary: String, _ values: [String] = [], remedy: String, wcf: String? = nil
  ) -> Self {
    Self(kind: .broken, code: code, summary: summary, values: values, remedy: remedy, wcf: wcf)
  }

  private static func unverifiable(_ code: String, _ summary: String, _ values: [String] = [], remedy: String) -> Self {
    Self(kind: .unverifiable, code: code, summary: summary, values: values, remedy: remedy, wcf: nil)
  }

  // MARK: The header

  static func unreadable(_ problem: XMLProblem) -> Self {
    unverifiable(
      "security-unreadable", "The answer's Security header could not be read: \(problem.summary)", problem.values,
      remedy: problem.remedy)
  }

  static func structure(_ what: String) -> Self {
    broken(
      "security-structure", "The message is not built as its security needs it: \(what).",
      remedy: "Do not believe what is signed in it: which part counts cannot be told.")
  }

  // MARK: The timestamp

  static func timestampUnreadable(_ text: String) -> Self {
    broken(
      "message-timestamp-unreadable", "The answer's Timestamp is no time with a zone.",
      ["value: \(String(text.prefix(80)).neutralised)"],
      remedy: "Write it like 2026-11-27T03:11:00.000Z (WS-Security 1.1 section 10).")
  }

  static func createdAfterExpiry(_ created: Timestamp, _ expires: Timestamp) -> Self {
    broken(
      "message-timestamp-order", "The answer's Timestamp expires before it was created.",
      ["created: \(created)", "expires: \(expires)"], remedy: "Correct it at the server.",
      wcf: "TimeStampHasCreationAheadOfExpiry")
  }

  static func expired(_ expires: Timestamp, now: Timestamp) -> Self {
    broken(
      "message-timestamp-expired", "The answer's Timestamp has expired.", ["expires: \(expires)", "now: \(now)"],
      remedy: "Compare the clocks of both sides; an answer that was kept for later is refused for good reason.",
      wcf: "TimeStampHasExpiryTimeInPast")
  }

  static func createdInFuture(_ created: Timestamp, now: Timestamp) -> Self {
    broken(
      "message-timestamp-future", "The answer's Timestamp lies in the future.", ["created: \(created)", "now: \(now)"],
      remedy: "Compare the clocks of both sides.", wcf: "TimeStampHasCreationTimeInFuture")
  }

  static func createdLongAgo(_ created: Timestamp, now: Timestamp) -> Self {
    broken(
      "message-timestamp-old", "The answer's Timestamp was created too long ago.",
      ["created: \(created)", "now: \(now)"], remedy: "Compare the clocks of both sides.",
      wcf: "TimeStampWasCreatedTooLongAgo")
  }

  // MARK: Signatures

  static func malformedSignature(_ what: String) -> Self {
    broken(
      "signature-malformed", "A signature in the answer is not built as XML Signature wants it: \(what).",
      remedy: "Correct it at the server.")
  }

  static func unknownAlgorithm(_ what: String, _ identifier: String) -> Self {
    unverifiable(
      "signature-algorithm-unknown", "A signature in the answer uses \(what) that is not known here.",
      ["algorithm: \(String(identifier.prefix(200)).neutralised)"],
      remedy: "Sign with one of RSA, RSA-PSS and ECDSA with SHA-1 or SHA-2, over exclusive canonical XML.")
  }

  static func forbiddenReference(_ uri: String) -> Self {
    broken(
      "signature-reference-forbidden", "A signature in the answer refers to something outside the message.",
      ["URI: \(String(uri.prefix(200)).neutralised)"], remedy: "Refer to parts of the same message by their id: #id.")
  }

  static func danglingReference(_ id: String) -> Self {
    broken(
      "signature-reference-dangling", "A signature in the answer refers to an id that no element has.",
      ["id: \(String(id.prefix(200)).neutralised)"], remedy: "The signed part was taken out, or the server is wrong.")
  }

  static func ambiguousReference(_ id: String, _ count: Int) -> Self {
    broken(
      "signature-id-ambiguous", "A signature in the answer refers to an id that several elements have.",
      ["id: \(String(id.prefix(200)).neutralised)", "elements: \(count)"],
      remedy: "Treat the message as forged: which of them is meant cannot be told.")
  }

  static func misplacedPart(_ name: XMLName, isBody: Bool) -> Self {
    broken(
      "signature-wrapped",
      isBody
        ? "The signed Body is not the message's Body: it was moved elsewhere and another put in its place."
        : "A signature in the answer covers an element that is no part of the message where it stands.",
      ["signed: \(name.description.neutralised)"], remedy: "Treat the message as forged (signature wrapping).")
  }

  static func digestMismatch(_ part: String) -> Self {
    broken(
      "signature-digest-mismatch", "The answer was changed after it was signed: \(part) has another digest.",
      remedy: "Look for what changes messages on the way: proxies that format XML, or re-encode it.",
      wcf: "MessageSecurityVerificationFailed")
  }

  static let valueMismatch = broken(
    "signature-value-mismatch", "A signature in the answer was not made by the key of its certificate.",
    remedy: "The list of signed parts was changed, or the certificate is not the signer's.",
    wcf: "MessageSecurityVerificationFailed")

  static func signerUnknown(_ reference: String) -> Self {
    unverifiable(
      "signature-signer-unknown", "A signature in the answer names its certificate, but does not bring it.",
      ["reference: \(reference)"],
      remedy: "Give the signer's certificate with --cacert, or let the server send it (BinarySecurityToken).")
  }

  static func signerUntrusted(_ subject: String, _ reasons: [String]) -> Self {
    Self(
      kind: .untrusted, code: "signature-signer-untrusted",
      summary: "A signature in the answer holds, but its signer is not trusted: \(subject.neutralised).",
      values: reasons.map(\.neutralised), remedy: "Give the authority of the signer's certificate with --cacert.",
      wcf: "MessageSecurityVerificationFailed")
  }

  static func tooMuch(_ what: String, limit: Int) -> Self {
    unverifiable(
      "security-too-much", "The answer's security was not checked: it has more than \(limit) \(what).",
      remedy: "Look at the message as text.")
  }

  static func noCanonicalForm(_ problem: XMLProblem) -> Self {
    unverifiable(
      "signature-not-canonical", "A signed part of the answer has no canonical form.", [problem.summary],
      remedy: problem.remedy)
  }
}
