/// The words behind an assertion's kind.
struct AssertionText {
  private let text: String

  init(_ text: some StringProtocol) { self.text = text.trimmed }

  /// `>= 3`: the comparison and what is behind it.
  var comparison: (Comparison, String)? {
    // Those of two characters come first in the list, and `=` may be doubled by whoever programs.
    let signs = [("==", Comparison.equal)] + Comparison.allCases.map { ($0.rawValue, $0) }
    guard let (sign, comparison) = signs.filter({ text.hasPrefix($0.0) }).max(by: { $0.0.utf8.count < $1.0.utf8.count })
    else { return nil }
    let rest = text.dropFirst(sign.count)
    // `=~` and `=>` are signs of other languages, and no text that begins so.
    if let next = rest.first, "~=<>!".contains(next) { return nil }
    return rest.trimmed.isEmpty ? nil : (comparison, rest.trimmed)
  }

  var fault: Assertion.FaultCheck? {
    switch text {
    case "absent": return .absent
    case "present": return .present
    default:
      guard text.hasPrefix("code "), let (comparison, name) = AssertionText(text.dropFirst(5)).comparison,
        comparison == .equal
      else { return nil }
      return .code(Self.unquoted(name))
    }
  }

  /// `exists`, `absent`, `= text`, `~ pattern`.
  var value: Assertion.TextCheck? { text(of: text) }

  var milliseconds: Double? {
    let isSeconds = text.hasSuffix("s") && !text.hasSuffix("ms")
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = text.dropFirst(number.count).trimmed
    guard unit == "ms" || unit == "s", let value = Double(number) else { return nil }
    return isSeconds ? value * 1000 : value
  }

  var days: (Comparison, Int)? {
    guard let (comparison, rest) = comparison else { return nil }
    let words = rest.split(separator: " ", omittingEmptySubsequences: true)
    guard let first = words.first, let days = Int(first), words.count == 1 || words[1...] == ["days"] else {
      return nil
    }
    return (comparison, days)
  }

  /// The expression, and what must hold of its value.
  var nodes: (String, Assertion.NodeCheck)? {
    for (word, check) in [(" exists", Assertion.TextCheck.exists), (" absent", .absent)] where text.hasSuffix(word) {
      return (text.dropLast(word.count).trimmed, .text(check))
    }
    guard let place = lastOperator else { return hasForeignOperator ? nil : (text, .holds) }
    let left = String(text.unicodeScalars[..<place]).trimmed
    let right = String(text.unicodeScalars[place...])
    if left.hasSuffix(" count"), let (comparison, rest) = AssertionText(right).comparison, let number = Int(rest) {
      return (left.dropLast(6).trimmed, .count(comparison, number))
    }
    return text(of: right).map { (left, .text($0)) }
  }

  private func text(of text: String) -> Assertion.TextCheck? {
    switch text {
    case "exists": return .exists
    case "absent": return .absent
    default:
      if text.hasPrefix("~") {
        if text.hasPrefix("~=") { return nil }
        let pattern = Self.unquoted(text.dropFirst().trimmed)
        return pattern.isEmpty ? nil : .matches(pattern)
      }
      return AssertionText(text).comparison.map { .compare($0, Self.unquoted($1)) }
    }
  }

  /// Where the last operator begins that stands between spaces and in no brackets or quotes.
  private var lastOperator: String.Index? {
    var depth = 0
    var quote: Unicode.Scalar?
    var found: String.Index?
    let scalars = text.unicodeScalars
    for index in scalars.indices {
      let scalar = scalars[index]
      if let open = quote {
        if scalar == open { quote = nil }
        continue
      }
      switch scalar {
      case "'", "\"": quote = scalar
      case "[", "(": depth += 1
      case "]", ")": depth -= 1
      case "=", "<", ">", "!", "~":
        guard depth == 0, index > scalars.startIndex, scalars[scalars.index(before: index)] == " " else { continue }
        found = index
        // What is behind a pattern's sign is the pattern.
        if scalar == "~" { return found }
      default: break
      }
    }
    return found
  }

  /// What other languages call a comparison, and what it is called here.
  private static let foreign = [
    ("=~", "~"), ("~=", "~"), ("matches", "~"), ("contains", "~"), ("like", "~"), ("===", "="), ("is", "="),
    ("equals", "="), ("equal", "="), ("eq", "="), ("<>", "!="), ("ne", "!="), ("=<", "<="), ("=>", ">="),
  ]

  /// Whether a word of another language stands between two values, which is no XPath either.
  private var hasForeignOperator: Bool {
    let words = Self.words(of: text)
    return words.indices.dropFirst().dropLast().contains { index in
      Self.foreign.contains { $0.0 == words[index] }
        && words[index - 1].last.map { !"/|+-*=<>,:@".contains($0) } ?? true
        && !["and", "or", "div", "mod"].contains(words[index - 1])
    }
  }

  /// The text with each of these in our words, and with `=` where no sign stands before the last word.
  var inOurWords: [String] {
    let words = Self.words(of: text)
    let translated = words.indices.flatMap { index in
      Self.foreign.filter { words[index].hasPrefix($0.0) }.map { foreign, ours in
        let rest = words[index].dropFirst(foreign.count)
        return (words[..<index] + [ours] + (rest.isEmpty ? [] : [String(rest)]) + words[(index + 1)...])
      }
    }
    let compared = words.count > 1 ? [words.dropLast() + ["="] + words.suffix(1)] : []
    let timed = text.last?.isNumber == true ? [text + " ms"] : []
    return (translated + compared).map { $0.joined(separator: " ") } + timed
  }

  /// Between spaces that stand in no brackets or quotes.
  private static func words(of text: String) -> [String] {
    var (words, depth) = ([""], 0)
    var quote: Character?
    for character in text {
      if let open = quote {
        if character == open { quote = nil }
      } else {
        switch character {
        case "'", "\"": quote = character
        case "[", "(": depth += 1
        case "]", ")": depth -= 1
        case " " where depth == 0:
          words.append("")
          continue
        default: break
        }
      }
      words[words.count - 1].append(character)
    }
    return words.filter { !$0.isEmpty }
  }

  private static func unquoted(_ text: String) -> String {
    guard text.utf8.count >= 2, let first = text.first, first == "'" || first == "\"", text.last == first else {
      return text
    }
    return String(text.dropFirst().dropLast())
  }
}
