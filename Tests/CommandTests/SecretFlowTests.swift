import Foundation
import Lab
import TLS
import Testing

/// Marked secrets go through everything that this program can do with a request; what it prints and writes is searched for
/// them afterwards.
@Suite(.serialized) struct SecretFlowTests {
  private typealias Mark = SecretScene.Mark
  private let scene: SecretScene
  private var home: Folder { scene.home }

  init() throws { scene = try SecretScene() }

  @Test func `no secret is in anything that is printed or written, or in what other processes see`() throws {
    let (echo, user) = (home.file("c/Echo"), home.file("c/User"))
    #expect(try scene.signet("send", echo).status == 2, "not trusted yet")
    #expect(try scene.signet("trust", home.file("c"), "--yes").status == 0)
    let sent = try scene.signet("send", echo, "--format", "json", "--keylog", home.file("keys"))
    #expect(sent.status == 0, "\(sent.errors)")
    #expect(sent.text.contains("••••"), "The answer repeats the secrets, so they show as dots: \(sent.text)")
    #expect(try scene.signet("send", echo, "--preview").text.contains("•••• ••••"))
    try scene.signet("send", echo, "--trace")
    try scene.signet("send", echo, "--format", "body")
    try scene.signet("send", user, "--format", "json")
    try scene.signet("send", echo, "--url", "https://localhost:1/", "--trace")
    #expect(try scene.signet("send", home.file("c/Piped")).status == 0)
    try scene.signet("lint", echo)
    try scene.signet("trust", home.file("c"), "--list")
    #expect(
      try scene.signet("inspect", home.file("pki/marked.pfx"), "--password", "file:\(home.file("outside/pfx"))").status
        == 0)
    try runs()
    try reports(echo)
    try exports(echo, user)
    try history()
    try imports()
    try scene.signet("secret", "set", "other", "--in", "desktop", input: Mark.keyring.rawValue)
    scene.expectNoMarks(filesAtLeast: 30)
    scene.expectNoMarksInProcesses(seen: ["signet send", "signet run", "secret-tool store", "outside/look"])
  }

  private func runs() throws {
    let run = try scene.signet(
      "run", home.file("c"), "--junit", home.file("out.xml"), "--tap", home.file("out.tap"), "--retries", "1")
    #expect(run.status != 0 && run.text.contains("Echo.yaml"), "\(run.text)\(run.errors)")
    #expect(home.text("out.xml").contains("never") && home.text("out.tap").contains("never"))
    try scene.signet("run", home.file("c"), "--format", "json")
  }

  private func reports(_ echo: String) throws {
    for format in ["text", "markdown", "json"] {
      let report = try scene.signet("diagnose", echo, "--format", format, "--send-envelope")
      #expect(report.text.contains("alice"), "\(report.text)\(report.errors)")
    }
    try scene.signet(
      "diagnose", "https://localhost:\(scene.server.port)/service", "--cacert", home.file("c/root.pem"))
  }

  private func exports(_ echo: String, _ user: String) throws {
    try scene.put("c/wsdl/lab.wsdl", "<w:definitions xmlns:w=\"http://schemas.xmlsoap.org/wsdl/\"/>")
    try scene.put(
      "c/wsdl/catalog.xml",
      "<catalog xmlns=\"urn:oasis:names:tc:entity:xmlns:xml:catalog\"><group id=\"descriptions\">"
        + "<system systemId=\"https://h/s?wsdl\" uri=\"lab.wsdl\"/></group></catalog>")
    for kind in ["curl", "har", "postman", "soapui", "python", "zeep", "csharp", "k6", "locust", "dotnet"] {
      let export = try scene.signet("export", kind, echo)
      #expect(export.status == 0, "\(kind): \(export.errors)")
      try scene.signet("export", kind, user)
    }
  }

  private func history() throws {
    let list = try scene.signet("history", "list", "--format", "json")
    #expect(list.text.contains("\"number\": 5"), "\(list.text)")
    for format in ["text", "json", "request", "answer"] { try scene.signet("history", "show", "1", "--format", format) }
    for file in ["past.har", "past.json"] {
      #expect(try scene.signet("history", "export", "1", home.file(file)).status == 0)
    }
    try scene.signet("history", "compare", "1", "2")
    let resent = try scene.signet("history", "resend", "1")
    #expect(resent.status == 0 && resent.text.contains("••••"), "\(resent.text)\(resent.errors)")
  }

  private func imports() throws {
    let mark = Mark.imported.rawValue
    let xml = mark.replacing("&", with: "&amp;")
    let envelope =
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><w:UsernameToken xmlns:w=\"urn:w\">"
      + "<w:Username>u</w:Username><w:Password>\(xml)</w:Password></w:UsernameToken></s:Header><s:Body/></s:Envelope>"
    try scene.put("in/envelope.xml", envelope)
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
      let source = try scene.put("in/source", text)
      let run = try scene.signet("import", kind, source, "--into", home.file("imported/\(kind)"), "--format", "json")
      #expect(run.status == 0, "\(kind): \(run.text)\(run.errors)")
      #expect(run.text.contains("{{password}} is there now"), "\(kind): \(run.text)")
    }
  }

  @Test func `a file outside the collection is read once it is trusted, and never through a link`() throws {
    let root = try scene.put("outside/root.pem", home.text("c/root.pem"))
    for (name, file) in [("Named", root), ("Above", "../outside/root.pem"), ("Linked", "link.pem")] {
      try scene.put("c/\(name).yaml", "cacert: \(file)\nmax-time: 20\n")
      try scene.put(
        "c/\(name).xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>")
    }
    try FileManager.default.createSymbolicLink(atPath: home.file("c/link.pem"), withDestinationPath: root)
    let isRefused = { (run: ProgramRun) in run.errors.contains("is not trusted yet, so nothing was read and sent") }
    for name in ["Named", "Above"] {
      let run = try scene.signet("send", home.file("c/\(name)"))
      #expect(run.status == 2 && isRefused(run), "\(name): \(run.errors)")
    }
    let given = try scene.signet("send", home.file("c/Named"), "--cacert", root)
    #expect(!isRefused(given), "A flag is the person's own: \(given.errors)")
    let list = try scene.signet("trust", home.file("c"), "--list")
    #expect(list.text.contains("file:\(root)") && list.text.contains("file:\(home.file("c"))/../outside/root.pem"))
    #expect(try scene.signet("trust", home.file("c"), "--yes").status == 0)
    for name in ["Named", "Above"] {
      let run = try scene.signet("send", home.file("c/\(name)"))
      #expect(run.status <= 1, "\(name): \(run.errors)")
    }
    let linked = try scene.signet("send", home.file("c/Linked"))
    #expect(linked.status == 7 && linked.errors.contains("is not in the collection's folder"), "\(linked.errors)")
  }

  @Test func `a password's file that the command line names is used, and told where others may read it`() throws {
    let (file, pfx) = (home.file("pass word"), home.file("pki/marked.pfx"))
    try FileManager.default.copyItem(atPath: home.file("outside/pfx"), toPath: file)
    for (mode, isTold) in [(0o644, true), (0o600, false)] {
      chmod(file, mode_t(mode))
      let run = try scene.signet(
        "send", "--url", "https://localhost:1/", "--cert", pfx, "--password", "file:\(file)")
      #expect(run.status == 4 && run.errors.contains("chmod 600 '\(file)'") == isTold, "\(run.errors)")
    }
  }

  @Test func `a password among the arguments is warned of, and not repeated`() throws {
    let run = try scene.signet(
      "send", "--url", "https://localhost:1/", "--user", "bob", "--user-password", "pass:x1y2z3")
    #expect(run.errors.contains("process list") && !run.errors.contains("x1y2z3"), "\(run.errors)")
  }
}
