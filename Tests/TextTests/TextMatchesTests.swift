import Testing

@testable import Text

@Suite struct TextMatchesTests {
  @Test(arguments: 0..<32) func `Matches are those that a plain look at every place finds`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    // Beyond two pieces, so that matches lie on their seams.
    let bytes = generator.bytes(atMost: 200_000, of: seed < 16 ? "abAB" : "abcdefgABCDEFG")
    let pattern = try #require(SearchPattern(seed < 16 ? "abab" : "fade", ignoresCase: seed % 2 == 0))
    let places = bytes.indices.filter { start in
      let piece = String(decoding: bytes[start...].prefix(4), as: UTF8.self)
      return pattern.ignoresCase ? piece.lowercased() == pattern.text : piece == pattern.text
    }
    let matches = TextMatches(of: pattern, in: bytes)
    #expect(matches.count == places.count)
    for _ in 0..<20 {
      let from = Int.random(in: 0...bytes.count, using: &generator)
      let next = matches.match(.forward, from: from, in: bytes)
      #expect(next?.lowerBound == places.first { $0 >= from } ?? places.first)
      let previous = matches.match(.backward, from: from, in: bytes)
      #expect(previous?.lowerBound == places.last { $0 < from } ?? places.last)
      for match in [next, previous].compactMap({ $0 }) {
        #expect(match.count == 4)
        #expect(matches.number(of: match, in: bytes) == places.count { $0 <= match.lowerBound })
      }
    }
  }

  @Test func `Where nothing matches, nothing is found`() throws {
    let pattern = try #require(SearchPattern("x"))
    for bytes in [[], Array("abc".utf8), [UInt8](repeating: 0x61, count: 100_000)] {
      let matches = TextMatches(of: pattern, in: bytes)
      #expect(matches.count == 0)
      #expect(matches.match(.forward, from: 0, in: bytes) == nil)
      #expect(matches.match(.backward, from: bytes.count, in: bytes) == nil)
    }
  }
}
