import Collections
import Glibc
import Testing

@Suite(.timeLimit(.minutes(1))) struct FolderWatchTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  /// Each call of the watch, as it comes.
  private func watched() -> (watch: FolderWatch, calls: AsyncStream<Void>.Iterator) {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    let watch = FolderWatch(folder) { continuation.yield() }
    watch.acknowledgeAll()
    return (watch, stream.makeAsyncIterator())
  }

  @Test func `what somebody else writes, adds or deletes in a collection is told, in new folders too`() async {
    disk.write("name: a\n", to: "collection.yaml")
    disk.write("url: http://a\n", to: "A.yaml")
    var (watch, calls) = watched()
    do {
      defer { withExtendedLifetime(watch) {} }
      // Whatever was written before the watch looked is there when it is asked next.
      for change in 0..<3 {
        disk.write("url: http://\(change)\n", to: change == 0 ? "A.yaml" : "deep/er/B\(change).yaml")
        #expect(await calls.next() != nil)
      }
      unlink(disk.path + "/deep/er/B1.yaml")
      #expect(await calls.next() != nil)
      #expect(folder.load().requests.map(\.path) == ["deep/er/B2", "A"])
    }
  }

  @Test func `a checkout of many files is one change, which ends when git has put its lock away`() async {
    disk.write("name: a\n", to: "collection.yaml")
    disk.write("", to: ".git/HEAD")
    var (watch, calls) = watched()
    do {
      defer { withExtendedLifetime(watch) {} }
      disk.write("", to: ".git/index.lock")
      for number in 0..<500 { disk.write("url: http://a\n", to: "R\(number).yaml") }
      unlink(disk.path + "/.git/index.lock")
      #expect(await calls.next() != nil)
      #expect(folder.load().requests.count == 500)
      disk.write("url: http://b\n", to: "R0.yaml")
      #expect(await calls.next() != nil)
      // A third call would mean that the checkout was told in parts.
      disk.write("url: http://last\n", to: "Last.yaml")
      #expect(await calls.next() != nil)
      #expect(folder.load().request(at: "Last") != nil)
    }
  }

  @Test func `a request that is kept beside its files stands there as it would have been written`() throws {
    try folder.create(
      StoredRequest(path: "in/C", document: RequestDocument(url: "http://a"), envelope: Array("<a/>".utf8)))
    var request = try folder.request(at: "in/C")
    disk.write("# theirs\nurl: http://a\naction: urn:x\n", to: "in/C.yaml")
    request.document.url = "http://mine"
    request.envelope = Array("<mine/>".utf8)
    let versions = try folder.versions(of: request)
    #expect(versions.map(\.file) == ["in/C.yaml", "in/C.xml"])
    #expect(
      versions.map { String(decoding: $0.theirs, as: UTF8.self) } == [
        "# theirs\nurl: http://a\naction: urn:x\n", "<a/>",
      ])
    #expect(try folder.keepBeside(request) == ["in/C.yaml.mine", "in/C.xml.mine"])
    #expect(disk.text(of: "in/C.yaml.mine")?.hasPrefix("# theirs\nurl: http://mine\n") == true)
    #expect(disk.text(of: "in/C.xml") == "<a/>")
    #expect(try folder.keepBeside(request) == ["in/C.yaml.mine-2", "in/C.xml.mine-2"])
  }

  @Test func `what somebody else deleted is written again only when it is asked for`() throws {
    disk.write("url: http://a\n", to: "D.yaml")
    var request = try folder.request(at: "D")
    unlink(disk.path + "/D.yaml")
    request.document.url = "http://b"
    #expect(throws: CollectionError.deletedMeanwhile(path: disk.path + "/D.yaml")) { try folder.save(request) }
    _ = try folder.save(request, overwrites: true)
    #expect(try folder.request(at: "D").document.url == "http://b")
  }
}
