import Collections
import Exchange
import Foundation
import Handshake
import Testing

/// Two people change a collection, each through this program; git puts their work together.
@Suite struct GitMergeTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  private func git(_ arguments: [String]) throws -> (status: Int32, text: String)? {
    try GitRepository(path: disk.path).git(arguments)
  }

  private func change(_ path: String, _ edit: (inout StoredRequest) -> Void) throws {
    var request = try folder.request(at: path)
    edit(&request)
    _ = try folder.save(request)
  }

  @Test func `edits of different requests, and of different fields of one, merge without a conflict`() throws {
    disk.write("name: c\ndefaults:\n  identity: a\n", to: "collection.yaml")
    // As this program writes a new request.
    let request = StoredRequest(
      path: "Shared",
      document: RequestDocument(
        url: "https://h/shared", action: "urn:old", binding: "basic", identity: "a", headers: [HTTPHeader("X-A", "1")],
        limits: .init(totalSeconds: 5), tags: ["t"], assertions: [try #require(Assertion("status = 200"))]),
      envelope: Array("<e>\n<one/>\n<two/>\n<three/>\n<four/>\n<five/>\n</e>\n".utf8))
    try folder.create(request)
    for name in ["Mine", "Yours"] {
      try folder.create(StoredRequest(path: name, document: RequestDocument(url: "https://h/\(name)")))
    }
    guard try git(["init", "-q", "-b", "main"]) != nil else { return }
    for arguments in [["add", "."], ["commit", "-qm", "base"], ["checkout", "-qb", "theirs"]] {
      try #require(try git(arguments)?.status == 0)
    }
    try change("Shared") { request in
      request.document.action = "urn:new"
      request.envelope = Array("<e>\n<first/>\n<two/>\n<three/>\n<four/>\n<five/>\n</e>\n".utf8)
    }
    try change("Yours") { $0.document.url = "https://h/yours/2" }
    for arguments in [["commit", "-qam", "theirs"], ["checkout", "-q", "main"]] {
      try #require(try git(arguments)?.status == 0)
    }
    try change("Shared") { request in
      request.document.url = "https://h/shared/2"
      request.document.binding = "custom"
      request.document.limits.totalSeconds = 9
      request.document.assertions.append(contentsOf: [Assertion("time < 3 s")].compactMap(\.self))
      request.envelope = Array("<e>\n<one/>\n<two/>\n<three/>\n<four/>\n<last/>\n</e>\n".utf8)
    }
    try change("Mine") { $0.document.oneWay = true }
    try #require(try git(["commit", "-qam", "ours"])?.status == 0)
    let merge = try #require(try git(["merge", "-q", "-m", "merged", "theirs"]))
    #expect(merge.status == 0, "\(merge.text)")

    let collection = folder.load()
    #expect(collection.problems.isEmpty, "\(collection.problems)")
    let shared = try #require(collection.request(at: "Shared"))
    #expect(shared.document.url == "https://h/shared/2" && shared.document.action == "urn:new")
    #expect(shared.document.binding == "custom" && shared.document.limits.totalSeconds == 9)
    #expect(shared.document.assertions.map(\.description) == ["status = 200", "time < 3 s"])
    #expect(shared.envelope == Array("<e>\n<first/>\n<two/>\n<three/>\n<four/>\n<last/>\n</e>\n".utf8))
    #expect(collection.request(at: "Mine")?.document.oneWay == true)
    #expect(collection.request(at: "Yours")?.document.url == "https://h/yours/2")
  }

  /// What somebody does to a request.
  struct Edit: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout RequestDocument) -> Void

    static let address = Self(testDescription: "address") { $0.url = "https://h/2" }
    static let header = Self(testDescription: "header") { $0.headers.append(HTTPHeader("X-New", "1")) }
    static let timeout = Self(testDescription: "timeout") { $0.limits.totalSeconds = 9 }
    static let behavior = Self(testDescription: "behavior") {
      $0.behaviors += [RequestBehavior(written: "mtom")].compactMap(\.self)
    }
    static let trust = Self(testDescription: "trust") { $0.trust.anchorsPath = "root.pem" }
    static let assertion = Self(testDescription: "assertion") {
      $0.assertions += [Assertion("time < 3 s")].compactMap(\.self)
    }
    static let capture = Self(testDescription: "capture") {
      $0.captures += [AnswerCapture(name: "new", "//id")].compactMap(\.self)
    }
    static let changedAssertion = Self(testDescription: "changed assertion") {
      $0.assertions = [Assertion("status < 300")].compactMap(\.self) + $0.assertions.dropFirst()
    }
  }

  /// A request that has most from the collection, and one with a list of each kind.
  private static let small = RequestDocument(url: "https://h/shared", action: "urn:a")
  private static let full = RequestDocument(
    url: "https://h/shared", action: "urn:a", binding: "basic", identity: "a", headers: [HTTPHeader("X-A", "1")],
    assertions: ["status = 200", "fault absent"].compactMap(Assertion.init),
    captures: [AnswerCapture(name: "id", "//id")].compactMap(\.self))

  /// Both changes, each on a branch of its own, put together by git; nil without git.
  private func merge(
    _ document: RequestDocument, _ theirs: () throws -> Void, _ ours: () throws -> Void
  ) throws -> (status: Int32, text: String)? {
    disk.write("name: c\n", to: "collection.yaml")
    try folder.create(StoredRequest(path: "Shared", document: document, envelope: Array("<e/>\n".utf8)))
    guard try git(["init", "-q", "-b", "main"]) != nil else { return nil }
    for arguments in [["add", "."], ["commit", "-qm", "base"], ["checkout", "-qb", "theirs"]] {
      try #require(try git(arguments)?.status == 0)
    }
    try theirs()
    for arguments in [["add", "."], ["commit", "-qam", "theirs"], ["checkout", "-q", "main"]] {
      try #require(try git(arguments)?.status == 0)
    }
    try ours()
    for arguments in [["add", "."], ["commit", "-qam", "ours"]] { try #require(try git(arguments)?.status == 0) }
    return try git(["merge", "-q", "-m", "merged", "theirs"])
  }

  @Test(
    arguments: [
      (Edit.header, Edit.assertion), (.header, .capture), (.timeout, .assertion), (.trust, .assertion),
      (.behavior, .capture), (.address, .header), (.address, .assertion),
    ], [false, true])
  func `what two people add or change in one request merges, in a short file and in a long one`(
    edits: (Edit, Edit), isLong: Bool
  ) throws {
    let document = isLong ? Self.full : Self.small
    guard
      let merged = try merge(
        document, { try change("Shared") { edits.0.change(&$0.document) } },
        { try change("Shared") { edits.1.change(&$0.document) } })
    else { return }
    #expect(merged.status == 0, "\(merged.text)")
    var wanted = document
    edits.0.change(&wanted)
    edits.1.change(&wanted)
    #expect(try folder.request(at: "Shared").document == wanted)
  }

  @Test(arguments: [(Edit.timeout, Edit.header), (.assertion, .capture), (.changedAssertion, .assertion)])
  func `in a long file also neighbours merge`(edits: (Edit, Edit)) throws {
    var document = Self.full
    document.assertions += ["time < 9 s"].compactMap(Assertion.init)
    guard
      let merged = try merge(
        document, { try change("Shared") { edits.0.change(&$0.document) } },
        { try change("Shared") { edits.1.change(&$0.document) } })
    else { return }
    #expect(merged.status == 0, "\(merged.text)")
  }

  @Test func `a request that one renames while the other edits it keeps both`() throws {
    guard
      let merged = try merge(
        Self.full, { try folder.rename("Shared", to: "Named") },
        { try change("Shared") { Edit.header.change(&$0.document) } })
    else { return }
    #expect(merged.status == 0, "\(merged.text)")
    let request = try folder.request(at: "Named")
    #expect(request.document.headers.count == 2 && request.envelope == Array("<e/>\n".utf8))
    #expect(!FileManager.default.fileExists(atPath: disk.path + "/Shared.yaml"))
  }

  @Test(arguments: [Edit.header, .assertion])
  func `two items at the end of the same list are a conflict, unless git is told to take both`(edit: Edit) throws {
    let other = { (document: inout RequestDocument) in
      edit.change(&document)
      document.headers = document.headers.map { $0.name == "X-New" ? HTTPHeader("X-Other", "2") : $0 }
      document.assertions = document.assertions.map { "\($0)" == "time < 3 s" ? Assertion("tls >= 1.2") ?? $0 : $0 }
    }
    let both = (
      { try change("Shared") { edit.change(&$0.document) } }, { try change("Shared") { other(&$0.document) } }
    )
    guard let merged = try merge(Self.full, both.0, both.1) else { return }
    #expect(merged.status != 0)
    try #require(try git(["merge", "--abort"])?.status == 0)
    disk.write("*.yaml merge=union\n", to: ".gitattributes")
    #expect(try git(["merge", "-q", "-m", "merged", "theirs"])?.status == 0)
    let document = try folder.request(at: "Shared").document
    #expect(document.headers.count + document.assertions.count == 5)
  }

  @Test func `what two people add to one request stands in different places`() throws {
    disk.write("name: c\n", to: "collection.yaml")
    let request = StoredRequest(
      path: "Shared",
      document: RequestDocument(url: "https://h/shared", action: "urn:a", binding: "basic", identity: "a"))
    try folder.create(request)
    guard try git(["init", "-q", "-b", "main"]) != nil else { return }
    for arguments in [["add", "."], ["commit", "-qm", "base"], ["checkout", "-qb", "theirs"]] {
      try #require(try git(arguments)?.status == 0)
    }
    try change("Shared") { request in
      request.document.limits.totalSeconds = 9
      request.document.assertions = [Assertion("status = 200")].compactMap(\.self)
    }
    for arguments in [["commit", "-qam", "theirs"], ["checkout", "-q", "main"]] {
      try #require(try git(arguments)?.status == 0)
    }
    try change("Shared") { request in
      request.document.headers = [HTTPHeader("X-A", "1")]
      request.document.trust.anchorsPath = "root.pem"
    }
    try #require(try git(["commit", "-qam", "ours"])?.status == 0)
    let merge = try #require(try git(["merge", "-q", "-m", "merged", "theirs"]))
    #expect(merge.status == 0, "\(merge.text)")

    let merged = try folder.request(at: "Shared").document
    #expect(merged.limits.totalSeconds == 9 && merged.assertions.map(\.description) == ["status = 200"])
    #expect(merged.headers == [HTTPHeader("X-A", "1")] && merged.trust.anchorsPath == "root.pem")
  }
}
