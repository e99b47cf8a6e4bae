import Basics
import Certificates
import Foundation
import Lab
import TLS
import Testing

/// A key that never leaves its PKCS#11 token, with SoftHSM as the token.
@Suite(.serialized) struct TokenTests {
  @Test(arguments: [("1.2", "rsa"), ("1.2", "ec"), ("1.3", "rsa"), ("1.3", "ec")])
  func theTokenSignsTheHandshake(version: String, key: String) throws {
    guard let hsm = try SoftHSM.made() else { return }
    let server = try hsm.server()
    defer { server.stop() }
    let certificates = ["--cert", hsm.uri(key, "cert"), "--cert", hsm.home.file("\(key).pem")]
    for certificate in [certificates[1], certificates[3]] {
      let run = try hsm.send(
        to: server,
        ["--cert", certificate, "--key", hsm.uri(key, "private"), "--tls-min", version, "--tls-max", version])
      #expect(run.status == 0, "\(certificate): \(run.errors)")
      #expect(run.errors.contains("sent CN=\(key)-token, chain of 2"), "\(run.errors)")
    }
  }

  @Test func theCertificatesURIFindsItsKeyAndThePINMayComeFromAFile() throws {
    guard let hsm = try SoftHSM.made() else { return }
    let server = try hsm.server()
    defer { server.stop() }
    let pin = try hsm.home.write("pin", SoftHSM.pin + "\n", mode: 0o600)
    let run = try hsm.send(
      to: server, ["--cert", hsm.uri("ec", "cert") + "?pin-source=file:\(pin)"], password: false)
    #expect(run.status == 0, "\(run.errors)")
    let inspected = try hsm.signet(["inspect", hsm.uri("rsa", "cert"), "--password", "env:PIN", "--format", "json"])
    #expect(inspected.status == 0 && inspected.text.contains("\"format\": \"PKCS#11\""), "\(inspected.errors)")
    #expect(inspected.text.contains("\"hasPrivateKey\": true") && !inspected.text.contains(SoftHSM.pin))
  }

  @Test(arguments: [
    ("@rsa", "WRONG", "refused the PIN"), ("@rsa", "NONE", "--password"),
    ("pkcs11:token=gone;object=rsa", "PIN", "present: signet"),
    ("pkcs11:token=signet;object=nobody", "PIN", "no private key"),
    ("pkcs11:token=signet;nonsense=1", "PIN", "nonsense"),
    ("pkcs11:token=signet;object=rsa?module-path=/nonexistent.so", "PIN", "cannot be loaded"),
    ("pkcs11:token=signet;object=ec", "PIN", "belongs to another certificate"),
    ("pkcs11:token=signet;object=rsa?pin-value=8888", "NONE", "refused the PIN"),
  ])
  func whatGoesWrongIsNamedAndThePINIsNever(key: String, pin: String, words: String) throws {
    guard let hsm = try SoftHSM.made() else { return }
    let server = try hsm.server()
    defer { server.stop() }
    let uri = key == "@rsa" ? hsm.uri("rsa", "private") : key
    let run = try hsm.send(
      to: server,
      ["--cert", hsm.home.file("rsa.pem"), "--key", uri] + (pin == "NONE" ? [] : ["--password", "env:\(pin)"]),
      password: false)
    #expect(run.status == (words == "nonsense" ? 2 : 5), "\(run.errors)")
    #expect(
      run.errors.contains(words) && run.errors.contains("→") || words == "nonsense" && run.errors.contains(words),
      "\(run.errors)")
    #expect(![SoftHSM.pin, "8888", "7777"].contains { (run.text + run.errors).contains($0) })
    #expect(server.exchanges.isEmpty)
  }

  @Test func aTokenThatWasTakenOutIsMissedBeforeAnythingIsSent() throws {
    guard let hsm = try SoftHSM.made() else { return }
    let server = try hsm.server()
    defer { server.stop() }
    #expect(try hsm.send(to: server, ["--cert", hsm.uri("ec", "cert")]).status == 0)
    let seen = server.exchanges.count
    try FileManager.default.moveItem(atPath: hsm.home.file("tokens"), toPath: hsm.home.file("drawer"))
    try FileManager.default.createDirectory(atPath: hsm.home.file("tokens"), withIntermediateDirectories: true)
    let run = try hsm.send(to: server, ["--cert", hsm.uri("ec", "cert")])
    #expect(run.status == 5 && run.errors.contains("no token"), "\(run.errors)")
    #expect(server.exchanges.count == seen)
  }

  @Test func aTokenThatCountsWrongPINsWarnsBeforeTheLastTryAndIsThenLocked() throws {
    guard let hsm = try SoftHSM.made() else { return }
    guard let module = try LockingToken.build(in: hsm.home, before: SoftHSM.module) else {
      return print("SKIPPED locked PIN: no C compiler for the token that locks itself")
    }
    let server = try hsm.server()
    defer { server.stop() }
    let call = ["--cert", hsm.home.file("rsa.pem"), "--key", hsm.uri("rsa", "private") + "?module-path=\(module)"]
    func said(_ pin: String, status: Int32 = 5) throws -> String {
      let run = try hsm.send(to: server, call + ["--password", "env:\(pin)"], password: false)
      #expect(run.status == status, "\(run.errors)")
      return run.errors
    }
    #expect(try !said("WRONG").contains("ONE TRY IS LEFT"))
    #expect(try said("WRONG").contains("ONE TRY IS LEFT"))
    #expect(try said("PIN", status: 0).contains("chain of 2"), "the right PIN sets the count back")
    #expect(try !said("WRONG").contains("ONE TRY IS LEFT"))
    #expect(try said("WRONG").contains("ONE TRY IS LEFT"))
    _ = try said("WRONG")
    let locked = try said("PIN")
    #expect(locked.contains("The token is locked") && locked.contains("PUK"), "\(locked)")
    #expect(server.exchanges.count == 1)
  }

  @Test func withoutTheEngineThePackageIsNamed() throws {
    guard let hsm = try SoftHSM.made() else { return }
    let run = try hsm.signet(
      ["inspect", hsm.uri("rsa", "cert")], ["OPENSSL_ENGINES": hsm.home.path])
    #expect(run.status == 5 && run.errors.contains("libengine-pkcs11-openssl"), "\(run.errors)")
  }
}

