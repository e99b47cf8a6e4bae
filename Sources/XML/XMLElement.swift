/// An element of a parsed document, as a plain value.
public struct XMLElement: Sendable, Hashable {
  public var name: XMLName
  public var prefix: String?
  /// Declared on this element itself; a nil prefix is the default namespace.
  public var declarations: [Declaration]
  public var attributes: [Attribute]
  public var children: [XMLNode]

  public init(
    name: XMLName, prefix: String? = nil, declarations: [Declaration] = [], attributes: [Attribute] = [],
    children: [XMLNode] = []
  ) {
    self.name = name
    self.prefix = prefix
    self.declarations = declarations
    self.attributes = attributes
    self.children = children
  }

  public struct Declaration: Sendable, Hashable {
    public var prefix: String?
    public var namespace: String

    public init(prefix: String?, namespace: String) {
      self.prefix = prefix
      self.namespace = namespace
    }
  }

  public struct Attribute: Sendable, Hashable {
    public var name: XMLName
    public var prefix: String?
    public var value: String

    public init(name: XMLName, prefix: String? = nil, value: String) {
      self.name = name
      self.prefix = prefix
      self.value = value
    }
  }
}

/// A child of an element. CDATA sections are text.
public indirect enum XMLNode: Sendable, Hashable {
  case element(XMLElement)
  case text(String)
  case comment(String)
  case instruction(target: String, data: String)
}

extension XMLElement {
  /// The child elements, in order.
  public var elements: [XMLElement] {
    children.compactMap { child in
      if case .element(let element) = child { element } else { nil }
    }
  }

  /// All text below, in document order.
  public var text: String {
    children.map { child in
      switch child {
      case .text(let text): text
      case .element(let element): element.text
      case .comment, .instruction: ""
      }
    }.joined()
  }

  /// The text with white space cut off at both ends, as schema types of tokens want it.
  public var token: String {
    let text = text
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    let end = text.lastIndex { !$0.isWhitespace }.map { text.index(after: $0) } ?? start
    return String(text[start..<end])
  }

  /// The first child element of that name.
  public func first(_ name: XMLName) -> XMLElement? { elements.first { $0.name == name } }

  public func all(_ name: XMLName) -> [XMLElement] { elements.filter { $0.name == name } }

  public func attribute(_ name: XMLName) -> String? { attributes.first { $0.name == name }?.value }
}
