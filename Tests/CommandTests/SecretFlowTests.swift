import Foundation
import Lab
import TLS
import Testing

/// Marked secrets go through everything that this program can do with a request; what it prints and writes is searched for
/// them afterwards.
@Suite(.serialized) struct SecretFlowTests {
  /// None is a word of anything else, and each has a character that XML escapes.
  private enum Mark: String, CaseIterable {
    case environment = "envm4rk&1"
    case file = "filem4rk&2"
    case command = "commandm4rk&3"
    case password = "userm4rk&4"
    case imported = "importm4rk&5"

    /// As it is, as XML and as base64 have it.
    var forms: [String] {
      [rawValue, rawValue.replacing("&", with: "&amp;"), rawValue.replacing("&", with: "%26")]
        + [Data(rawValue.utf8).base64EncodedString(), String(rawValue.prefix { $0 != "&" })]
    }
  }

  private let home: Folder
  private let server: LabServer
  private var printed: [(what: String, text: String)] = []

  init() throws {
    home = try Folder()
    let pki = try LabPKI(clients: [.alice])
    let files = try pki.write(to: home.file("pki"))
    server = try LabServer.start(try .lab(pki))
    try put("outside/secret", Mark.file.rawValue + "\n", mode: 0o600)
    try put("c/root.pem", try String(contentsOfFile: files.rootPEM, encoding: .utf8))
    try put(
      "c/collection.yaml",
      """
      name: marked
      defaults:
        url: https://localhost:\(server.port)/service
        action: urn:signet:lab:Echo
        cacert: root.pem
        identity: alice
      variables:
        one: env:MARK_ONE
        two: file:\(home.file("outside/secret"))
        three: 'command:printf "%s" "$MARK_THREE"'
      """)
    try put(
      "c/Echo.yaml",
      """
      headers:
        - "X-Token: {{two}}"
      behaviors:
        - http-header X-More={{three}}
      assertions:
        - xpath //*[local-name()='text'] = 'never'
        - header X-None = x
      captures:
        got: //*[local-name()='text']
      """)
    try put(
      "c/Echo.xml",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><l:Echo xmlns:l=\"urn:signet:lab\">"
        + "<text>{{one}} {{two}} {{three}} {{$base64 one}}</text></l:Echo></s:Body></s:Envelope>")
    try put(
      "c/User.yaml",
      "credential: basic\nuser: bob\nuser-password: env:MARK_USER\nbinding: basicHttps\n")
    try put("c/User.xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>")
    try put(
      ".config/signet/identities.yaml",
      "alice:\n  certificate: \(files.identity(.alice)?.pfx ?? "")\n  password: env:LAB\n  hosts:\n    - localhost\n",
      mode: 0o600)
  }

