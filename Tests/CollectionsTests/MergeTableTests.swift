import Bindings
import Foundation
import Testing

@testable import Collections

/// What two people do to two fields of one request, for every two of them, put together by git.
@Suite struct MergeTableTests {
  private let disk = TemporaryFolder()
  private let repository = TemporaryFolder()

  /// A value of each key, and another.
  private static let values: [(key: String, one: [String], other: [String])] = RequestDocument.keyNames.map { key in
    switch key {
    case "url": (key, ["https://h/1"], ["https://h/2"])
    case "connect-timeout", "max-time", "idle-time", "max-response", "security-level": (key, ["3"], ["4"])
    case "one-way", "insecure", "legacy-renegotiation": (key, ["true"], ["false"])
    case "resolve": (key, ["h:1:127.0.0.1"], ["h:2:127.0.0.1"])
    case "headers": (key, ["X-A: 1"], ["X-B: 1"])
    case "binding": (key, ["basic"], ["custom"])
    case "security": (key, Array(BindingNames.securityModes.prefix(1)), Array(BindingNames.securityModes.suffix(1)))
    case "credential": (key, Array(BindingNames.credentials.prefix(1)), Array(BindingNames.credentials.suffix(1)))
    case "message-credential":
      (key, Array(BindingNames.messageCredentials.prefix(1)), Array(BindingNames.messageCredentials.suffix(1)))
    case "message-version":
      (key, Array(BindingNames.messageVersions.prefix(1)), Array(BindingNames.messageVersions.suffix(1)))
    case "flavour": (key, Array(BindingNames.flavours.prefix(1)), Array(BindingNames.flavours.suffix(1)))
    case "user-password": (key, ["env:A"], ["env:B"])
    case "behaviors": (key, ["mtom"], ["http-header X=1"])
    case "tls-min", "tls-max": (key, ["1.2"], ["1.3"])
    case "chain": (key, ["full"], ["leaf"])
    case "assertions": (key, ["status = 200"], ["fault absent"])
    case "captures": (key, ["id", "//id"], ["id", "//other"])
    case "namespaces": (key, ["m", "urn:m"], ["m", "urn:n"])
    default: (key, ["one"], ["other"])
    }
  }

