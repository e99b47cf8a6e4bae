/// Where elements begin in a text.
public enum StartTags {
  /// The tag of each element, by how many elements begin before it. What the text has not is left out.
  public static func ranges(of indices: Set<Int>, in bytes: [UInt8]) -> [Int: Range<Int>] {
    var scanner = XMLScanner(bytes)
    var ranges: [Int: Range<Int>] = [:]
    var index = 0
    while ranges.count < indices.count, let node = scanner.next() {
      guard node.kind == .startTag || node.kind == .emptyTag else { continue }
      if indices.contains(index) { ranges[index] = node.range }
      index += 1
    }
    return ranges
  }
}

extension StartTags {
  /// The tag of each element by the way to it: at each level its place among the child elements, from 0; empty for the
  /// root. What the text has not is left out.
  public static func ranges(at paths: Set<[Int]>, in bytes: [UInt8]) -> [[Int]: Range<Int>] {
    var scanner = XMLScanner(bytes)
    var ranges: [[Int]: Range<Int>] = [:]
    var path: [Int] = []
    // Of each open element, how many of its children have begun; the first counts roots.
    var counts = [0]
    while ranges.count < paths.count, let node = scanner.next() {
      switch node.kind {
      case .startTag, .emptyTag:
        let here = counts.count == 1 ? [] : path + [counts[counts.count - 1]]
        counts[counts.count - 1] += 1
        if paths.contains(here) { ranges[here] = node.range }
        guard node.kind == .startTag else { continue }
        path = here
        counts.append(0)
      case .endTag:
        guard counts.count > 1 else { return ranges }
        counts.removeLast()
        if !path.isEmpty { path.removeLast() }
      default: break
      }
    }
    return ranges
  }

  /// The name of an attribute in a tag, by its local name; nil when the tag has none.
  public static func attribute(_ name: String, in tag: Range<Int>, of bytes: [UInt8]) -> Range<Int>? {
    let wanted = Array(name.utf8)
    return XMLLexer(bytes[tag]).first { token in
      guard token.kind == .attribute, bytes[token.range.lowerBound] != UInt8(ascii: "=") else { return false }
      return bytes[token.range].elementsEqual(wanted)
        || bytes[token.range].reversed().starts(with: wanted.reversed() + [UInt8(ascii: ":")])
    }?.range
  }

  /// The element's name in its tag.
  public static func name(in tag: Range<Int>, of bytes: [UInt8]) -> Range<Int> {
    let start = min(tag.lowerBound + 1, tag.upperBound)
    let end = bytes[start..<tag.upperBound].firstIndex { !$0.isInXMLName } ?? tag.upperBound
    return start..<max(start, end)
  }
}

extension StartTags {
  /// How far stray text is looked for.
  private static let reach = 64 << 10

  /// The first text but white space between an element's children; nil when there is none nearby.
  public static func strayText(after tag: Range<Int>, in bytes: [UInt8]) -> Range<Int>? {
    let part = Array(bytes[tag.upperBound..<min(bytes.count, tag.upperBound + reach)])
    var scanner = XMLScanner(part)
    var depth = 0
    while let node = scanner.next() {
      switch node.kind {
      case .startTag: depth += 1
      case .endTag: depth -= 1
      case .text where depth == 0, .cdata where depth == 0:
        let start = part[node.range].firstIndex { !$0.isXMLSpace } ?? node.range.lowerBound
        let end = part[node.range].lastIndex { !$0.isXMLSpace }.map { $0 + 1 } ?? node.range.upperBound
        return tag.upperBound + start..<tag.upperBound + end
      default: break
      }
      if depth < 0 { return nil }
    }
    return nil
  }
}
