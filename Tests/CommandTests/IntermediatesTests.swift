import Basics
import Certificates
import Foundation
import Lab
import TLS
import Testing

/// The intermediate store through the program: what goes in, what stays out, and where it is had from.
@Suite(.serialized) struct IntermediatesTests {
  let home: Folder
  let mint = CertificateMint()
  let root, issuing: MintedIdentity

  init() throws {
    home = try Folder()
    root = try mint.mintRoot(commonName: "Store Root")
    issuing = try mint.mintIntermediate(commonName: "Store Issuing CA", issuer: root)
  }

  private var store: String { home.file(".config/signet/intermediates") }
  private var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: store)) ?? []).sorted() }

  private func run(_ arguments: String...) throws -> ProgramRun {
    try ProgramRun.signet(["intermediates"] + arguments, environment: ["PW": "x"], home: home)
  }

  @Test func onlyAuthoritiesThatAreNoRootsAreAddedEachOnceAndPrivately() throws {
    let leaf = try mint.mintLeaf(.client("dora"), issuer: issuing)
    let bundle = home.file("bundle.pem")
    try home.write("bundle.pem", leaf.certificatePEM + issuing.certificatePEM + root.certificatePEM)
    let first = try run("add", bundle, bundle)
    #expect(first.status == 0 && first.text.components(separatedBy: "added Store Issuing CA").count == 2)
    #expect(first.errors.contains("left out dora: it is no certificate authority"))
    #expect(first.errors.contains("left out Store Root: it is a self-signed root"))
    #expect(files == ["store-issuing-ca-\(issuing.facts.sha256.prefix(8)).pem"])
    let mode = try FileManager.default.attributesOfItem(atPath: store + "/" + files[0])[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try run("add", bundle).text.hasPrefix("already there Store Issuing CA"))
    #expect(files.count == 1)
  }

  @Test func aHostileNameGivesAHarmlessFileAndAHarmlessLine() throws {
    let evil = try mint.mintIntermediate(commonName: "../../\u{1B}[31mEvil \"CA\"\n", issuer: root)
    try home.write("evil.der", evil.certificateDER)
    let added = try run("add", home.file("evil.der"))
    #expect(added.status == 0 && !added.text.contains("\u{1B}"))
    #expect(files == ["31mevil-ca-\(evil.facts.sha256.prefix(8)).pem"])
  }

  @Test func aPFXGivesItsAuthoritiesAndNoKey() throws {
    let leaf = try mint.mintLeaf(.client("dora"), issuer: issuing)
    try home.write("dora.pfx", try leaf.pkcs12(password: .init("x"), chain: [issuing, root]))
    let added = try run("import", home.file("dora.pfx"), "--password", "env:PW")
    #expect(added.status == 0 && files.count == 1)
    for file in files { #expect(!home.text(".config/signet/intermediates/" + file).contains("PRIVATE KEY")) }
    #expect(try run("import", home.file("dora.pfx"), "--password", "env:NOTSET").status == 5)
  }

  @Test func whatIsListedCanBeRemovedByNameOrFingerprint() throws {
    try home.write("ca.pem", issuing.certificatePEM)
    for name in ["Store Issuing CA", String(issuing.facts.sha256.prefix(12)).uppercased()] {
      _ = try run("add", home.file("ca.pem"))
      let listed = try run("list", "--format", "json")
      let value = try JSONSerialization.jsonObject(with: Data(listed.output)) as? [String: Any]
      let entry = (value?["certificates"] as? [[String: Any]])?.first
      #expect(
        entry?["sha256"] as? String == issuing.facts.sha256 && entry?["file"] as? String == store + "/" + files[0])
      #expect(try run("remove", name).status == 0)
      #expect(files.isEmpty)
    }
    let unknown = try run("remove", "nobody")
    #expect(unknown.status == 2 && unknown.errors.contains("nobody") && unknown.errors.contains("→"))
  }

  @Test func aServersChainIsTakenAlthoughTheServerIsNotTrusted() throws {
    let pki = try LabPKI(clients: [])
    let server = try LabServer.start(try .lab(pki, clients: .required))
    defer { server.stop() }
    let run = try run("from-server", "https://localhost:\(server.port)/service")
    #expect(run.status == 0 && run.text.hasPrefix("added Signet Lab Issuing CA"), "\(run.errors)")
    #expect(server.exchanges.allSatisfy { $0.request == nil })
  }

  @Test func theIssuerIsFetchedFromTheAddressInTheCertificateAndOnlyWhenAsked() throws {
    let server = try httpServer(answering: issuing.certificatePEM)
    defer { server.stop() }
    var spec = CertificateSpec.client("dora")
    spec.issuerURLs = ["http://127.0.0.1:\(server.port)/issuing.pem"]
    try home.write("dora.pem", try mint.mintLeaf(spec, issuer: issuing).certificatePEM)
    let inspected = try ProgramRun.signet(["inspect", home.file("dora.pem")], home: home)
    #expect(inspected.text.contains("signet intermediates fetch \(home.file("dora.pem"))") && files.isEmpty)
    let fetched = try run("fetch", home.file("dora.pem"))
    #expect(fetched.status == 0 && fetched.text.hasPrefix("added Store Issuing CA"), "\(fetched.errors)")
    let again = try ProgramRun.signet(["inspect", home.file("dora.pem"), "--format", "json"], home: home)
    #expect(again.text.contains("\"chainComplete\": true"))
  }

  @Test(arguments: [
    ("another certificate", "has another certificate", Int32(4)), ("a page", "no certificate", 4),
    ("a redirect to a file", "neither http nor https", 5), ("an error", "HTTP 404", 4),
  ])
  func whatIsNotTheIssuerIsNotTaken(answer: String, words: String, status: Int32) throws {
    let other = try mint.mintIntermediate(commonName: "Store Issuing CA", issuer: root)
    let server =
      switch answer {
      case "another certificate": try httpServer(answering: other.certificatePEM)
      case "a page": try httpServer(answering: Array("<html></html>".utf8))
      case "a redirect to a file": try httpServer("302 Found", "Location: file:///etc/passwd\r\n", answering: [])
      default: try httpServer("404 Not Found", answering: [])
      }
    defer { server.stop() }
    var spec = CertificateSpec.client("dora")
    spec.issuerURLs = ["http://127.0.0.1:\(server.port)/issuing.pem"]
    try home.write("dora.pem", try mint.mintLeaf(spec, issuer: issuing).certificatePEM)
    let fetched = try run("fetch", home.file("dora.pem"))
    #expect(fetched.status == status && fetched.errors.contains(words), "\(fetched.errors)")
    #expect(files.isEmpty)
  }

  /// Says its answer to whoever connects.
  private func httpServer(
    _ status: String = "200 OK", _ headers: String = "", answering body: [UInt8]
  ) throws -> LabServer {
    let head = "HTTP/1.1 \(status)\r\n\(headers)Content-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    return try LabServer.start(.banner(head + String(decoding: body, as: UTF8.self)))
  }
}
