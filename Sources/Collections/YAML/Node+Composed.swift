internal import Basics
internal import Yams

extension Node {
  /// The tree of a YAML text; nil for an empty one.
  static func composed(_ text: String) throws(YAMLProblem) -> Node? {
    if let line = AliasedKeys(text).firstLine {
      throw YAMLProblem(line: line, text: "a key is one word here, no list, mapping or alias")
    }
    // Without rules: every scalar is a text, so that `1.2` stays a version and `no` a word.
    // The encoding is said because Yams would look through the process's environment for it, at every call.
    do { return try Yams.compose(yaml: text, .basic, .default, .utf8) } catch { throw YAMLProblem(error) }
  }
}

/// Keys that may have aliases in them, of a text that has aliases at all.
///
/// Yams hashes each key to find those that stand twice, and goes through every alias in it: with lists of aliases of lists a
/// small text would keep it for ever. Only letters are looked at, so that some in quotes may be taken for a key.
private struct AliasedKeys {
  /// The text in ASCII: YAML's other line breaks (YAML 1.1 section 5.4) as line feeds, any other letter as one.
  private let bytes: [UInt8]

  init(_ text: String) {
    guard text.utf8.contains(UInt8(ascii: "*")) else {
      bytes = []
      return
    }
    bytes = text.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0x85, 0x2028, 0x2029: 0x0A
      case 0xFEFF: 0x20
      default: scalar.isASCII ? UInt8(truncatingIfNeeded: scalar.value) : UInt8(ascii: "x")
      }
    }
  }

  /// 1-based; nil when there is none.
  var firstLine: Int? {
    guard let alias = bytes.indices.first(where: isAlias) else { return nil }
    let isKey = { (index: Int) in
      isQuestion(index) || isAlias(index) && isColonNext(nameEnd(index)) || index > alias && isCollection(index)
    }
    return bytes.indices.first(where: isKey).map { key in bytes[..<key].count { $0 == 0x0A } + 1 }
  }

  private func isBlank(_ index: Int) -> Bool {
    !bytes.indices.contains(index) || [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index])
  }

  /// `*name` where a value can begin.
  private func isAlias(_ index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "*") else { return false }
    return (isBlank(index - 1) || ",[{:-?".utf8.contains(bytes[index - 1])) && nameEnd(index) > index + 1
  }

  private func nameEnd(_ index: Int) -> Int {
    bytes[(index + 1)...].firstIndex { !Self.isNamePart($0) } ?? bytes.count
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// A question mark that begins a key of several lines (YAML 1.2 section 8.2.2).
  private func isQuestion(_ index: Int) -> Bool {
    guard bytes[index] == UInt8(ascii: "?"), isBlank(index + 1) else { return false }
    let before = bytes[..<index].last { $0 != 0x20 && $0 != 0x09 }
    return before.map { $0 == 0x0A || $0 == 0x0D || ",[{-?".utf8.contains($0) } ?? true
  }

  /// The end of a list or mapping that is a key; not that of an address such as `[::1]:8080`.
  private func isCollection(_ index: Int) -> Bool {
    guard "]}".utf8.contains(bytes[index]), isColonNext(index + 1) else { return false }
    let inner = bytes[..<index].reversed().prefix { $0 != UInt8(ascii: "[") }
    return !inner.prefix(64).allSatisfy { ":.".utf8.contains($0) || Character(Unicode.Scalar($0)).isHexDigit }
  }

  /// Behind blanks and comments.
  private func isColonNext(_ start: Int) -> Bool {
    var index = start
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "#"), isBlank(index - 1) {
        index = bytes[index...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
      } else if isBlank(index) {
        index += 1
      } else {
        return bytes[index] == UInt8(ascii: ":")
      }
    }
    return false
  }
}
