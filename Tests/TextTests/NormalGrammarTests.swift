import Testing

@testable import Text

@Suite("The grammar of normal mode")
struct NormalGrammarTests {
  /// What the keys spell; the last outcome.
  private func outcome(_ keys: String, visual: VisualMode? = nil) -> NormalGrammar.Outcome {
    var grammar = NormalGrammar()
    return feed(keys, to: &grammar, visual: visual)
  }

  private func feed(_ keys: String, to grammar: inout NormalGrammar, visual: VisualMode? = nil) -> NormalGrammar.Outcome
  {
    var outcome = NormalGrammar.Outcome.waits
    for scalar in keys.unicodeScalars {
      if grammar.wantsCharacter {
        outcome = grammar.take(character: scalar, visual: visual)
      } else if let digit = Int(String(scalar)), digit > 0 || grammar.hasCount {
        grammar.take(digit: digit)
        outcome = .waits
      } else {
        outcome = grammar.take(Self.keys[scalar] ?? .motion(.column), visual: visual)
      }
    }
    return outcome
  }

  private static let keys: [Unicode.Scalar: NormalKey] = [
    "d": .operator(.delete), "y": .operator(.yank), "w": .motion(.word(.nextStart, isBig: false)),
    "$": .motion(.lineEnd), "0": .motion(.lineStart), "f": .find(CharacterFind(isForward: true, isTill: false)),
    ";": .motion(.characterAgain(isReversed: false)), ",": .motion(.characterAgain(isReversed: true)),
    "i": .object(isAround: false), "x": .shorthand(.delete, .right), "D": .shorthand(.delete, .lineEnd),
    "S": .lines(.change), "r": .replaceCharacter, "p": .action(.put(isBefore: false)),
    "n": .action(.searchAgain(isReversed: false)),
  ]

  private static let word = NormalMotion.word(.nextStart, isBig: false)

  @Test("a motion, with its count")
  func motions() {
    #expect(outcome("w") == .whole(.move(Self.word, count: nil)))
    #expect(outcome("12w") == .whole(.move(Self.word, count: 12)))
    #expect(outcome("0") == .whole(.move(.lineStart, count: nil)))
    #expect(outcome("10w") == .whole(.move(Self.word, count: 10)))
  }

  @Test("an operator waits for its motion, and the counts before and behind it multiply")
  func operators() {
    #expect(outcome("d") == .waits && outcome("2d3") == .waits)
    #expect(outcome("dw") == .whole(.operate(.delete, .motion(Self.word), count: nil)))
    #expect(outcome("2d3w") == .whole(.operate(.delete, .motion(Self.word), count: 6)))
    #expect(outcome("d0") == .whole(.operate(.delete, .motion(.lineStart), count: nil)))
    #expect(outcome("3dd") == .whole(.operate(.delete, .lines, count: 3)))
    #expect(outcome("d2d") == .whole(.operate(.delete, .lines, count: 2)))
  }

  @Test("a shorthand is an operator with its motion")
  func shorthands() {
    #expect(outcome("3x") == .whole(.operate(.delete, .motion(.right), count: 3)))
    #expect(outcome("2S") == .whole(.operate(.change, .lines, count: 2)))
    #expect(outcome("x", visual: .lines) == .whole(.operate(.delete, .selection(isLinewise: true), count: nil)))
    #expect(outcome("D", visual: .characters) == .whole(.operate(.delete, .selection(isLinewise: true), count: nil)))
  }

  @Test("the character behind f, r or i is taken as it is, a digit too")
  func characters() {
    let find = CharacterFind("2", isForward: true, isTill: false)
    #expect(outcome("f2") == .whole(.move(.character(find, isAgain: false), count: nil)))
    #expect(outcome("3r7") == .whole(.replaceCharacter("7", nil, count: 3)))
    #expect(outcome("di\"") == .whole(.operate(.delete, .object(.quoted(0x22), isAround: false), count: nil)))
    #expect(outcome("diq") == .nonsense)
  }

  @Test("; and , look for the last character again, and for none before there was one")
  func again() {
    var grammar = NormalGrammar()
    #expect(feed(";", to: &grammar) == .nonsense)
    _ = feed("fx", to: &grammar)
    let back = CharacterFind("x", isForward: false, isTill: false)
    #expect(feed("2,", to: &grammar) == .whole(.move(.character(back, isAgain: true), count: 2)))
    #expect(
      feed("d;", to: &grammar)
        == .whole(.operate(.delete, .motion(.character(back.reversed, isAgain: true)), count: nil)))
  }

  @Test("visual mode is what an operator works on, and what an object selects")
  func visual() {
    #expect(outcome("d", visual: .characters) == .whole(.operate(.delete, .selection(isLinewise: false), count: nil)))
    #expect(outcome("2iw", visual: .lines) == .whole(.select(.word(isBig: false), isAround: false, count: 2)))
  }

  @Test("an operator waits beyond a search, for where that leads")
  func search() {
    var grammar = NormalGrammar()
    #expect(feed("dn", to: &grammar) == .whole(.act(.searchAgain(isReversed: false), count: nil)))
    #expect(grammar.take(.motion(.offset(7))) == .whole(.operate(.delete, .motion(.offset(7)), count: nil)))
  }

  @Test("what has no meaning together leaves nothing behind", arguments: ["dy", "dp", "dr", "dx"])
  func nonsense(keys: String) {
    var grammar = NormalGrammar()
    #expect(feed(keys, to: &grammar) == .nonsense)
    #expect(!grammar.isPending && grammar.pendingOperator == nil)
  }

  @Test("no count is too long")
  func counts() {
    var grammar = NormalGrammar()
    _ = feed(String(repeating: "9", count: 60), to: &grammar)
    #expect(feed("d9w", to: &grammar) == .whole(.operate(.delete, .motion(Self.word), count: 99_999_999)))
  }
}
