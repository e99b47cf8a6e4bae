extension FindingCode {
  /// WS-Security in an answer: its Security header, timestamp and signatures.
  static let security: [FindingCode] = timestamp + header + signature

  private static let clocks = "Compare the clock with the server's."

  private static let timestamp: [FindingCode] = [
    found(
      "message-timestamp-expired", "The answer's Timestamp has expired",
      "Its Expires lies further back than clocks may differ.",
      causes: ["clocks that differ", "an answer that was kept for later"], client: clocks, server: "Set its clock."),
    found(
      "message-timestamp-future", "The answer's Timestamp lies in the future",
      "Its Created lies further ahead than clocks may differ.", causes: ["clocks that differ"], client: clocks,
      server: "Set its clock."),
    found(
      "message-timestamp-old", "The answer's Timestamp is old", "It was created too long ago for a fresh answer.",
      causes: ["clocks that differ", "an answer that was kept for later"], client: clocks, server: "Set its clock."),
    found(
      "message-timestamp-order", "The answer's Timestamp ends before it begins", "Expires is not after Created.",
      causes: ["an error of the server"], server: "Correct it."),
    found(
      "message-timestamp-unreadable", "The answer's Timestamp is no time", "It is no xsd:dateTime with a zone.",
      causes: ["a local time without zone"], server: "Write it in UTC with a Z."),
  ]

  private static let header: [FindingCode] = [
    found(
      "message-security-missing", "The answer has no Security header",
      "The binding expects a timestamp there; a WCF client raises MessageSecurityException.",
      causes: ["a service that secures requests only"], client: "Use enableUnsecuredResponse=true.",
      server: "Answer with a Security header that has a Timestamp."),
    found(
      "security-structure", "Which part of the message counts is not clear",
      "Body, Header or Security header stand there more than once, or not at all.",
      causes: ["a forged message", "an error of the server"], client: "Do not believe what is signed in it.",
      server: "Write each once."),
    found(
      "security-unreadable", "The Security header could not be read", "The message is no XML within the limits.",
      causes: ["malformed XML", "a message above 16 MB"], client: "Look at it as text.", server: "Correct it."),
    found(
      "security-too-much", "More signatures than are checked", "Checking them all would take too long.",
      causes: ["a message made to keep the reader busy"], client: "Look at it as text.", server: "Sign once."),
  ]

  private static let signature: [FindingCode] = [
    found(
      "signature-digest-mismatch", "The answer was changed after it was signed",
      "A signed part has another digest than the signature says.",
      causes: ["a device that formats or re-encodes XML", "a forged message"],
      client: "Look for what changes messages on the way.", server: "Sign last."),
    found(
      "signature-value-mismatch", "The signature is not of its certificate's key",
      "Its value does not verify with the certificate that it names.",
      causes: ["a list of parts that was changed", "a certificate that is not the signer's"],
      client: "Do not believe the message.", server: "Send the certificate of the signing key."),
    found(
      "signature-wrapped", "The signed part is not the one that is used",
      "It was moved elsewhere and another stands in its place (signature wrapping).", causes: ["a forged message"],
      client: "Do not believe the message.", server: "Sign the parts where they stand."),
    found(
      "signature-id-ambiguous", "Several elements have the signed id", "Which of them is meant cannot be told.",
      causes: ["a forged message", "ids that are used twice"], client: "Do not believe the message.",
      server: "Give each element an id of its own."),
    found(
      "signature-reference-dangling", "The signed part is missing", "No element has the id that the signature names.",
      causes: ["a part that was taken out on the way"], client: "Look for what changes messages on the way.",
      server: "Sign what is sent."),
    found(
      "signature-reference-forbidden", "The signature refers outside the message",
      "Only parts of the same message by their id are looked at; nothing is fetched.",
      causes: ["a forged message", "a signature of another profile"], server: "Refer by #id."),
    found(
      "signature-malformed", "The signature is not built as XML Signature wants it", "What is missing is named.",
      causes: ["an error of the server"], server: "Correct it.", sources: ["XML Signature 1.1"]),
    found(
      "signature-algorithm-unknown", "The signature uses an unknown algorithm",
      "It is none of RSA, RSA-PSS and ECDSA with SHA-1 or SHA-2 over canonical XML.",
      causes: ["HMAC or XPath", "an algorithm newer than this program"], server: "Use a common algorithm."),
    found(
      "signature-not-canonical", "A signed part has no canonical form", "The library says why.",
      causes: ["a relative namespace"], server: "Write namespaces as absolute URIs."),
    found(
      "signature-signer-unknown", "The signer's certificate is not there",
      "The signature names it by serial number, thumbprint or key identifier, and it is not known here.",
      causes: ["a service that expects its callers to have it"], client: "Give it with --cacert.",
      server: "Send it as a BinarySecurityToken."),
    found(
      "signature-signer-untrusted", "The signer is not trusted",
      "The signature holds, but the certificate does not lead to a known authority.",
      causes: ["an authority that was not given"], client: "Give the authority with --cacert.",
      server: "Sign with a certificate of that authority."),
  ]

  private static func found(
    _ code: String, _ title: String, _ meaning: String, causes: [String], client: String? = nil, server: String,
    sources: [String] = ["WS-Security 1.1"]
  ) -> FindingCode {
    FindingCode(
      code, .answer, title, [.server], meaning, causes: causes, client: client, server: server, sources: sources)
  }
}
