import Foundation
import Testing

/// The articles of SOAPClient.docc: their code is the code that the tests and the example run, word for word.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let catalogue = root.appending(path: "Sources/SOAPClient/SOAPClient.docc")

  private static func text(_ file: URL) throws -> String {
    try String(contentsOf: file, encoding: .utf8)
  }

  private static func files(_ folder: URL, _ ending: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == ending }.sorted { $0.path < $1.path }
  }

  /// What stands between `// snippet.NAME` and `// snippet.end`, without its indentation.
  private static func snippets() throws -> [String: String] {
    var all: [String: String] = [:]
    let sources =
      try files(root.appending(path: "Tests/SOAPClientTests/Uses"), "swift")
      + files(root.appending(path: "Sources/soap-call"), "swift")
    for source in sources {
      var name: String?
      var lines: [String] = []
      for line in try text(source).components(separatedBy: "\n") {
        let word = line.trimmingCharacters(in: .whitespaces)
        if word == "// snippet.end", let finished = name {
          all[finished] = unindented(lines)
          name = nil
        } else if word.hasPrefix("// snippet.") {
          (name, lines) = (String(word.dropFirst("// snippet.".count)), [])
        } else {
          lines.append(line)
        }
      }
      #expect(name == nil, "\(source.lastPathComponent): \(name ?? "") has no end")
    }
    return all
  }

  private static func unindented(_ lines: [String]) -> String {
    let margin = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { String($0.dropFirst(margin)) }.joined(separator: "\n")
  }

  /// The blocks fenced as Swift.
  private static func blocks(_ article: String) -> [String] {
    var all: [String] = []
    var lines: [String]?
    for line in article.components(separatedBy: "\n") {
      if line == "```swift" {
        lines = []
      } else if line == "```", let finished = lines {
        all.append(finished.joined(separator: "\n"))
        lines = nil
      } else {
        lines?.append(line)
      }
    }
    return all
  }

  @Test func `Every code block of every article is run by the tests or the example`() throws {
    let snippets = Set(try Self.snippets().values)
    #expect(snippets.count >= 11)
    for file in try Self.files(Self.catalogue, "md") {
      for block in Self.blocks(try Self.text(file)) {
        #expect(snippets.contains(block), "\(file.lastPathComponent):\n\(block)")
      }
    }
  }

  @Test func `Every snippet stands in an article`() throws {
    let blocks = Set(
      try Self.files(Self.catalogue, "md").flatMap { Self.blocks(try Self.text($0)) })
    for (name, snippet) in try Self.snippets() { #expect(blocks.contains(snippet), "\(name)") }
  }

  @Test func `The catalogue's page leads to every article, and to nothing that is not there`()
    throws
  {
    let page = try Self.text(Self.catalogue.appending(path: "SOAPClient.md"))
    let linked = Set(page.matches(of: /<doc:(\w+)>/).map { String($0.1) })
    let articles = Set(
      try Self.files(Self.catalogue, "md").map { $0.deletingPathExtension().lastPathComponent }
    ).subtracting(["SOAPClient"])
    #expect(linked == articles)
    let sources =
      try Self.files(Self.root.appending(path: "Sources/SOAPClient"), "swift")
      + Self.files(Self.root.appending(path: "Sources/SOAPClient/Callbacks"), "swift")
    let code = try sources.map(Self.text).joined()
    let symbols = page.matches(of: /- ``(?:SOAPClient\/)?(\w+)``/).map { String($0.1) }
    #expect(symbols.count > 10)
    for symbol in symbols {
      let declaration = try Regex("public (struct|enum|final class|protocol) \(symbol)\\b")
      #expect(code.firstMatch(of: declaration) != nil, "\(symbol)")
    }
  }

  /// The rooms that `import SOAPClient` brings along; nothing of C, and none of the rooms that wrap it, is among them.
  @Test func `The public surface rests on rooms without C`() throws {
    let open = ["Basics", "Bindings", "Certificates", "Exchange", "Handshake"]
    let exported = try Self.text(Self.root.appending(path: "Sources/SOAPClient/Exports.swift"))
      .matches(of: /@_exported public import (\w+)/).map { String($0.1) }
    #expect(exported == open)
    for room in open + ["SOAPClient"] {
      let folder = Self.root.appending(path: "Sources/\(room)")
      let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
      var count = 0
      while let file = files?.nextObject() as? URL {
        guard file.pathExtension == "swift" else { continue }
        count += 1
        let imports = try Self.text(file).matches(of: /(?m)^(?:@_exported )?public import (\w+)/)
          .map { String($0.1) }
        #expect(Set(imports).subtracting(open) == [], "\(file.lastPathComponent)")
      }
      #expect(count > 2, "\(room)")
    }
  }
}
