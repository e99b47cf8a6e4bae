import Collections
import Exchange
import Testing

@Suite struct RunSelectionTests {
  private let disk = TemporaryFolder()

  private func paths(_ patterns: [String] = [], tags: [String] = []) throws -> [String] {
    let collection = CollectionFolder(path: disk.path).load()
    return try RunSelection(patterns: patterns, tags: tags).requests(of: collection).map(\.path)
  }

  private func write(order: String = "") {
    disk.write("name: c\n\(order)", to: "collection.yaml")
    disk.write("defaults:\n  tags: [slow]\n", to: "billing/folder.yaml")
    for (path, tags) in [("Ping", "[smoke]"), ("billing/Get", "[smoke]"), ("billing/eu/Get", "[]"), ("Zed", "[]")] {
      disk.write("url: http://h\ntags: \(tags)\n", to: path + ".yaml")
    }
  }

  @Test func `requests go in the order of the tree, those that are named before them`() throws {
    write()
    #expect(try paths() == ["billing/eu/Get", "billing/Get", "Ping", "Zed"])
    write(order: "order:\n  - Zed\n  - \"**/Get\"\n")
    #expect(try paths() == ["Zed", "billing/eu/Get", "billing/Get", "Ping"])
  }

  @Test(arguments: [
    (["Ping"], ["Ping"]), (["Ping.yaml"], ["Ping"]), (["billing"], ["billing/eu/Get", "billing/Get"]),
    (["billing/*"], ["billing/Get"]), (["**/Get"], ["billing/eu/Get", "billing/Get"]), (["?e?"], ["Zed"]),
    (["**"], ["billing/eu/Get", "billing/Get", "Ping", "Zed"]), (["*"], ["Ping", "Zed"]),
    (["**/Zed"], ["Zed"]),
  ])
  func `a pattern chooses`(patterns: [String], chosen: [String]) throws {
    write()
    #expect(try paths(patterns) == chosen)
  }

  @Test func `a tag chooses, that of a folder too`() throws {
    write()
    #expect(try paths(tags: ["smoke"]) == ["billing/Get", "Ping"])
    #expect(try paths(tags: ["slow"]) == ["billing/eu/Get", "billing/Get"])
    #expect(try paths(["billing/eu"], tags: ["slow", "smoke"]) == ["billing/eu/Get"])
  }

  @Test func `what chooses nothing is refused with the nearest name`() {
    write()
    let path = #expect(throws: Refusal.self) { try paths(["Pnig"]) }
    #expect(path?.summary.contains("is 'Ping' meant?") == true)
    let tag = #expect(throws: Refusal.self) { try paths(tags: ["smokey"]) }
    #expect(tag?.summary.contains("is 'smoke' meant?") == true)
    #expect(throws: Refusal.self) { try paths(["Zed"], tags: ["smoke"]) }
  }

  @Test func `a request needs the variables behind its variables`() throws {
    disk.write("variables:\n  url: \"http://h/{{id}}\"\n  unused: \"{{other}}\"\n", to: "collection.yaml")
    disk.write("url: \"{{url}}\"\n", to: "R.yaml")
    disk.write("<e>{{$base64 token}} {{$uuid}}</e>", to: "R.xml")
    let collection = CollectionFolder(path: disk.path).load()
    let request = try #require(collection.request(at: "R"))
    #expect(collection.variableNames(of: request, VariableChoice()).isSuperset(of: ["url", "id", "token"]))
    #expect(!collection.variableNames(of: request, VariableChoice()).contains("other"))
  }
}
