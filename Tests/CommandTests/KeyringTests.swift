import Foundation
import Testing

/// `keyring:NAME` with the kernel's own keyring, where the system allows it, and a stand-in for `secret-tool`.
@Suite(.serialized) struct KeyringTests {
  private let name = "test-" + UUID().uuidString

  private func set(_ secret: String, _ arguments: [String] = [], path: String = "/usr/bin:/bin") throws -> ProgramRun {
    try ProgramRun.signet(
      ["secret", "set", name] + arguments, input: Array(secret.utf8), environment: ["PATH": path])
  }

  /// Nothing is listening there: what counts is whether the secret was found before.
  private func send(_ source: String, path: String = "/usr/bin:/bin") throws -> ProgramRun {
    try ProgramRun.signet(
      [
        "send", "--url", "https://localhost:1/", "--credential", "basic", "--user", "bob", "--user-password", source,
      ], environment: ["PATH": path])
  }

  @Test func `the kernel keeps a secret, gives it to a call, and forgets it`() throws {
    let kept = try set("k3pt\n")
    if kept.status == 7, kept.errors.contains("the system forbids it here") {
      #expect(kept.errors.contains("--in desktop") && !kept.errors.contains("k3pt"))
      return print("SKIPPED the kernel's keyring: forbidden here, as in containers")
    }
    #expect(kept.status == 0 && kept.errors.contains("kept in the kernel keyring: keyring:\(name)"), "\(kept.errors)")
    #expect(try send("keyring:\(name)").status == 4)
    let again = try set("an0ther")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try ProgramRun.signet(["secret", "remove", name]).status == 0)
    let gone = try send("keyring:\(name)")
    #expect(gone.status == 5 && gone.errors.contains("signet secret set \(name)"), "\(gone.errors)")
  }

  @Test func `the desktop is asked through secret-tool, which gets the secret by standard input`() throws {
    let home = try Folder()
    let script = """
      #!/bin/sh
      echo "$@" >> \(home.file("calls"))
      case $1 in
        store) cat > \(home.file("kept")) ;;
        lookup) [ -f \(home.file("kept")) ] || exit 1; cat \(home.file("kept")) ;;
        clear) rm -f \(home.file("kept")) ;;
      esac
      """
    try home.write("secret-tool", script, mode: 0o755)
    let path = home.path + ":/usr/bin:/bin"
    let kept = try set("d3sk&top\n", ["--in", "desktop"], path: path)
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(home.text("kept") == "d3sk&top")
    #expect(try send("keyring:\(name)", path: path).status == 4)
    let removed = try ProgramRun.signet(["secret", "remove", name], environment: ["PATH": path])
    #expect(removed.status == 0 && removed.errors.contains("desktop keyring"), "\(removed.errors)")
    #expect(try send("keyring:\(name)", path: path).status == 5)
    #expect(home.text("calls").contains("store --label=Signet: \(name) application signet name \(name)"))
    #expect(!home.text("calls").contains("d3sk"))
  }

  @Test func `what is missing is said with the way to do it`() throws {
    let gone = try send("keyring:\(name)")
    #expect(gone.status == 5 && gone.errors.contains("No keyring gave the secret '\(name)'"), "\(gone.errors)")
    #expect(gone.errors.contains("kernel keyring: ") && gone.errors.contains("desktop keyring: "))
    if !FileManager.default.isExecutableFile(atPath: "/usr/bin/secret-tool") {
      #expect(gone.errors.contains("secret-tool is not installed (package libsecret-tools)"))
    }
    #expect(try ProgramRun.signet(["secret", "set", name]).status == 2, "nothing entered")
    #expect(try ProgramRun.signet(["secret", "set", "a b"], input: [0x61]).status == 2)
    let wrong = try send("keyring:a;b")
    #expect(wrong.status == 2 && !wrong.errors.contains("a;b"), "\(wrong.errors)")
  }
}
