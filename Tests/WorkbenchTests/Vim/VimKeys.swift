/// Random commands of Vim, spelled as a person might press them.
struct VimKeys {
  private var generator: SeededGenerator
  /// Of tags that do not match, Vim makes something else.
  private var isPristine = true
  /// What . does after p over a selection differs.
  private var mayRepeat = true

  init(seed: Int) { generator = SeededGenerator(state: UInt64(seed)) }

  static let texts: [[String]] = [
    [
      "one two_three, four(five) six", "  indented line with \"quoted text\" and 'more'", "", "short",
      "    deeper  [brackets {inside} here]  end", "last_one here: (a, (b c), d) x", "", "", "tail word", "End of it.",
    ],
    [
      "<order id=\"7\" name='big one'>first line", "  <item>one two</item> <item a=\"x y\">tail</item>",
      "  <b><c>deep</c> and <c>more here</c></b> rest", "    text (with [nested] here) end", "  <n>multi",
      "  line</n> x",
      "</order> done",
    ],
    ["some lines of text", "(or so)", "and", "a last one"], ["a", "", "b"],
    ["grüße an Zoë, naïve – ja", "  élan vital  x", "ascii"],
  ]

  mutating func nextCase() -> VimCase {
    let lines = pick(Self.texts)
    let line = Int.random(in: 0..<lines.count, using: &generator)
    let starts = lines[line].unicodeScalars.indices.map {
      lines[line].utf8.distance(from: lines[line].startIndex, to: $0)
    }
    (mayRepeat, isPristine) = (true, true)
    // A last change and a register that are known.
    var keys = ["i", "q", "Esc", "x", "y", lines[line].isEmpty ? "y" : "l"]
    for _ in 0...Int.random(in: 0...4, using: &generator) {
      keys += command()
      isPristine = false
    }
    return VimCase(lines: lines, line: line, column: starts.isEmpty ? 0 : pick(starts), keys: keys)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &generator)]
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

  private mutating func count(_ percent: Int = 25) -> [String] {
    chance(percent) ? [pick(["2", "3", "4", "5"])] : []
  }

  private mutating func command() -> [String] {
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<20: return motion()
    case 20..<45: return operation()
    case 45..<60: return simple()
    case 60..<75: return inserting()
    case 75..<90: return visual()
    case 90..<95: return mayRepeat ? count(10) + ["."] : ["j"]
    default: return [pick(["u", "u", "C-r"])]
    }
  }

  private mutating func motion() -> [String] {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      return [pick(["f", "F", "t", "T"]), pick(["e", "i", "n", "t", "x"])] + (chance(40) ? [pick([";", ","])] : [])
    case 1: return [pick(["g", "g", "g"]), pick(["e", "E", "g", "_"])]
    case 2: return [pick(["0", "^", "{", "}", "_", "|", "G", "$"])]
    default: return count() + [pick(["h", "j", "k", "l", "w", "b", "e", "W", "B", "E", "+", "-", "Enter", "$"])]
    }
  }

  private mutating func operation() -> [String] {
    let keys = pick([["d"], ["d"], ["c"], ["y"], ["g", "u"], ["g", "U"], ["g", "~"], [">"], ["<"]])
    let isObject = chance(35)
    var all = (isObject ? [] : count()) + keys
    if !isObject, chance(20) {
      all += keys.count == 1 ? keys : [keys[1]]
    } else if isObject {
      if keys == [">"] || keys == ["<"] { isPristine = false }
      all += [pick(["i", "a"]), object()]
    } else {
      all += keys.count == 1 ? motion() : [pick(["w", "e", "W", "$", "j", "k", "G", "_"])]
    }
    return all + (keys == ["c"] ? typed() : [])
  }

  private mutating func object() -> String {
    pick(["w", "w", "W", "\"", "'", "(", "[", "{"] + (isPristine ? ["t", "t"] : []))
  }

  private mutating func typed() -> [String] {
    var keys: [String] = []
    for _ in 0..<Int.random(in: 0...3, using: &generator) { keys.append(pick(["n", "e", "w", ".", "x", "Backspace"])) }
    return (keys.first == "Backspace" ? ["e"] : []) + keys + ["Esc"]
  }

  private mutating func simple() -> [String] {
    if chance(15) { return count() + ["r", pick(["z", "Z", "Enter"])] }
    if chance(20) { return pick([["J"], ["g", "J"]]) }
    return count() + pick([["x"], ["X"], ["D"], ["Y"], ["p"], ["P"], ["~"], ["p"]])
  }

  private mutating func inserting() -> [String] {
    if chance(10) { return count(30) + ["A", "n", "Enter", "w", "Esc"] }
    let key = pick(["i", "a", "I", "A", "o", "O", "s", "S", "C"])
    return count(15) + [key] + typed()
  }

  private mutating func visual() -> [String] {
    var keys = [pick(["v", "v", "V"])]
    for _ in 0..<Int.random(in: 0...2, using: &generator) {
      keys += chance(20) && keys.count == 1 ? [pick(["i", "a"]), object()] : motion()
    }
    if chance(10) { keys += ["o"] }
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return keys + ["r", "z"]
    case 1: return keys + ["c"] + typed()
    case 2: return keys + ["Esc"]
    case 3:
      mayRepeat = false
      return keys + [pick(["p", "J"])]
    default: return keys + [pick(["d", "y", "x", "~", "u", "U", ">", "<", "D", "Y"])]
    }
  }
}
