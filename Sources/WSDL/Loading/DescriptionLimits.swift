/// What one import may cost, all its documents together.
public struct DescriptionLimits: Sendable, Hashable {
  public var documents: Int
  public var bytes: Int
  /// Tags, end tags and attributes.
  public var nodes: Int
  /// Documents that are named and cannot be read.
  public var missing: Int
  /// Of all ports.
  public var operations: Int

  public init(
    documents: Int = 1000, bytes: Int = 32 * 1024 * 1024, nodes: Int = 1_000_000, missing: Int = 200,
    operations: Int = 200_000
  ) {
    self.missing = missing
    self.operations = operations
    self.documents = documents
    self.bytes = bytes
    self.nodes = nodes
  }
}
