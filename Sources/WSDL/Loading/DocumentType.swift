/// The document type declaration of a schema, which is passed over: the parser never sees one, so that no entity is
/// declared and nothing can be fetched. W3C's own schema for XML signatures begins with one that nothing depends on.
enum DocumentType {
  /// Longer declarations are left where they are, and the parser refuses them.
  static let limit = 64 * 1024

  /// The text with blanks in the declaration's place, so that lines stay where they are; nil when it has none that could
  /// be taken out. Only texts in which ASCII is one byte a character are looked at.
  static func removed(from bytes: [UInt8]) -> [UInt8]? {
    guard let range = range(in: bytes) else { return nil }
    var result = bytes
    for index in range where result[index] != UInt8(ascii: "\n") { result[index] = UInt8(ascii: " ") }
    return result
  }

  private static func range(in bytes: [UInt8]) -> Range<Int>? {
    guard let start = start(in: bytes), let end = end(in: bytes, from: start) else { return nil }
    return start..<end
  }

  /// Passes over declaration, comments and instructions before it.
  private static func start(in bytes: [UInt8]) -> Int? {
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      if isBlank(bytes[index]) {
        index += 1
      } else if starts(bytes, "<!--", at: index) {
        guard let end = find(bytes, "-->", from: index + 4, limit: bytes.count) else { return nil }
        index = end
      } else if starts(bytes, "<?", at: index) {
        guard let end = find(bytes, "?>", from: index + 2, limit: bytes.count) else { return nil }
        index = end
      } else {
        return starts(bytes, "<!DOCTYPE", at: index) ? index : nil
      }
    }
    return nil
  }

  /// Behind the `>` that closes the declaration: literals, comments and instructions inside may hold others.
  private static func end(in bytes: [UInt8], from start: Int) -> Int? {
    let limit = min(bytes.count, start + Self.limit)
    var index = start + 9
    var isInside = false
    while index < limit {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let end = bytes[(index + 1)..<limit].firstIndex(of: bytes[index]) else { return nil }
        index = end
      case UInt8(ascii: "<") where starts(bytes, "<!--", at: index):
        guard let end = find(bytes, "-->", from: index + 4, limit: limit) else { return nil }
        index = end - 1
      case UInt8(ascii: "<") where starts(bytes, "<?", at: index):
        guard let end = find(bytes, "?>", from: index + 2, limit: limit) else { return nil }
        index = end - 1
      case UInt8(ascii: "["): isInside = true
      case UInt8(ascii: "]"): isInside = false
      case UInt8(ascii: ">") where !isInside: return index + 1
      default: break
      }
      index += 1
    }
    return nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private static func starts(_ bytes: [UInt8], _ text: String, at index: Int) -> Bool {
    let text = text.utf8
    return bytes.count - index >= text.count && bytes[index..<(index + text.count)].elementsEqual(text)
  }

  /// The offset behind the first occurrence.
  private static func find(_ bytes: [UInt8], _ text: String, from start: Int, limit: Int) -> Int? {
    var index = start
    while index < limit {
      if starts(bytes, text, at: index) { return index + text.utf8.count }
      index += 1
    }
    return nil
  }
}
