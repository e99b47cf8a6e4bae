internal import Basics

/// The XML declaration at the start of a text (XML 1.0 section 2.8).
public enum XMLDeclaration {
  /// The encoding that it names; nil without a declaration, or when it names none.
  ///
  /// - Parameter bytes: in an encoding that extends ASCII; of UTF-16 the byte order mark says it, and nil comes back.
  public static func encoding(of bytes: [UInt8]) -> String? {
    let start = (bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]).prefix(200)
    guard start.starts(with: "<?xml".utf8), let end = start.firstPlace(of: "?>"),
      let name = start[..<end.lowerBound].firstPlace(of: "encoding")
    else { return nil }
    let rest = start[name.upperBound..<end.lowerBound].drop { $0 <= 0x20 || $0 == UInt8(ascii: "=") }
    guard let quote = rest.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    return String(decoding: rest.dropFirst().prefix { $0 != quote }, as: UTF8.self)
  }
}
