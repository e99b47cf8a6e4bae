/// What takes the place of a match. For a regular expression `$1`…`$9` are what its parentheses captured, `$0` is the
/// whole match, `$$` a dollar, `\n` and `\t` a line end and a tab; plain text stands as it is.
public struct Replacement: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case bytes([UInt8])
    case group(Int)
  }

  public let text: String
  private let parts: [Part]

  public init(_ text: String, for pattern: FindPattern) {
    self.text = text
    parts = pattern.options.contains(.regularExpression) ? Self.parts(of: text) : [.bytes(Array(text.utf8))]
  }

  public var wantsGroups: Bool { parts.contains { if case .group = $0 { true } else { false } } }

  public func bytes(for match: RegularExpression.Match, in text: [UInt8]) -> [UInt8] {
    parts.flatMap { part -> [UInt8] in
      switch part {
      case .bytes(let bytes): return bytes
      case .group(0): return Array(text[match.range])
      case .group(let number):
        guard match.groups.indices.contains(number - 1), let range = match.groups[number - 1] else { return [] }
        return Array(text[range])
      }
    }
  }

  private static func parts(of text: String) -> [Part] {
    var parts: [Part] = []
    var plain: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch (byte, rest.first) {
      case (UInt8(ascii: "$"), let digit?) where (0x30...0x39).contains(digit):
        parts += [.bytes(plain), .group(Int(digit) - 0x30)]
        plain = []
      case (UInt8(ascii: "$"), UInt8(ascii: "$")), (UInt8(ascii: "\\"), UInt8(ascii: "\\")): plain.append(byte)
      case (UInt8(ascii: "\\"), UInt8(ascii: "n")): plain.append(UInt8(ascii: "\n"))
      case (UInt8(ascii: "\\"), UInt8(ascii: "t")): plain.append(UInt8(ascii: "\t"))
      default:
        plain.append(byte)
        continue
      }
      rest = rest.dropFirst()
    }
    return parts + [.bytes(plain)]
  }
}
