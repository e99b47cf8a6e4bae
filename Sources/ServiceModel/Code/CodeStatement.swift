/// A statement of C#, and where it stands.
struct CodeStatement {
  /// Without its semicolon or brace.
  var tokens: ArraySlice<CodeToken>
  /// The innermost method around it.
  var method: String
  /// `X` of the nearest `if (… == EndpointConfiguration.X)` around it.
  var endpoint: String?
  /// The innermost interface around it, by its contract's name.
  var contract: String?
  var line: Int { tokens.first?.line ?? 0 }

  /// All statements of a file, and the heads of its blocks.
  static func all(in tokens: [CodeToken]) -> [CodeStatement] {
    var splitter = Splitter()
    return splitter.split(tokens)
  }
}

private struct Splitter {
  private struct Scope {
    var method: String
    var endpoint: String?
    var contract: String?
  }

  private var scopes = [Scope(method: "")]
  private var statements: [CodeStatement] = []
  /// More open braces than this are no code that a person or a generator wrote.
  private static let deepest = 256

  mutating func split(_ tokens: [CodeToken]) -> [CodeStatement] {
    var start = tokens.startIndex
    var index = start
    /// Open parentheses, and braces of initializers.
    var open: [String] = []
    while index < tokens.endIndex {
      let token = tokens[index]
      if token.is("(") || token.is("[") {
        open.append("(")
      } else if token.is("{"), !open.isEmpty || Self.isExpression(tokens[start..<index]) {
        open.append("{")
      } else if token.is(")") || token.is("]") || token.is("}"), !open.isEmpty {
        open.removeLast()
      } else if token.is(";") && open.isEmpty {
        add(tokens[start..<index])
        start = index + 1
      } else if token.is("{") {
        enter(tokens[start..<index])
        start = index + 1
      } else if token.is("}") {
        add(tokens[start..<index])
        if scopes.count > 1 { scopes.removeLast() }
        start = index + 1
      }
      index += 1
    }
    return statements
  }

  /// A brace after `new` or `=` opens an initializer, not a block. What stands in an attribute's or a parameter's
  /// parentheses does not count.
  private static func isExpression(_ tokens: ArraySlice<CodeToken>) -> Bool {
    let control: Set = ["if", "for", "foreach", "while", "using", "switch", "lock"]
    if control.contains(tokens.first?.name ?? "") { return false }
    var open = 0
    var isExpression = false
    for token in tokens {
      if token.is("(") || token.is("[") { open += 1 }
      if token.is(")") || token.is("]") { open -= 1 }
      guard open == 0 else { continue }
      if token.is("=>") { return false }
      if token.is("=") || token.name == "new" || token.name == "return" { isExpression = true }
    }
    return isExpression
  }

  private mutating func add(_ tokens: ArraySlice<CodeToken>) {
    guard !tokens.isEmpty, let scope = scopes.last else { return }
    statements.append(
      CodeStatement(tokens: tokens, method: scope.method, endpoint: scope.endpoint, contract: scope.contract))
  }

  private mutating func enter(_ head: ArraySlice<CodeToken>) {
    add(head)
    guard var scope = scopes.last, scopes.count < Self.deepest else {
      scopes.append(Scope(method: ""))
      return
    }
    let words = head.compactMap(\.name)
    if words.first == "if" {
      scope.endpoint = Self.endpoint(words) ?? scope.endpoint
    } else if words.contains("interface") {
      scope.contract = Self.contract(head)
    } else if let parenthesis = head.lastOpeningParenthesis, let name = head[..<parenthesis].last?.name,
      !["while", "for", "foreach", "using", "switch", "catch", "lock"].contains(name)
    {
      scope.method = name
    }
    scopes.append(scope)
  }

  private static func endpoint(_ words: [String]) -> String? {
    guard let index = words.lastIndex(of: "EndpointConfiguration"), index + 1 < words.count else { return nil }
    return words[index + 1]
  }

  /// `ConfigurationName` of its attribute, else the interface's own name.
  private static func contract(_ head: ArraySlice<CodeToken>) -> String? {
    if let value = head.attributeText("ConfigurationName") { return value }
    guard let index = head.firstIndex(where: { $0.name == "interface" }), index + 1 < head.endIndex else { return nil }
    return head[index + 1].name
  }
}

extension ArraySlice<CodeToken> {
  /// The text after `name =`. Generators break long texts and put `+` between their parts.
  func attributeText(_ name: String) -> String? {
    guard let index = firstIndex(where: { $0.name == name }), index + 2 < endIndex, self[index + 1].is("="),
      case .string(var text) = self[index + 2].kind
    else { return nil }
    var next = index + 3
    while next + 1 < endIndex, self[next].is("+"), case .string(let part) = self[next + 1].kind {
      text += part
      next += 2
    }
    return text
  }

  /// What stands in the parentheses right after a word; empty when none do.
  func parenthesised(after index: Int) -> ArraySlice<CodeToken> {
    let start = index + 1
    guard start < endIndex, self[start].is("(") else { return [] }
    var open = 0
    for position in start..<endIndex {
      if self[position].is("(") { open += 1 }
      if self[position].is(")") { open -= 1 }
      if open == 0 { return self[(start + 1)..<position] }
    }
    return self[(start + 1)...]
  }

  /// Where the last parenthesis that is closed at the end opens.
  var lastOpeningParenthesis: Int? {
    var open = 0
    for index in indices.reversed() {
      if self[index].is(")") { open += 1 }
      if self[index].is("(") {
        open -= 1
        if open == 0 { return index }
      }
    }
    return nil
  }
}
