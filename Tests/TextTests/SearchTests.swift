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
}
