public import Basics

/// What is wrong with a multipart message or its XOP references, or had to be overlooked to read it.
public struct MIMEProblem: Remediable, Hashable {
  public enum Severity: String, Sendable, Hashable {
    /// A part, or what belongs in the envelope, is missing.
    case error
    /// Read here; other programs may refuse it.
    case warning
    /// Read here and by most; MTOM readers of .NET refuse it.
    case note
  }

  public var severity: Severity
  public var code: String
  public var summary: String
  public var values: [String]
  public var remedy: String
  /// Name of the resource in which .NET's XmlMtomReader words its refusal; nil where it goes on.
  public var wcf: String?
}

extension MIMEProblem {
  private init(
    _ severity: Severity, _ code: String, _ summary: String, _ values: [String] = [], remedy: String,
    wcf: String? = nil
  ) {
    (self.severity, self.code, self.summary, self.values) = (severity, code, summary, values)
    (self.remedy, self.wcf) = (remedy, wcf)
  }

  // MARK: The package

  static let noBoundary = MIMEProblem(
    .error, "multipart-boundary-missing", "The answer is multipart, but its Content-Type names no boundary.",
    remedy: "Name the boundary that stands between the parts: multipart/related; boundary=\"…\".",
    wcf: "MtomMessageRequiredParamNotSpecified")

  static let headersInBody = MIMEProblem(
    .warning, "multipart-headers-in-body",
    "The MIME headers with the boundary stand in the HTTP body, not among the HTTP headers.",
    remedy: "Send them as HTTP headers (RFC 2387; Mono's own MTOM encoder does it like this).",
    wcf: "MtomMessageRequiredParamNotSpecified")

  static func noPart(boundary: String) -> Self {
    MIMEProblem(
      .error, "multipart-without-parts", "The answer is multipart, but its boundary does not occur in it.",
      ["boundary: \(shown(boundary))"], remedy: "Compare the boundary of the Content-Type with the body.",
      wcf: "MtomPartNotFound")
  }

  static func tooManyParts(_ limit: Int) -> Self {
    MIMEProblem(
      .error, "multipart-too-many-parts", "The answer has more than \(limit) parts; the rest was not read.",
      remedy: "Look at the answer as it was received.")
  }

  static let lineFeedsOnly = MIMEProblem(
    .warning, "multipart-line-ends", "The lines of the multipart answer end with a line feed alone.",
    remedy: "End them with CR LF (RFC 2046 section 5.1.1); other readers refuse it.", wcf: "MimeReaderTruncated")

  static let unterminated = MIMEProblem(
    .warning, "multipart-unterminated", "The multipart answer has no closing delimiter: it may be cut off.",
    remedy: "Compare its length with what the server sent; close it with --boundary-- (RFC 2046 section 5.1.1).")

  static let paddedDelimiters = MIMEProblem(
    .note, "multipart-padding", "Spaces stand behind a delimiter of the multipart answer.",
    remedy: "Leave them out: RFC 2046 section 5.1.1 permits them, .NET does not read them.", wcf: "MimeReaderTruncated")

  static func looseContentType(_ value: String) -> Self {
    MIMEProblem(
      .warning, "content-type-quotes", "The Content-Type lacks quotes around a value that needs them.",
      ["Content-Type: \(shown(value))"],
      remedy: "Quote values with / < > @ or spaces in them (RFC 2045 section 5.1).",
      wcf: "MimeContentTypeHeaderInvalid")
  }

  static func noRoot(_ start: String) -> Self {
    MIMEProblem(
      .error, "multipart-root-missing", "No part has the Content-ID that the Content-Type names as its start.",
      ["start: \(shown(start))", "read instead: the first part"],
      remedy: "Name the envelope's part in start, with its Content-ID (RFC 2387 section 3.2).",
      wcf: "MtomPartNotFound")
  }

  // MARK: Parts

  static func encodedPart(_ part: MIMEPart, _ encoding: String) -> Self {
    MIMEProblem(
      .note, "multipart-encoded-part", "A part of the answer is encoded as \(encoding).", [named(part)],
      remedy: "Send it as it is: Content-Transfer-Encoding: binary.", wcf: "MtomInvalidTransferEncodingForMimePart")
  }

  static func damagedPart(_ part: MIMEPart) -> Self {
    MIMEProblem(
      .error, "multipart-damaged-part", "A part of the answer is said to be base64, but it is not.", [named(part)],
      remedy: "Correct it at the server, or say Content-Transfer-Encoding: binary.",
      wcf: "MtomInvalidTransferEncodingForMimePart")
  }

  static func unknownTransferEncoding(_ part: MIMEPart, _ name: String) -> Self {
    MIMEProblem(
      .warning, "multipart-transfer-encoding", "A part of the answer has a transfer encoding that is not known.",
      [named(part), "Content-Transfer-Encoding: \(shown(name))"],
      remedy: "Send it as it is: Content-Transfer-Encoding: binary.", wcf: "MtomInvalidTransferEncodingForMimePart")
  }

  static func sameID(_ id: String) -> Self {
    MIMEProblem(
      .warning, "multipart-same-id", "Two parts of the answer have the same Content-ID; the first is taken.",
      ["Content-ID: \(shown(id))"], remedy: "Give each part an id of its own (RFC 2045 section 7).")
  }

  // MARK: References

  static func partMissing(_ reference: String) -> Self {
    MIMEProblem(
      .error, "xop-part-missing", "The envelope includes a part that the answer does not have.",
      ["href: \(shown(reference))"],
      remedy: "Send the part, with this id in its Content-ID (XOP section 4.1: cid: and the id, percent-encoded).",
      wcf: "MtomPartNotFound")
  }

  static func partShared(_ reference: String) -> Self {
    MIMEProblem(
      .warning, "xop-part-shared", "Two elements of the envelope include the same part.",
      ["href: \(shown(reference))"], remedy: "Send a part for each (XOP section 4).",
      wcf: "MtomMimePartReferencedMoreThanOnce")
  }

  static func misplaced(_ reference: String) -> Self {
    MIMEProblem(
      .error, "xop-include-misplaced", "An xop:Include has other content beside it and was left in its place.",
      ["href: \(shown(reference))"], remedy: "Make it the only child of its element (XOP section 3.1).")
  }

  static func tooLarge(bytes: Int, limit: Int) -> Self {
    MIMEProblem(
      .warning, "xop-too-large",
      "With its parts in it the envelope would have \(bytes) bytes; beyond \(limit) they are left beside it.",
      remedy: "Look at the parts one by one.")
  }

  private static func named(_ part: MIMEPart) -> String {
    "part: \(shown(part.contentID ?? part.contentLocation ?? "without an id"))"
  }

  private static func shown(_ text: String) -> String { String(text.prefix(200)).neutralised }
}
