import Basics
import Bindings
import SOAP
import Testing

@Suite struct XOPPackageTests {
  private static let boundary = "uuid:308a51f3-a1fd-4933-a615-fe7ceba92e5a+id=1"

  private func plan(_ text: String = "mtom:soap11") throws -> MTOMPlan {
    let plan = try BindingParser.binding("custom(\(text),http)").wirePlan(action: nil)
    guard case .mtom(let mtom) = plan.encoding else { throw NoMTOM() }
    return mtom
  }

  private func envelope(_ content: String) -> [UInt8] {
    Array(
      ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
        + "<EchoBytes xmlns=\"http://peers.example/echo\"><data>\(content)</data></EchoBytes></s:Body></s:Envelope>")
        .utf8)
  }

  private func package(_ content: String, _ plan: String = "mtom:soap11") throws -> XOPPackage {
    try XOPPackage(
      envelope(content), plan: self.plan(plan), encoding: .utf8, boundary: Self.boundary, ticks: 639_310_147_048_013_490
    )
  }

  private struct NoMTOM: Error {}

  private let data = (0..<768).map { UInt8($0 % 256) }

  @Test func `The bytes are those of WCF's encoder`() throws {
    let head = """
      \r
      --uuid:308a51f3-a1fd-4933-a615-fe7ceba92e5a+id=1\r
      Content-ID: <http://tempuri.org/0>\r
      Content-Transfer-Encoding: 8bit\r
      Content-Type: application/xop+xml;charset=utf-8;type="text/xml"\r
      \r
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>\
      <EchoBytes xmlns="http://peers.example/echo"><data>\
      <xop:Include href="cid:http://tempuri.org/1/639310147048013490" \
      xmlns:xop="http://www.w3.org/2004/08/xop/include"/>\
      </data></EchoBytes></s:Body></s:Envelope>\r
      --uuid:308a51f3-a1fd-4933-a615-fe7ceba92e5a+id=1\r
      Content-ID: <http://tempuri.org/1/639310147048013490>\r
      Content-Transfer-Encoding: binary\r
      Content-Type: application/octet-stream\r
      \r

      """
    let tail = "\r\n--uuid:308a51f3-a1fd-4933-a615-fe7ceba92e5a+id=1--\r\n"
    let package = try package(data.base64)
    #expect(package.bytes == Array(head.utf8) + data + Array(tail.utf8))
    #expect(package.bytes.count == 1473)
    #expect(package.partCount == 1 && package.partBytes == 768)
  }

  @Test func `Below the threshold of 768 bytes content stays in the envelope`() throws {
    #expect(try package(data.dropLast().base64).partCount == 0)
    #expect(try package(data.base64).partCount == 1)
    #expect(try package([UInt8](repeating: 0, count: 10).base64, "mtom:soap11(writeThreshold=10)").partCount == 1)
  }

  @Test func `What is put apart comes back as it was`() throws {
    let package = try package(data.base64)
    let type = try plan().contentType(boundary: Self.boundary, quotedAction: nil)
    let message = MultipartMessage(body: package.bytes, contentType: ContentType(type))
    #expect(message.problems.isEmpty)
    #expect(message.envelope == envelope(data.base64))
    #expect(message.attachments.map(\.part.bytes) == [data])
  }

  @Test(arguments: [
    ("letters with a hyphen", String(repeating: "ab-d", count: 400)),
    ("prose in letters", String(repeating: "word ", count: 400)),
    ("no multiple of four", String(repeating: "a", count: 1602)),
    ("padding in the middle", String(repeating: "aa==", count: 400)),
    ("bits behind the end", String(repeating: "AAAA", count: 400) + "AB=="),
    ("hexadecimal", String(repeating: "0123456789abcdef", count: 100)),
    ("hexadecimal in capitals", String(repeating: "0123456789ABCDEF", count: 100)),
    ("decimal", String(repeating: "0123456789", count: 200)),
    ("elements", String(repeating: "<x>AAAA</x>", count: 400)),
    ("a comment in it", String(repeating: "AAAA", count: 400) + "<!-- x -->" + String(repeating: "AAAA", count: 400)),
    ("a reference in it", String(repeating: "AAAA", count: 400) + "&#65;AAA"),
  ])
  func `Text that is not base64 and nothing else stays`(name: String, text: String) throws {
    #expect(try package(text).partCount == 0)
  }

  @Test func `Base64 in lines, as tools break it, is taken as one`() throws {
    let digits = Array(data.base64Digits)
    let lines = stride(from: 0, to: digits.count, by: 76).map {
      "  " + String(decoding: digits[$0..<min($0 + 76, digits.count)], as: UTF8.self) + "\r\n"
    }
    let package = try package("\n" + lines.joined())
    #expect(package.partCount == 1 && package.partBytes == 768)
  }

  @Test func `In a signed envelope nothing is taken whose text would change`() throws {
    let digits = data.base64
    let signature = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>"
    #expect(try package("\(signature)<x>\n\(digits)\n</x>").partCount == 0)
    #expect(try package("\(signature)<x>\(digits)</x>").partCount == 1)
  }

  @Test func `Several contents are numbered in their order`() throws {
    let package = try package("<a>\(data.base64)</a><b>\(data.reversed().base64)</b>")
    let type = try plan().contentType(boundary: Self.boundary, quotedAction: nil)
    let message = MultipartMessage(body: package.bytes, contentType: ContentType(type))
    #expect(message.attachments.map(\.part.bytes) == [data, data.reversed()])
    #expect(
      message.attachments.map(\.part.contentID) == [
        "http://tempuri.org/1/639310147048013490", "http://tempuri.org/2/639310147048013490",
      ])
  }

  @Test func `An envelope with an include of its own is refused`() throws {
    let error = #expect(throws: XOPError.self) { try package(MultipartVector.include("cid:x\u{1B}")) }
    #expect(error?.code == "xml-not-well-formed")
    let other = #expect(throws: XOPError.self) { try package(MultipartVector.include("cid:x")) }
    #expect(other?.code == "mtom-include-in-envelope")
    #expect(other?.values == ["href: cid:x"])
  }

  @Test func `In UTF-16 the envelope's part is written so and called binary`() throws {
    let plan = try plan("mtom:soap12(writeEncoding=utf-16)")
    let package = try XOPPackage(
      envelope(data.base64), plan: plan, encoding: .utf16LE, boundary: Self.boundary, ticks: 1)
    let type = plan.contentType(boundary: Self.boundary, quotedAction: nil)
    let message = MultipartMessage(body: package.bytes, contentType: ContentType(type))
    #expect(message.root?.header("content-transfer-encoding") == "binary")
    #expect(message.root?.contentType?.charset == "utf-16le")
    #expect(message.root?.bytes.starts(with: [0xFF, 0xFE]) == true)
    #expect(message.envelope == envelope(data.base64))
  }
}
