/// What stands around a place of a text: what can be typed there, and in which element. Also where the text is not
/// well-formed yet.
public struct XMLPlace: Sendable {
  public enum Kind: Sendable, Equatable {
    /// Between tags.
    case content
    /// Behind `<`. A whole tag is one that ends.
    case elementName(isInWholeTag: Bool)
    /// Behind `</`.
    case endTag
    case attributeName
    /// Between the quotes.
    case attributeValue(of: String)
  }

  public struct Element: Sendable {
    /// As written, with its prefix.
    public var name: String
    public var attributes: [(name: String, value: String)] = []
    /// Names of the child elements before the place; of the innermost element only.
    public var children: [String] = []
  }

  public var kind: Kind
  /// What has been typed already and will be replaced.
  public var typed: Range<Int>
  /// The elements around the place, outermost first; for attributes their own last.
  public var around: [Element]
  /// Names of the elements that follow in the same one, as far as was looked.
  public var following: [String] = []

  /// Nil in comments and the like.
  public init?(at offset: Int, in bytes: [UInt8]) {
    var scan = Scan(bytes)
    self.init(at: min(max(0, offset), bytes.count), in: bytes, &scan)
  }

  /// - Parameter scan: where to begin; then what was gone through.
  init?(at offset: Int, in bytes: [UInt8], _ scan: inout Scan) {
    guard let found = scan.run(to: offset) else { return nil }
    around = scan.around
    switch found {
    case .content(let start):
      let name = Self.nameStart(before: offset, from: start, in: bytes)
      (kind, typed) = (.content, name..<Self.nameEnd(from: offset, in: bytes, if: name < offset))
    case .tag(let start, let end):
      guard let tag = OpenTag(start: start, end: end, at: offset, in: bytes) else { return nil }
      (kind, typed) = (tag.kind, tag.typed)
      if let element = tag.element { around.append(element) }
    }
    if kind == .content || kind == .endTag || isName { following = scan.following(from: max(offset, typed.upperBound)) }
  }

  private var isName: Bool { if case .elementName = kind { true } else { false } }

  /// What of a name stands before the place, when nothing but white space is before it.
  private static func nameStart(before offset: Int, from start: Int, in bytes: [UInt8]) -> Int {
    var name = offset
    while name > start, bytes[name - 1].isInXMLName { name -= 1 }
    return bytes[start..<name].allSatisfy(\.isXMLSpace) ? name : offset
  }

  private static func nameEnd(from offset: Int, in bytes: [UInt8], if isInName: Bool) -> Int {
    var end = offset
    while isInName, end < bytes.count, bytes[end].isInXMLName { end += 1 }
    return end
  }
}

/// A tag with a place in it.
struct OpenTag {
  var kind: XMLPlace.Kind
  var typed: Range<Int>
  /// Of attributes.
  var element: XMLPlace.Element?

  /// - Parameter end: nil when the tag does not end.
  init?(start: Int, end: Int?, at offset: Int, in bytes: [UInt8]) {
    let isEnd = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "/") && start + 1 < offset
    let nameStart = start + (isEnd ? 2 : 1)
    let nameEnd = bytes[nameStart...].firstIndex { !$0.isInXMLName } ?? bytes.count
    if offset <= nameEnd {
      kind = isEnd ? .endTag : .elementName(isInWholeTag: end != nil)
      typed = min(nameStart, offset)..<max(offset, nameEnd)
      return
    }
    if isEnd { return nil }
    // A tag that does not end goes as far as its line, and no further than the next one.
    let limit = end ?? bytes[offset...].firstIndex { $0 == UInt8(ascii: "<") || $0 == 0x0A } ?? bytes.count
    element = XMLPlace.Element(
      name: String(decoding: bytes[nameStart..<nameEnd], as: UTF8.self),
      attributes: Self.attributes(in: start..<limit, of: bytes))
    var lexer = XMLLexer(bytes[start..<offset])
    var last: XMLToken?
    var attribute: Range<Int>?
    while let token = lexer.next() {
      if token.kind == .attribute, bytes[token.range.lowerBound] != UInt8(ascii: "=") { attribute = token.range }
      last = token
    }
    if case .value(let quote) = lexer.state, let attribute {
      let open = bytes[attribute.upperBound..<offset].firstIndex(of: quote).map { $0 + 1 } ?? offset
      let close = bytes[offset..<limit].firstIndex { $0 == quote || $0 == UInt8(ascii: "<") } ?? offset
      kind = .attributeValue(of: String(decoding: bytes[attribute], as: UTF8.self))
      typed = open..<(close < limit && bytes[close] == quote ? close : offset)
      return
    }
    kind = .attributeName
    let isInName = last?.kind == .attribute && last?.range == attribute
    typed = isInName ? (attribute?.lowerBound ?? offset)..<offset : offset..<offset
  }

  static func attributes(in tag: Range<Int>, of bytes: [UInt8]) -> [(name: String, value: String)] {
    var result: [(name: String, value: String)] = []
    var name: String?
    for token in XMLLexer(bytes[tag]) {
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      switch token.kind {
      case .attribute where text != "=":
        if let name { result.append((name, "")) }
        name = text
      case .value:
        if let known = name { result.append((known, String(text.dropFirst().dropLast()))) }
        name = nil
      default: break
      }
    }
    if let name { result.append((name, "")) }
    return result
  }
}
