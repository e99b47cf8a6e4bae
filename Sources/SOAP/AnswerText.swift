internal import Basics
internal import Bindings
internal import XML

/// An answer's text as UTF-8, and how its character encoding was found (RFC 7303 section 3).
///
/// A byte order mark comes first. Then text is read as it says itself, and by the Content-Type where that fails: UTF-8
/// with characters beyond ASCII that is valid is no accident, and servers often announce the charset of their container.
public struct AnswerText: Sendable, Hashable {
  /// What was read; nil for the bytes themselves, because they are UTF-8 already.
  public var decoded: [UInt8]?
  /// In lower case, as it was named: `utf-8`, `iso-8859-1`; nil for what is no text.
  public var charset: String?
  /// Who says what, where they disagree; empty otherwise.
  public var disagreement: [String] = []
  /// How many bytes are part of no character.
  public var replacements = 0

  /// - Parameters:
  ///   - contentType: of the text itself; nil when there is none.
  ///   - needed: what the text had to be read in because it does not say it itself.
  init(_ bytes: [UInt8], contentType: ContentType?, needed: String?) {
    let declared = XMLDeclaration.encoding(of: bytes)?.lowercased()
    let announced = contentType?.charset
    if let mark = Self.mark(bytes) {
      charset = mark
    } else {
      charset = needed ?? Self.charset(bytes, declared: declared, announced: announced)
    }
    note(declared: declared, announced: announced)
    decode(bytes)
  }

  private static func mark(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return "utf-8" }
    if bytes.starts(with: [0xFF, 0xFE]) { return "utf-16le" }
    return bytes.starts(with: [0xFE, 0xFF]) ? "utf-16be" : nil
  }

  private static func charset(_ bytes: [UInt8], declared: String?, announced: String?) -> String? {
    let named = [declared, announced].compactMap { $0 }.first { CharacterEncoding($0) != nil }
    let isUTF8 = named.map { CharacterEncoding.isSame($0, "utf-8") } ?? true
    // Without a character beyond ASCII nothing can be told, and what is named stands.
    if bytes.allSatisfy({ $0 < 0x80 }) { return named ?? "utf-8" }
    if isUTF8 || declared == nil, String(validating: bytes, as: UTF8.self) != nil { return "utf-8" }
    let other = [declared, announced].compactMap { $0 }.first { name in
      !CharacterEncoding.isSame(name, "utf-8") && CharacterEncoding(name) != nil
    }
    return other ?? named
  }

  private mutating func note(declared: String?, announced: String?) {
    guard let charset else { return }
    let said = [("Content-Type", announced), ("XML declaration", declared)].compactMap { who, name in
      name.map { (who, $0) }
    }
    // UTF-16 says by its mark alone which way round it is.
    guard said.contains(where: { !Self.agrees($0.1, charset) }) else { return }
    disagreement =
      said.map { "\($0): \(String($1.prefix(60)).neutralised)" } + [
        "read as: \(String(charset.prefix(60)).neutralised)"
      ]
  }

  private static func agrees(_ name: String, _ charset: String) -> Bool {
    if CharacterEncoding.isSame(name, charset) { return true }
    return name == "utf-16" && charset.hasPrefix("utf-16")
  }

  private mutating func decode(_ bytes: [UInt8]) {
    guard let charset else { return }
    if CharacterEncoding.isSame(charset, "utf-8") || bytes.allSatisfy({ $0 < 0x80 && $0 != 0 && $0 != 0x1B }) { return }
    guard let encoding = CharacterEncoding(charset) else { return }
    let (text, count) = encoding.decoded(bytes)
    // The mark is no part of the text.
    decoded = text.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(text.dropFirst(3)) : text
    replacements = count
  }
}
