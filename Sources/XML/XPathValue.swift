/// What an XPath expression evaluates to (XPath 1.0 section 1).
public enum XPathValue: Sendable, Hashable {
  /// The string-value of each node, in document order.
  case nodes([String])
  case text(String)
  case number(Double)
  case bool(Bool)
}

/// The nodes that an XPath expression has, with where they are.
public struct XPathSelection: Sendable, Hashable {
  public struct Node: Sendable, Hashable {
    /// As libxml2 writes it: `/s:Envelope/s:Body/*[1]`; empty for a namespace.
    public var path: String
    /// XPath 1.0 section 5: the text of the node and all in it.
    public var value: String
    /// How many elements begin before the element, or the one that the node belongs to; nil when it belongs to none.
    public var element: Int?
  }

  /// In document order; the first ones when there are more than were asked for.
  public var nodes: [Node]
  /// Of all.
  public var count: Int
}
