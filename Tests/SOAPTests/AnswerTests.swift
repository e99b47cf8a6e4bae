import Bindings
import SOAP
import Testing
import XML

@Suite struct AnswerTests {
  private func answer(_ text: String, _ contentType: String? = "text/xml") -> Answer {
    Answer(body: Array(text.utf8), contentType: contentType)
  }

  @Test func `Bytes decide what came back`() {
    let envelope = String(decoding: EnvelopeBuilder.empty(.soap12), as: UTF8.self)
    #expect(answer(envelope, "text/plain").kind == .envelope)
    #expect(answer("<html><body/></html>").kind == .html)
    #expect(answer("<!DOCTYPE html><p>no", nil).kind == .html)
    #expect(answer("oops", "text/html; charset=utf-8").kind == .html)
    #expect(answer(" \r\n").kind == .empty)
    #expect(answer("").kind == .empty)
    #expect(answer("{\"a\":1}", "application/json").kind == .other)
    #expect(answer("<other/>").kind == .other)
    #expect(answer(envelope + "<").kind == .other)
  }

  @Test func `The header's charset is believed when the text says nothing`() {
    let start = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a>"
    let body = Array(start.utf8) + [0xE4] + Array("</a></s:Body></s:Envelope>".utf8)
    #expect(Answer(body: body, contentType: "text/xml; charset=ISO-8859-1").kind == .envelope)
    #expect(Answer(body: body, contentType: "text/xml; charset=no-such").kind == .other)
    #expect(Answer(body: body, contentType: "text/xml").kind == .other)
  }

  @Test func `A large answer is told apart by its beginning`() {
    let start = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><a>"
    #expect(answer(start + String(repeating: "x", count: 5 * 1024 * 1024)).kind == .envelope)
  }

  @Test func `Headers that must be understood are listed`() {
    let text = """
      <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header><h:A xmlns:h="urn:h" s:mustUnderstand="1"/>
      <h:B xmlns:h="urn:h"/></s:Header><s:Body><x/></s:Body></s:Envelope>
      """
    let outline = answer(text).outline
    #expect(outline?.headers == [XMLName("A", in: "urn:h"), XMLName("B", in: "urn:h")])
    #expect(outline?.mustUnderstand == [XMLName("A", in: "urn:h")])
    #expect(outline?.bodyElement == XMLName("x"))
  }

  @Test func `The version of an envelope is its namespace`() {
    for version in EnvelopeVersion.allCases {
      #expect(EnvelopeVersion(envelope: EnvelopeBuilder.empty(version)) == version)
      #expect(EnvelopeVersion(envelope: EnvelopeBuilder.template(version)) == version)
    }
    #expect(EnvelopeVersion(envelope: Array("<Envelope/>".utf8)) == nil)
  }

  @Test func `UTF-8 goes out as it is and UTF-16 with mark and declaration`() {
    let envelope = Array("<?xml version='1.0' encoding='utf-8'?><a>ä</a>".utf8)
    #expect(EnvelopeBuilder.encoded(envelope, as: .utf8) == envelope)
    let wide = EnvelopeBuilder.encoded(envelope, as: .utf16BE)
    #expect(wide.starts(with: [0xFE, 0xFF, 0x00, 0x3C, 0x00, 0x3F]))
    #expect(WellFormedness.check(wide) == nil)
    #expect(EnvelopeBuilder.encoded(wide, as: .utf16LE) == wide)
    #expect(WellFormedness.check(EnvelopeBuilder.encoded(envelope, as: .utf16LE)) == nil)
    // White space of any kind ends the declaration's name.
    let broken = Array("<?xml\n  version='1.0'?>".utf8) + EnvelopeBuilder.empty(.soap11)
    #expect(WellFormedness.check(EnvelopeBuilder.encoded(broken, as: .utf16LE)) == nil)
  }
}
