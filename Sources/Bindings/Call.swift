internal import Basics

/// `name`, `name:argument` or `name(content)`: the grammar of the text forms.
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
      guard let equals = part.firstIndex(of: "=") else { throw .optionWithoutValue(part, of: name) }
      options.append(
        Option(
          name: String(part[..<equals].trimmingSpaces),
          value: String(part[part.index(after: equals)...].trimmingSpaces)))
    }
    return options
  }

  /// The parts between commas that stand outside parentheses; none for blank text.
  static func split(_ text: String) throws(BindingError) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth < 0 { throw .unbalanced(text) }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    if depth != 0 { throw .unbalanced(text) }
    return parts.count == 1 && parts[0].trimmingSpaces.isEmpty ? [] : parts.map { String($0.trimmingSpaces) }
  }
}

extension Call.Option {
  func flag() throws(BindingError) -> Bool {
    switch value.lowercased() {
    case "true": return true
    case "false": return false
    default: throw invalid(expected: "true or false")
    }
  }

  /// A positive number of bytes (WCF: ArgumentOutOfRangeException otherwise).
  func size() throws(BindingError) -> Int {
    guard let number = Int(value), number > 0 else { throw invalid(expected: "a number of bytes above 0") }
    return number
  }

  func unknown(known: [String]) -> BindingError {
    .illegal(
      code: "unknown-option", summary: "There is no option called \"\(name.neutralised)\" here.",
      values: ["available: " + known.joined(separator: ", ")], remedy: "Choose one of them, or leave it out.")
  }

  private func invalid(expected: String) -> BindingError {
    .illegal(
      code: "invalid-option-value", summary: "\(name) must be \(expected).", values: ["value: \(value.neutralised)"],
      remedy: "Correct the value.")
  }
}

extension BindingError {
  static func unbalanced(_ text: String) -> Self {
    .illegal(
      code: "unbalanced-parentheses", summary: "The parentheses do not match.", values: ["text: \(text.neutralised)"],
      remedy: "Write options like this: https(requireClientCertificate=true)")
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
