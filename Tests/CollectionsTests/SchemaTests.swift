import Basics
import Collections
import Foundation
import Testing

/// With SIGNET_RECORD_SCHEMAS=1 in the environment the pages are written anew instead; look at what changed.
@Suite struct CollectionSchemaTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Collections/Schemas")

  @Test(arguments: CollectionSchema.allCases)
  func `the published schema is what the tables say`(schema: CollectionSchema) throws {
    let page = Self.folder.appending(path: "\(schema.rawValue).schema.json")
    if ProcessInfo.processInfo.environment["SIGNET_RECORD_SCHEMAS"] == "1" {
      try Data((schema.json.pretty + "\n").utf8).write(to: page)
    }
    #expect(try String(contentsOf: page, encoding: .utf8) == schema.json.pretty + "\n")
  }

  @Test func `the schema of requests has every key`() {
    let properties = CollectionSchema.request.json["properties"]
    for name in RequestDocument.keyNames { #expect(properties?[name] != nil, "\(name)") }
    #expect(properties?["url"]?["description"] == "An http or https URL.")
  }
}
