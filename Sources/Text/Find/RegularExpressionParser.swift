/// Reads the common part of Perl's and ICU's patterns: what can be matched in linear time.
struct RegularExpressionParser {
  private let scalars: [Unicode.Scalar]
  private let ignoresCase: Bool
  private var position = 0
  private var depth = 0
  private(set) var groupCount = 0

  private static let depthLimit = 100
  private static let repetitionLimit = 1000

  init(_ pattern: String, ignoresCase: Bool) {
    scalars = Array(pattern.unicodeScalars)
    self.ignoresCase = ignoresCase
  }

  mutating func parse() throws(RegularExpressionError) -> RegularExpressionNode {
    let node = try choice()
    if let left = peek() { throw .unexpected(String(left), at: position) }
    return node
  }

  private func peek() -> Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard peek() == scalar else { return false }
    position += 1
    return true
  }

  private mutating func choice() throws(RegularExpressionError) -> RegularExpressionNode {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw .tooLarge(instructions: Self.depthLimit) }
    var branches = [try sequence()]
    while take("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(RegularExpressionError) -> RegularExpressionNode {
    var nodes: [RegularExpressionNode] = []
    while let next = peek(), next != "|", next != ")" { nodes.append(try repeated(try atom())) }
    return nodes.isEmpty ? .empty : .sequence(nodes)
  }

  // MARK: Repetition

  private mutating func repeated(_ atom: RegularExpressionNode) throws(RegularExpressionError) -> RegularExpressionNode
  {
    let start = position
    guard let (least, most) = try quantifier() else { return atom }
    if case .assertion = atom { throw .unexpected(String(scalars[start]), at: start) }
    let isLazy = take("?")
    if let next = peek(), next == "*" || next == "+" || next == "?" { throw .unexpected(String(next), at: position) }
    return .repetition(atom, least: least, most: most, isLazy: isLazy)
  }

  private mutating func quantifier() throws(RegularExpressionError) -> (least: Int, most: Int?)? {
    if take("*") { return (0, nil) }
    if take("+") { return (1, nil) }
    if take("?") { return (0, 1) }
    return peek() == "{" ? try counts() : nil
  }

  /// `{n}`, `{n,}`, `{n,m}`; anything else is a brace as it is.
  private mutating func counts() throws(RegularExpressionError) -> (least: Int, most: Int?)? {
    let start = position
    position += 1
    guard let least = number() else {
      position = start
      return nil
    }
    let isOpen = take(",")
    let most = isOpen ? number() : least
    guard take("}") else { throw .unclosed("{", at: start) }
    if max(least, most ?? 0) > Self.repetitionLimit { throw .tooLarge(instructions: Self.repetitionLimit) }
    if let most, most < least { throw .reversed("{\(least),\(most)}", at: start) }
    return (least, most)
  }

  private mutating func number() -> Int? {
    var value: Int?
    while let digit = peek(), ("0"..."9").contains(digit) {
      value = min(1_000_000, (value ?? 0) * 10 + Int(digit.value - 0x30))
      position += 1
    }
    return value
  }

  // MARK: Atoms

  private mutating func atom() throws(RegularExpressionError) -> RegularExpressionNode {
    let start = position
    let scalar = scalars[position]
    position += 1
    switch scalar {
    case ".": return .any
    case "^": return .assertion(.lineStart)
    case "$": return .assertion(.lineEnd)
    case "(": return try group(from: start)
    case "[": return .set(try set(from: start))
    case "\\": return try escape()
    case "*", "+", "?": throw .unexpected(String(scalar), at: start)
    case "{" where peek().map { ("0"..."9").contains($0) } ?? false: throw .unexpected("{", at: start)
    default: return .scalar(scalar)
    }
  }

  private mutating func group(from start: Int) throws(RegularExpressionError) -> RegularExpressionNode {
    var number: Int?
    if take("?") {
      guard take(":") else { throw .unsupported("What begins with `(?`", at: start) }
    } else {
      groupCount += 1
      number = groupCount
    }
    let node = try choice()
    guard take(")") else { throw .unclosed("(", at: start) }
    return number.map { .group(node, number: $0) } ?? node
  }

  private mutating func escape() throws(RegularExpressionError) -> RegularExpressionNode {
    switch peek() {
    case "b": return assertion(.wordBoundary)
    case "B": return assertion(.noWordBoundary)
    case let digit? where ("1"..."9").contains(digit): throw .unsupported("A reference to a group", at: position - 1)
    default:
      switch try escapedPart() {
      case .range(let range): return Unicode.Scalar(range.lowerBound).map { .scalar($0) } ?? .empty
      case let part: return .set(ScalarSet([part], ignoresCase: ignoresCase))
      }
    }
  }

  private mutating func assertion(_ assertion: RegularExpressionNode.Assertion) -> RegularExpressionNode {
    position += 1
    return .assertion(assertion)
  }

  /// What a backslash and the next character stand for, in brackets too.
  private mutating func escapedPart() throws(RegularExpressionError) -> ScalarSet.Part {
    guard let scalar = peek() else { throw .unclosed("\\", at: position - 1) }
    position += 1
    switch scalar {
    case "d", "D": return .named(.digit, isNegated: scalar == "D")
    case "w", "W": return .named(.word, isNegated: scalar == "W")
    case "s", "S": return .named(.space, isNegated: scalar == "S")
    case "n": return single("\n")
    case "r": return single("\r")
    case "t": return single("\t")
    case "x": return try hexadecimal(digits: 2)
    case "u": return try hexadecimal(digits: nil)
    default:
      if scalar.isInWord { throw .unknownEscape(String(scalar), at: position - 2) }
      return single(scalar)
    }
  }

  private func single(_ scalar: Unicode.Scalar) -> ScalarSet.Part { .range(scalar.value...scalar.value) }

  /// `\xHH`, or `\u{H…}` without a count.
  private mutating func hexadecimal(digits count: Int?) throws(RegularExpressionError) -> ScalarSet.Part {
    let start = position - 2
    if count == nil, !take("{") { throw .unknownEscape("u", at: start) }
    var (value, read) = (UInt32(0), 0)
    while read < count ?? 6, let digit = peek().flatMap({ Character($0).hexDigitValue }) {
      (value, read, position) = (value << 4 | UInt32(digit), read + 1, position + 1)
    }
    let isWhole = count.map { read == $0 } ?? (read > 0 && take("}"))
    guard isWhole, let scalar = Unicode.Scalar(value) else { throw .unknownEscape(count == nil ? "u" : "x", at: start) }
    return single(scalar)
  }

  private mutating func set(from start: Int) throws(RegularExpressionError) -> ScalarSet {
    let isNegated = take("^")
    var parts: [ScalarSet.Part] = []
    while let scalar = peek(), scalar != "]" || parts.isEmpty {
      let place = position
      let part = try setPart()
      guard case .range(let low) = part, peek() == "-", position + 1 < scalars.count, scalars[position + 1] != "]"
      else {
        parts.append(part)
        continue
      }
      position += 1
      guard case .range(let high) = try setPart() else { throw .unexpected("-", at: place) }
      guard high.upperBound >= low.lowerBound else {
        throw .reversed("[\(String(scalars[place..<position]))]", at: place)
      }
      parts.append(.range(low.lowerBound...high.upperBound))
    }
    guard take("]") else { throw .unclosed("[", at: start) }
    return ScalarSet(parts, isNegated: isNegated, ignoresCase: ignoresCase)
  }

  private mutating func setPart() throws(RegularExpressionError) -> ScalarSet.Part {
    guard let scalar = peek() else { throw .unclosed("[", at: position) }
    position += 1
    return scalar == "\\" ? try escapedPart() : single(scalar)
  }
}

extension String {
  fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
    self.init()
    unicodeScalars.append(contentsOf: scalars)
  }
}
