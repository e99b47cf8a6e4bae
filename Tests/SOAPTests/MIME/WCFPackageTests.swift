import Basics
import Bindings
import SOAP
import Testing

/// What XmlMtomReader of .NET says of an answer in several parts, as it said it when it was asked.
@Suite struct WCFPackageTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var contentType = MultipartVector.mtom
    var parts: [[UInt8]] = [MultipartVector.root(), MultipartVector.part()]
    /// Nil for a reply.
    var refusal: String?
    var testDescription: String { name }
  }

  private static let root = String(decoding: MultipartVector.root(), as: UTF8.self)

  private static func root(_ old: String, _ new: String) -> [[UInt8]] {
    let place = root.firstRange(of: old)
    let text = place.map { root[..<$0.lowerBound] + new + root[$0.upperBound...] } ?? ""
    return [Array(text.utf8), MultipartVector.part()]
  }

  private static func part(_ headers: String) -> [[UInt8]] {
    [MultipartVector.root(), MultipartVector.part(MultipartVector.data, headers)]
  }

  static let rows: [Row] = [
    Row(name: "as it should be"),
    Row(
      name: "parameters without quotes",
      contentType: "multipart/related; type=application/xop+xml; boundary=MIME_b; start=<root@x>",
      refusal: "MimeContentTypeHeaderInvalid"),
    Row(
      name: "no boundary", contentType: "multipart/related; type=\"application/xop+xml\"",
      refusal: "MtomMessageRequiredParamNotSpecified"),
    Row(
      name: "another boundary", contentType: MultipartVector.mtom.replacing("MIME_b", with: "other"),
      refusal: "MtomPartNotFound"),
    Row(
      name: "a start that is not there", contentType: MultipartVector.mtom.replacing("root@x", with: "nope@x"),
      refusal: "MtomPartNotFound"),
    Row(
      name: "SOAP with attachments", contentType: MultipartVector.multipart("text/xml", start: "<root@x>"),
      refusal: "MtomMessageNotApplicationXopXml"),
    Row(
      name: "a root without charset", parts: root("; charset=UTF-8", ""), refusal: "MtomRootRequiredParamNotSpecified"),
    Row(
      name: "a root without type", parts: root("; type=\"text/xml\"", ""), refusal: "MtomRootRequiredParamNotSpecified"),
    Row(name: "a root in Latin-1", parts: root("UTF-8", "iso-8859-1"), refusal: "MtomRootUnexpectedCharset"),
    Row(
      name: "a root of another version", parts: root("type=\"text/xml\"", "type=\"application/soap+xml\""),
      refusal: "MtomRootUnexpectedType"),
    Row(
      name: "a root that is no XOP", parts: root("application/xop+xml", "text/xml"),
      refusal: "MtomRootNotApplicationXopXml"),
    Row(
      name: "a root without Content-Type",
      parts: root("Content-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\n", ""),
      refusal: "MtomRootContentTypeNotFound"),
    Row(
      name: "an include without its part", parts: [MultipartVector.root(MultipartVector.include("cid:gone"))],
      refusal: "MtomPartNotFound"),
    Row(
      name: "a part included twice",
      parts: [
        MultipartVector.root(MultipartVector.include() + "</m:data><m:data>" + MultipartVector.include()),
        MultipartVector.part(),
      ], refusal: "MtomMimePartReferencedMoreThanOnce"),
    Row(
      name: "a part in base64",
      parts: [
        MultipartVector.root(),
        MultipartVector.part(
          Array(MultipartVector.data.base64.utf8), "Content-ID: <att1@x>\r\nContent-Transfer-Encoding: base64"),
      ], refusal: "MtomInvalidTransferEncodingForMimePart"),
    Row(
      name: "a part called 8bit", parts: part("Content-ID: <att1@x>\r\nContent-Transfer-Encoding: 8bit"),
      refusal: "MtomInvalidTransferEncodingForMimePart"),
    Row(
      name: "a part without transfer encoding", parts: part("Content-ID: <att1@x>"),
      refusal: "MtomContentTransferEncodingNotPresent"),
  ]

  @Test(arguments: rows) func `An MTOM client's exception names what its reader says`(row: Row) throws {
    let reading = try read(row, "custom(mtom:soap11,http)")
    #expect(reading.outcome == (row.refusal == nil ? "reply" : "CommunicationException"))
    if let refusal = row.refusal { #expect(reading.message?.contains(refusal) == true, "\(reading)") }
  }

  @Test func `A text client does not take an MTOM answer`() throws {
    #expect(try read(Row(name: ""), "custom(text:soap11,http)").outcome == "ProtocolException")
  }

  @Test func `An MTOM client takes a plain answer of its own version`() throws {
    func outcome(_ contentType: String) throws -> String {
      let plan = try BindingParser.binding("custom(mtom:soap11,http)").wirePlan(action: nil)
      let body = EnvelopeBuilder.empty(.soap11)
      return WCFReading(
        status: 200, contentType: contentType, bytes: body.count, answer: Answer(body: body, contentType: contentType),
        plan: plan
      ).outcome
    }
    #expect(try outcome("text/xml; charset=utf-8") == "reply")
    #expect(try outcome("application/soap+xml") == "ProtocolException")
    #expect(try outcome("multipart/mixed; boundary=x") == "ProtocolException")
  }

  @Test func `Delimiters with spaces behind them and lines without CR are told apart from cut-off ones`() throws {
    let padded = MultipartVector.join([MultipartVector.root(), MultipartVector.part()], padding: " ")
    #expect(try read(padded).message?.contains("MimeReaderTruncated") == true)
    let bare = padded.filter { $0 != 0x0D }
    #expect(try read(bare).message?.contains("MimeReaderTruncated") == true)
    let cut = MultipartVector.join([MultipartVector.root(), MultipartVector.part()], end: "")
    #expect(try read(cut).outcome == "reply")
  }

  private func read(_ row: Row, _ binding: String) throws -> WCFReading {
    try read(MultipartVector.join(row.parts), row.contentType, binding)
  }

  private func read(
    _ body: [UInt8], _ contentType: String = MultipartVector.mtom, _ binding: String = "custom(mtom:soap11,http)"
  ) throws -> WCFReading {
    WCFReading(
      status: 200, contentType: contentType, bytes: body.count, answer: Answer(body: body, contentType: contentType),
      plan: try BindingParser.binding(binding).wirePlan(action: nil))
  }
}
