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
