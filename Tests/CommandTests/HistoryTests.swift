import Foundation
import Lab
import TLS
import Testing

/// `signet history`, and what goes into it, through the program itself.
@Suite(.serialized) struct HistoryTests {
  private let folder: Folder
  private let home: Folder
  private let server: LabServer
  private let files: LabPKI.Files
  private let pfx: String

  init() throws {
    folder = try Folder()
    home = try Folder()
    let pki = try LabPKI(clients: [.alice])
    files = try pki.write(to: folder.file("pki"))
    server = try LabServer.start(try .lab(pki))
    pfx = files.identity(.alice)?.pfx ?? ""
  }

  private static let marks = [
    "LAB": LabPKI.password, "MARKED": "m4rk-variable", "USERPW": "m4rk-user",
  ]

  private func signet(_ arguments: [String], input: String = "") throws -> ProgramRun {
    try ProgramRun.signet(arguments, input: Array(input.utf8), environment: Self.marks, home: home)
  }

  private func envelope(_ text: String, header: String = "") -> String {
    "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\(header)<s:Body><l:Echo "
      + "xmlns:l=\"urn:signet:lab\"><text>\(text)</text></l:Echo></s:Body></s:Envelope>"
  }

  @discardableResult
  private func send(_ text: String, header: String = "", _ more: String...) throws -> ProgramRun {
    try signet(
      [
        "send", "--url", "https://localhost:\(server.port)/service", "--cert", pfx, "--password", "env:LAB", "--cacert",
        files.rootPEM, "--envelope", "-", "--action", "urn:a",
      ] + more, input: envelope(text, header: header))
  }

  private func list(_ more: String...) throws -> [[String: Any]] {
    let run = try signet(["history", "list", "--format", "json"] + more)
    #expect(run.status == 0, "\(run.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    return try #require(json?["exchanges"] as? [[String: Any]])
  }

  private var databasePath: String { home.file(".local/state/signet/history.sqlite") }

