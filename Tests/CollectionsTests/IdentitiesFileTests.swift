import Basics
import Certificates
import Collections
import Exchange
import Glibc
import Testing

@Suite struct IdentitiesFileTests {
  private let disk = TemporaryFolder()
  private var file: IdentitiesFile { IdentitiesFile(path: disk.path + "/signet/identities.yaml") }

  private func load(_ text: String) -> (identities: Identities, problems: [String]) {
    disk.write(text, to: "signet/identities.yaml")
    chmod(file.path, 0o600)
    let (identities, problems) = file.load()
    return (identities, problems.map { "\($0.line ?? 0): \($0.text)" })
  }

  @Test func `an entry says where the files are, whence the password comes and who may see the certificate`() throws {
    let (identities, problems) = load(
      """
      partner-a:
        certificate: /certificates/a.pfx
        password: "prompt:"
        hosts: [SVC.example, 'other:8443']
      partner-b:
        certificate: b.pem
        key: /keys/b.key
        type: pem
        password: env:B_PASSWORD
        intermediates: ca.pem
      """)
    #expect(problems.isEmpty)
    let a = try #require(identities.named("partner-a"))
    #expect(
      a.reference
        == IdentityReference(name: "partner-a", certificate: .file(path: "/certificates/a.pfx"), password: .prompt))
    #expect(try a.isAllowed(HTTPAddress("https://svc.EXAMPLE:1")))
    #expect(try a.isAllowed(HTTPAddress("https://other:8443/x")))
    #expect(try !a.isAllowed(HTTPAddress("https://other")))
    #expect(try !a.isAllowed(HTTPAddress("https://evil.svc.example")))
    let b = try #require(identities.named("partner-b")).reference
    #expect(b.certificate == .file(path: disk.path + "/signet/b.pem"))
    #expect(b.key == .file(path: "/keys/b.key"))
    #expect(b.format == .pem)
    #expect(b.password == .environment("B_PASSWORD"))
    #expect(b.intermediates == [.file(path: disk.path + "/signet/ca.pem")])
  }

  @Test(arguments: ["pass:hunter2", "hunter2", "[hunter2]"])
  func `a password itself is refused and never repeated`(password: String) {
    let (identities, problems) = load("a:\n  certificate: a.pfx\n  password: \(password)\nb:\n  certificate: b.pfx\n")
    #expect(identities.all.map(\.name) == ["b"])
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("3: ") == true)
    #expect(problems.first?.contains("hunter2") == false)
    let literal = Identities.Entry(
      name: "c", reference: IdentityReference(certificate: .file(path: "/c"), password: .literal(Secret("hunter2"))),
      hosts: [])
    #expect(throws: CollectionError.literalPassword(identity: "c")) { try file.save(literal) }
  }

  @Test func `a new file is its owner's alone, and one that others can read is remarked upon`() throws {
    try file.save(entry("a", hosts: ["h"]))
    #expect(disk.mode(of: "signet/identities.yaml") == 0o600)
    #expect(disk.mode(of: "signet") == 0o700)
    #expect(file.load().problems.isEmpty)
    chmod(file.path, 0o644)
    #expect(file.load().problems.map(\.severity) == [.warning])
  }

  @Test func `adding a host changes no other line`() throws {
    var (identities, _) = load(
      """
      # mine
      a:
        certificate: ~/a.pfx   # the old one
        hosts:
          - one.example   # test
      b: {certificate: /b.pfx}

      """)
    var a = try #require(identities.all.first)
    a.hosts.append("two.example:8443")
    try file.save(a)
    #expect(
      disk.text(of: "signet/identities.yaml") == """
        # mine
        a:
          certificate: ~/a.pfx   # the old one
          hosts:
            - one.example   # test
            - two.example:8443
        b: {certificate: /b.pfx}

        """)
    #expect(disk.mode(of: "signet/identities.yaml") == 0o600)
    identities = file.load().identities
    #expect(identities.all.map(\.name) == ["a", "b"])
    try file.save(entry("c", hosts: []))
    #expect(file.load().identities.named("c") == entry("c", hosts: []))
  }

  @Test func `a certificate is not shown to a server that is not listed`() throws {
    let identities = Identities([entry("a", hosts: ["one.example"])])
    let draft = Draft(url: "https://two.example/x", identity: identities.all[0].reference)
    let refusal = #expect(throws: Refusal.self) { try identities.permit(draft) }
    #expect(refusal?.code == "host-not-listed")
    #expect(refusal?.values.contains("server: two.example:443") == true)
    try identities.permit(Draft(url: "https://one.example/x", identity: identities.all[0].reference))
    try identities.permit(Draft(url: "https://two.example/x"))
  }

  private func entry(_ name: String, hosts: [String]) -> Identities.Entry {
    .init(
      name: name, reference: IdentityReference(name: name, certificate: .file(path: "/\(name).pfx"), password: .prompt),
      hosts: hosts)
  }
}
