import Basics
import Foundation
import Lab
import TLS
import Testing

/// A collection that takes a marked secret from every kind of source, a server that repeats what it gets, and the search
/// for the marks in everything that was printed and written.
final class SecretScene {
  /// None is a word of anything else, and each has a character that XML and addresses escape.
  enum Mark: String, CaseIterable {
    case environment = "envm4rk&1"
    case file = "filem4rk&2"
    case command = "commandm4rk&3"
    case password = "userm4rk&4"
    case imported = "importm4rk&5"
    case pfx = "pfxm4rk&6"
    case keyring = "keyringm4rk&7"

    /// As it is, as XML, addresses and base64 have it, and the word alone.
    var forms: [String] {
      [rawValue, rawValue.replacing("&", with: "&amp;"), rawValue.replacing("&", with: "%26")]
        + [Data(rawValue.utf8).base64EncodedString(), String(rawValue.prefix { $0 != "&" })]
    }

    /// Whoever starts the program gives these in its environment, where its own user, and what it starts, see them.
    var isGivenByEnvironment: Bool { self == .environment || self == .password }
  }

  let home: Folder
  let server: LabServer
  private(set) var printed: [(what: String, text: String)] = []

  init() throws {
    home = try Folder()
    let pki = try LabPKI(clients: [.alice])
    let files = try pki.write(to: home.file("pki"))
    server = try LabServer.start(try .lab(pki))
    try put("pki/marked.pfx", try Self.identity(pki), mode: 0o600)
    try put("outside/secret", Mark.file.rawValue + "\n", mode: 0o600)
    try put("outside/three", Mark.command.rawValue, mode: 0o600)
    try put("outside/pfx", Mark.pfx.rawValue + "\n", mode: 0o600)
    try put("outside/keyring", Mark.keyring.rawValue, mode: 0o600)
    try put("outside/look", look, mode: 0o755)
    try put("outside/bin/secret-tool", secretTool, mode: 0o755)
    try put("c/root.pem", try String(contentsOfFile: files.rootPEM, encoding: .utf8))
    try put("c/collection.yaml", collection)
    try put("c/Echo.yaml", Self.echo)
    try put(
      "c/Echo.xml",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><l:Echo xmlns:l=\"urn:signet:lab\">"
        + "<text>{{one}} {{two}} {{three}} {{four}} {{$base64 one}}</text></l:Echo></s:Body></s:Envelope>")
    try put("c/Piped.yaml", "behaviors:\n  - pipe ../outside/look; cat\n  - http-header X-Token={{two}}\n")
    try put("c/Piped.xml", home.text("c/Echo.xml"))
    try put("c/User.yaml", "credential: basic\nuser: bob\nuser-password: env:MARK_USER\nbinding: basicHttps\n")
    try put("c/User.xml", "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body/></s:Envelope>")
    try put(
      ".config/signet/identities.yaml",
      "alice:\n  certificate: \(home.file("pki/marked.pfx"))\n  password: file:\(home.file("outside/pfx"))\n"
        + "  hosts:\n    - localhost\n", mode: 0o600)
  }

  private static func identity(_ pki: LabPKI) throws -> [UInt8] {
    let alice = try pki.client(.alice)
    return try alice.leaf.pkcs12(password: Secret(Mark.pfx.rawValue), chain: alice.intermediates)
  }

  private var collection: String {
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
      three: 'command:\(home.file("outside/look")); cat \(home.file("outside/three"))'
      four: keyring:marked

    """
  }

  private static let echo = """
    headers:
      - "X-Token: {{two}}"
    behaviors:
      - http-header X-More={{three}}
    assertions:
      - xpath //*[local-name()='text'] = 'never'
      - header X-None = x
    captures:
      got: //*[local-name()='text']
    """

  /// Writes down what there is to see of every process of this run: its command line, and its environment.
  private var look: String {
    """
    #!/bin/sh
    for process in /proc/[0-9]*; do
      grep -qzx "HOME=\(home.path)" $process/environ || continue
      { tr '\\0' ' ' < $process/cmdline; echo; } >> \(home.file("outside/commands"))
      { tr '\\0' '\\n' < $process/environ; echo; } >> \(home.file("outside/environments"))
    done 2> /dev/null
    exit 0

    """
  }

  /// The desktop's keyring.
  private var secretTool: String {
    """
    #!/bin/sh
    \(home.file("outside/look"))
    case $1 in
      store) cat > \(home.file("outside/stored")) ;;
      lookup) cat \(home.file("outside/keyring")) ;;
    esac

    """
  }

  @discardableResult
  func put(_ name: String, _ text: String, mode: Int = 0o644) throws -> String {
    try put(name, Array(text.utf8), mode: mode)
  }

  @discardableResult
  func put(_ name: String, _ bytes: [UInt8], mode: Int = 0o644) throws -> String {
    let folder = (home.file(name) as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try home.write(name, bytes, mode: mode)
  }

  @discardableResult
  func signet(_ arguments: String..., input: String = "") throws -> ProgramRun {
    let run = try ProgramRun.signet(
      arguments, input: Array(input.utf8),
      environment: [
        "MARK_ONE": Mark.environment.rawValue, "MARK_USER": Mark.password.rawValue,
        "PATH": home.file("outside/bin") + ":/usr/bin:/bin",
      ], home: home)
    printed.append(("signet \(arguments.joined(separator: " "))", run.text + run.errors))
    return run
  }

  // MARK: The search

  /// What was printed, every file but those that the secrets came in, and what processes showed.
  func expectNoMarks(filesAtLeast count: Int) {
    for (what, text) in printed { expectNone(of: Mark.allCases, in: text, what) }
    var searched = 0
    let files = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String } ?? []
    for file in files where !["outside", "in", "pki"].contains(file.split(separator: "/").first ?? "") {
      guard let bytes = FileManager.default.contents(atPath: home.file(file)) else { continue }
      searched += 1
      expectNone(of: Mark.allCases, in: String(decoding: bytes, as: UTF8.self), file)
    }
    #expect(searched >= count, "\(files)")
  }

  func expectNoMarksInProcesses(seen programs: [String]) {
    let commands = home.text("outside/commands")
    for program in programs { #expect(commands.contains(program), "nobody looked while there was \(program)") }
    expectNone(of: Mark.allCases, in: commands, "the process list")
    let environments = home.text("outside/environments")
    #expect(environments.contains("MARK_ONE=" + Mark.environment.rawValue), "They were looked at.")
    expectNone(of: Mark.allCases.filter { !$0.isGivenByEnvironment }, in: environments, "an environment")
  }

  private func expectNone(of marks: [Mark], in text: String, _ what: String) {
    for mark in marks {
      for form in mark.forms { #expect(!text.contains(form), "\(what) shows \(mark): \(text.prefix(2000))") }
    }
  }
}
