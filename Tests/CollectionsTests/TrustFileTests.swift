import Certificates
import Collections
import Exchange
import Glibc
import Testing

/// Which programs collections may run.
@Suite struct TrustFileTests {
  private let disk = TemporaryFolder()
  private var file: TrustFile { TrustFile(path: disk.path + "/config/trusted.yaml") }

  private func program(_ command: String, in folder: String = "/f") -> ExternalProgram {
    ExternalProgram(command: command, folder: folder)
  }

  @Test func `What was trusted is trusted, for its folder and word for word`() throws {
    #expect(file.load() == TrustedPrograms())
    try file.trust([program("./sign.sh: a #b"), program("cat")])
    try file.trust([program("cat"), program("tac", in: "/other place: x")])
    let trusted = file.load()
    #expect(trusted.commands == ["/f": ["./sign.sh: a #b", "cat"], "/other place: x": ["tac"]])
    #expect(trusted.allows(program("cat")))
    #expect(!trusted.allows(program("cat ")))
    #expect(!trusted.allows(program("cat", in: "/other place: x")))
    #expect(!trusted.allows(ExternalProgram(command: "cat", folder: nil)))
    #expect(trusted.unknown([program("cat"), program("new"), program("new")]) == [program("new")])
  }

  @Test func `The file is its owner's alone, and trusts nothing when others can change it`() throws {
    try file.trust([program("cat")])
    #expect(disk.mode(of: "config/trusted.yaml") == 0o600)
    #expect(disk.mode(of: "config") == 0o700)
    chmod(file.path, 0o620)
    #expect(file.load() == TrustedPrograms())
  }

  @Test func `Trust is taken back by folder`() throws {
    try file.trust([program("cat"), program("tac"), program("rev", in: "/g")])
    #expect(try file.distrust(folder: "/f") == 2)
    #expect(try file.distrust(folder: "/f") == 0)
    #expect(file.load().commands == ["/g": ["rev"]])
  }

  @Test(arguments: ["- a", "/f: {a: b}", "/f: [[a]]", "\u{0}", "/f:\n  - a: b"])
  func `A file of another shape trusts nothing and is not overwritten`(text: String) {
    disk.write(text, to: "config/trusted.yaml")
    #expect(file.load() == TrustedPrograms())
    #expect(throws: CollectionError.self) { try file.trust([program("cat")]) }
    #expect(disk.text(of: "config/trusted.yaml") == text)
  }

  @Test
  func `A collection lists every program once, those of its defaults and those switched off too`()
    throws
  {
    disk.write("defaults:\n  behaviors:\n    - pipe cat\n", to: "c/collection.yaml")
    disk.write(
      "url: http://h\nbehaviors:\n  - off pipe tac\n  - pipe cat\n  - mtom\n", to: "c/A.yaml")
    let collection = CollectionFolder(path: disk.path + "/c").load()
    #expect(collection.problems == [])
    #expect(collection.programs.map(\.command) == ["cat", "tac"])
    #expect(collection.programs.allSatisfy { $0.folder == collection.folder })
    let draft = try collection.draft(
      of: #require(collection.requests.first), identities: Identities())
    #expect(draft.behaviors.map(\.description) == ["pipe cat", "off pipe tac", "pipe cat", "mtom"])
    #expect(draft.folder == collection.folder)
  }

  @Test func `A behavior that means nothing is a problem with its line, and the rest is kept`() {
    disk.write("url: http://h\nbehaviors:\n  - mtom\n  - fly\n", to: "c/A.yaml")
    disk.write("name: c\n", to: "c/collection.yaml")
    let collection = CollectionFolder(path: disk.path + "/c").load()
    #expect(collection.problems.map(\.line) == [4])
    #expect(collection.requests.first?.document.behaviors.map(\.description) == ["mtom"])
  }

  @Test
  func `A certificate is not shown to the address that a behavior leads to, unless that is listed`()
    throws
  {
    let identities = Identities([
      .init(
        name: "a", reference: IdentityReference(name: "a", certificate: .file(path: "/a")),
        hosts: ["own:443"])
    ])
    var draft = Draft(
      url: "https://own/", identity: IdentityReference(name: "a", certificate: .file(path: "/a")))
    try identities.permit(draft)
    draft.behaviors = [RequestBehavior(.endpoint("https://evil/"))]
    #expect(throws: Refusal.self) { try identities.permit(draft) }
  }
}
