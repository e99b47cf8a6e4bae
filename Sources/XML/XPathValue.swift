/// What an XPath expression evaluates to (XPath 1.0 section 1).
public enum XPathValue: Sendable, Hashable {
  /// The string-value of each node, in document order.
  case nodes([String])
  case text(String)
  case number(Double)
  case bool(Bool)
}
