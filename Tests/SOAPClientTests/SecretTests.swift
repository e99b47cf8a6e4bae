import Basics
import Bindings
import Certificates
import Exchange
import Glibc
import SOAPClient
import Testing

@testable import SOAPClient

@Suite struct SecretTests {
  private func resolve(
    _ source: SecretSource, seconds: Double = 20, cancellation: Cancellation = Cancellation()
  ) async -> Result<Secret?, Refusal> {
    let environment = ClientEnvironment(
      now: { Timestamp(secondsSinceEpoch: 0) }, variable: { $0 == "PASSWORD" ? "from the environment" : nil },
      prompt: { purpose in purpose == "password of x" ? Secret("typed") : nil }, commandTimeoutSeconds: seconds)
    return await SecretResolver(environment: environment, cancellation: cancellation)
      .resolve(source, purpose: "password of x")
  }

  @Test func `Each source gives its secret`() async throws {
    let folder = try TestFolder()
    let path = try folder.write(Array("from the file\r\n".utf8), as: "password")
    #expect(try await resolve(.none).get() == nil)
    #expect(try await resolve(.literal(Secret("a"))).get() == Secret("a"))
    #expect(try await resolve(.environment("PASSWORD")).get() == Secret("from the environment"))
    #expect(try await resolve(.file(path: path)).get() == Secret("from the file"))
    #expect(try await resolve(.command("printf 'two\\nlines\\n'")).get() == Secret("two\nlines"))
    #expect(try await resolve(.prompt).get() == Secret("typed"))
  }

  @Test(arguments: [
    (0o600, true), (0o400, true), (0o640, true), (0o440, true), (0o644, false), (0o660, false), (0o604, false),
    (0o602, false), (0o444, false),
  ])
  func `A file that others may read or change gives no secret`(mode: Int, isUsed: Bool) async throws {
    let folder = try TestFolder()
    let path = try folder.write(Array("secret-word".utf8), as: "pass word")
    chmod(path, mode_t(mode))
    // Whoever may read everything reads it nevertheless.
    guard let refusal = await refusal(.file(path: path)) else { return #expect(isUsed) }
    #expect(!isUsed && refusal.code == "file-not-private" && refusal.stage == .file)
    #expect(
      refusal.values == ["permissions: \(String(mode, radix: 8))"] && refusal.remedy.contains("chmod 600 '\(path)'"))
    #expect(!refusal.message.contains("secret-word"))
  }

  private func refusal(_ source: SecretSource, seconds: Double = 20) async -> Refusal? {
    if case .failure(let refusal) = await resolve(source, seconds: seconds) { return refusal }
    return nil
  }

  @Test func `A source that gives nothing says which and why`() async {
    #expect(await refusal(.environment("ABSENT"))?.code == "secret-variable-missing")
    #expect(await refusal(.file(path: "/nowhere"))?.stage == .file)
    let failed = await refusal(.command("echo secret; exit 3"))
    #expect(failed?.summary == "The password command ended with status 3.")
    #expect(failed?.message.contains("secret;") == false)
    #expect(await refusal(.command("kill -9 $$"))?.summary.contains("signal 9") == true)
    #expect(await refusal(.command("yes"))?.summary.contains("65536") == true)
  }

  @Test func `A command that hangs is ended, with whatever it started`() async {
    let began = ContinuousClock.now
    #expect(await refusal(.command("sleep 60 & sleep 60"), seconds: 0.2)?.code == "secret-command-timeout")
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func `A command that says its last word and goes on is ended all the same`() async {
    let began = ContinuousClock.now
    #expect(await refusal(.command("echo secret; exec >&-; sleep 60"), seconds: 0.2)?.code == "secret-command-timeout")
    #expect(ContinuousClock.now - began < .seconds(10))
  }

  @Test func `What a command says after its output is kept`() async {
    let shell = ShellCommand(
      command: "exec >&-; head -c 200000 /dev/zero >&2; exit 3", timeoutSeconds: 20, cancellation: Cancellation())
    let (outcome, errors) = await onOwnThread { shell.runKeepingErrors() }
    #expect(outcome == .exited(3))
    #expect(errors.count == 2048)
  }

  @Test func `A command has no terminal and nothing to read`() async throws {
    #expect(
      try await resolve(.command("cat; ( : < /dev/tty ) 2>/dev/null && echo terminal; echo end")).get() == Secret("end")
    )
  }

  @Test func `Cancelling ends a command`() async {
    let cancellation = Cancellation()
    async let result = resolve(.command("sleep 60"), seconds: 60, cancellation: cancellation)
    cancellation.cancel()
    guard case .failure = await result else { return #expect(Bool(false), "a cancelled command gives no secret") }
  }
}
