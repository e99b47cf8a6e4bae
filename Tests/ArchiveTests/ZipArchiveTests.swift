import Archive
import Basics
import Testing

@Suite struct ZipArchiveTests {
  /// `<a>`, forty times b, `</a>`.
  private static let deflated = ZipBuilder.Entry(
    "d/a.wsdl", deflated: [179, 73, 180, 75, 34, 18, 216, 232, 39, 218, 1, 0], size: 47, checksum: 0xA0D0_0350)
  private static let stored = ZipBuilder.Entry("hello", "hello", checksum: 0x3610_A686)
  /// A hundred thousand zero bytes in 114.
  private static let bomb = ZipBuilder.Entry(
    "bomb",
    deflated: [237, 193, 49, 1, 0, 0, 0, 194, 160, 245, 79, 109, 13, 15, 160] + Array(repeating: 0, count: 96)
      + [128, 87, 3],
    size: 100_000, checksum: 0xD411_957D)

  private func archive(
    _ entries: [ZipBuilder.Entry], limits: ZipLimits = ZipLimits()
  ) throws(ZipError) -> ZipArchive {
    try ZipArchive(ZipBuilder(entries: entries).bytes, limits: limits)
  }

  private func changed(_ entry: ZipBuilder.Entry, _ change: (inout ZipBuilder.Entry) -> Void) -> ZipBuilder.Entry {
    var entry = entry
    change(&entry)
    return entry
  }

  @Test func `Stored and deflated entries are unpacked, folders are passed over`() throws {
    let empty = ZipBuilder.Entry("empty", deflated: [3, 0], size: 0, checksum: 0)
    let archive = try archive([.init("d/"), Self.deflated, Self.stored, empty])
    #expect(archive.names == ["d/a.wsdl", "hello", "empty"])
    #expect(try archive.contents(of: "d/a.wsdl") == Array(("<a>" + String(repeating: "b", count: 40) + "</a>").utf8))
    #expect(try archive.contents(of: "hello") == Array("hello".utf8))
    #expect(try archive.contents(of: "empty") == [])
    #expect(try archive.contents(of: "d") == nil)
  }

  @Test func `An archive may have no entries, or a comment behind its end`() throws {
    #expect(try archive([]).names.isEmpty)
    #expect(ZipArchive.isArchive(ZipBuilder(entries: []).bytes))
    #expect(ZipArchive.isArchive(ZipBuilder(entries: [Self.stored]).bytes))
    #expect(!ZipArchive.isArchive(Array("PK is no archive".utf8)))
    let commented = ZipBuilder(entries: [Self.stored], comment: "PK\u{5}\u{6} and more")
    #expect(try ZipArchive(commented.bytes).names == ["hello"])
  }

  @Test func `The folders of an archive made under Windows are folders`() throws {
    #expect(try archive([.init(#"d\e\a.wsdl"#)]).names == ["d/e/a.wsdl"])
  }

  @Test(arguments: ["../a", "d/../../a", "/etc/a", #"..\a"#, #"C:\a"#, "C:/a", ""])
  func `A name that leads out of the archive refuses it`(name: String) {
    #expect(throws: ZipError.outside(name: name.replacing("\\", with: "/"))) { try archive([.init(name)]) }
    #expect(throws: ZipError.outside(name: "a\0")) { try archive([.init("a\0")]) }
  }

  @Test func `What unpacks to too much is refused before anything is unpacked`() {
    #expect(throws: ZipError.tooMany(what: "times the bytes of an entry in it", count: 877, limit: 250)) {
      try archive([Self.bomb])
    }
    #expect(throws: ZipError.tooMany(what: "bytes when it is unpacked", count: 52, limit: 50)) {
      try archive([Self.deflated, Self.stored], limits: ZipLimits(bytes: 50))
    }
    #expect(throws: ZipError.tooMany(what: "entries", count: 2, limit: 1)) {
      try archive([Self.deflated, Self.stored], limits: ZipLimits(entries: 1))
    }
    #expect(throws: ZipError.overlapping(name: "hello 2")) {
      try archive([
        Self.stored,
        changed(Self.stored) {
          $0.name = "hello 2"
          $0.header = 0
        },
      ])
    }
  }

  @Test func `An entry that unpacks to more or less than it promises is not given`() throws {
    let more = try archive([changed(Self.bomb) { $0.size = 1000 }])
    #expect(
      throws: ZipError.contents(name: "bomb", problem: "it unpacks to more than the 1000 bytes promised")
    ) { try more.contents(of: "bomb") }
    let less = try archive([changed(Self.deflated) { $0.size = 48 }])
    #expect(throws: ZipError.contents(name: "d/a.wsdl", problem: "47 bytes came of it, 48 are promised")) {
      try less.contents(of: "d/a.wsdl")
    }
  }

  @Test func `What is damaged, encrypted or packed in another way says so`() throws {
    func problem(_ change: (inout ZipBuilder.Entry) -> Void) -> ZipError? {
      #expect(throws: ZipError.self) {
        try archive([changed(Self.deflated, change)]).contents(of: Self.deflated.name)
      }
    }
    #expect(problem { $0.checksum = 1 }?.code == "archive-damaged")
    #expect(problem { $0.packed[0] = 7 }?.code == "archive-damaged")
    #expect(problem { $0.packed.removeLast(3) }?.code == "archive-damaged")
    #expect(problem { $0.packed = [] }?.code == "archive-damaged")
    #expect(problem { $0.flags = 1 } == .encrypted(name: "d/a.wsdl"))
    #expect(problem { $0.method = 12 } == .method(name: "d/a.wsdl", number: 12))
    #expect(problem { $0.header = 1_000_000 }?.code == "archive-damaged")
  }

  @Test func `Two entries of one name are refused, in any case of letters`() {
    #expect(throws: ZipError.repeated(name: "HELLO")) {
      try archive([Self.stored, changed(Self.stored) { $0.name = "HELLO" }])
    }
  }

  @Test func `An archive that is cut off or changed anywhere is read or refused`() throws {
    let whole = ZipBuilder(entries: [Self.deflated, Self.stored], comment: "c").bytes
    for length in 0..<whole.count {
      #expect(throws: ZipError.self) { try ZipArchive(Array(whole[..<length])) }
    }
    var read = 0
    for index in whole.indices {
      var bytes = whole
      bytes[index] ^= 0xFF
      guard let archive = try? ZipArchive(bytes) else { continue }
      for name in archive.names where (try? archive.contents(of: name)) != nil { read += 1 }
    }
    // Of two entries, where the byte says nothing that matters.
    #expect(read > 0 && read < 2 * whole.count)
    var bytes = ZipBuilder(entries: [Self.stored])
    bytes.count = 2
    #expect(throws: ZipError.self) { try ZipArchive(bytes.bytes) }
  }
}
