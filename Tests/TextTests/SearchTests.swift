import Testing

@testable import Text

@Suite struct SearchTests {
  @Test(arguments: 0..<32) func `Steps of any size find what a plain look at every place finds`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(atMost: 3_000, of: "abAB")
    let pattern = try #require(SearchPattern("abab", ignoresCase: seed % 2 == 0))
    let places = bytes.indices.filter { start in
      let piece = String(decoding: bytes[start...].prefix(4), as: UTF8.self)
      return pattern.ignoresCase ? piece.lowercased() == "abab" : piece == "abab"
    }
    let from = Int.random(in: 0...bytes.count, using: &generator)
    let budget = Int.random(in: 1...900, using: &generator)
    #expect(
      start(of: Search(pattern, .forward, from: from, in: bytes), bytes, budget) == places.first { $0 >= from }
        ?? places.first)
    #expect(
      start(of: Search(pattern, .backward, from: from, in: bytes), bytes, budget) == places.last { $0 < from }
        ?? places.last)
  }

  private func start(of search: Search, _ bytes: [UInt8], _ budget: Int) -> Int? {
    var search = search
    for _ in 0..<20_000 {
      switch search.step(in: bytes, budget: budget) {
      case .found(let range, _): return range.lowerBound
      case .notFound: return nil
      case .unfinished: continue
      }
    }
    Issue.record("the search does not end")
    return nil
  }

  @Test func `A search in an editor goes round and says so`() throws {
    var editor = Editor(Rope("one two One"))
    let pattern = try #require(SearchPattern("one"))
    var found: [String] = []
    for _ in 0..<3 {
      let match = editor.selectMatch(of: pattern, .forward)
      found.append(match.map { "\($0.range.lowerBound) \($0.hasWrapped)" } ?? "nothing")
    }
    #expect(found == ["0 false", "8 false", "0 true"])
    let last = editor.selectMatch(of: pattern, .backward)
    #expect(last?.range == 8..<11)
    #expect(editor.selection == Selection(anchor: 8, head: 11))
  }

  @Test func `What is not there leaves the selection`() throws {
    var editor = Editor(Rope("one"))
    editor.apply(.selectAll)
    let pattern = try #require(SearchPattern("two"))
    let match = editor.selectMatch(of: pattern, .forward)
    #expect(match == nil)
    #expect(editor.selection == Selection(anchor: 0, head: 3))
    #expect(SearchPattern("") == nil)
  }
}
