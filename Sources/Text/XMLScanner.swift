/// Cuts XML into nodes as fast as bytes can be looked at. Stops at the first that is not closed.
package struct XMLScanner {
  package enum Kind { case space, text, cdata, startTag, emptyTag, endTag, comment, instruction, docType }

  package struct Node {
    package var kind: Kind
    package var range: Range<Int>
    /// The element's name.
    package var name = 0..<0
    /// What `xml:space` of a start tag says.
    package var preservesSpace = false
  }

  /// An end tag is looked for among so many names of open elements: among all of them, a text without its end tags would
  /// take time with the square of its length.
  static let reach = 256

  private let bytes: [UInt8]
  private(set) var position: Int

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark is no part of the text.
    position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// - Parameter start: where a node begins.
  init(_ bytes: [UInt8], from start: Int) {
    self.init(bytes)
    position = max(position, start)
  }

  package mutating func next() -> Node? {
    guard position < bytes.count else { return nil }
    let node = bytes[position] == UInt8(ascii: "<") ? markup() : characters()
    if let node { position = node.range.upperBound }
    return node
  }

  /// Passes over a byte at which no node begins.
  mutating func skip() { position = min(position + 1, bytes.count) }

  /// Whether what begins here is a comment, section or instruction without its end.
  var isInOpenSection: Bool {
    let rest = bytes[position...]
    return rest.starts(with: "<!".utf8) || rest.starts(with: "<?".utf8)
  }

  private func characters() -> Node {
    var end = position
    while end < bytes.count, bytes[end].isXMLSpace { end += 1 }
    if end == bytes.count || bytes[end] == UInt8(ascii: "<") { return Node(kind: .space, range: position..<end) }
    while end < bytes.count, bytes[end] != UInt8(ascii: "<") { end += 1 }
    return Node(kind: .text, range: position..<end)
  }

  private func markup() -> Node? {
    guard position + 1 < bytes.count else { return nil }
    switch bytes[position + 1] {
    case UInt8(ascii: "/"): return endTag()
    case UInt8(ascii: "?"): return section(.instruction, from: position + 2, until: "?>")
    case UInt8(ascii: "!"): return declaration()
    case let byte where byte.startsXMLName: return startTag()
    default: return nil
    }
  }

  private func declaration() -> Node? {
    let rest = bytes[position...]
    if rest.starts(with: "<!--".utf8) { return section(.comment, from: position + 4, until: "-->") }
    if rest.starts(with: "<![CDATA[".utf8) { return section(.cdata, from: position + 9, until: "]]>") }
    return rest.starts(with: "<!DOCTYPE".utf8) ? docType() : nil
  }

  private func section(_ kind: Kind, from start: Int, until mark: String) -> Node? {
    bytes[...].firstIndex(of: Array(mark.utf8), from: start).map {
      Node(kind: kind, range: position..<$0 + mark.utf8.count)
    }
  }

  /// Ends at the `>` that is outside quotes, comments and the internal subset's brackets.
  private func docType() -> Node? {
    var index = position
    var isInSubset = false
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let quote = bytes[(index + 1)...].firstIndex(of: bytes[index]) else { return nil }
        index = quote
      case UInt8(ascii: "<") where bytes[index...].starts(with: "<!--".utf8):
        guard let end = bytes[...].firstIndex(of: Array("-->".utf8), from: index + 4) else { return nil }
        index = end
      case UInt8(ascii: "["): isInSubset = true
      case UInt8(ascii: "]"): isInSubset = false
      case UInt8(ascii: ">") where !isInSubset: return Node(kind: .docType, range: position..<index + 1)
      default: break
      }
      index += 1
    }
    return nil
  }

  private func endTag() -> Node? {
    let name = self.name(from: position + 2)
    var end = name.upperBound
    while end < bytes.count, bytes[end].isXMLSpace { end += 1 }
    guard !name.isEmpty, end < bytes.count, bytes[end] == UInt8(ascii: ">") else { return nil }
    return Node(kind: .endTag, range: position..<end + 1, name: name)
  }

  private func startTag() -> Node? {
    let name = self.name(from: position + 1)
    var node = Node(kind: .startTag, range: position..<position, name: name)
    var index = name.upperBound
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ">"):
        if bytes[index - 1] == UInt8(ascii: "/") { node.kind = .emptyTag }
        node.range = position..<index + 1
        return node
      case UInt8(ascii: "<"): return nil
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let close = valueEnd(from: index + 1, quote: bytes[index]) else { return nil }
        if preserves(nameEnd: index, value: index + 1..<close) { node.preservesSpace = true }
        index = close
      default: break
      }
      index += 1
    }
    return nil
  }

  private func name(from start: Int) -> Range<Int> {
    var end = start
    while end < bytes.count, bytes[end].isInXMLName { end += 1 }
    return start..<end
  }

  private func valueEnd(from start: Int, quote: UInt8) -> Int? {
    var end = start
    while end < bytes.count, bytes[end] != quote {
      if bytes[end] == UInt8(ascii: "<") { return nil }
      end += 1
    }
    return end < bytes.count ? end : nil
  }

  private func preserves(nameEnd: Int, value: Range<Int>) -> Bool {
    guard value.count == 8, bytes[value].elementsEqual("preserve".utf8) else { return false }
    let before = bytes[..<nameEnd].dropLast(while: { $0.isXMLSpace || $0 == UInt8(ascii: "=") })
    return before.suffix(9).elementsEqual("xml:space".utf8)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func dropLast(while isDropped: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    var end = endIndex
    while end > startIndex, isDropped(self[end - 1]) { end -= 1 }
    return self[..<end]
  }
}
