/// How one scalar stands on its line (YAML 1.2 section 7.3).
enum YAMLScalar {
  /// Plain where nobody can misread it, else in double quotes.
  static func written(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// As `written`; of a key that is true or false without quotes, as YAML's own words.
  static func written(_ text: String, isBoolean: Bool) -> String {
    isBoolean && (text == "true" || text == "false") ? text : written(text)
  }

  /// In the quotes of what stood there, where they can hold it.
  static func written(_ text: String, like old: Substring, isBoolean: Bool) -> String {
    switch old.first {
    case "\"": quoted(text)
    case "'" where !text.unicodeScalars.contains { needsNumber($0) }: "'" + text.replacing("'", with: "''") + "'"
    default: written(text, isBoolean: isBoolean)
    }
  }

  /// The place after a quoted scalar at the beginning of the text; nil when it begins otherwise or does not end.
  static func quotedEnd(_ text: Substring) -> Substring.Index? {
    let scalars = text.unicodeScalars
    guard let quote = scalars.first, quote == "\"" || quote == "'" else { return nil }
    var index = scalars.index(after: scalars.startIndex)
    while index < scalars.endIndex {
      let scalar = scalars[index]
      index = scalars.index(after: index)
      if scalar == "\\" && quote == "\"" && index < scalars.endIndex {
        index = scalars.index(after: index)
      } else if scalar == quote {
        guard quote == "'", index < scalars.endIndex, scalars[index] == "'" else { return index }
        index = scalars.index(after: index)
      }
    }
    return nil
  }

  /// The comment after a value, with the space before it; empty when there is none.
  static func trailingComment(_ value: Substring) -> Substring {
    let body = value.last == "\r" ? value.dropLast() : value
    if body.first == "#" { return " " + body }
    let scalars = body.unicodeScalars
    var index = quotedEnd(body) ?? body.startIndex
    while let mark = scalars[index...].firstIndex(of: "#") {
      let before = scalars[..<mark]
      if before.last == " " || before.last == "\t" {
        let start = before.lastIndex { $0 != " " && $0 != "\t" }.map(scalars.index(after:)) ?? before.startIndex
        return body[start...]
      }
      index = scalars.index(after: mark)
    }
    return ""
  }

  /// The text of a `- item` line, when it is simple enough to be told.
  static func item(_ line: String) -> String? {
    guard let field = try? YAMLField.parse("x:\n" + line).first else { return nil }
    if case .list(let items) = field.value { return items.count == 1 ? items.first : nil }
    return field.lineTexts?.count == 1 ? field.lineTexts?.first : nil
  }

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, isWord(first) || "/._".utf8.contains(first) else { return false }
    let words = ["null", "true", "false", "yes", "no", "on", "off"]
    return text.utf8.allSatisfy { isWord($0) || "/._-+@=,;:()%&?!* {}".utf8.contains($0) } && text.utf8.last != 0x20
      && text.utf8.last != UInt8(ascii: ":") && !hasColonSpace(text) && !words.contains(text.lowercased())
  }

  private static func hasColonSpace(_ text: String) -> Bool {
    zip(text.utf8, text.utf8.dropFirst()).contains { $0 == UInt8(ascii: ":") && $1 == 0x20 }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where needsNumber(scalar): result += numbered(scalar)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// Controls and what YAML takes for a line break or cannot print (section 5.1).
  private static func needsNumber(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }

  private static func numbered(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension String {
  var trimmedSpaces: String {
    let isSpace = { (scalar: Unicode.Scalar) in scalar == " " || scalar == "\t" || scalar == "\r" }
    let scalars = unicodeScalars.drop(while: isSpace)
    guard let last = scalars.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(scalars[...last])
  }
}
