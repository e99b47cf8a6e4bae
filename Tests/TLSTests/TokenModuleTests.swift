import Basics
import Certificates
import Foundation
import Testing

@testable import TLS

/// What one process may do with modules and tokens; what a token does in a call is tried with the program.
@Suite(.serialized) struct TokenModuleTests {
  @Test func `a module that is not there is told of each time`() throws {
    for _ in 1...2 {
      let uri = try TokenURI("pkcs11:token=gone;object=key?module-path=/nonexistent/module.so")
      let error = #expect(throws: IdentityError.self) { try TokenReader(uri: uri, pin: nil).read(.keys) }
      #expect(error?.code == "token-module-not-loaded", "\(error?.summary ?? "")")
    }
  }

  @Test func `the PIN of one token is never tried on another, and a second module is refused by name`() throws {
    guard let tokens = try TwoTokens.made() else { return }
    defer { tokens.remove() }
    let first = try tokens.read("first", pin: Secret(TwoTokens.pins[0]))
    #expect(first.keys.count == 1)
    let second = try tokens.read("second", pin: nil)
    #expect(second.keys.isEmpty && second.lockedKeyCount == 1)
    let error = #expect(throws: IdentityError.self) { try tokens.read("second", pin: nil, .certificates) }
    #expect(error?.code == "password-needed", "\(error?.summary ?? "")")
    let infos = try #require(TokenInfo.all(of: TwoTokens.module))
    #expect(infos.filter { ["first", "second"].contains($0.label) && !$0.isPINCountLow }.count == 2, "\(infos)")
    #expect(try tokens.read("second", pin: Secret(TwoTokens.pins[1])).keys.count == 1)

    // Nobody is asked on the terminal for a certificate that is not there.
    let missing = #expect(throws: IdentityError.self) {
      try tokens.read("first", pin: Secret(TwoTokens.pins[0]), .certificates)
    }
    #expect(missing?.code == "token-object-missing", "\(missing?.summary ?? "")")

    let other = try TokenURI("pkcs11:token=first;object=key?module-path=/usr/bin/softhsm2-util")
    let refused = #expect(throws: IdentityError.self) { try TokenReader(uri: other, pin: nil).read(.keys) }
    #expect(refused?.code == "token-module-other" && refused?.values == ["in use: \(TwoTokens.module)"])
  }
}

/// Two SoftHSM tokens with a key each, and a PIN of their own.
private struct TwoTokens {
  static let module = "/usr/lib/softhsm/libsofthsm2.so"
  static let pins = ["424242", "868686"]
  /// The module reads its settings once.
  private static let folder = FileManager.default.temporaryDirectory.appendingPathComponent("signet-tokens-\(getpid())")

  /// Nil, said loudly, where what it takes is not installed.
  static func made() throws -> TwoTokens? {
    let engines = ["/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so", "/usr/lib/aarch64-linux-gnu/engines-3/pkcs11.so"]
    let files = FileManager.default
    let missing =
      ["/usr/bin/softhsm2-util", module].filter { !files.fileExists(atPath: $0) }
      + (engines.contains(where: files.fileExists) ? [] : ["libengine-pkcs11-openssl"])
    guard missing.isEmpty else {
      print("SKIPPED two tokens: not installed: \(missing.joined(separator: ", ")) (.ci/install --peers)")
      return nil
    }
    return try TwoTokens()
  }

  private init() throws {
    let tokens = Self.folder.appendingPathComponent("tokens")
    try FileManager.default.createDirectory(at: tokens, withIntermediateDirectories: true)
    let settings = Self.folder.appendingPathComponent("softhsm2.conf")
    try Data("directories.tokendir = \(tokens.path)\nlog.level = ERROR\n".utf8).write(to: settings)
    setenv("SOFTHSM2_CONF", settings.path, 1)
    let key = Self.folder.appendingPathComponent("key.pem")
    try Data(try SmallPKI().client.privateKeyPEM()).write(to: key)
    for (label, pin) in zip(["first", "second"], Self.pins) {
      try softhsm("--init-token", "--free", "--label", label, "--pin", pin, "--so-pin", "1234")
      try softhsm("--import", key.path, "--token", label, "--label", "key", "--id", "01", "--pin", pin)
    }
  }

  func remove() { try? FileManager.default.removeItem(at: Self.folder) }

  func read(_ token: String, pin: Secret?, _ wanted: IdentityContents = .keys) throws -> FileContents {
    let uri = try TokenURI("pkcs11:token=\(token);object=key?module-path=\(Self.module)")
    return try TokenReader(uri: uri, pin: pin).read(wanted)
  }

  private func softhsm(_ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/softhsm2-util")
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "softhsm2-util \(arguments[0])")
  }
}
