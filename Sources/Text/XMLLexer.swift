/// A stretch of XML that looks the same.
public struct XMLToken: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// `<name`, `</name`, `>` and `/>`.
    case tag
    /// An attribute's name, and the equals sign.
    case attribute
    /// An attribute's value with its quotes, or the part of it between references.
    case value
    case text
    case entity
    case comment
    case cdata
    /// XML declaration, processing instruction or document type declaration.
    case instruction
    /// What XML does not allow here.
    case error
  }

  public var kind: Kind
  public var range: Range<Int>
}

/// Cuts XML bytes into tokens for colouring. Every byte is in exactly one token, whatever the bytes are.
///
/// `state` says where in the grammar the bytes begin and, once they are used up, where the next ones do.
public struct XMLLexer: Sequence, IteratorProtocol, Sendable {
  public enum State: Sendable, Hashable {
    case text
    /// In a tag, after its name.
    case tag
    case value(quote: UInt8)
    case comment, cdata, instruction
    case docType(isInSubset: Bool)
  }

  public private(set) var state: State
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  public init(_ bytes: ArraySlice<UInt8>, state: State = .text) {
    self.bytes = bytes
    self.state = state
    position = bytes.startIndex
  }

  public mutating func next() -> XMLToken? {
    guard position < bytes.endIndex else { return nil }
    switch state {
    case .text: return inText()
    case .tag: return inTag()
    case .value(let quote): return inValue(quote, from: position)
    case .comment: return section(.comment, until: "-->", from: position)
    case .cdata: return section(.cdata, until: "]]>", from: position)
    case .instruction: return section(.instruction, until: "?>", from: position)
    case .docType(let isInSubset): return inDocType(isInSubset: isInSubset)
    }
  }
}

extension XMLLexer {
  private mutating func inText() -> XMLToken {
    switch bytes[position] {
    case UInt8(ascii: "<"): markup()
    case UInt8(ascii: "&"): reference()
    default: token(.text, to: index { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") })
    }
  }

  private mutating func markup() -> XMLToken {
    if starts(with: "<!--") { return section(.comment, until: "-->", from: position + 4) }
    if starts(with: "<![CDATA[") { return section(.cdata, until: "]]>", from: position + 9) }
    if starts(with: "<?") { return section(.instruction, until: "?>", from: position + 2) }
    if starts(with: "<!") {
      state = .docType(isInSubset: false)
      return token(.instruction, to: position + 2)
    }
    let name = starts(with: "</") ? position + 2 : position + 1
    guard name < bytes.endIndex, bytes[name].startsXMLName else { return token(.error, to: position + 1) }
    state = .tag
    return token(.tag, to: index(from: name) { !$0.isInXMLName })
  }

  private mutating func reference() -> XMLToken {
    let end = index(from: position + 1) { !($0.isInXMLName || $0 == UInt8(ascii: "#")) }
    guard end > position + 1, end < bytes.endIndex, bytes[end] == UInt8(ascii: ";") else {
      return token(.error, to: position + 1)
    }
    return token(.entity, to: end + 1)
  }

  private mutating func inTag() -> XMLToken {
    switch bytes[position] {
    case UInt8(ascii: ">"):
      state = .text
      return token(.tag, to: position + 1)
    case UInt8(ascii: "/") where starts(with: "/>"):
      state = .text
      return token(.tag, to: position + 2)
    case UInt8(ascii: "<"):
      return markup()
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return inValue(bytes[position], from: position + 1)
    case UInt8(ascii: "="):
      return token(.attribute, to: position + 1)
    case let byte where byte.isXMLSpace:
      return token(.text, to: index { !$0.isXMLSpace })
    case let byte where byte.startsXMLName:
      return token(.attribute, to: index { !$0.isInXMLName })
    default:
      return token(.error, to: position + 1)
    }
  }

  /// A value never holds `<`: a forgotten quote spoils one tag, not the rest of the text.
  private mutating func inValue(_ quote: UInt8, from start: Int) -> XMLToken {
    state = .value(quote: quote)
    if start == position, bytes[start] == UInt8(ascii: "&") { return reference() }
    if start == position, bytes[start] == UInt8(ascii: "<") { return markup() }
    let end = index(from: start) { $0 == quote || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
    guard end < bytes.endIndex, bytes[end] == quote else { return token(.value, to: end) }
    state = .tag
    return token(.value, to: end + 1)
  }

  private mutating func inDocType(isInSubset: Bool) -> XMLToken {
    let end = index { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") || $0 == UInt8(ascii: ">") }
    guard end < bytes.endIndex else { return token(.instruction, to: end) }
    switch bytes[end] {
    case UInt8(ascii: "["): state = .docType(isInSubset: true)
    case UInt8(ascii: "]"): state = .docType(isInSubset: false)
    default: if !isInSubset { state = .text }
    }
    return token(.instruction, to: end + 1)
  }

  private mutating func section(_ kind: XMLToken.Kind, until mark: String, from start: Int) -> XMLToken {
    if let end = bytes.firstIndex(of: Array(mark.utf8), from: start) {
      state = .text
      return token(kind, to: end + mark.utf8.count)
    }
    state = kind == .comment ? .comment : kind == .cdata ? .cdata : .instruction
    return token(kind, to: bytes.endIndex)
  }

  private mutating func token(_ kind: XMLToken.Kind, to end: Int) -> XMLToken {
    defer { position = end }
    return XMLToken(kind: kind, range: position..<end)
  }

  private func index(from start: Int? = nil, where isEnd: (UInt8) -> Bool) -> Int {
    bytes[Swift.min(start ?? position, bytes.endIndex)...].firstIndex(where: isEnd) ?? bytes.endIndex
  }

  private func starts(with mark: String) -> Bool { bytes[position...].starts(with: mark.utf8) }
}
