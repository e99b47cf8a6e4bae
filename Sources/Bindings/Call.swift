internal import Basics

/// `name`, `name:argument` or `name(content)`: the grammar of the text forms. A value that holds one of the grammar's
/// own characters stands in double quotes, a quote or a backslash inside after a backslash.
struct Call {
  struct Option {
    var name: String
    var value: String
  }

  var name: String
  /// What stands between the outer parentheses.
  var content: String

  init(_ text: String) throws(BindingError) {
    let trimmed = text.trimmingSpaces
    guard let open = trimmed.firstIndex(of: "(") else {
      if trimmed.contains(")") { throw .unbalanced(text) }
      name = String(trimmed)
      content = ""
      return
    }
    guard trimmed.last == ")" else { throw .unbalanced(text) }
    name = String(trimmed[..<open].trimmingSpaces)
    content = String(trimmed[trimmed.index(after: open)...].dropLast())
  }

  var nameAndArgument: (name: String, argument: String?) {
    guard let colon = name.firstIndex(of: ":") else { return (name, nil) }
    return (String(name[..<colon]), String(name[name.index(after: colon)...]))
  }

  /// The content as `name=value` pairs.
  func options() throws(BindingError) -> [Option] {
    var options: [Option] = []
    for part in try Self.split(content) {
      guard let option = try Option(part) else { throw .optionWithoutValue(part, of: name) }
      options.append(option)
    }
    return options
  }

  /// The parts between commas that stand outside parentheses and quotes; none for blank text.
  static func split(_ text: String) throws(BindingError) -> [String] {
    var parts = [""]
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if isQuoted {
        isQuoted = isEscaped || character != "\""
        isEscaped = !isEscaped && character == "\\"
      } else {
        switch character {
        case "\"": isQuoted = true
        case "(": depth += 1
        case ")": depth -= 1
        default: break
        }
      }
      if depth < 0 { throw .unbalanced(text) }
      if character == ",", depth == 0, !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    if depth != 0 || isQuoted { throw .unbalanced(text) }
    return parts.count == 1 && parts[0].trimmingSpaces.isEmpty ? [] : parts.map { String($0.trimmingSpaces) }
  }

  /// The value in quotes when it needs them.
  static func quoted(_ value: String) -> String {
    let isPlain = !value.contains { ",()\"\\".contains($0) || $0.isWhitespace }
    if isPlain && !value.isEmpty { return value }
    return "\"" + value.flatMap { "\"\\".contains($0) ? ["\\", $0] : [$0] } + "\""
  }
}

extension Call.Option {
  /// Nil when the text has no `=`, or a parenthesis before it, as a call has.
  init?(_ part: String) throws(BindingError) {
    guard let end = part.firstIndex(where: { "=(".contains($0) }), part[end] == "=" else { return nil }
    let raw = part[part.index(after: end)...].trimmingSpaces
    self.init(name: String(part[..<end].trimmingSpaces), value: try Self.unquoted(raw))
  }

  private static func unquoted(_ raw: Substring) throws(BindingError) -> String {
    guard raw.first == "\"" else { return String(raw) }
    var value = ""
    var isEscaped = false
    for (offset, character) in raw.dropFirst().enumerated() {
      if !isEscaped, character == "\"" {
        if offset != raw.count - 2 { throw .unbalanced(String(raw)) }
        return value
      }
      isEscaped = !isEscaped && character == "\\"
      if !isEscaped { value.append(character) }
    }
    throw .unbalanced(String(raw))
  }

  func unknown(known: [String]) -> BindingError {
    .illegal(
      code: "unknown-option", summary: "There is no option called \"\(name.neutralised)\" here.",
      values: ["available: " + known.joined(separator: ", ")], remedy: "Choose one of them, or leave it out.")
  }

  func invalid(expected: String, wcf: BindingError.WCFException? = nil) -> BindingError {
    .illegal(
      code: "invalid-option-value", summary: "\(name.neutralised) must be \(expected).",
      values: ["value: \(value.neutralised)"], wcf: wcf, remedy: "Correct the value.")
  }
}

extension BindingError {
  static func unbalanced(_ text: String) -> Self {
    .illegal(
      code: "unbalanced-parentheses", summary: "The parentheses or quotes do not match.",
      values: ["text: \(text.neutralised)"], remedy: "Write options like this: https(requireClientCertificate=true)")
  }

  static func optionWithoutValue(_ part: String, of name: String) -> Self {
    .illegal(
      code: "option-without-value", summary: "An option needs a value.",
      values: ["option: \(part.neutralised)"], remedy: "Write name=value: \(name.neutralised)(keepAliveEnabled=false)")
  }
}

extension StringProtocol {
  var trimmingSpaces: SubSequence {
    let start = firstIndex { !$0.isWhitespace } ?? endIndex
    let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
    return self[start..<end]
  }
}
