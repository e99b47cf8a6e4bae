import Basics
import Foundation
import Lab
import TLS
import Testing

/// Marked secrets go through the open workbench on a real terminal: what it ever painted, copied and wrote, and what other
/// processes saw, is searched for them.
@Suite(.serialized) final class WorkbenchSecretTests {
  private enum Mark: String, CaseIterable {
    case environment = "envm4rk&1"
    case file = "filem4rk&2"
    case command = "commandm4rk&3"
    case pfx = "pfxm4rk&6"
    case typed = "typedm4rk&8"

    var forms: [String] {
      [rawValue, rawValue.replacing("&", with: "&amp;"), rawValue.replacing("&", with: "%26")]
        + [Data(rawValue.utf8).base64EncodedString(), String(rawValue.prefix { $0 != "&" })]
    }
  }

  private let folder: String
  private let server: LabServer

  init() throws {
    var template = Array("/tmp/workbench-XXXXXX".utf8CString)
    folder = String(cString: try #require(mkdtemp(&template)))
    let pki = try LabPKI(clients: [.alice])
    server = try LabServer.start(try .lab(pki))
    let alice = try pki.client(.alice)
    for name in ["c", "home/.config/signet", "outside", "written"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    try put(
      "outside/me.pfx", try alice.leaf.pkcs12(password: Secret(Mark.pfx.rawValue), chain: alice.intermediates))
    try put("outside/two", Array(Mark.file.rawValue.utf8))
    try put("outside/three", Array(Mark.command.rawValue.utf8))
    try put("outside/look", Array(look.utf8), mode: 0o755)
    try put("c/root.pem", pki.root.certificatePEM)
    try put("c/collection.yaml", Array(collection.utf8))
    try put(
      "c/Echo.yaml",
      Array(
        """
        headers:
          - "X-Token: {{two}}"
        behaviors:
          - http-header X-More={{three}}
        assertions:
          - xpath //*[local-name()='text'] = 'never'
        captures:
          got: //*[local-name()='text']
        """.utf8))
    try put(
      "c/Echo.xml",
      Array(
        ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><l:Echo xmlns:l=\"urn:signet:lab\">"
          + "<text>{{one}} {{two}} {{three}} {{four}} {{$base64 one}}</text></l:Echo></s:Body></s:Envelope>").utf8))
    try put(
      "home/.config/signet/identities.yaml",
      Array(
        "alice:\n  certificate: \(folder)/outside/me.pfx\n  password: 'prompt:'\n  hosts:\n    - localhost\n".utf8),
      mode: 0o600)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

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
      two: file:\(folder)/outside/two
      three: 'command:\(folder)/outside/look; cat \(folder)/outside/three'
      four: 'prompt:'

    """
  }

  /// Writes down what there is to see of every process of this run.
  private var look: String {
    """
    #!/bin/sh
    for process in /proc/[0-9]*; do
      grep -qzx "HOME=\(folder)/home" $process/environ || continue
      { tr '\\0' ' ' < $process/cmdline; echo; } >> \(folder)/outside/commands
      { tr '\\0' '\\n' < $process/environ; echo; } >> \(folder)/outside/environments
    done 2> /dev/null
    exit 0

    """
  }

  private func put(_ name: String, _ bytes: [UInt8], mode: Int = 0o600) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: "\(folder)/\(name)")
  }

  private func text(of name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
  }

  /// Keys, and what the screen shows once they have been dealt with.
  private static let steps: [(keys: String, shows: String)] = [
    ("2s", "It stays in memory"), (Mark.pfx.rawValue + "\r", "trust them, and send"), ("y", "the variable four"),
    (Mark.typed.rawValue + "\r", "EchoResponse"), ("4]", "[Headers]"), ("]", "[Timings]"), ("]", "[Checks"),
    ("4y", "as received"), ("b", "Copied"), ("4y", "the envelope"), ("e", "Copied"), ("4y", "the report"),
    ("r", "Copied"),
    ("2]", "[Headers]"), ("]", "[Binding]"), ("]", "[Identity]"), ("]", "[Envelope]"),
    ("I", "as it will be sent"), ("y", "Copied"), ("!", "What was said"), ("\u{1B}", "well-formed"),
    ("p", "y copy  w write  p probe"), ("\u{1B}", "well-formed"),
  ]

  @Test func `no secret is painted, copied, written or shown to other processes`() throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.builtProgram("signet"), arguments: ["open", "\(folder)/c"],
      environment: [
        "TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": "\(folder)/home", "TMPDIR": "\(folder)/written",
        "MARK_ONE": Mark.environment.rawValue, "EDITOR": "\(folder)/outside/look",
      ], columns: 120, rows: 40)
    var screens: [String] = []
    let sees = { (text: String) in terminal.wait { $0.screen.text.contains(text) } }
    #expect(sees("l:Echo"))
    var titleBefore = ""
    for (keys, shown) in Self.steps {
      let window = keys == "\u{1B}" ? titleBefore : nil
      terminal.type(keys)
      // What is behind a window shows before it is closed, and Esc with a key right behind it is another key.
      let isThere = terminal.wait { now in
        now.screen.text.contains(shown) && window.map { !now.screen.text.contains($0) } ?? true
      }
      #expect(isThere, "after \(keys): \(terminal.screen.text)")
      titleBefore = shown
      screens.append(terminal.screen.text)
    }
    terminal.type("3w")
    #expect(sees("Write the decoded handshake"), "\(terminal.screen.text)")
    terminal.type("\(folder)/written/handshake.json\r")
    #expect(terminal.wait { _ in !self.text(of: "written/handshake.json").isEmpty }, "\(terminal.screen.text)")
    // Again, now that everything is known, from the history; and to files.
    terminal.type("H")
    #expect(sees("  1  HTTP 200"), "\(terminal.screen.text)")
    terminal.type("w")
    #expect(sees("Write exchange 1 to"))
    terminal.type("\(folder)/written/past.har\r")
    #expect(terminal.wait { _ in self.text(of: "written/past.har").contains("creator") }, "\(terminal.screen.text)")
    terminal.type(terminal.screen.text.contains("History of Echo") ? "s" : "Hs")
    #expect(terminal.wait { !$0.screen.text.contains("History of Echo") }, "\(terminal.screen.text)")
    terminal.type("3")
    #expect(sees("Sent again from the history"), "\(terminal.screen.text)")
    #expect(sees("✓ answer"), "\(terminal.screen.text)")
    #expect(sees("A check failed"), "\(terminal.screen.text)")
    terminal.settle()
    screens.append(terminal.screen.text)
    terminal.type("4w")
    #expect(sees("Write the answer's"), "\(terminal.screen.text)")
    terminal.type("\(folder)/written/answer.xml\r2e")
    #expect(terminal.wait { _ in self.text(of: "outside/commands").contains("VISUAL") }, "\(terminal.screen.text)")
    #expect(sees("l:Echo"))
    screens.append(terminal.screen.text)
    terminal.type("q")
    #expect(terminal.ending() == .exited(0))
    #expect(text(of: "written/answer.xml").contains("••••"))
    check(terminal, screens)
  }

  private func check(_ terminal: PseudoTerminal, _ screens: [String]) {
    let painted = String(decoding: terminal.output, as: UTF8.self)
    // What is copied goes out as base64 (OSC 52): it is looked into.
    let copied = painted.components(separatedBy: "\u{1B}]52;c;").dropFirst().compactMap { part in
      Data(base64Encoded: String(part.prefix { $0 != "\u{07}" && $0 != "\u{1B}" })).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    #expect(copied.count == 4 && copied.contains { $0.contains("EchoResponse") }, "\(copied)")
    var texts = screens.enumerated().map { ("screen \($0)", $1) } + [("output", painted), ("copied", "\(copied)")]
    texts.append(("the process list", text(of: "outside/commands")))
    var searched = 0
    let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    for file in files where !file.hasPrefix("outside") {
      guard FileManager.default.contents(atPath: "\(folder)/\(file)") != nil else { continue }
      searched += 1
      texts.append((file, text(of: file)))
    }
    // Collection, settings, trust, history with its journal, session, and what was written.
    #expect(searched >= 11, "\(files)")
    for (what, text) in texts {
      for mark in Mark.allCases {
        for form in mark.forms { #expect(!text.contains(form), "\(what) shows \(mark)") }
      }
    }
    let environments = text(of: "outside/environments")
    #expect(environments.contains("MARK_ONE=" + Mark.environment.rawValue), "They were looked at.")
    for mark in Mark.allCases where mark != .environment {
      for form in mark.forms { #expect(!environments.contains(form), "an environment shows \(mark)") }
    }
  }
}
