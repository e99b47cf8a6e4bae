/// The XML declaration at the start of an envelope (XML 1.0 section 2.8).
public enum XMLDeclaration {
  /// The encoding that it names; nil without a declaration, or when it names none.
  ///
  /// - Parameter bytes: in an encoding that extends ASCII; of UTF-16 the byte order mark says it, and nil comes back.
  public static func encoding(of bytes: [UInt8]) -> String? {
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3).prefix(200) : bytes.prefix(200)
    let text = String(decoding: start, as: UTF8.self)
    guard text.hasPrefix("<?xml"), let end = text.range(of: "?>") else { return nil }
    let declaration = text[..<end.lowerBound]
    guard let name = declaration.range(of: "encoding") else { return nil }
    let rest = declaration[name.upperBound...].drop { $0.isWhitespace || $0 == "=" }
    guard let quote = rest.first, quote == "\"" || quote == "'" else { return nil }
    return String(rest.dropFirst().prefix { $0 != quote })
  }
}

extension String {
  fileprivate func range(of part: String) -> Range<Index>? { self[...].range(of: part) }
}

extension Substring {
  fileprivate func range(of part: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(part) { return index..<self.index(index, offsetBy: part.count) }
      formIndex(after: &index)
    }
    return nil
  }
}
