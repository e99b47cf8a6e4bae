import Basics
import Certificates
import Testing

@Suite struct SecretSourceTests {
  @Test(arguments: [
    ("", SecretSource.none), ("env:PFX_PASSWORD", .environment("PFX_PASSWORD")),
    ("file:/run/secret:1", .file(path: "/run/secret:1")),
    ("command:pass show x | head -1", .command("pass show x | head -1")),
    ("prompt:", .prompt), ("pass:a:b", .literal(Secret("a:b"))), ("pass:", .literal(.empty)),
  ])
  func everyKindIsRead(text: String, source: SecretSource) throws {
    #expect(try SecretSource.parse(text) == source)
  }

  @Test(arguments: [
    ("hunter2", "unknown-secret-source"), ("hunter2:", "unknown-secret-source"), ("ENV:X", "unknown-secret-source"),
    ("env:", "empty-secret-source"), ("file:", "empty-secret-source"), ("command:", "empty-secret-source"),
    ("prompt:hunter2", "text-after-prompt"),
  ])
  func whatIsNoSourceIsRefusedWithoutRepeatingIt(text: String, code: String) {
    let error = #expect(throws: SecretSourceError.self) { try SecretSource.parse(text) }
    #expect(error?.code == code)
    #expect(error?.message.contains("hunter2") == false)
  }

  @Test func theWrittenFormIsReadBackAndHidesALiteral() throws {
    for text in ["", "env:A", "file:b", "command:c", "prompt:"] {
      #expect(try SecretSource.parse(text).description == text)
    }
    #expect(!SecretSource.literal(Secret("hunter2")).description.contains("hunter2"))
    #expect(!String(reflecting: SecretSource.literal(Secret("hunter2"))).contains("hunter2"))
  }
}
