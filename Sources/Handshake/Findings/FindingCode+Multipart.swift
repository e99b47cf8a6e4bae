extension FindingCode {
  /// Answers in several parts: MTOM, and SOAP with Attachments.
  static let multipart: [FindingCode] = package + parts + references

  private static let package: [FindingCode] = [
    found(
      "multipart-boundary-missing", "A multipart answer without a boundary",
      "Its Content-Type does not say what stands between the parts.",
      causes: ["a Content-Type that a gateway rewrote", "an error of the server"],
      server: "Name the boundary in the Content-Type."),
    found(
      "multipart-headers-in-body", "MIME headers in the HTTP body",
      "The boundary is named at the start of the body, as in a mail.", causes: ["Mono's MTOM encoder"],
      server: "Send these headers as HTTP headers."),
    found(
      "multipart-without-parts", "The boundary does not occur", "The body has no line with the boundary.",
      causes: ["a Content-Type of another message", "a body that was replaced on the way"],
      server: "Send the boundary that the body has."),
    found(
      "multipart-too-many-parts", "More parts than are read", "A .NET client reads no more than 1000 either.",
      causes: ["a forged message", "one part for each of many small values"], server: "Send fewer parts."),
    found(
      "multipart-root-missing", "The part with the envelope is missing",
      "No part has the Content-ID that start names; the first part was read instead.",
      causes: ["an id that differs from its Content-ID"], server: "Make start the id of the envelope's part."),
    found(
      "content-type-quotes", "A Content-Type without its quotes",
      "Values with / < > or @ in them need quotes; they were read without.",
      causes: ["a Content-Type put together by hand"], server: "Quote the values.", sources: ["RFC 2045 section 5.1"]),
  ]

  private static let parts: [FindingCode] = [
    found(
      "multipart-line-ends", "Lines that end with a line feed alone", "They were read; other clients refuse them.",
      causes: ["a server that writes text files"], server: "End lines with CR LF."),
    found(
      "multipart-unterminated", "No closing delimiter", "The last part may be incomplete.",
      causes: ["a server that stopped", "a length that is too short", "a server that leaves the hyphens out"],
      server: "Close the message with --boundary--."),
    found(
      "multipart-damaged-part", "A part that is not the base64 that it claims to be", "It is shown as it came.",
      causes: ["binary content under a wrong header", "an answer that was cut off"],
      server: "Send it as it is, and say binary."),
    found(
      "multipart-transfer-encoding", "A transfer encoding that is not known", "The part is shown as it came.",
      causes: ["an old mail format"], server: "Send the part as it is, and say binary."),
    found(
      "multipart-same-id", "Two parts with one id", "References to it mean the first part.",
      causes: ["an error of the server"], server: "Give each part an id of its own."),
  ]

  private static let references: [FindingCode] = [
    found(
      "xop-part-missing", "An included part is missing", "The envelope refers to an id that no part has.",
      causes: ["an attachment that could not be read", "a gateway that takes attachments away"],
      server: "Send the part under that id."),
    found(
      "xop-part-shared", "One part included twice", "It was put into both places; .NET refuses it.",
      causes: ["a server that stores equal contents once"], server: "Send a part for each place."),
    found(
      "xop-include-misplaced", "An include with other content beside it", "It was left in its place.",
      causes: ["an error of the server"], server: "Make the include the only content of its element."),
    found(
      "xop-too-large", "Parts that are too large to be put back", "They stand beside the envelope only.",
      causes: ["contents of many megabytes"], client: "Look at the parts one by one.", server: "Send smaller parts."),
  ]

  private static func found(
    _ code: String, _ title: String, _ meaning: String, causes: [String], client: String? = nil, server: String,
    sources: [String]? = nil
  ) -> FindingCode {
    FindingCode(
      code, .answer, title, [.server], meaning, causes: causes, client: client, server: server,
      sources: sources ?? [code.hasPrefix("xop") ? "W3C XOP 1.0" : "RFC 2046 section 5.1", "RFC 2387"])
  }
}
