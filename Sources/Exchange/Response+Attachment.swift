internal import Basics

extension Response {
  /// A part of a multipart answer beside the envelope (MTOM, SOAP with Attachments).
  public struct Attachment: Sendable, Hashable {
    /// Without angle brackets; nil when the part has none.
    public var contentID: String?
    public var contentType: String?
    public var contentLocation: String?
    /// What the sender calls it: `filename` of Content-Disposition, or `name` of Content-Type. No path to write to.
    public var fileName: String?
    /// Its transfer encoding undone.
    public var bytes: [UInt8]
    /// Whether its content stands in `Response.decoded` too, as base64.
    public var isInEnvelope: Bool

    public init(
      contentID: String?, contentType: String?, contentLocation: String? = nil, fileName: String? = nil,
      bytes: [UInt8], isInEnvelope: Bool
    ) {
      self.contentID = contentID
      self.contentType = contentType
      self.contentLocation = contentLocation
      self.fileName = fileName
      self.bytes = bytes
      self.isInEnvelope = isInEnvelope
    }

    /// `application/pdf, 1024 bytes, <id@host>, in the envelope`; for a person.
    public var line: String {
      let name = contentID.map { "<\($0)>" } ?? contentLocation ?? "without an id"
      let parts = [contentType ?? "no type", "\(bytes.count) bytes", name] + (fileName.map { [$0] } ?? [])
      return parts.joined(separator: ", ").neutralised + (isInEnvelope ? ", in the envelope" : "")
    }

    /// A name for a file of its own: letters, digits, dots and hyphens only, and none that begins with a dot.
    public var suggestedFileName: String {
      let wanted = fileName ?? contentID?.split(separator: "@").first.map(String.init) ?? "attachment"
      let last = wanted.split(whereSeparator: { "/\\".contains($0) }).last ?? ""
      let safe = String(String.UnicodeScalarView(last.unicodeScalars.prefix(80).map { Self.isSafe($0) ? $0 : "_" }))
      return safe.isEmpty || safe.hasPrefix(".") ? "attachment" : safe
    }

    private static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", ".", "-", "_": true
      default: false
      }
    }

    /// What stands in the envelope is not there twice.
    var json: JSONValue {
      [
        "contentId": .optional(contentID), "contentType": .optional(contentType),
        "contentLocation": .optional(contentLocation), "fileName": .optional(fileName), "bytes": .int(bytes.count),
        "inBody": .bool(isInEnvelope), "base64": isInEnvelope ? .null : .string(bytes.base64),
      ]
    }
  }
}