  @discardableResult
  private func put(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    let folder = (home.file(name) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try home.write(name, text, mode: mode)
  }

  private mutating func signet(_ arguments: String..., input: String = "") throws -> ProgramRun {
    let run = try ProgramRun.signet(
      arguments, input: Array(input.utf8),
      environment: [
        "LAB": LabPKI.password, "MARK_ONE": Mark.environment.rawValue, "MARK_USER": Mark.password.rawValue,
        "MARK_THREE": Mark.command.rawValue,
      ], home: home)
    printed.append(("signet \(arguments.joined(separator: " "))", run.text + run.errors))
    return run
  }

  @Test mutating func `no secret is in anything that is printed or written`() throws {
    let (echo, user) = (home.file("c/Echo"), home.file("c/User"))
    #expect(try signet("send", echo).status == 2, "not trusted yet")
    #expect(try signet("trust", home.file("c"), "--yes").status == 0)
    let sent = try signet("send", echo, "--format", "json", "--keylog", home.file("keys"))
    #expect(sent.status == 0, "\(sent.errors)")
    #expect(sent.text.contains("••••"), "The answer repeats the secrets, so they show as dots: \(sent.text)")
    _ = try signet("send", echo, "--trace")
    _ = try signet("send", echo, "--format", "body")
    _ = try signet("send", user, "--format", "json")
    _ = try signet("send", echo, "--url", "https://localhost:1/", "--trace")
    let run = try signet(
      "run", home.file("c"), "--junit", home.file("out.xml"), "--tap", home.file("out.tap"), "--retries", "1")
    #expect(run.status != 0 && run.text.contains("Echo.yaml"), "\(run.text)\(run.errors)")
    _ = try signet("run", home.file("c"), "--format", "json")
    _ = try signet("lint", echo)
    _ = try signet("diagnose", "https://localhost:\(server.port)/service", "--cacert", home.file("c/root.pem"))
    for kind in ["curl", "har", "postman", "soapui", "python", "csharp", "k6", "locust", "dotnet"] {
      #expect(try signet("export", kind, echo).status == 0, "\(kind)")
      _ = try signet("export", kind, user)
    }
    try imports()
    _ = try signet("trust", home.file("c"), "--list")
    check()
  }

  private mutating func imports() throws {
    let mark = Mark.imported.rawValue
    let xml = mark.replacing("&", with: "&amp;")
    let envelope =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><w:UsernameToken xmlns:w=\"urn:w\">"
      + "<w:Username>u</w:Username><w:Password>\(xml)</w:Password></w:UsernameToken></s:Header><s:Body/></s:Envelope>"
    try put("in/envelope.xml", envelope)
    let curl =
      "curl -H 'Content-Type: text/xml' -H 'SOAPAction: a' -H 'Authorization: Bearer \(mark)' -u 'u:\(mark)' "
      + "--proxy-user 'p:\(mark)' -E 'me.p12:\(mark)' -d '\(envelope)' 'https://u:\(mark)@h.example/s'"
    let postman =
      #"{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json","name":"p"},"variable":[{"key":"apiToken","value":"\#(mark)"},{"key":"base","value":"https://u:\#(mark)@h"}],"item":[{"name":"r","request":{"method":"POST","url":"{{base}}/s","auth":{"type":"basic","basic":[{"key":"username","value":"u"},{"key":"password","value":"\#(mark)"}]},"header":[{"key":"Content-Type","value":"text/xml"},{"key":"X-Api-Key","value":"\#(mark)"}],"body":{"mode":"raw","raw":"\#(envelope.replacing("\"", with: "\\\""))"}}}]}"#
    let har =
      #"{"log":{"version":"1.2","entries":[{"request":{"method":"POST","url":"https://h/s","headers":[{"name":"Content-Type","value":"text/xml"},{"name":"Cookie","value":"\#(mark)"}],"postData":{"mimeType":"text/xml","text":"\#(envelope.replacing("\"", with: "\\\""))"}}}]}}"#
    let soapui =
      "<con:soapui-project name=\"B\" xmlns:con=\"http://eviware.com/soapui/config\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">"
      + "<con:interface xsi:type=\"con:WsdlInterface\" name=\"P\"><con:operation name=\"G\" action=\"a\"><con:call name=\"R\">"
      + "<con:endpoint>https://h/s</con:endpoint><con:request><![CDATA[\(envelope)]]></con:request>"
      + "<con:credentials><con:username>u</con:username><con:password>\(xml)</con:password></con:credentials>"
      + "</con:call></con:operation></con:interface><con:properties><con:property><con:name>dbPassword</con:name>"
      + "<con:value>\(xml)</con:value></con:property></con:properties></con:soapui-project>"
    let http = "POST https://h/s\nContent-Type: text/xml\nAuthorization: Bearer \(mark)\n\n\(envelope)\n"
    for (kind, text) in [("curl", curl), ("postman", postman), ("har", har), ("soapui", soapui), ("http", http)] {
      let source = try put("in/source", text)
      let run = try signet("import", kind, source, "--into", home.file("imported/\(kind)"), "--format", "json")
      #expect(run.status == 0, "\(kind): \(run.text)\(run.errors)")
      #expect(run.text.contains("{{password}} is there now"), "\(kind): \(run.text)")
    }
  }

  /// What was printed, and every file but those that the secrets came in.
  private func check() {
    for (what, text) in printed {
      for mark in Mark.allCases {
        for form in mark.forms { #expect(!text.contains(form), "\(what) shows \(mark): \(text.prefix(2000))") }
      }
    }
    var searched = 0
    let files = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String } ?? []
    for file in files where !["outside", "in", "pki", "c"].contains(file.split(separator: "/").first ?? "") {
      guard let bytes = FileManager.default.contents(atPath: home.file(file)) else { continue }
      let text = String(decoding: bytes, as: UTF8.self)
      searched += 1
      for mark in Mark.allCases {
        for form in mark.forms {
          #expect(!text.contains(form), "\(file) holds \(mark)")
        }
      }
    }
    #expect(searched > 12)
  }

  @Test mutating func `a file outside the collection is read once it is trusted, and never through a link`() throws {
    let root = try put("outside/root.pem", home.text("c/root.pem"))
    for (name, file) in [("Named", root), ("Above", "../outside/root.pem"), ("Linked", "link.pem")] {
      try put("c/\(name).yaml", "cacert: \(file)\nmax-time: 20\n")
      try put(
        "c/\(name).xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>")
    }
    try FileManager.default.createSymbolicLink(atPath: home.file("c/link.pem"), withDestinationPath: root)
    let isRefused = { (run: ProgramRun) in run.errors.contains("is not trusted yet, so nothing was read and sent") }
    for name in ["Named", "Above"] {
      let run = try signet("send", home.file("c/\(name)"))
      #expect(run.status == 2 && isRefused(run), "\(name): \(run.errors)")
    }
    let given = try signet("send", home.file("c/Named"), "--cacert", root)
    #expect(!isRefused(given), "A flag is the person's own: \(given.errors)")
    let list = try signet("trust", home.file("c"), "--list")
    #expect(list.text.contains("file:\(root)") && list.text.contains("file:\(home.file("c"))/../outside/root.pem"))
    #expect(try signet("trust", home.file("c"), "--yes").status == 0)
    for name in ["Named", "Above"] {
      let run = try signet("send", home.file("c/\(name)"))
      #expect(run.status <= 1, "\(name): \(run.errors)")
    }
    let linked = try signet("send", home.file("c/Linked"))
    #expect(linked.status == 7 && linked.errors.contains("is not in the collection's folder"), "\(linked.errors)")
  }

  @Test mutating func `a password among the arguments is warned of, and not repeated`() throws {
    let run = try signet("send", "--url", "https://localhost:1/", "--user", "bob", "--user-password", "pass:x1y2z3")
    #expect(run.errors.contains("process list") && !run.errors.contains("x1y2z3"), "\(run.errors)")
  }
}
