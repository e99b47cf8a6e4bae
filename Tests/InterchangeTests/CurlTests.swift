import Basics
import Bindings
import Handshake
import Testing

@testable import Interchange

/// curl's commands in and out.
@Suite struct CurlTests {
  private static let envelope =
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>"

  private func read(_ text: String, files: [String: String] = [:]) -> InterchangeContents {
    CurlReader.read(Array(text.utf8)) { files[$0].map { Array($0.utf8) } }
  }

  @Test(arguments: [
    ("a 'b c' \"d e\"", ["a", "b c", "d e"]), ("a\\ b\\\nc", ["a bc"]), ("$'a\\n\\'\\x41\\u00e9'", ["a\n'Aé"]),
    ("\"a\\\"\\$b\\c\"", ["a\"$b\\c"]), ("a'b'\"c\"", ["abc"]), ("x # comment", ["x"]), ("$'\\ud83d\\ude00'", ["😀"]),
    ("\"$HOST/${PATH}\" ${X:-y} 2>/dev/null", ["{{HOST}}/{{PATH}}", "y"]), ("'' \"\"", ["", ""]), ("'open", ["open"]),
  ])
  func `Words are read as a shell reads them`(text: String, words: [String]) {
    #expect(ShellScript(text).commands.flatMap(\.words).map(\.text) == words)
  }

  @Test func `A command has its address, headers, message, certificate and limits`() throws {
    let contents = read(
      """
      HOST=bank.example
      curl -sS -k "https://$HOST/soap" --cert keys/me.pem:geheim --key=x --key me.key -H 'SOAPAction: "urn:get"' \\
        -H 'Content-Type: text/xml; charset=utf-8' -H 'X-Trace: 42' -u alice:geheim --digest --connect-timeout 3 -m 9 \\
        --resolve bank.example:443:127.0.0.1 --tlsv1.2 --data-binary @body.xml -L
      """, files: ["body.xml": Self.envelope + "\n"])
    let request = try #require(contents.requests.first)
    #expect(request.url == "https://{{HOST}}/soap")
    #expect(request.action == "urn:get")
    #expect(request.version == .soap11)
    #expect(request.headers == [HTTPHeader("X-Trace", "42")])
    #expect(request.envelope == Array((Self.envelope + "\n").utf8))
    #expect(request.identity == "me")
    #expect(request.user == "alice")
    #expect(request.credential == .digest)
    #expect(request.connection.isInsecure)
    #expect(request.connection.minimum == .tls12)
    #expect(request.connection.resolve == ["bank.example:443:127.0.0.1"])
    #expect(request.connection.connectSeconds == 3 && request.connection.totalSeconds == 9)
    #expect(contents.variables == [.init("HOST", "bank.example")])
    #expect(
      contents.notCarriedOver.contains("following redirects: urn:get")
        || contents.notCarriedOver.contains("following redirects: get"))
    #expect(contents.notCarriedOver.contains { $0.hasPrefix("option --key=x") })
    #expect(!"\(contents)".contains("geheim"))
  }

  @Test func `What is not SOAP is named, and so is a message in a file elsewhere`() {
    let contents = read("curl -X GET https://h/ -G -d id=1; echo x; curl -H 'SOAPAction: a' -d @/etc/passwd http://h/s")
    #expect(contents.requests.map(\.name) == ["a"])
    #expect(contents.requests[0].envelope.isEmpty)
    #expect(contents.notCarriedOver.contains { $0.hasPrefix("request that is not SOAP (GET)") })
    #expect(contents.notCarriedOver.contains("command that is not curl: echo"))
    #expect(contents.notCarriedOver.contains { $0.contains("/etc/passwd") })
    #expect(read("wget x").problems.map(\.severity) == [.error])
  }

  @Test func `A here-document is the message, a cookie and a bearer are secrets`() throws {
    let contents = read(
      """
      curl http://h/s -H "Content-Type: application/soap+xml; action=urn:x" -b session=geheim \\
        -H 'Authorization: Bearer geheim' -H "Authorization: Basic YWxpY2U6Z2VoZWlt" --data-binary @- <<'E'
      <a/>
      E
      """)
    let request = try #require(contents.requests.first)
    #expect(String(decoding: request.envelope, as: UTF8.self) == "<a/>\n")
    #expect(request.version == .soap12 && request.action == "urn:x")
    #expect(request.user == "alice")
    #expect(!"\(contents)".contains("geheim"))
    #expect(contents.notCarriedOver.contains { $0.hasPrefix("header Authorization") })
  }

  static let calls: [HTTPCall] = {
    var plain = HTTPCall(
      name: "get", url: "http://h/s?a=b&c='d'",
      headers: [HTTPHeader("Content-Type", "text/xml; charset=utf-8"), HTTPHeader("SOAPAction", "\"urn:get\"")],
      body: Array((envelope + "\r\n<!-- it's é \u{202E} -->").utf8))
    plain.user = "o'brian"
    plain.credential = .ntlm
    var secure = HTTPCall(
      name: "x", url: "https://h/s",
      headers: [
        HTTPHeader("Content-Type", "application/soap+xml; charset=utf-8; action=\"urn:x\""), HTTPHeader("X-A", "b c"),
      ], body: Array("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"/>".utf8))
    secure.usesCertificate = true
    secure.certificate = "partner"
    secure.connection.anchorsPath = "trust/root.pem"
    secure.connection.maximum = .tls12
    secure.connection.totalSeconds = 2.5
    return [plain, secure]
  }()

  @Test func `What is written reads back to the same requests`() throws {
    let written = ExportKind.curl.written(Self.calls)
    #expect(written.notCarriedOver == [])
    let contents = read(written.text)
    try #require(contents.requests.count == 2, "\(written.text)")
    let (plain, secure) = (contents.requests[0], contents.requests[1])
    #expect(plain.url == Self.calls[0].url && plain.envelope == Self.calls[0].body && plain.action == "urn:get")
    #expect(plain.user == "o'brian" && plain.credential == .ntlm)
    #expect(secure.url == Self.calls[1].url && secure.envelope == Self.calls[1].body && secure.action == "urn:x")
    #expect(secure.version == .soap12 && secure.headers == [HTTPHeader("X-A", "b c")])
    #expect(secure.identity != nil && secure.connection == Self.calls[1].connection)
    #expect(contents.notCarriedOver == [], "\(contents.notCarriedOver)")
  }
}
