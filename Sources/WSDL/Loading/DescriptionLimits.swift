/// What one import may cost, all its documents together.
public struct DescriptionLimits: Sendable, Hashable {
  public var documents: Int
  public var bytes: Int
  /// Tags, end tags and attributes.
  public var nodes: Int

  public init(documents: Int = 1000, bytes: Int = 32 * 1024 * 1024, nodes: Int = 1_000_000) {
    self.documents = documents
    self.bytes = bytes
    self.nodes = nodes
  }
}
