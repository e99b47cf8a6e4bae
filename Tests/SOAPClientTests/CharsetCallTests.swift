import Basics
import Bindings
import Exchange
import Handshake
import SOAP
import SOAPClient
import Testing

/// Character encodings through the whole client.
@Suite struct CharsetCallTests {
  private static let latin1 = "custom(customText:soap11(writeEncoding=iso-8859-1),http)"

  private static func envelope(_ text: String, declaration: String = "") -> String {
    "\(declaration)<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><a b=\"\(text)\">\(text)</a>"
      + "</s:Body></s:Envelope>"
  }

  private static func bytes(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
  }

  private func report(_ server: CannedServer, _ envelope: String, _ binding: String = latin1) async throws -> Report {
    try await report(server, Array(envelope.utf8), binding)
  }

  private func report(_ server: CannedServer, _ envelope: [UInt8], _ binding: String) async throws -> Report {
    await SOAPSession().report(
      of: Draft(url: server.url, envelope: envelope, binding: try BindingParser.binding(binding)))
  }

  private func answered(_ body: [UInt8], _ contentType: String) async throws -> Report {
    try await report(try CannedServer(answer: body, contentType: contentType), Self.envelope("x"))
  }

  // MARK: What goes out

  @Test func `The envelope goes out in the binding's charset, and a declaration names it`() async throws {
    let server = try CannedServer(answer: Array(Self.envelope("").utf8))
    let report = try await report(server, Self.envelope("Grüße", declaration: "<?xml version='1.0' encoding='utf-8'?>"))
    #expect(
      server.requestBody
        == Self.bytes(Self.envelope("Grüße", declaration: "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>")))
    #expect(report.ticket?.httpHeaders.first?.value == "text/xml; charset=iso-8859-1")
    #expect(
      report.ticket?.additions == [
        "XML declaration, and the text written in iso-8859-1 (CustomTextMessageEncodingBindingElement)"
      ])
  }

  @Test func `An envelope that is in that charset already goes out as it is`() async throws {
    let server = try CannedServer(answer: Array(Self.envelope("").utf8))
    let envelope = Self.bytes(Self.envelope("ä", declaration: "<?xml version='1.0' encoding='ISO-8859-1'?>\n"))
    _ = try await report(server, envelope, Self.latin1)
    #expect(server.requestBody == envelope)
  }

  @Test func `A character that the charset lacks is named, with the reference that may stand there`() async throws {
    let report = try await report(try CannedServer(answer: []), Self.envelope("x").replacing(">x<", with: ">\n 5 €<"))
    let refusal = try #require(report.refusal)
    #expect(refusal.code == "charset-character-missing")
    #expect(refusal.summary == "The character € (U+20AC) does not exist in iso-8859-1.")
    #expect(refusal.values == ["at line 2, column 4"])
    #expect(refusal.remedy == "Write &#x20AC; in its place.")
    #expect(report.exitStatus == .usage)
  }

  @Test(arguments: [
    (">x<", "><!-- € --><", false), (">x<", "><![CDATA[€]]><", false), (">x<", "><€/><", false),
    ("\"x\"", "\"€\"", true),
  ])
  func `Where no reference can stand, none is offered`(old: String, new: String, isOffered: Bool) async throws {
    let report = try await report(try CannedServer(answer: []), Self.envelope("x").replacing(old, with: new))
    #expect(report.refusal?.code == "charset-character-missing")
    #expect(report.refusal?.remedy.contains("&#x20AC;") == isOffered)
  }

  @Test func `A charset that the system does not know is refused`() async throws {
    let report = try await report(
      try CannedServer(answer: []), Self.envelope("x"), "custom(customText:soap11(writeEncoding=x-nobody),http)")
    #expect(report.refusal?.code == "charset-unknown")
  }

  // MARK: What comes back

  @Test(arguments: [
    ("text/xml; charset=ISO-8859-1", "", 0),
    ("text/xml", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", 0),
    ("text/xml; charset=utf-8", "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>", 1),
  ])
  func `An answer in Latin-1 can be read, and stays as it came`(
    contentType: String, declaration: String, disagreements: Int
  ) async throws {
    let text = Self.envelope("Grüße", declaration: declaration)
    let report = try await answered(Self.bytes(text), contentType)
    let response = try #require(report.response)
    #expect(response.kind == .envelope && response.body == Self.bytes(text))
    #expect(response.message == Array(text.utf8))
    #expect(response.charset == "iso-8859-1")
    #expect(report.json["response"]?["body"] == .string(text))
    #expect(report.json["response"]?["charset"] == "iso-8859-1")
    #expect(report.findings.filter { $0.code == "charset-disagrees" }.count == disagreements)
    #expect(ReportText(report).text.contains("bytes in iso-8859-1"))
  }

  @Test func `A fault in Latin-1 has its words`() async throws {
    let fault = "<s:Fault><faultcode>s:Server</faultcode><faultstring>Größe</faultstring></s:Fault>"
    let text =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>\(fault)</s:Body></s:Envelope>"
    #expect(try await answered(Self.bytes(text), "text/xml; charset=iso-8859-1").response?.fault?.reason == "Größe")
  }

  @Test func `UTF-8 under another name is read as what it is, and the name is told`() async throws {
    let text = Self.envelope("Grüße")
    let report = try await answered(Array(text.utf8), "text/xml; charset=iso-8859-1")
    #expect(report.response?.decoded == nil && report.response?.charset == "utf-8")
    let finding = try #require(report.findings.first { $0.code == "charset-disagrees" })
    #expect(finding.detail == "Content-Type: iso-8859-1\nread as: utf-8")
  }

  @Test func `UTF-16 says by its mark what it is`() async throws {
    let text = Self.envelope("ä", declaration: "<?xml version=\"1.0\" encoding=\"utf-16\"?>")
    let bytes: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let response = try await answered(bytes, "text/xml; charset=utf-16").response
    #expect(response?.message == Array(text.utf8))
    #expect(response?.charset == "utf-16be")
  }

  @Test func `A page in another charset can be read too, and bytes that are no text are left alone`() async throws {
    let page = Self.bytes("<html><body>Zugriff für Sie gesperrt</body></html>")
    let html = try await answered(page, "text/html; charset=windows-1252").response
    #expect(html?.kind == .html && String(decoding: html?.message ?? [], as: UTF8.self).contains("für Sie"))
    let binary: [UInt8] = [0x89, 0x50, 0xFF, 0x00]
    let other = try await answered(binary, "image/png").response
    #expect(other?.decoded == nil && other?.charset == nil)
  }

  @Test func `Bytes that are no characters are counted`() async throws {
    let body = Array(Self.envelope("x").utf8) + [0xFF, 0xFF]
    let report = try await answered(body, "text/xml; charset=us-ascii")
    #expect(report.findings.contains { $0.code == "charset-undecodable" } == false)
    let japanese = try await answered([0x3C, 0x82, 0xA0, 0x82], "text/plain; charset=Shift_JIS")
    #expect(japanese.findings.contains { $0.code == "charset-undecodable" })
    #expect(japanese.response?.message == Array("<あ\u{FFFD}".utf8))
  }
}
