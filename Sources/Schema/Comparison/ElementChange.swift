/// What is different at one place of a message.
public struct ElementChange: Sendable, Hashable {
  public enum Kind: String, Sendable {
    case added, removed, changed
    /// The same elements in another order.
    case reordered
  }

  public var kind: Kind
  /// From the message's root: `Order/item/@id`; a derived type or a substitute stands in parentheses.
  public var path: String
  /// Occurrence, type and facets in a person's words; can be shown as they are. Nil where there was nothing.
  public var before: String?
  /// Nil where there is nothing any more.
  public var after: String?

  public init(_ kind: Kind, _ path: String, before: String?, after: String?) {
    self.kind = kind
    self.path = path
    self.before = before
    self.after = after
  }
}
