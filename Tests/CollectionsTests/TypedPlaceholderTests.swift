import Bindings
import Collections
import Exchange
import Handshake
import Testing

/// Placeholders in fields that hold a number, a version or a word.
@Suite struct TypedPlaceholderTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  private func draft(_ path: String, _ choice: VariableChoice = VariableChoice()) throws -> Draft {
    let collection = folder.load()
    #expect(collection.problems.isEmpty, "\(collection.problems)")
    return try collection.draft(
      of: try #require(collection.request(at: path)), identities: Identities(), choice: choice)
  }

  private func refusal(_ path: String, _ choice: VariableChoice = VariableChoice()) -> Refusal? {
    do {
      _ = try draft(path, choice)
      return nil
    } catch { return error as? Refusal }
  }

  @Test func `every field takes its value from a variable`() throws {
    disk.write("environment: test\n", to: "collection.yaml")
    disk.write(
      "version: 1.2\nseconds: 2.5\nlevel: 1\nyes: on\nbytes: 5000\nleaf: leaf\nwcf: net\ncharset: utf-16\nstatus: 201\n",
      to: "environments/test.yaml")
    disk.write("<e/>", to: "R.xml")
    disk.write(
      """
      url: http://h
      one-way: "{{yes}}"
      flavour: "{{wcf}}"
      chain: "{{leaf}}"
      behaviors: ["encoding {{charset}}", "off ws-addressing {{any}}"]
      insecure: "{{yes}}"
      tls-min: "{{version}}"
      tls-max: "1.{{level}}"
      security-level: "{{level}}"
      legacy-renegotiation: "{{yes}}"
      connect-timeout: "{{seconds}}"
      max-time: "{{seconds}}0"
      idle-time: "{{level}}0"
      max-response: "{{bytes}}"
      assertions: ["status = {{status}}", "time < {{seconds}} s"]
      """, to: "R.yaml")
    let choice = VariableChoice(given: [Variable("any", text: "soap12wsa10")])
    let draft = try draft("R", choice)
    #expect(draft.isOneWay && draft.flavour == .net && draft.chain == .leaf && draft.trust.insecure)
    #expect(draft.behaviors.map(\.description) == ["encoding utf-16", "off ws-addressing soap12wsa10"])
    #expect(
      draft.tls
        == TLSSettings(minimum: .tls12, maximum: .tls11, securityLevel: 1, legacyRenegotiation: true))
    #expect(draft.limits.connectSeconds == 2.5 && draft.limits.totalSeconds == 2.5 && draft.limits.idleSeconds == 10)
    #expect(draft.limits.responseBytes == 5000)
    let collection = folder.load()
    let settled = try collection.settled(try #require(collection.request(at: "R")), choice: choice)
    #expect(settled.assertions.map(\.check) == [.status(.equal, 201), .time(.less, milliseconds: 2500)])
    #expect(settled.placeholders.isEmpty)
  }

  @Test(arguments: [
    ("tls-min: \"{{v}}\"", "'tls-min' is 1.0 to 1.3, and '9' is not"), ("max-time: \"0{{v}}x\"", "and '09x' is not"),
    ("chain: \"{{v}}\"", "'chain' is full or leaf, and '9' is not"), ("insecure: \"{{v}}\"", "true or false"),
    ("assertions: [\"status = {{v}}x\"]", "and 'status = 9x' is not"),
    ("behaviors: [\"ws-addressing {{v}}\"]", "and 'ws-addressing 9' is not"),
  ])
  func `a value that the field cannot have is told with its file, line, variable and value`(
    line: String, words: String
  ) {
    disk.write("environment: test\n", to: "collection.yaml")
    disk.write("v: 9\n", to: "environments/test.yaml")
    disk.write("url: http://h\n\(line)\n", to: "R.yaml")
    let refusal = refusal("R")
    #expect(refusal?.code == "variable-wrong-value")
    #expect(refusal?.summary.contains(words) == true, "\(refusal?.summary ?? "")")
    #expect(refusal?.values.first?.hasPrefix("R.yaml:2:") == true, "\(refusal?.values ?? [])")
    #expect(refusal?.values.last == "v: environments/test.yaml")
  }

  @Test func `what stands for itself, is unknown, or is only known later is refused`() {
    disk.write("variables:\n  secret: env:X\n", to: "collection.yaml")
    disk.write("url: http://h\nmax-time: \"{{$braces}}x}}\"\n", to: "Braces.yaml")
    disk.write("url: http://h\ntls-max: \"{{versoin}}\"\n", to: "Unknown.yaml")
    disk.write("url: http://h\nmax-time: \"{{secret}}\"\n", to: "Late.yaml")
    disk.write("url: http://h\nassertions: [\"header A = {{secret}}\"]\n", to: "Check.yaml")
    #expect(refusal("Braces")?.code == "variable-wrong-value")
    #expect(refusal("Unknown")?.code == "unknown-variable")
    #expect(refusal("Late")?.code == "variable-not-here")
    #expect(refusal("Check")?.code == "variable-not-here")
  }

  @Test func `of a value and a placeholder the nearer one counts`() throws {
    disk.write("defaults:\n  max-time: 7\n  tls-min: \"{{v}}\"\n  chain: leaf\n", to: "collection.yaml")
    disk.write("url: http://h\nmax-time: \"{{t}}\"\ntls-min: 1.3\nchain: \"{{c}}\"\n", to: "R.yaml")
    disk.write("url: http://h\n", to: "S.yaml")
    let choice = VariableChoice(given: [
      Variable("t", text: "3"), Variable("v", text: "1.2"), Variable("c", text: "full"),
    ])
    let near = try draft("R", choice)
    #expect(near.limits.totalSeconds == 3 && near.tls.minimum == .tls13 && near.chain == .full)
    let far = try draft("S", choice)
    #expect(far.limits.totalSeconds == 7 && far.tls.minimum == .tls12 && far.chain == .leaf)
  }

  @Test func `a placeholder stays in its line, and a value takes its place`() throws {
    let text = "# mine\nurl: http://h\ntls-min: \"{{v}}\" # of the environment\nmax-time: '{{t}}'\n"
    disk.write(text, to: "R.yaml")
    var request = try folder.request(at: "R")
    #expect(request.document.placeholders == ["tls-min": "{{v}}", "max-time": "{{t}}"])
    request.onDisk = try folder.save(request)
    #expect(disk.text(of: "R.yaml") == text)
    request.document.tls.minimum = .tls12
    _ = try folder.save(request)
    #expect(
      disk.text(of: "R.yaml") == text.replacing("\"{{v}}\"", with: "1.2")
        || disk.text(of: "R.yaml")?.contains("\"1.2\"") == true)
  }
}
