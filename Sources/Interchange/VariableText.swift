/// Variables as request files write them.
enum VariableText {
  /// Letters, digits, hyphen, underscore and full stop of ASCII, a letter or underscore first; anything else becomes an
  /// underscore.
  static func name(_ text: String) -> String {
    var name = ""
    for scalar in text.unicodeScalars.prefix(100) { name.append(isWord(scalar) ? Character(scalar) : "_") }
    guard let first = name.unicodeScalars.first else { return "" }
    let startsWell = ("a"..."z").contains(first) || ("A"..."Z").contains(first) || first == "_"
    return startsWell && name != "raw" ? name : "_" + name
  }

  /// `{{name}}`.
  static func reference(_ name: String) -> String { "{{\(self.name(name))}}" }

  /// The text with other programs' way to name variables in double braces turned into this one's.
  ///
  /// - Parameter name: what stands between the braces, without spaces around it; nil leaves the braces as they are.
  static func rewritten(_ text: String, name: (String) -> String?) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var result = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let open = rest.firstIndex(of: "{") {
      result.append(contentsOf: rest[..<open])
      rest = rest[open...]
      guard rest.starts(with: "{{".unicodeScalars), let end = Self.end(rest) else {
        result.append("{")
        rest = rest.dropFirst()
        continue
      }
      let inner = String(rest.dropFirst(2)[..<end]).trimmedWhitespace
      let after = rest.index(end, offsetBy: 2)
      result.append(contentsOf: name(inner).map { "{{\($0)}}".unicodeScalars } ?? String(rest[..<after]).unicodeScalars)
      rest = rest[after...]
    }
    result.append(contentsOf: rest)
    return String(result)
  }

  /// Where the closing braces stand, within what a name can be long.
  private static func end(_ text: Substring.UnicodeScalarView) -> String.Index? {
    var index = text.index(text.startIndex, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
    for _ in 0..<500 {
      guard index < text.endIndex, text[index] != "\n" else { return nil }
      if text[index...].starts(with: "}}".unicodeScalars) { return index }
      index = text.index(after: index)
    }
    return nil
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": true
    default: false
    }
  }
}
