public import XML

/// An element that follows its schema, with everything that is worth knowing about it.
public struct Sample: Sendable {
  /// Declares every prefix that it uses.
  public var element: XMLElement
  /// Where it could not be made valid, and why; empty for a valid one.
  public var problems: [SchemaProblem]

  /// Indented, a line for each element.
  public func text(depth: Int = 0) -> String { element.indented(depth: depth) }
}
