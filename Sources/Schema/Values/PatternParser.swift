/// Reads the regular expressions of schemas (XML Schema 1.0 part 2 appendix F), where `^` and `$` are plain characters,
/// with what is seen beside them: `\uXXXX` and `(?:`.
struct PatternParser {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var depth = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func parse() -> ValuePattern.Node? {
    guard let node = choice(), place == scalars.count else { return nil }
    return node
  }

  private var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    place += 1
    return true
  }

  private mutating func choice() -> ValuePattern.Node? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 64 else { return nil }
    var branches: [ValuePattern.Node] = []
    repeat {
      guard let branch = sequence() else { return nil }
      branches.append(branch)
    } while take("|")
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() -> ValuePattern.Node? {
    var pieces: [ValuePattern.Node] = []
    while let scalar = next, scalar != "|", scalar != ")" {
      guard let atom = atom() else { return nil }
      guard let piece = quantified(atom) else { return nil }
      pieces.append(piece)
    }
    return .sequence(pieces)
  }

  private mutating func atom() -> ValuePattern.Node? {
    guard let scalar = next else { return nil }
    place += 1
    switch scalar {
    case "(":
      if next == "?", place + 1 < scalars.count, scalars[place + 1] == ":" { place += 2 }
      guard let inner = choice(), take(")") else { return nil }
      return inner
    case "[": return characterClass().map { .characters($0) }
    case ".": return .characters(.any)
    case "\\": return escape().map { .characters(CharacterClass(items: [$0])) }
    case "*", "+", "?", "{", "}", "]": return nil
    default: return .characters(CharacterClass(items: [.range(scalar.value...scalar.value)]))
    }
  }

  private mutating func quantified(_ atom: ValuePattern.Node) -> ValuePattern.Node? {
    switch next {
    case "*":
      do { place += 1 }
      return .repetition(atom, min: 0, max: nil)
    case "+":
      do { place += 1 }
      return .repetition(atom, min: 1, max: nil)
    case "?":
      do { place += 1 }
      return .repetition(atom, min: 0, max: 1)
    case "{":
      place += 1
      guard let least = number() else { return nil }
      if take("}") { return .repetition(atom, min: least, max: least) }
      guard take(",") else { return nil }
      if take("}") { return .repetition(atom, min: least, max: nil) }
      guard let most = number(), most >= least, take("}") else { return nil }
      return .repetition(atom, min: least, max: most)
    default: return atom
    }
  }

  private mutating func number() -> Int? {
    let start = place
    while let scalar = next, ("0"..."9").contains(scalar) { place += 1 }
    return Int(String(String.UnicodeScalarView(scalars[start..<place])))
  }
}

// Sets of characters.
extension PatternParser {
  /// After the opening bracket.
  private mutating func characterClass() -> CharacterClass? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 64 else { return nil }
    var result = CharacterClass(items: [])
    result.isNegated = take("^")
    var isFirst = true
    while let scalar = next {
      if scalar == "]", !isFirst {
        place += 1
        return result
      }
      if scalar == "-", place + 1 < scalars.count, scalars[place + 1] == "[" {
        place += 2
        guard let subtracted = characterClass(), take("]") else { return nil }
        result.subtracted.append(subtracted)
        return result
      }
      guard let item = classItem() else { return nil }
      result.items.append(item)
      isFirst = false
    }
    return nil
  }

  private mutating func classItem() -> CharacterClass.Item? {
    guard let first = singleOrClass() else { return nil }
    guard case .range(let low) = first, next == "-", place + 1 < scalars.count, scalars[place + 1] != "]",
      scalars[place + 1] != "["
    else { return first }
    place += 1
    guard case .range(let high)? = singleOrClass(), low.lowerBound <= high.lowerBound else { return nil }
    return .range(low.lowerBound...high.lowerBound)
  }

  private mutating func singleOrClass() -> CharacterClass.Item? {
    guard let scalar = next else { return nil }
    place += 1
    return scalar == "\\" ? escape() : .range(scalar.value...scalar.value)
  }

  /// After the backslash.
  private mutating func escape() -> CharacterClass.Item? {
    guard let scalar = next else { return nil }
    place += 1
    switch scalar {
    case "n": return .range(0x0A...0x0A)
    case "r": return .range(0x0D...0x0D)
    case "t": return .range(0x09...0x09)
    case "s": return .space
    case "S": return .not(.space)
    case "d": return .digit
    case "D": return .not(.digit)
    case "w": return .word
    case "W": return .not(.word)
    case "i": return .nameStart
    case "I": return .not(.nameStart)
    case "c": return .nameCharacter
    case "C": return .not(.nameCharacter)
    case "p": return property()
    case "P": return property().map { .not($0) }
    case "u": return hexadecimal()
    default: return .range(scalar.value...scalar.value)
    }
  }

  private mutating func hexadecimal() -> CharacterClass.Item? {
    guard place + 4 <= scalars.count else { return nil }
    let digits = String(String.UnicodeScalarView(scalars[place..<(place + 4)]))
    place += 4
    return UInt32(digits, radix: 16).map { .range($0...$0) }
  }

  private mutating func property() -> CharacterClass.Item? {
    guard take("{"), let end = scalars[place...].firstIndex(of: "}") else { return nil }
    let name = String(String.UnicodeScalarView(scalars[place..<end]))
    place = end + 1
    if name.hasPrefix("Is") { return Self.blocks[String(name.dropFirst(2))].map { .range($0) } }
    return (1...2).contains(name.utf8.count) ? .category(name) : nil
  }

  /// The blocks that schemas are seen to name (XML Schema 1.0 part 2 appendix F.1.1).
  private static let blocks: [String: ClosedRange<UInt32>] = [
    "BasicLatin": 0x0000...0x007F, "Latin-1Supplement": 0x0080...0x00FF, "LatinExtended-A": 0x0100...0x017F,
    "LatinExtended-B": 0x0180...0x024F, "IPAExtensions": 0x0250...0x02AF, "SpacingModifierLetters": 0x02B0...0x02FF,
    "CombiningDiacriticalMarks": 0x0300...0x036F, "Greek": 0x0370...0x03FF, "Cyrillic": 0x0400...0x04FF,
    "Armenian": 0x0530...0x058F, "Hebrew": 0x0590...0x05FF, "Arabic": 0x0600...0x06FF, "Thai": 0x0E00...0x0E7F,
    "LatinExtendedAdditional": 0x1E00...0x1EFF, "GreekExtended": 0x1F00...0x1FFF,
    "GeneralPunctuation": 0x2000...0x206F, "CurrencySymbols": 0x20A0...0x20CF, "LetterlikeSymbols": 0x2100...0x214F,
    "NumberForms": 0x2150...0x218F, "Arrows": 0x2190...0x21FF, "MathematicalOperators": 0x2200...0x22FF,
    "CJKSymbolsandPunctuation": 0x3000...0x303F, "Hiragana": 0x3040...0x309F, "Katakana": 0x30A0...0x30FF,
    "CJKUnifiedIdeographs": 0x4E00...0x9FFF, "HangulSyllables": 0xAC00...0xD7A3,
  ]
}
