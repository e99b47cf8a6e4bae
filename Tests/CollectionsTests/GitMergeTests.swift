import Collections
import Exchange
import Foundation
import Handshake
import Testing

/// Two people change a collection, each through this program; git puts their work together.
@Suite struct GitMergeTests {
  private let disk = TemporaryFolder()
  private var folder: CollectionFolder { CollectionFolder(path: disk.path) }

  /// Nil when there is no git, which is said.
  private func git(_ arguments: [String]) throws -> (status: Int32, text: String)? {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/git") else {
      if ProcessInfo.processInfo.environment["CI"] != nil { Issue.record("missing: /usr/bin/git") }
      print("SKIPPED merging by git: not installed: /usr/bin/git")
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/git")
    process.arguments = ["-C", disk.path, "-c", "user.name=t", "-c", "user.email=t@localhost"] + arguments
    process.environment = ["HOME": disk.path, "PATH": "/usr/bin:/bin", "GIT_CONFIG_NOSYSTEM": "1"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, text)
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
