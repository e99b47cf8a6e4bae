import Testing

@testable import Text

@Suite struct RegularExpressionTests {
  private func matches(_ pattern: String, _ text: String, ignoresCase: Bool = false) throws -> [String] {
    let pattern = try FindPattern(pattern, ignoresCase ? [.regularExpression] : [.regularExpression, .matchesCase])
    let bytes = Array(text.utf8)
    var budget = 1_000_000
    return pattern?.matches(in: bytes, budget: &budget).found.map { String(decoding: bytes[$0.range], as: UTF8.self) }
      ?? []
  }

  @Test(arguments: [
    ("ab+", "ab abbb a", ["ab", "abbb"]), ("a|ab", "ab", ["a"]), ("ab|a", "ab a", ["ab", "a"]),
    ("a*?b", "aab", ["aab"]), ("<[^>]+>", "<a><b c='d'/>x", ["<a>", "<b c='d'/>"]),
    ("<.+?>", "<a><b>", ["<a>", "<b>"]),
    ("\\d{2,3}", "1 12 1234", ["12", "123"]), ("x{0}y", "xy", ["y"]), ("^b$", "a\nb\r\nbb\nb", ["b", "b"]),
    ("\\bfoo\\b", "foo foobar xfoo foo", ["foo", "foo"]), ("[a-c\\-]+", "ab-cd", ["ab-c"]), ("[]x]+", "x]", ["x]"]),
    ("[^\\d\\s]+", "a1 b", ["a", "b"]), (".", "é日", ["é", "日"]), ("日+", "x日日", ["日日"]),
    ("\\w+", "naïve-x", ["naïve", "x"]),
    ("\\x41\\u{e9}", "Aé", ["Aé"]), ("(?:ab)+", "ababa", ["abab"]), ("a.c", "a\nc abc", ["abc"]), ("\\.", "a.b", ["."]),
    ("(a|b)*c", "ababc", ["ababc"]), ("\\Bx", "xx x", ["x"]), ("a{,2}", "a{,2}", ["a{,2}"]),
  ])
  func `A pattern finds what Perl's would`(pattern: String, text: String, found: [String]) throws {
    #expect(try matches(pattern, text) == found)
  }

  @Test func `What takes nothing is not repeated`() throws {
    #expect(try matches("(?:(?:(?:(?:){1000}){1000}){1000}){1000}b", "ab") == ["b"])
  }

  @Test func `Case is ignored where that is wanted`() throws {
    #expect(try matches("[a-c]D", "aD BD bd", ignoresCase: true) == ["aD", "BD", "bd"])
    #expect(try matches("[a-c]D", "aD BD bd") == ["aD"])
  }

  @Test func `Empty matches are found once at each place`() throws {
    #expect(try matches("x*", "axb") == ["", "x", "", ""])
    #expect(try matches("^", "a\nb").count == 2)
    #expect(try matches("$", "").count == 1)
  }

  @Test func `Bytes that are no UTF-8 are matched one at a time`() throws {
    let pattern = try RegularExpression("a.b")
    var budget = 100
    #expect(
      pattern.firstMatch(in: [0xFF, 0x61, 0xFE, 0x62], from: 0, budget: &budget) == .match(.init(range: 1..<4)))
  }

  @Test(arguments: [
    ("a)", RegularExpressionError.unexpected(")", at: 1)), ("(a", .unclosed("(", at: 0)), ("[a", .unclosed("[", at: 0)),
    ("*a", .unexpected("*", at: 0)), ("a**", .unexpected("*", at: 2)), ("\\q", .unknownEscape("q", at: 0)),
    ("a{3,1}", .reversed("{3,1}", at: 1)), ("[z-a]", .reversed("[z-a]", at: 1)),
    ("a{2000}", .tooLarge(instructions: 1000)),
    ("(a)\\1", .unsupported("A reference to a group", at: 3)), ("(?=a)", .unsupported("What begins with `(?`", at: 0)),
    ("((a{1000}){1000}){2}", .tooLarge(instructions: 5000)), ("\\", .unclosed("\\", at: 0)),
    ("{3}", .unexpected("{", at: 0)),
    ("^*", .unexpected("*", at: 1)), ("\\u{110000}", .unknownEscape("u", at: 0)),
    (String(repeating: "(", count: 5_000), .tooLarge(instructions: 100)),
  ])
  func `What is no pattern is refused with its place`(pattern: String, error: RegularExpressionError) {
    #expect(throws: error) { try RegularExpression(pattern) }
    #expect(!error.summary.isEmpty && error.remedy.hasSuffix("."))
  }

  @Test(arguments: ["(a+)+$", "(a|a)*b", "(a*)*b", "(.*a){20}b", "(a?){50}a{50}b", "a.*b|a"])
  func `No pattern takes more than time in proportion to text and pattern`(pattern: String) throws {
    let expression = try RegularExpression(pattern)
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 4_000)
    let allowed = 4 * text.count * expression.program.count + 10_000
    var budget = allowed
    let outcome = expression.firstMatch(in: text, from: 0, budget: &budget)
    if case .exhausted = outcome { Issue.record("more than \(allowed) steps") }
  }

  @Test func `A search that would take too long ends, and says where`() throws {
    let pattern = try #require(try FindPattern("a[^z]*z|a", [.regularExpression]))
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
    var budget = 2_000_000
    let matches = pattern.matches(in: text, budget: &budget)
    #expect(!matches.isComplete && matches.searchedCount < text.count)
    #expect(budget > -10_000)
  }

  @Test func `Whole words stand alone`() throws {
    let pattern = try #require(try FindPattern("id", [.wholeWord]))
    let bytes = Array("id ids x-id <ID> éid id".utf8)
    var budget = 1_000
    #expect(pattern.matches(in: bytes, budget: &budget).found.map(\.range.lowerBound) == [0, 13, 22])
  }

  @Test func `A replacement takes over what was captured`() throws {
    let pattern = try #require(try FindPattern("(\\w+)=(\\w+)?", [.regularExpression]))
    let replacement = Replacement("$2<$1>$$\\n$3$0", for: pattern)
    #expect(replacement.wantsGroups)
    let bytes = Array("a=b c=".utf8)
    var budget = 1_000
    let found = pattern.matches(in: bytes, wantsGroups: true, budget: &budget).found
    let replaced = found.map { String(decoding: replacement.bytes(for: $0, in: bytes), as: UTF8.self) }
    #expect(replaced == ["b<a>$\na=b", "<c>$\nc="])
    let plain = try #require(try FindPattern("a"))
    #expect(Replacement("$1\\n", for: plain).bytes(for: found[0], in: bytes) == Array("$1\\n".utf8))
  }

  @Test(arguments: 0..<40) func `Random patterns on random bytes end and stay within the text`(seed: Int) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let pattern = String(decoding: generator.bytes(atMost: 12, of: "ab(|)*+?{2,}[^]\\wd.é$"), as: UTF8.self)
      guard let find = try? FindPattern(pattern, [.regularExpression]) else { continue }
      let text = generator.bytes(atMost: 60, of: "aab \né\u{FF}")
      var budget = 200_000
      var end = 0
      for match in find.matches(in: text, wantsGroups: true, budget: &budget).found {
        #expect(match.range.lowerBound >= end && match.range.upperBound <= text.count)
        end = match.range.upperBound
        for group in match.groups.compactMap({ $0 }) { #expect(group.upperBound <= text.count) }
      }
    }
  }
}