  @Test func `what is sent is in the history, for its owner alone, and is shown again as it was`() throws {
    let sent = try send("hello world", "--trace")
    #expect(sent.status == 0, "\(sent.errors)")
    let exchanges = try list()
    #expect(exchanges.count == 1)
    #expect(exchanges[0]["outcome"] as? String == "answered" && exchanges[0]["status"] as? Int == 200)
    #expect((exchanges[0]["tlsVersion"] as? String)?.hasPrefix("TLS 1.") == true)
    #expect((exchanges[0]["certificateSubject"] as? String)?.contains("alice") == true)
    for (path, mode) in [(databasePath, 0o600), ((databasePath as NSString).deletingLastPathComponent, 0o700)] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == mode, "\(path)")
    }
    let shown = try signet(["history", "show", "1"]).text
    // The whole ladder, certificate line and findings come out of the stored bytes again.
    #expect(shown.contains(sent.errors.trimmingCharacters(in: .whitespacesAndNewlines)), "\(shown)\n\(sent.errors)")
    #expect(shown.contains("<text>hello world</text>") && shown.contains("── answer"))
    #expect(try signet(["history", "show", "1", "--format", "answer"]).output == sent.output)
  }

  @Test func `nothing secret is in the database or its journals`() throws {
    let password =
      "<s:Header><w:UsernameToken xmlns:w=\"urn:w\"><w:Password>m4rk-wsse</w:Password></w:UsernameToken></s:Header>"
    try send(
      "again: m4rk-header", header: password, "--header", "Authorization: Bearer m4rk-header", "--header",
      "Cookie: a=m4rk-cookie", "--user", "bob:m4rk-literal")
    try FileManager.default.createDirectory(atPath: folder.file("c"), withIntermediateDirectories: true)
    try folder.write(
      "c/collection.yaml", "name: C\nvariables:\n  token: env:MARKED\ndefaults:\n  cacert: \(files.rootPEM)\n")
    try folder.write(
      "c/One.yaml",
      "url: https://localhost:\(server.port)/service\nidentity: alice\n"
        + "headers:\n  X-Auth: \"{{token}}\"\n")
    try folder.write("c/One.xml", envelope("{{token}}"))
    try FileManager.default.createDirectory(atPath: home.file(".config/signet"), withIntermediateDirectories: true)
    try home.write(
      ".config/signet/identities.yaml",
      "alice:\n  certificate: \(pfx)\n  password: env:LAB\n  hosts:\n    - localhost\n", mode: 0o600)
    #expect(try signet(["trust", folder.file("c"), "--yes"]).status == 0)
    let run = try signet(["run", folder.file("c")])
    #expect(run.status == 0, "\(run.text)\(run.errors)")
    // Whether it is let in or not, it is an exchange.
    try send("hello m4rk-user", "--credential", "basic", "--user", "bob", "--user-password", "env:USERPW")
    #expect(try list().count == 3)
    let state = home.file(".local/state")
    var looked = 0
    for case let name as String in FileManager.default.enumerator(atPath: state) ?? .init() {
      guard let bytes = FileManager.default.contents(atPath: state + "/" + name) else { continue }
      looked += 1
      let forms = ["m4rk-wsse", "m4rk-header", "m4rk-cookie", "m4rk-literal", "m4rk-variable", "m4rk-user"]
      for secret in forms.flatMap({ [$0, Data($0.utf8).base64EncodedString()] }) {
        #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(secret) in \(name)")
      }
      #expect(bytes.range(of: Data("PRIVATE KEY".utf8)) == nil)
    }
    #expect(looked > 0)
    let resent = try signet(["history", "resend", "1"])
    #expect(resent.status == 2 && resent.errors.contains("not kept"))
  }

  @Test func `filters find it, and what is resent makes the same call with the secrets of now`() throws {
    try send("first apple")
    try send("second pear")
    _ = try signet(["send", "--url", "http://localhost:1/nobody"])
    #expect(try list().map { $0["number"] as? Int } == [3, 2, 1])
    #expect(try list("--text", "apple").map { $0["number"] as? Int } == [1])
    #expect(try list("--request", "*/nobody").map { $0["outcome"] as? String } == ["network"])
    #expect(try list("--status", "200", "--since", "1h", "--limit", "1").map { $0["number"] as? Int } == [2])
    #expect(try list("--until", "2020-01-01").isEmpty)
    let resent = try signet(["history", "resend", "1"])
    #expect(resent.status == 0 && resent.text.contains("first apple"), "\(resent.errors)")
    #expect(try list("--limit", "1").first?["command"] as? String == "history")
    let compared = try signet(["history", "compare", "1", "2"]).text
    #expect(compared.contains("- ") && compared.contains("apple") && compared.contains("pear"), "\(compared)")
  }

  @Test func `exchanges are pinned, deleted and exported`() throws {
    try send("one")
    try send("two")
    #expect(try signet(["history", "pin", "1"]).status == 0)
    #expect(try signet(["history", "delete", "--before", "0m"]).status == 0)
    let har = try signet(["history", "export", "1", folder.file("one.har")])
    #expect(har.status == 0, "\(har.errors)")
    let archive = try JSONSerialization.jsonObject(with: Data(folder.text("one.har").utf8)) as? [String: Any]
    let entries = (archive?["log"] as? [String: Any])?["entries"] as? [[String: Any]]
    #expect((entries?.first?["response"] as? [String: Any])?["status"] as? Int == 200)
    #expect(try signet(["history", "export", "1", folder.file("one.har")]).status == 7)
    #expect(try signet(["history", "export", "1", "-"]).text.contains("\"handshake\""))
    #expect(try signet(["history", "delete", "1"]).status == 0)
    let gone = try signet(["history", "show", "1"])
    #expect(gone.status == 2 && gone.errors.contains("There is no exchange 1"))
  }

  @Test func `a call goes on without its history: switched off, damaged, read-only, later`() throws {
    #expect(try send("x", "--no-history").status == 0)
    #expect(!FileManager.default.fileExists(atPath: databasePath))
    try FileManager.default.createDirectory(atPath: home.file(".config/signet"), withIntermediateDirectories: true)
    try home.write(".config/signet/settings.yaml", "history: false\n")
    #expect(try send("x").status == 0)
    #expect(!FileManager.default.fileExists(atPath: databasePath))
    try home.write(".config/signet/settings.yaml", "history: true\n")
    try FileManager.default.createDirectory(
      atPath: (databasePath as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try home.write(".local/state/signet/history.sqlite", String(repeating: "no database ", count: 1_000))
    let damaged = try send("x")
    #expect(damaged.status == 0 && damaged.text.contains("<text>x</text>"))
    #expect(damaged.errors.contains("The history is damaged."), "\(damaged.errors)")
    try FileManager.default.removeItem(atPath: databasePath)
    try FileManager.default.createDirectory(atPath: databasePath, withIntermediateDirectories: true)
    let folderThere = try send("x")
    #expect(folderThere.status == 0 && folderThere.errors.contains("The exchange is not in the history."))
  }
}
