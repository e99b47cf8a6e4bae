import Basics
import Bindings
import Handshake
import Testing

@testable import Interchange

/// What is written for other programs.
@Suite struct WriterTests {
  private static let secret = "geheim"

  /// Every kind of call: with a user, with a certificate, with a message that is no text, with texts that look like code.
  private static let calls: [HTTPCall] = {
    var binary = HTTPCall(
      folders: ["A b"], name: "bin\u{202E}ary", url: "https://h/$(x)`y`\"'\\",
      headers: [HTTPHeader("SOAPAction", "\"urn:b\"")],
      body: [0xFF, 0xFE, 0, 0x22])
    binary.usesCertificate = true
    binary.connection.isInsecure = true
    var quotes = HTTPCall(
      name: "9 \"quotes\" */ #", url: "https://h/s",
      headers: [HTTPHeader("Content-Type", "text/xml"), HTTPHeader("X", "\"'\\$`{}")],
      body: Array("<a>\"\"\" ''' ` ${x} \\n \u{1} 😀\n</a>\"".utf8))
    (quotes.user, quotes.credential) = ("a\"b\\c", .digest)
    return CurlTests.calls + [binary, quotes]
  }()

  @Test(arguments: ExportKind.allCases)
  func `Every kind writes every call, on lines that steer no terminal`(kind: ExportKind) {
    let calls = Self.calls.map { call in
      var call = call
      call.description = "wsdl/a \"b\".wsdl"
      return call
    }
    let written = kind.written(calls)
    for scalar in written.text.unicodeScalars where scalar != "\n" {
      #expect(scalar.neutralised == scalar, "\(kind): \(scalar.value)")
    }
    for word in ["http://h/s?a=b&c='d'", "https://h/s"] where kind != .soapUI && kind != .curl {
      #expect(written.text.contains(word), "\(kind)")
    }
    #expect(written.text.hasSuffix("\n"))
    #expect(kind.written([]).text.hasSuffix("\n"))
  }

  @Test(arguments: ExportKind.allCases)
  func `What a script reads from the environment stands in its head`(kind: ExportKind) {
    let text = kind.written(CurlTests.calls).text
    guard ![.har, .postman, .soapUI].contains(kind) else { return #expect(!text.contains("SIGNET_CERT")) }
    for variable in [ExportVariable.certificate, .userPassword, .anchors] {
      #expect(text.contains("  \(variable.rawValue): "), "\(kind)")
    }
  }

  @Test func `What is written for SoapUI reads back to the same requests`() throws {
    var calls = CurlTests.calls
    calls[0].body = Array("<a>it's é &amp; ]]&gt;\n</a>".utf8)
    calls[1].folders = ["F"]
    let contents = try SoapUIReader.read(Array(ExportKind.soapUI.written(calls).text.utf8))
    try #require(contents.requests.count == 2)
    for (request, call) in zip(contents.requests, calls) {
      #expect(request.url == call.url && request.envelope == call.body && request.action == call.action)
      #expect(request.name == call.title)
    }
    #expect(contents.requests[0].user == "o'brian" && contents.requests[0].credential == .ntlm)
    #expect(contents.requests[1].version == .soap12 && contents.requests[1].headers == [HTTPHeader("X-A", "b c")])
    #expect(contents.problems == [])
  }

  @Test(arguments: [
    (SourceText.Language.python, "\"a\\\"\\\\\\u00e9\\U0001f600\\n\\u202e\""),
    (.javaScript, "\"a\\\"\\\\\\u00e9\\u{1f600}\\n\\u202e\""), (.cSharp, "\"a\\\"\\\\\\u00e9\\U0001f600\\n\\u202e\""),
  ])
  func `A text that could be misread is escaped`(language: SourceText.Language, literal: String) {
    #expect(SourceText.literal("a\"\\é😀\n\u{202E}", language) == literal)
  }
}
