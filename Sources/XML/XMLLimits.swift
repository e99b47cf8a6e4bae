/// What one parse may cost.
public struct XMLLimits: Sendable, Hashable {
  public var bytes: Int
  public var depth: Int
  public var attributesPerTag: Int
  public var namespacesInForce: Int
  /// Names, prefixes and namespaces that differ: the parser's table of them grows slow.
  public var distinctNames: Int

  public init(
    bytes: Int = 64 * 1024 * 1024, depth: Int = 256, attributesPerTag: Int = 2048, namespacesInForce: Int = 4096,
    distinctNames: Int = 100_000
  ) {
    self.distinctNames = distinctNames
    self.bytes = bytes
    self.depth = depth
    self.attributesPerTag = attributesPerTag
    self.namespacesInForce = namespacesInForce
  }
}
