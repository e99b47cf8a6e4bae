import Collections
import Glibc
import Testing

@Suite struct AddingTests {
  private let disk = TemporaryFolder()

  private struct Stopped: Error {}

  private func add(_ names: [String], to folder: String, stops: Bool = false) throws {
    try CollectionFolder(path: disk.path + "/" + folder).addAtOnce { folder in
      for name in names {
        try folder.create(StoredRequest(path: name, document: RequestDocument(url: "http://h/\(name)"), envelope: [1]))
      }
      if stops { throw Stopped() }
    }
  }

  @Test func `a new collection appears whole, with its own name`() throws {
    try add(["A", "sub/B"], to: "deep/new")
    #expect(disk.names(in: "deep") == ["new"])
    #expect(disk.names(in: "deep/new") == ["A.xml", "A.yaml", "collection.yaml", "sub"])
    #expect(disk.text(of: "deep/new/collection.yaml") == "name: new\n")
  }

  @Test func `what fails midway leaves nothing`() {
    #expect(throws: Stopped.self) { try add(["A"], to: "new", stops: true) }
    #expect(disk.names().isEmpty)
  }

  @Test func `to a collection that is there files are added, all or none`() throws {
    disk.write("name: mine\n", to: "c/collection.yaml")
    disk.write("url: http://mine\n", to: "c/B.yaml")
    #expect(throws: CollectionError.exists(path: disk.path + "/c/B.yaml")) { try add(["A", "B"], to: "c") }
    #expect(disk.names(in: "c") == ["B.yaml", "collection.yaml"])
    #expect(disk.text(of: "c/B.yaml") == "url: http://mine\n")
    try add(["A"], to: "c")
    #expect(disk.names(in: "c") == ["A.xml", "A.yaml", "B.yaml", "collection.yaml"])
    #expect(disk.names() == ["c"])
  }

  @Test func `variables and environments that are there are extended`() throws {
    disk.write("# mine\nname: mine\n", to: "c/collection.yaml")
    disk.write("a: 1\n", to: "c/environments/test.yaml")
    try CollectionFolder(path: disk.path + "/c").addAtOnce { folder in
      try folder.save([Variable("host", .text("h"))], in: .collection)
      try folder.save([Variable("b", .text("2"))], in: .environment("test"))
    }
    #expect(disk.text(of: "c/collection.yaml") == "# mine\nname: mine\nvariables:\n  host: h\n")
    #expect(disk.text(of: "c/environments/test.yaml") == "a: 1\nb: 2\n")
  }

  @Test func `an import out of a link's way stays in the collection`() throws {
    let other = TemporaryFolder()
    disk.write("name: mine\n", to: "c/collection.yaml")
    symlink(other.path, disk.path + "/c/sub")
    #expect(throws: CollectionError.self) { try add(["sub/B"], to: "c") }
    #expect(other.names().isEmpty)
  }
}
