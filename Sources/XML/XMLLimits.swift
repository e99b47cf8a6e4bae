/// What one parse may cost.
public struct XMLLimits: Sendable, Hashable {
  public var bytes: Int
  public var depth: Int
  public var attributesPerTag: Int
  public var namespacesInForce: Int

  public init(
    bytes: Int = 64 * 1024 * 1024, depth: Int = 256, attributesPerTag: Int = 2048, namespacesInForce: Int = 4096
  ) {
    self.bytes = bytes
    self.depth = depth
    self.attributesPerTag = attributesPerTag
    self.namespacesInForce = namespacesInForce
  }
}
