import Basics
import SOAP
import Testing

/// An answer in several parts, and how it is to be read.
struct MultipartVector: Sendable, CustomTestStringConvertible {
  var name: String
  var contentType = mtom
  /// Without start and end delimiters where `body` gives the whole.
  var body: [UInt8]
  /// What the attachment holds.
  var attachment: [UInt8] = MultipartVector.data
  /// The content of the element `m:data` when everything is put back; nil when the envelope stays as it came.
  var content: String?
  /// Of the problems that are no notes.
  var problems: [String] = []

  var testDescription: String { name }

  /// Every byte value, among them line ends and what looks like text.
  static let data = (0..<1024).map { UInt8($0 % 256) }
  static let mtom = multipart("application/xop+xml", start: "<root@x>", "; start-info=\"text/xml\"")
  static let attachmentHeaders =
    "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <att1@x>"

  static func multipart(_ type: String, start: String?, _ more: String = "", boundary: String = "MIME_b") -> String {
    "multipart/related; type=\"\(type)\"" + (start.map { "; start=\"\($0)\"" } ?? "") + more
      + "; boundary=\"\(boundary)\""
  }

  static func root(_ content: String = include(), id: String = "root@x", type: String = "application/xop+xml")
    -> [UInt8]
  {
    let envelope =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><m:up xmlns:m=\"urn:m\">"
      + "<m:data>\(content)</m:data></m:up></s:Body></s:Envelope>"
    return Array(
      ("Content-Type: \(type); charset=UTF-8; type=\"text/xml\"\r\nContent-Transfer-Encoding: 8bit\r\n"
        + "Content-ID: <\(id)>\r\n\r\n" + envelope).utf8)
  }

  static func include(_ href: String = "cid:att1@x") -> String {
    "<xop:Include xmlns:xop=\"http://www.w3.org/2004/08/xop/include\" href=\"\(href)\"/>"
  }

  static func part(_ data: [UInt8] = data, _ headers: String = attachmentHeaders) -> [UInt8] {
    Array((headers + "\r\n\r\n").utf8) + data
  }

  static func join(
    _ parts: [[UInt8]], boundary: String = "MIME_b", padding: String = "", before: String = "", end: String? = nil
  ) -> [UInt8] {
    var body = Array(before.utf8)
    for part in parts {
      body += "--\(boundary)\(padding)\r\n".utf8
      body += part + Array("\r\n".utf8)
    }
    return body + Array((end ?? "--\(boundary)--\(padding)\r\n").utf8)
  }
}

extension MultipartVector {
  private init(
    ok name: String, _ parts: [[UInt8]], contentType: String = mtom, attachment: [UInt8] = data,
    problems: [String] = []
  ) {
    self.init(
      name: name, contentType: contentType, body: Self.join(parts), attachment: attachment, content: attachment.base64,
      problems: problems)
  }

  static let all: [MultipartVector] = [
    MultipartVector(ok: "SOAP 1.1", [root(), part()]),
    MultipartVector(
      ok: "SOAP 1.2 with an action", [root(), part()],
      contentType: multipart(
        "application/xop+xml", start: "<root@x>", "; start-info=\"application/soap+xml\"; action=\"urn:act\"")),
    MultipartVector(ok: "the envelope second", [part(), root()]),
    MultipartVector(
      ok: "no start: the first part", [root(), part()], contentType: multipart("application/xop+xml", start: nil)),
    MultipartVector(
      name: "line feeds alone", body: lineFeedsOnly(), attachment: lineFeedsOnlyData,
      content: lineFeedsOnlyData.base64, problems: ["multipart-line-ends"]),
    MultipartVector(
      name: "text before and after",
      body: join([root(), part()], before: "Ignore this.\r\n", end: "--MIME_b--\r\nand this\r\n"), content: data.base64),
    MultipartVector(
      name: "a part in base64",
      body: join([
        root(), part(Array(data.base64.utf8), "Content-Transfer-Encoding: base64\r\nContent-ID: <att1@x>"),
      ]), content: data.base64),
    MultipartVector(ok: "an escaped id", [root(include("cid:att%31%40x")), part()]),
    MultipartVector(
      name: "a closing delimiter without its hyphens", body: join([root(), part()], end: "--MIME_b\r\n"),
      content: data.base64, problems: ["multipart-unterminated"]),
    MultipartVector(
      ok: "the delimiter in the middle of a line", [root(), part(Array("x--MIME_b\r\ny".utf8))],
      attachment: Array("x--MIME_b\r\ny".utf8)),
    MultipartVector(
      ok: "a line that begins like the delimiter", [root(), part(Array("x\r\n--MIME_boundary\r\ny".utf8))],
      attachment: Array("x\r\n--MIME_boundary\r\ny".utf8)),
    MultipartVector(ok: "an empty part", [root(), part([])], attachment: []),
    MultipartVector(
      ok: "a part that ends with line ends", [root(), part(Array("x\r\n\r\n".utf8))],
      attachment: Array("x\r\n\r\n".utf8)),
    MultipartVector(
      ok: "a folded header",
      [root(), part(data, "Content-Type:\r\n application/octet-stream\r\nContent-ID:\r\n\t<att1@x>")]),
    MultipartVector(
      ok: "start without angle brackets", [root(), part()],
      contentType: multipart("application/xop+xml", start: "root@x")),
    MultipartVector(
      ok: "parameters without quotes", [root(), part()],
      contentType: "multipart/related; type=application/xop+xml; boundary=MIME_b; start-info=text/xml; start=<root@x>",
      problems: ["content-type-quotes"]),
    MultipartVector(
      ok: "upper case and another order", [root(), part()],
      contentType: "Multipart/Related; Boundary=\"MIME_b\"; Type=\"application/xop+xml\"; Start=\"<root@x>\""),
    MultipartVector(
      name: "an id without a part", body: join([root(include("cid:gone@x")), part()]), content: nil,
      problems: ["xop-part-missing"]),
    MultipartVector(
      name: "two includes of one part",
      body: join([root(include() + "</m:data><m:data>" + include()), part()]),
      content: data.base64 + "</m:data><m:data>" + data.base64, problems: ["xop-part-shared"]),
    MultipartVector(
      name: "SOAP with attachments",
      contentType: multipart("text/xml", start: "<root@x>"), body: join([root("cid:att1@x", type: "text/xml"), part()])
    ),
    MultipartVector(
      name: "an attachment by location", contentType: multipart("text/xml", start: "<root@x>"),
      body: join([root("http://x/att.bin", type: "text/xml"), part(data, "Content-Location: http://x/att.bin")])),
    MultipartVector(
      name: "a boundary with spaces and punctuation",
      contentType: multipart(
        "application/xop+xml", start: "<root@x>", "; start-info=\"text/xml\"", boundary: "a b'()+_,-./:=?"),
      body: join([root(), part()], boundary: "a b'()+_,-./:=?"), content: data.base64),
    MultipartVector(
      name: "spaces after the delimiters", body: join([root(), part()], padding: " \t "), content: data.base64),
  ]

  /// Without carriage returns in the content, which other readers would take for a part of a line end.
  private static let lineFeedsOnlyData = data.filter { $0 != 0x0D }

  private static func lineFeedsOnly() -> [UInt8] {
    join([root(), part(lineFeedsOnlyData)]).filter { $0 != 0x0D }
  }
}