/// A SoftHSM token with an RSA and an EC key, whose certificates lead to a Lab's root.
private struct SoftHSM {
  static let pin = "424242"
  static let module = "/usr/lib/softhsm/libsofthsm2.so"
  let home: Folder
  let pki: LabPKI
  let rootPEM: String

  /// Nil, said loudly, where what it takes is not installed.
  static func made() throws -> SoftHSM? {
    let engines = ["/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so", "/usr/lib/aarch64-linux-gnu/engines-3/pkcs11.so"]
    let files = FileManager.default
    let missing =
      ["/usr/bin/softhsm2-util", "/usr/bin/pkcs11-tool", module].filter { !files.fileExists(atPath: $0) }
      + (engines.contains(where: files.fileExists) ? [] : ["libengine-pkcs11-openssl"])
    guard missing.isEmpty else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: \(missing)") }
      print("SKIPPED PKCS#11: not installed: \(missing.joined(separator: ", ")) (.ci/install --peers)")
      return nil
    }
    return try SoftHSM()
  }

  private init() throws {
    home = try Folder()
    try FileManager.default.createDirectory(atPath: home.file("tokens"), withIntermediateDirectories: true)
    try home.write("softhsm2.conf", "directories.tokendir = \(home.file("tokens"))\nlog.level = ERROR\n")
    pki = try LabPKI(clients: [])
    rootPEM = try home.write("root.pem", pki.root.certificatePEM)
    try tool(
      "/usr/bin/softhsm2-util", ["--init-token", "--free", "--label", "signet", "--pin", Self.pin, "--so-pin", "1234"])
    for (id, (name, type)) in [("rsa", KeyType.rsa), ("ec", .ecP256)].enumerated() {
      let leaf = try CertificateMint().mintLeaf(.client("\(name)-token", keyType: type), issuer: pki.intermediate)
      try home.write("\(name).pem", leaf.certificatePEM + pki.intermediate.certificatePEM)
      let key = try home.write("\(name).key", leaf.privateKeyPEM())
      let der = try home.write("\(name).der", leaf.certificateDER)
      try tool(
        "/usr/bin/softhsm2-util",
        ["--import", key, "--token", "signet", "--label", name, "--id", "0\(id + 1)", "--pin", Self.pin])
      try tool(
        "/usr/bin/pkcs11-tool",
        [
          "--module", Self.module, "--login", "--pin", Self.pin, "--token-label", "signet", "--write-object", der,
          "--type", "cert", "--id", "0\(id + 1)", "--label", name,
        ])
      try FileManager.default.removeItem(atPath: key)
    }
  }

  private func tool(_ path: String, _ arguments: [String]) throws {
    let run = try ProgramRun.run(path, arguments, environment: environment)
    guard run.status == 0 else { throw PeerFailure(description: "\(path) \(arguments): \(run.text)\(run.errors)") }
  }

  private var environment: [String: String] {
    [
      "SOFTHSM2_CONF": home.file("softhsm2.conf"), "PKCS11_MODULE_PATH": Self.module, "PIN": Self.pin,
      "WRONG": "7777",
    ]
  }

  func uri(_ object: String, _ type: String) -> String { "pkcs11:token=signet;object=\(object);type=\(type)" }

  func server() throws -> LabServer { try LabServer.start(try .lab(pki)) }

  func signet(_ arguments: [String], _ more: [String: String] = [:]) throws -> ProgramRun {
    try ProgramRun.signet(arguments, environment: environment.merging(more) { $1 })
  }

  func send(to server: LabServer, _ arguments: [String], password: Bool = true) throws -> ProgramRun {
    try home.write("intermediate.pem", pki.intermediate.certificatePEM)
    return try signet(
      [
        "send", "--url", "https://localhost:\(server.port)/service", "--cacert", rootPEM, "--intermediates",
        home.file("intermediate.pem"), "--action", "urn:signet:lab:Echo", "--envelope", try envelope(),
      ] + arguments + (password ? ["--password", "env:PIN"] : []))
  }

  private func envelope() throws -> String {
    try home.write(
      "echo.xml",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>"
        + "<l:Echo xmlns:l=\"urn:signet:lab\"><text>hi</text></l:Echo></s:Body></s:Envelope>")
  }
}
