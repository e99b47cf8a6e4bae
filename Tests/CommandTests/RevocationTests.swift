import Basics
import Certificates
import Foundation
import Lab
import TLS
import Testing

/// Revocation lists and the system's trust through the program.
@Suite(.serialized) struct RevocationTests {
  private let folder: Folder
  private let pki: LabPKI
  private let files: LabPKI.Files
  private let mint = CertificateMint()

  init() throws {
    folder = try Folder()
    pki = try LabPKI(clients: [.alice, .stranger])
    files = try pki.write(to: folder.file("pki"))
  }

  private func send(
    to server: LabServer, _ client: LabPKI.Client = .alice, trust: [String]? = nil, with more: [String] = [],
    environment: [String: String] = [:]
  ) throws -> ProgramRun {
    let envelope = try folder.write(
      "who.xml",
      "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><WhoAmI xmlns=\"urn:signet:lab\"/>"
        + "</s:Body></s:Envelope>")
    return try ProgramRun.signet(
      [
        "send", "--url", "https://localhost:\(server.port)/service", "--cert", files.identity(client)?.pfx ?? "",
        "--password", "env:LAB", "--action", "urn:a", "--envelope", envelope, "--format", "json",
      ] + (trust ?? ["--cacert", files.rootPEM]) + more,
      environment: environment.merging(["LAB": LabPKI.password]) { $1 })
  }

  private func codes(_ run: ProgramRun) throws -> [String] {
    let object = try JSONSerialization.jsonObject(with: Data(run.output)) as? [String: Any]
    return (object?["findings"] as? [[String: Any]])?.compactMap { $0["code"] as? String } ?? []
  }

  /// In one PEM file.
  private func lists(_ name: String, _ lists: [[UInt8]]) throws -> String {
    try folder.write(name, lists.flatMap { PEMBlock.text("X509 CRL", of: $0) })
  }

  @Test func aRevokedServerNeverSeesTheCertificate() throws {
    let server = try LabServer.start(try .lab(pki))
    let crl = try lists(
      "server.crl",
      [
        try mint.mintRevocationList(of: pki.root),
        try mint.mintRevocationList(of: pki.intermediate, revoking: [try pki.server(.good).leaf]),
      ])
    let run = try send(to: server, with: ["--crl", crl])
    #expect(run.status == 3)
    #expect(try codes(run).first == "server-certificate-revoked")
    #expect(server.exchanges.allSatisfy { $0.peer?.certificates == nil && $0.request == nil })
  }

  @Test func aRevokedClientIsWarnedAlthoughTheServerDoesNotMind() throws {
    let server = try LabServer.start(try .lab(pki))
    let crl = try lists(
      "client.crl",
      [
        try mint.mintRevocationList(of: pki.root),
        try mint.mintRevocationList(of: pki.intermediate, revoking: [try pki.client(.alice).leaf]),
      ])
    let run = try send(to: server, with: ["--crl", crl])
    #expect(run.status == 0, "\(run.errors)")
    let codes = try codes(run)
    #expect(codes.contains("client-certificate-on-revocation-list") && !codes.contains("revocation-list-outdated"))
  }

  @Test func anOutdatedListIsNamed() throws {
    var settings = try TLSServerSettings.lab(pki, clients: .optional)
    settings.clientAuthentication.toleratesFailure = true
    let server = try LabServer.start(settings)
    let fresh = [try mint.mintRevocationList(of: pki.root), try mint.mintRevocationList(of: pki.intermediate)]
    // Of the client's own authority, which is another one than the server's.
    let old = try mint.mintRevocationList(of: pki.otherIntermediate, ageSeconds: 200_000, lifeSeconds: 86_400)
    let run = try send(to: server, .stranger, with: ["--crl", try lists("old.crl", fresh + [old])])
    #expect(run.status == 0, "\(run.errors)")
    #expect(try codes(run).contains("revocation-list-outdated"))

    let serversOwn = try mint.mintRevocationList(of: pki.intermediate, ageSeconds: 200_000, lifeSeconds: 86_400)
    let refused = try send(to: server, with: ["--crl", try lists("own.crl", [fresh[0], serversOwn])])
    #expect(refused.status == 3)
    #expect(try codes(refused).first == "server-revocation-unknown")
  }

  @Test func withoutCacertTheSystemsStoreIsTrusted() throws {
    let server = try LabServer.start(try .lab(pki))
    let trusted = try send(to: server, trust: [], environment: ["SSL_CERT_FILE": files.rootPEM])
    #expect(trusted.status == 0, "\(trusted.errors)")
    let other = try folder.write("other.pem", pki.otherRoot.certificatePEM)
    let untrusted = try send(to: server, trust: [], environment: ["SSL_CERT_FILE": other, "SSL_CERT_DIR": folder.path])
    #expect(untrusted.status == 3)
    #expect(try codes(untrusted).first == "server-untrusted")
  }
}
