import Basics
import Certificates
import Collections
import Exchange
import Handshake
import Testing

@Suite struct VariableTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  private func draft(_ path: String, _ choice: VariableChoice = VariableChoice()) throws -> Draft {
    let collection = folder.load()
    return try collection.draft(
      of: try #require(collection.request(at: path)), identities: Identities(), choice: choice)
  }

  private func refusal(_ path: String, _ choice: VariableChoice = VariableChoice()) -> Refusal? {
    do {
      _ = try draft(path, choice)
      return nil
    } catch { return error as? Refusal }
  }

  private func filled(_ draft: Draft, secrets: [String: String] = [:], files: [String: String] = [:]) throws -> Draft {
    var values = InsertionValues(
      now: Timestamp(secondsSinceEpoch: 1_795_749_060), random: { [UInt8](repeating: 7, count: $0) })
    for insertion in draft.insertions {
      if case .secret(let name, _, _) = insertion.content {
        values.secrets[insertion.marker] = secrets[name].map { Secret($0) }
      }
    }
    values.files = files.mapValues { Array($0.utf8) }
    return try draft.filled(with: values).draft
  }

  private func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }

  @Test func `the command line wins over what was captured, that over the environment, the folder and the collection`()
    throws
  {
    disk.write(
      "environment: test\nvariables:\n  a: collection\n  b: collection\n  c: collection\n  d: collection\n  e: only here\n",
      to: "collection.yaml")
    disk.write("variables:\n  a: outer\n  b: outer\n", to: "x/folder.yaml")
    disk.write("variables:\n  a: inner\n", to: "x/y/folder.yaml")
    disk.write("c: environment\n", to: "environments/test.yaml")
    disk.write("d: other\n", to: "environments/other.yaml")
    disk.write("url: http://h/{{a}}/{{b}}/{{c}}/{{d}}/{{e}}\n", to: "x/y/R.yaml")
    #expect(try draft("x/y/R").url == "http://h/inner/outer/environment/collection/only here")
    let choice = VariableChoice(
      environment: "other", given: [Variable("a", text: "given")],
      captured: [Variable("a", .verbatim("no")), Variable("b", .verbatim("captured"))])
    #expect(try draft("x/y/R", choice).url == "http://h/given/captured/collection/other/only here")
  }

  @Test func `defaults come from the nearest folder that has them`() throws {
    disk.write("defaults:\n  url: http://collection\n  action: urn:c\n  max-time: 7\n", to: "collection.yaml")
    disk.write("defaults:\n  url: http://outer\n  action: urn:o\n", to: "x/folder.yaml")
    disk.write("defaults:\n  url: http://inner\n", to: "x/y/folder.yaml")
    disk.write("action: urn:own\n", to: "x/y/R.yaml")
    disk.write("action: urn:own\n", to: "R.yaml")
    disk.write("chain: leaf\n", to: "x/S.yaml")
    let inner = try draft("x/y/R")
    #expect(inner.url == "http://inner")
    #expect(inner.action == "urn:own")
    #expect(inner.limits.totalSeconds == 7)
    #expect(try draft("R").url == "http://collection")
    #expect(try draft("x/S").action == "urn:o")
    #expect(folder.load().requests.map(\.path) == ["x/y/R", "x/S", "R"])
  }

  @Test func `variables of nothing that double each other end in a refusal`() throws {
    let doubles = (1...60).map { "  a\($0): \"{{a\($0 - 1)}}{{a\($0 - 1)}}\"\n" }.joined()
    disk.write("variables:\n  a0: \"\"\n" + doubles, to: "collection.yaml")
    disk.write("url: http://h\naction: \"{{a60}}\"\n", to: "R.yaml")
    #expect(refusal("R")?.code == "variable-too-long")
  }

  @Test func `thousands of placeholders are replaced without looking through the text for each`() throws {
    disk.write("variables:\n  id: \"1\"\n", to: "collection.yaml")
    let header = (1...3000).map { "  - \"X-\($0): {{id}}\"\n" }.joined()
    disk.write("url: http://h\nheaders:\n" + header, to: "R.yaml")
    disk.write("<e>" + String(repeating: "<row>{{id}}\n</row>", count: 50_000) + "</e>", to: "R.xml")
    let start = ContinuousClock.now
    let draft = try draft("R")
    #expect(draft.httpHeaders.count == 3000)
    #expect(draft.envelope?.count == 7 + 50_000 * 13)
    // By far more than it takes, by far less than a search for each would.
    #expect(ContinuousClock.now - start < .seconds(30))
  }

  @Test func `a value in the envelope is escaped, in a CDATA section its end is split, and raw it is as it is`() throws
  {
    disk.write("variables:\n  v: \"a<b>&\\\"'\\n]]>\"\n", to: "collection.yaml")
    disk.write("url: http://h\n", to: "R.yaml")
    disk.write("<e a='{{v}}'><![CDATA[{{v}}]]>{{raw:v}}<!-- {{v}} {{unknown}} --></e>", to: "R.xml")
    #expect(
      text(try draft("R").envelope)
        == "<e a='a&lt;b&gt;&amp;&quot;&apos;&#10;]]&gt;'><![CDATA[a<b>&\"'\n]]]]><![CDATA[>]]>a<b>&\"'\n]]>"
        + "<!-- {{v}} {{unknown}} --></e>")
  }

  @Test func `in an envelope of another encoding a value is written in character references`() throws {
    disk.write("variables:\n  v: Zürich 🙂\n", to: "collection.yaml")
    disk.write("url: http://h\n", to: "R.yaml")
    disk.write(
      Array("<?xml version='1.0' encoding='iso-8859-1'?><e>".utf8) + [0xFC] + Array("{{v}}</e>".utf8), to: "R.xml")
    let envelope = try #require(try draft("R").envelope)
    #expect(String(decoding: envelope, as: UTF8.self).hasSuffix("Z&#252;rich &#128578;</e>"))
    #expect(envelope.contains(0xFC))
  }

  @Test func `what is no placeholder stays as it is`() throws {
    let envelope = "<e>{{ }}{{}} {{{v}}} {{a b}} {{1x}} {a} }} {{ {{\"k\": 1}} {{$braces}}v}}</e>"
    disk.write("variables:\n  v: 1\n", to: "collection.yaml")
    disk.write("url: http://h\n", to: "R.yaml")
    disk.write(envelope, to: "R.xml")
    #expect(
      text(try draft("R").envelope) == "<e>{{ }}{{}} {1} {{a b}} {{1x}} {a} }} {{ {{\"k\": 1}} {{v}}</e>")
  }

  @Test func `an unknown variable is told with file, line, column and the word that was meant`() {
    disk.write("variables:\n  customer: 1\n", to: "collection.yaml")
    disk.write("# comment {{x}}\nurl: http://h/{{custmoer}}\n", to: "R.yaml")
    disk.write("url: http://h\n", to: "S.yaml")
    disk.write("<e>\n  <é>{{Customers}}</é></e>", to: "S.xml")
    let inField = refusal("R")
    #expect(inField?.code == "unknown-variable")
    #expect(inField?.summary.contains("'custmoer'; is 'customer' meant?") == true)
    #expect(inField?.values == ["R.yaml:2:15: {{custmoer}}"])
    #expect(refusal("S")?.values == ["S.xml:2:7: {{Customers}}"])
  }

  @Test(arguments: [
    ("a: \"{{b}}\"\n  b: \"{{a}}\"", "{{a}}", "variable-circle"), ("a: 1", "{{a}", "placeholder-not-closed"),
    ("a: 1", "{{$uid}}", "unknown-built-in"), ("a: 1", "{{$random x}}", "wrong-argument"),
    ("a: \"{{missing}}\"", "{{a}}", "unknown-variable"),
  ])
  func `a placeholder that means nothing is refused`(variables: String, url: String, code: String) {
    disk.write("variables:\n  \(variables)\n", to: "collection.yaml")
    disk.write("url: \"http://h/\(url)\"\n", to: "R.yaml")
    #expect(refusal("R")?.code == code)
  }

  @Test func `values that grow without end are stopped`() {
    let lines = (1..<40).map { "  v\($0): \"{{v\($0 - 1)}}{{v\($0 - 1)}}{{v\($0 - 1)}}{{v\($0 - 1)}}\"" }
    disk.write("variables:\n  v0: haha\n" + lines.joined(separator: "\n") + "\n", to: "collection.yaml")
    disk.write("url: http://h/{{v39}}\n", to: "R.yaml")
    #expect(refusal("R")?.code == "variable-too-long")
  }

  @Test func `a secret is no part of the draft until it is sent, and has its form in each place`() throws {
    disk.write("token: env:TOKEN\n", to: "environments/test.yaml")
    disk.write("environment: test\n", to: "collection.yaml")
    disk.write(
      "url: http://h/x?t={{token}}\nheaders:\n  - \"X-Token: {{token}}\"\n  - \"X-Basic: {{$base64 token}}\"\n"
        + "behaviors:\n  - \"http-header X-More={{token}}\"\n", to: "R.yaml")
    disk.write("<e>{{token}}<![CDATA[{{token}}]]>{{raw:token}}</e>", to: "R.xml")
    let draft = try draft("R")
    #expect(draft.asWritten.url == "http://h/x?t={{token}}")
    #expect(draft.asWritten.httpHeaders.map(\.value) == ["{{token}}", "{{$base64 token}}"])
    #expect(text(draft.asWritten.envelope) == "<e>{{token}}<![CDATA[{{token}}]]>{{token}}</e>")
    #expect(
      draft.programs == [
        ExternalProgram(command: "env:TOKEN", folder: folder.path),
        ExternalProgram(command: "env:TOKEN", folder: folder.path),
      ])
    let sent = try filled(draft, secrets: ["token": "s<]]>3"])
    #expect(sent.url == "http://h/x?t=s<]]>3")
    #expect(sent.httpHeaders.map(\.value) == ["s<]]>3", "czxdXT4z"])
    #expect(sent.behaviors.map(\.description) == ["http-header X-More=s<]]>3"])
    #expect(text(sent.envelope) == "<e>s&lt;]]&gt;3<![CDATA[s<]]]]><![CDATA[>3]]>s<]]>3</e>")
  }

  @Test(arguments: [
    ("url: http://{{token}}/x\n", "variable-not-here"),
    ("url: http://h\nidentity: \"{{token}}\"\n", "variable-not-here"),
    ("url: http://h\nbehaviors:\n  - pipe ./sign {{token}}\n", "variable-not-here"),
    ("url: http://h\nuser: a\nuser-password: \"{{plain}}\"\n", "variable-not-here"),
  ])
  func `a secret is refused where it would decide the host, or be seen by others`(document: String, code: String) {
    disk.write("variables:\n  token: env:TOKEN\n  plain: text\n", to: "collection.yaml")
    disk.write(document, to: "R.yaml")
    let problems = folder.load().problems
    #expect(refusal("R")?.code == code || problems.contains { $0.text.contains("user-password") })
  }

  @Test func `a password of a user is the source that its variable names`() throws {
    disk.write("variables:\n  pw: file:secrets/pw\n", to: "collection.yaml")
    disk.write("url: http://h\nuser: alice\nuser-password: \"{{pw}}\"\n", to: "R.yaml")
    let draft = try draft("R")
    #expect(draft.user == UserReference(name: "alice", password: .file(path: "secrets/pw"), folder: folder.path))
    #expect(draft.programs == [ExternalProgram(command: "file:secrets/pw", folder: folder.path)])
  }

  @Test func `what a server said is never read for placeholders or taken for a secret's place`() throws {
    disk.write("variables:\n  token: env:TOKEN\n", to: "collection.yaml")
    disk.write("url: http://h\nheaders:\n  - \"A: {{token}}\"\n  - \"B: {{answer}}\"\n", to: "R.yaml")
    let answer = "{{token}} insertion-0-0-p. insertion-1-0-p."
    let draft = try draft("R", VariableChoice(captured: [Variable("answer", .verbatim(answer))]))
    #expect(try filled(draft, secrets: ["token": "s3cret"]).httpHeaders.map(\.value) == ["s3cret", answer])
  }

  @Test func `built-ins are filled when the call is sent, and a variable has one value in all its places`() throws {
    disk.write("variables:\n  id: \"{{$uuid}}\"\n", to: "collection.yaml")
    disk.write(
      "url: http://h/{{id}}\naction: \"{{$timestamp}} {{$timestamp -1d +1h date}} {{$timestamp +90s yy/MM/dd HH:mm:ss}}"
        + " {{$timestamp unix}} {{$timestamp millis}}\"\n", to: "R.yaml")
    disk.write("<e>{{id}} {{$random 5 5}} {{$random-text 4}} {{$file a.txt}} {{$file-base64 a.txt}}</e>", to: "R.xml")
    let sent = try filled(try draft("R"), files: ["a.txt": "x<y"])
    #expect(sent.url == "http://h/07070707-0707-4707-8707-070707070707")
    #expect(
      sent.action == "2026-11-27T03:11:00Z 2026-11-26 26/11/27 03:12:30 1795749060 1795749060000")
    #expect(text(sent.envelope) == "<e>07070707-0707-4707-8707-070707070707 5 HHHH x&lt;y eDx5</e>")
  }

  @Test func `a value that breaks a header or XML is refused when it is put in`() throws {
    disk.write("variables:\n  token: env:TOKEN\n", to: "collection.yaml")
    disk.write("url: http://h\nheaders:\n  - \"A: {{token}}\"\n", to: "R.yaml")
    disk.write("url: http://h\n", to: "S.yaml")
    disk.write("<e>{{token}}</e>", to: "S.xml")
    let header = try draft("R")
    let envelope = try draft("S")
    #expect(throws: Refusal.self) { try filled(header, secrets: ["token": "a\r\nB: c"]) }
    #expect(throws: Refusal.self) { try filled(envelope, secrets: ["token": "a\u{1}"]) }
    #expect(throws: Refusal.self) { try filled(envelope, secrets: [:]) }
    #expect(text(try filled(envelope, secrets: ["token": "a\nb"]).envelope) == "<e>a&#10;b</e>")
  }

  @Test func `the mask hides a secret in every form that it can have in a message`() {
    let mask = SecretMask([Secret("pa&ss<w>\"ö"), Secret("abc")])
    #expect(
      mask("x pa&ss<w>\"ö pa&amp;ss&lt;w&gt;\"ö pa&amp;ss&lt;w&gt;&quot;&#246; y abc") == "x •••• •••• •••• y abc")
    #expect(mask("cGEmc3M8dz4iw7Y=") == "••••")
  }

  @Test func `variables are written into their file and leave its other lines alone`() throws {
    disk.write("# Partner A\nname: a\nvariables:\n  base: http://old # first\n  pw: env:PW\n", to: "collection.yaml")
    try folder.save([Variable("base", text: "http://new"), Variable("id", text: "1")], in: .collection)
    try folder.save([Variable("base", text: "https://test")], in: .environment("test"))
    try folder.save([Variable("x", text: "1")], in: .folder("sub/deep"))
    #expect(
      disk.text(of: "collection.yaml")
        == "# Partner A\nname: a\nvariables:\n  base: http://new # first\n  id: 1\n  pw: env:PW\n")
    #expect(disk.text(of: "environments/test.yaml") == "base: https://test\n")
    #expect(folder.load().folderSettings.map(\.path) == ["sub/deep"])
    let literal = #expect(throws: CollectionError.self) {
      try folder.save([Variable("db-password", text: "hunter2")], in: .environment("test"))
    }
    #expect(literal?.code == "literal-secret")
    #expect(literal?.message.contains("hunter2") == false)
  }

  @Test func `an environment that there is not is refused with the nearest one`() {
    disk.write("name: c\n", to: "collection.yaml")
    disk.write("a: 1\n", to: "environments/production.yaml")
    disk.write("url: http://h\n", to: "R.yaml")
    let refusal = refusal("R", VariableChoice(environment: "prodcution"))
    #expect(refusal?.code == "unknown-environment")
    #expect(refusal?.summary.contains("is 'production' meant?") == true)
  }
}
