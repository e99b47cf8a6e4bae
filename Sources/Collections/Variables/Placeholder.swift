internal import Exchange

/// `{{name}}`, `{{raw:name}}` or `{{$builtin argument}}` in a text.
struct Placeholder: Equatable {
  /// Of the whole, braces included.
  var range: Range<Int>
  /// Not XML-escaped in the envelope.
  var isRaw: Bool
  /// Name of a variable, or of something built in, with its `$`.
  var name: String
  /// Behind the name, without spaces around it.
  var argument: String
  /// One brace where two should close it.
  var isOpen = false

  /// All of a text, in order. Braces around what cannot be a name are left alone: they may be anything.
  static func scan(_ bytes: [UInt8]) -> [Placeholder] {
    var found: [Placeholder] = []
    var index = 0
    while let place = nextBraces(bytes, from: index) {
      // Of three braces the inner two count.
      let start = bytes.indices.contains(place + 2) && bytes[place + 2] == brace ? place + 1 : place
      if start > place, nextBraces(bytes, from: start) != start {
        index = start
        continue
      }
      guard let placeholder = read(bytes, at: start) else {
        index = start + 1
        continue
      }
      found.append(placeholder)
      index = placeholder.range.upperBound
    }
    return found
  }

  static func scan(_ text: String) -> [Placeholder] {
    // Most texts have none.
    text.utf8.contains(brace) ? scan(Array(text.utf8)) : []
  }

  private static let brace = UInt8(ascii: "{")

  private static func nextBraces(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index + 1] != brace { index += 2 } else if bytes[index] == brace { return index } else { index += 1 }
    }
    return nil
  }

  /// No placeholder is longer.
  private static let limit = 1024

  private static func read(_ bytes: [UInt8], at start: Int) -> Placeholder? {
    let rest = bytes[(start + 2)...].prefix(limit)
    let inner = rest.prefix { $0 != UInt8(ascii: "}") && $0 != brace && $0 >= 0x20 }
    guard inner.endIndex < bytes.count, bytes[inner.endIndex] == UInt8(ascii: "}"),
      var text = String(validating: inner, as: UTF8.self)?.trimmedSpaces
    else { return nil }
    let isRaw = text.hasPrefix("raw:")
    if isRaw { text = String(text.dropFirst(4)).trimmedSpaces }
    let name = String(text.prefix { $0 != " " && $0 != "\t" })
    let argument = String(text.dropFirst(name.count)).trimmedSpaces
    let isBuiltIn = name.hasPrefix("$")
    guard isBuiltIn ? BuiltIn.isName(String(name.dropFirst())) : BuiltIn.isName(name) && argument.isEmpty else {
      return nil
    }
    let end = inner.endIndex + 1
    let isOpen = end >= bytes.count || bytes[end] != UInt8(ascii: "}")
    return Placeholder(
      range: start..<(isOpen ? end : end + 1), isRaw: isRaw, name: name, argument: argument, isOpen: isOpen)
  }
}
