import Collections
import Glibc
import Testing

@Suite struct DeletionTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  init() throws {
    disk.write("name: a\n", to: "collection.yaml")
    disk.write("# mine\nurl: http://a\n", to: "orders/Get.yaml")
    disk.write("<a/>", to: "orders/Get.xml")
    disk.write("b", to: "orders/deep/Put.yaml")
    disk.write("hidden", to: "orders/deep/.keep")
  }

  @Test func `a deleted request is put back byte for byte`() throws {
    let entry = try folder.delete("orders/Get")
    #expect(disk.names(in: "orders") == ["deep"])
    #expect(entry.files.map(\.path) == ["orders/Get.yaml", "orders/Get.xml"] && entry.byteCount == 25)
    try folder.restore(entry)
    #expect(disk.text(of: "orders/Get.yaml") == "# mine\nurl: http://a\n")
    #expect(disk.text(of: "orders/Get.xml") == "<a/>")
  }

  @Test func `a deleted folder is put back with all that was in it, hidden files and permissions too`() throws {
    chmod(disk.path + "/orders/deep/.keep", 0o600)
    mkdir(disk.path + "/orders/empty", 0o755)
    let entry = try folder.delete("orders")
    #expect(disk.names() == ["collection.yaml"])
    try folder.restore(entry)
    #expect(disk.names(in: "orders") == ["Get.xml", "Get.yaml", "deep", "empty"])
    #expect(disk.text(of: "orders/deep/.keep") == "hidden")
    var status = stat()
    #expect(stat(disk.path + "/orders/deep/.keep", &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func `what stands there meanwhile is not replaced, and then nothing is put back`() throws {
    let entry = try folder.delete("orders")
    disk.write("other", to: "orders/deep/Put.yaml")
    #expect(throws: CollectionError.exists(path: disk.path + "/orders/deep/Put.yaml")) { try folder.restore(entry) }
    #expect(disk.names(in: "orders") == ["deep"])
    #expect(disk.text(of: "orders/deep/Put.yaml") == "other")
  }

  @Test func `a folder with a link in it is not deleted, because the link could not be put back`() throws {
    symlink("/etc/passwd", disk.path + "/orders/deep/link")
    #expect(throws: CollectionError.notRestorable(path: disk.path + "/orders/deep", why: "link is a link")) {
      try folder.delete("orders")
    }
    #expect(disk.names(in: "orders") == ["Get.xml", "Get.yaml", "deep"])
  }

  @Test func `a folder that is too much for the memory is not deleted`() throws {
    let path = disk.path + "/orders/large"
    let file = open(path, O_CREAT | O_WRONLY, 0o600)
    ftruncate(file, 65 * 1024 * 1024)
    close(file)
    #expect(throws: CollectionError.self) { try folder.delete("orders") }
    #expect(disk.names(in: "orders") == ["Get.xml", "Get.yaml", "deep", "large"])
  }

  @Test(arguments: ["../x", "a/../../x", "", "collection"])
  func `nothing outside is deleted`(path: String) {
    #expect(throws: CollectionError.self) { try folder.delete(path) }
  }
}
