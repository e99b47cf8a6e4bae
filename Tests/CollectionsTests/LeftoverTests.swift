import Collections
import Glibc
import Testing

/// What a killed process left behind goes when the folder is next written to.
@Suite struct LeftoverTests {
  private let disk = TemporaryFolder()

  private func age(_ name: String, seconds: Int) {
    let time = timespec(tv_sec: time(nil) - seconds, tv_nsec: 0)
    var times = [time, time]
    #expect(utimensat(AT_FDCWD, "\(disk.path)/\(name)", &times, 0) == 0)
  }

  @Test func `old ones are removed at the next saving; new ones, other names, links and other folders stay`() throws {
    disk.write("name: c\n", to: "collection.yaml")
    disk.write("url: http://h\n", to: "R.yaml")
    disk.write("half", to: ".signet-aB3dE9")
    disk.write("in a folder", to: ".signet-fold3r/c/collection.yaml")
    disk.write("half too", to: ".signet-fold3r/c/.signet-aaaaaa")
    for name in [".signet-new123", ".signet-short", ".signet-notmine", ".signet-a.b/cd", "signet-aB3dE9"] {
      disk.write("stays", to: name)
    }
    symlink("R.yaml", "\(disk.path)/.signet-link12")
    for name in [".signet-aB3dE9", ".signet-fold3r", ".signet-short", ".signet-notmine", "signet-aB3dE9"] {
      age(name, seconds: 4000)
    }
    let folder = CollectionFolder(path: disk.path)
    _ = folder.load()
    #expect(disk.names().contains(".signet-aB3dE9"), "Reading alone changes nothing.")
    var request = try folder.request(at: "R")
    request.document.url = "http://other"
    _ = try folder.save(request)
    #expect(
      disk.names() == [
        ".signet-a.b", ".signet-link12", ".signet-new123", ".signet-notmine", ".signet-short", "R.yaml",
        "collection.yaml", "signet-aB3dE9",
      ])
    #expect(disk.text(of: "R.yaml") == "url: http://other\n")
  }
}
