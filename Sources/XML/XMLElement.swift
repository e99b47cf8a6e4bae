/// An element of a parsed document, as a plain value. Copies share what they hold until one of them is changed.
public struct XMLElement: Sendable {
  @usableFromInline var content: Content

  /// Written only while a single value refers to it (`detach`), so that no thread sees another change it.
  @usableFromInline final class Content: @unchecked Sendable {
    @usableFromInline var name: XMLName
    @usableFromInline var prefix: String?
    @usableFromInline var declarations: [Declaration]
    @usableFromInline var attributes: [Attribute]
    @usableFromInline var children: [XMLNode]
    /// 0 for none.
    @usableFromInline var line: Int32 = 0

    @usableFromInline init(
      _ name: XMLName, _ prefix: String?, _ declarations: [Declaration], _ attributes: [Attribute],
      _ children: [XMLNode]
    ) {
      self.name = name
      self.prefix = prefix
      self.declarations = declarations
      self.attributes = attributes
      self.children = children
    }
  }

  @inlinable public init(
    name: XMLName, prefix: String? = nil, declarations: [Declaration] = [], attributes: [Attribute] = [],
    children: [XMLNode] = []
  ) {
    content = Content(name, prefix, declarations, attributes, children)
  }

  @usableFromInline mutating func detach() {
    if isKnownUniquelyReferenced(&content) { return }
    let copy = Content(content.name, content.prefix, content.declarations, content.attributes, content.children)
    copy.line = content.line
    content = copy
  }

  @inlinable public var name: XMLName {
    get { content.name }
    _modify {
      detach()
      yield &content.name
    }
  }

  @inlinable public var prefix: String? {
    get { content.prefix }
    _modify {
      detach()
      yield &content.prefix
    }
  }

  /// Declared on this element itself; a nil prefix is the default namespace.
  @inlinable public var declarations: [Declaration] {
    get { content.declarations }
    _modify {
      detach()
      yield &content.declarations
    }
  }

  @inlinable public var attributes: [Attribute] {
    get { content.attributes }
    _modify {
      detach()
      yield &content.attributes
    }
  }

  @inlinable public var children: [XMLNode] {
    get { content.children }
    _modify {
      detach()
      yield &content.children
    }
  }

  /// Where the start tag ends in the text that it was read from, from 1; nil for an element that was made. For messages:
  /// it is no part of the value.
  public internal(set) var line: Int? {
    get { content.line == 0 ? nil : Int(content.line) }
    set {
      detach()
      content.line = Int32(clamping: newValue ?? 0)
    }
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

extension XMLElement: Hashable {
  public static func == (a: XMLElement, b: XMLElement) -> Bool {
    let (one, other) = (a.content, b.content)
    if one === other { return true }
    return one.name == other.name && one.prefix == other.prefix && one.declarations == other.declarations
      && one.attributes == other.attributes && one.children == other.children
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(prefix)
    hasher.combine(declarations)
    hasher.combine(attributes)
    hasher.combine(children)
  }
}

/// A child of an element. CDATA sections are text.
public enum XMLNode: Sendable, Hashable {
  case element(XMLElement)
  case text(String)
  case comment(String)
  indirect case instruction(target: String, data: String)
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
    if children.count == 1, case .text(let text) = children[0] { return text }
    return children.map { child in
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
  public func first(_ name: XMLName) -> XMLElement? {
    for case .element(let element) in children where element.name == name { return element }
    return nil
  }

  public func all(_ name: XMLName) -> [XMLElement] {
    children.compactMap { child in
      if case .element(let element) = child, element.name == name { element } else { nil }
    }
  }

  public func attribute(_ name: XMLName) -> String? { attributes.first { $0.name == name }?.value }
}
