/// An expression of C#, as far as the code that sets up a client needs it.
indirect enum CodeExpression: Equatable {
  case string(String)
  case number(Int)
  /// `System.ServiceModel.BasicHttpSecurityMode.Transport`, a variable among them.
  case path([String])
  case call([String], [CodeExpression])
  case new(type: String, [CodeExpression], members: [Member])
  /// Its words, for messages; no content of a string is in them.
  case other(String)

  struct Member: Equatable {
    /// Empty for an element of a collection.
    var path: [String]
    var value: CodeExpression
  }
}

/// Reads expressions from words.
struct CodeParser {
  private let tokens: ArraySlice<CodeToken>
  private var position: Int
  private var depth = 0
  /// Deeper nesting is no code that a person or a generator wrote.
  private static let deepest = 64

  init(_ tokens: ArraySlice<CodeToken>) {
    self.tokens = tokens
    position = tokens.startIndex
  }

  /// The whole of the words as one expression.
  static func expression(_ tokens: ArraySlice<CodeToken>) -> CodeExpression {
    var parser = CodeParser(tokens)
    let read = parser.expression()
    return parser.peek == nil ? read : .other(text(tokens))
  }

  /// The arguments that begin after the opening parenthesis in front of the words.
  static func arguments(_ tokens: ArraySlice<CodeToken>) -> [CodeExpression] {
    var parser = CodeParser(tokens)
    return parser.list(until: ")")
  }

  static func text(_ tokens: ArraySlice<CodeToken>) -> String {
    tokens.prefix(40).map(\.text).joined(separator: " ")
  }

  private var peek: CodeToken? { tokens.indices.contains(position) ? tokens[position] : nil }

  private mutating func take(_ symbol: String) -> Bool {
    guard peek?.is(symbol) == true else { return false }
    position += 1
    return true
  }

  private mutating func expression() -> CodeExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else { return rest(from: position) }
    let start = position
    var left = primary()
    while take("*") {
      guard case .number(let a) = left, case .number(let b) = primary() else { return rest(from: start) }
      let (product, isTooLarge) = a.multipliedReportingOverflow(by: b)
      left = isTooLarge ? .number(Int.max) : .number(product)
    }
    while take("+") {
      guard case .string(let a) = left, case .string(let b) = primary() else { return rest(from: start) }
      left = .string(a + b)
    }
    if let next = peek, ![",", ")", "}", ";"].contains(where: { next.is($0) }) { return rest(from: start) }
    return left
  }

  /// What is not understood, up to where the expression must end.
  private mutating func rest(from start: Int) -> CodeExpression {
    var open = 0
    while let token = peek {
      if ["(", "{", "["].contains(where: { token.is($0) }) { open += 1 }
      if [")", "}", "]"].contains(where: { token.is($0) }) {
        if open == 0 { break }
        open -= 1
      }
      if open == 0, token.is(",") || token.is(";") { break }
      position += 1
    }
    return .other(Self.text(tokens[start..<position]))
  }

  private mutating func primary() -> CodeExpression {
    let start = position
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest, let token = peek else { return rest(from: start) }
    position += 1
    switch token.kind {
    case .string(let text): return .string(text)
    case .number(let text): return Self.number(text).map(CodeExpression.number) ?? .other(text)
    case .symbol("("):
      let inner = expression()
      guard take(")") else { return rest(from: start) }
      // A cast stands in front of what it casts.
      if let next = peek, next.name != nil || next.is("(") { return primary() }
      return inner
    case .symbol("{"):
      return .new(type: "", [], members: members())
    case .name("new"): return creation()
    case .name(let name): return path(from: name)
    case .symbol: return rest(from: start)
    }
  }

  private mutating func path(from name: String) -> CodeExpression {
    var path = [name]
    while take(".") || take("::") {
      guard let next = peek?.name else { return .other(path.joined(separator: ".")) }
      position += 1
      path.append(next)
    }
    guard take("(") else { return .path(path) }
    return .call(path, list(until: ")"))
  }

  private mutating func creation() -> CodeExpression {
    var type = ""
    while let token = peek {
      if let name = token.name { type = name } else if !token.is("."), !token.is("::") { break }
      position += 1
    }
    if peek?.is("<") == true { skipTypeArguments() }
    // `new T[] { … }`, `new[] { … }`
    if take("[") {
      while peek?.is("]") == false { position += 1 }
      _ = take("]")
    }
    let arguments = take("(") ? list(until: ")") : []
    let members = take("{") ? members() : []
    return .new(type: type, arguments, members: members)
  }

  private mutating func skipTypeArguments() {
    var open = 0
    while let token = peek {
      position += 1
      if token.is("<") { open += 1 }
      if token.is(">") { open -= 1 }
      if open == 0 { return }
    }
  }

  private mutating func list(until end: String) -> [CodeExpression] {
    var all: [CodeExpression] = []
    while peek != nil, !take(end) {
      let before = position
      // `name: value` names an argument.
      if peek?.name != nil, tokens.indices.contains(position + 1), tokens[position + 1].is(":") { position += 2 }
      all.append(expression())
      _ = take(",")
      if position == before { position += 1 }
    }
    return all
  }

  /// The content of an object initializer, up to its brace.
  private mutating func members() -> [CodeExpression.Member] {
    depth += 1
    defer { depth -= 1 }
    var all: [CodeExpression.Member] = []
    while peek != nil, !take("}"), depth < Self.deepest {
      let before = position
      if let name = peek?.name, tokens.indices.contains(position + 1), tokens[position + 1].is("=") {
        position += 2
        all.append(.init(path: [name], value: expression()))
      } else {
        all.append(.init(path: [], value: expression()))
      }
      _ = take(",")
      if position == before { position += 1 }
    }
    return all
  }

  /// With digit separators and the suffix of its type.
  private static func number(_ text: String) -> Int? {
    var digits = text.replacing("_", with: "")
    while let last = digits.last, "uUlL".contains(last) { digits.removeLast() }
    if digits.lowercased().hasPrefix("0x") { return Int(digits.dropFirst(2), radix: 16) }
    return Int(digits)
  }
}