  private static func set(_ key: String, _ value: [String]?, in document: inout RequestDocument) throws {
    let isUnderstood =
      switch try #require(RequestDocument.keys.first { $0.name == key }).form {
      case .text(_, let set): set(&document, value?.first)
      case .list(_, let set): set(&document, value ?? [])
      case .map(_, let set): set(&document, value.map { [.init(name: $0[0], text: $0[1])] } ?? [])
      }
    try #require(isUnderstood, "\(key)")
  }

  private static func document(_ text: String) throws -> RequestDocument {
    let (document, remarks) = RequestDocument.read(try YAMLField.parse(text))
    try #require(remarks.isEmpty, "\(text)")
    return document
  }

  enum Deed: String { case add, change, remove }

  struct Edit {
    var key: String
    var deed: Deed
    var value: [String]?
    var text: String
    var document: RequestDocument
  }

  /// Everything that somebody can do to one field of a file.
  private static func edits(of text: String) throws -> [Edit] {
    let document = try document(text)
    let there = try YAMLField.parse(text).map(\.key)
    return try values.flatMap { value in
      let deeds: [(Deed, [String]?)] =
        there.contains(value.key) ? [(.change, value.other), (.remove, nil)] : [(.add, value.one)]
      return try deeds.map { deed, new in
        var edited = document
        try set(value.key, new, in: &edited)
        return Edit(key: value.key, deed: deed, value: new, text: try edited.written(over: text), document: edited)
      }
    }
  }

  private static func fresh(_ keys: [String]) throws -> String {
    var document = RequestDocument()
    for value in values where keys.contains(value.key) { try set(value.key, value.one, in: &document) }
    return try document.written(over: "")
  }

  /// A file, and what is added to it later in each gap between its entries, from above the first to below the last.
  struct Shape: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Nil for what this program writes.
    var text: String?
    var entries: [String]
    /// An empty one has everything that no other has.
    var gaps: [[String]]

    /// Entries apart by empty lines.
    var isSpaced: Bool { text == nil }
  }

  private static let limits = ["connect-timeout", "max-time", "idle-time", "max-response", "proxy", "resolve"]

  private static let shapes = [
    Shape(
      testDescription: "new, of an address and an action", entries: ["url", "action"],
      gaps: [["tags", "captures"], [], ["assertions", "namespaces"]]),
    Shape(
      testDescription: "new, of four entries", entries: ["url", "action", "binding", "identity"],
      gaps: [["tags"], limits + ["captures"], ["one-way", "envelope", "headers", "namespaces"], [], ["assertions"]]),
    Shape(
      testDescription: "new, with lists",
      entries: ["url", "action", "headers", "binding", "identity", "assertions", "captures"],
      gaps: [["tags"], limits, ["one-way", "envelope", "namespaces"], ["none"], [], ["chain"], ["none"], ["none"]]),
    Shape(
      testDescription: "older, without empty lines",
      text: "url: https://h/1\naction: one\nbinding: basic\nidentity: one\n",
      entries: ["url", "action", "binding", "identity"],
      gaps: [["tags"], limits + ["captures"], ["one-way", "envelope", "headers", "namespaces"], [], ["assertions"]]),
    Shape(
      testDescription: "written by hand", text: "url: https://h/1\nenvelope: one\n", entries: ["url", "envelope"],
      gaps: [["tags", "captures"], [], ["assertions", "namespaces"]]),
    Shape(
      testDescription: "written by hand, with a comment", text: "# Orders\nurl: https://h/1\nenvelope: one\n",
      entries: ["url", "envelope"], gaps: [["none"], [], ["assertions", "captures", "namespaces", "tags"]]),
  ]

  /// Git takes two changes for one when no line stands between them that both keep.
  private static func isConflict(_ one: Edit, _ two: Edit, _ shape: Shape) -> Bool {
    guard one.deed == .add || two.deed != .add else { return isConflict(two, one, shape) }
    func gap(_ key: String) -> Int? {
      shape.gaps.firstIndex { $0.contains(key) } ?? shape.gaps.firstIndex { $0.isEmpty }
    }
    guard let own = shape.entries.firstIndex(of: two.key), let last = shape.entries.indices.last else {
      return gap(one.key) == gap(two.key)
    }
    // What changes of a list stands below its key's line.
    let touchesKey = two.deed == .remove || !["headers", "assertions", "captures"].contains(two.key)
    if one.deed == .add {
      let isBelow = gap(one.key) == own + 1
      // An empty line goes with what stands above it: of what is added too.
      return gap(one.key) == own && touchesKey || isBelow && (!shape.isSpaced || two.deed == .remove || own == last)
    }
    guard let other = shape.entries.firstIndex(of: one.key), abs(own - other) == 1 else { return false }
    if own < other { return isConflict(two, one, shape) }
    return one.deed == .remove && touchesKey || two.deed == .remove && own == last || !shape.isSpaced
      || one.deed == .remove && two.deed == .remove
  }

  @Test(arguments: shapes)
  func `two edits of different fields merge wherever a line stands between them`(shape: Shape) throws {
    let base = try shape.text ?? Self.fresh(shape.entries)
    let edits = try Self.edits(of: base)
    let pairs = edits.indices.flatMap { one in
      edits.indices.dropFirst(one + 1).filter { edits[$0].key != edits[one].key }.map { (edits[one], edits[$0]) }
    }
    #expect(pairs.count > 700)
    let merged = try GitRepository(path: repository.path).merge(
      pairs.enumerated().map { ("\($0.offset)", base, $0.element.0.text, $0.element.1.text) })
    for (index, ((one, two), result)) in zip(pairs, merged ?? []).enumerated() {
      let name = "\(one.deed) \(one.key), \(two.deed) \(two.key)"
      #expect(result.isMerged != Self.isConflict(one, two, shape), "\(name)\n\(result.text)")
      guard result.isMerged, index.isMultiple(of: 5) else { continue }
      var wanted = one.document
      try Self.set(two.key, two.value, in: &wanted)
      #expect(try Self.document(result.text) == wanted, "\(name)\n\(result.text)")
    }
  }

  @Test func `variables and settings of two people merge`() throws {
    let collection = "name: c\ndefaults:\n  identity: a\n"
    /// The file as it is with a variable more.
    func with(_ variable: String, _ text: String, in file: CollectionFolder.VariableFile, _ name: String) throws
      -> String
    {
      disk.write(text, to: name)
      try CollectionFolder(path: disk.path).save([Variable(variable, text: "1")], in: file)
      return try #require(disk.text(of: name))
    }
    var files: [GitRepository.Versions] = []
    for (file, name, base) in [
      (CollectionFolder.VariableFile.environment("e"), "environments/e.yaml", "# Test\n\nbase: b\nport: 1\nuser: u\n"),
      (.collection, "collection.yaml", collection + "variables:\n  base: b\n  port: 1\n  user: u\n"),
      (.folder("f"), "f/folder.yaml", "variables:\n  base: b\n  port: 1\n  user: u\n"),
    ] {
      let texts = try ["account", "host", "realm", "zone"].map { try with($0, base, in: file, name) }
      for (index, text) in texts.enumerated().dropFirst() {
        files += texts[..<index].enumerated().map { ("\(name)-\($0.offset)-\(index)", base, $0.element, text) }
      }
    }
    files.append(
      (
        "first", collection, try with("host", collection, in: .collection, "collection.yaml"),
        collection + "  binding: basic\n"
      ))
    files.append(
      (
        "settings", "defaults:\n  a: b\n", try with("host", "defaults:\n  a: b\n", in: .folder("f"), "f/folder.yaml"),
        "defaults:\n  a: b\n  insecure: true\n"
      ))
    for (file, result) in try zip(files, GitRepository(path: repository.path).merge(files) ?? []) {
      #expect(result.isMerged, "\(file.name)\n\(result.text)")
    }
  }
}
