import Collections
import Testing

@Suite struct MisspelledKeyTests {
  private let disk = TemporaryFolder()

  private func collection(_ document: String, settings: String = "name: c\n") -> Collection {
    disk.write(settings, to: "collection.yaml")
    disk.write(document, to: "A.yaml")
    disk.write("url: http://h\n", to: "B.yaml")
    return CollectionFolder(path: disk.path).load()
  }

  @Test(arguments: [
    ("assertons", "assertions"), ("Assertions", "assertions"), ("assert", "assertions"), ("asserts", "assertions"),
    ("header", "headers"), ("tag", "tags"), ("max_time", "max-time"), ("capture", "captures"), ("idenity", "identity"),
  ])
  func `a key that is nearly a known one keeps its request from being run`(key: String, meant: String) {
    let collection = collection("url: http://h\n\(key): x\n")
    let problem = collection.problems.first
    #expect(problem?.description == "A.yaml:2:1: the key '\(key)' is not known; is '\(meant)' meant?")
    // The workbench opens it all the same.
    #expect(problem?.severity == .warning && collection.request(at: "A") != nil)
    #expect(RunSelection().problems(of: collection, environment: nil).map(\.file) == ["A.yaml"])
    #expect(RunSelection(patterns: ["B"]).problems(of: collection, environment: nil).isEmpty)
  }

  @Test(arguments: ["owner", "x-assertons", "description", "team", "note"])
  func `a key of somebody's own does not`(key: String) {
    let collection = collection("url: http://h\n\(key): x\n")
    #expect(RunSelection().problems(of: collection, environment: nil).isEmpty)
    #expect(collection.problems.isEmpty == key.hasPrefix("x-"))
  }

  @Test(arguments: ["defalts:\n  url: http://h\n", "defaults:\n  assertons:\n    - status = 200\n"])
  func `in the shared settings it concerns every request`(settings: String) {
    let collection = collection("url: http://h\n", settings: settings)
    #expect(RunSelection(patterns: ["B"]).problems(of: collection, environment: nil).count == 1)
  }
}
