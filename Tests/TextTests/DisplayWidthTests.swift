import Testing

@testable import Text

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("🙂", 2),
    ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇩🇪🇫🇷", 4), ("❤\u{FE0F}", 1), ("\u{1B}[31m", 5), ("a\tb", 5), ("\u{202E}x", 2), ("", 0),
  ])
  func `Text takes the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test func `A control character is drawn as its picture`() {
    let drawn = Clusters("\u{1B}\u{7F}\u{0}").map(\.scalar)
    #expect(drawn == ["\u{241B}", "\u{2421}", "\u{2400}"])
  }

  @Test func `Each byte that is not UTF-8 is one replacement character`() {
    let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x62, 0xE2, 0x82]
    let drawn = Array(Clusters(bytes[...]))
    #expect(drawn.map(\.scalar) == ["a", "\u{FFFD}", "\u{FFFD}", "b", "\u{FFFD}", "\u{FFFD}"])
    #expect(drawn.map(\.byteCount) == [1, 1, 1, 1, 1, 1])
    #expect(drawn.map(\.kind) == [.character, .invalid, .invalid, .character, .invalid, .invalid])
  }

  @Test(arguments: 0..<16) func `Clusters account for every byte`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let bytes = generator.bytes(atMost: 400, of: "a\t日🇩🇪👩‍👧e\u{301}\u{7}")
    #expect(Clusters(bytes[...]).reduce(0) { $0 + $1.byteCount } == bytes.count)
  }

  @Test func `A tab reaches to the next stop`() {
    #expect(Clusters("\ta\tbc\t").map(\.width) == [4, 1, 3, 1, 1, 2])
  }
}
