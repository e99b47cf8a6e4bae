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
  /// Of the messages, counted for each operation that has them; ports of one binding share theirs.
  public var parts: Int
  public var schemas: Int
  /// Elements, attributes and policies that bindings share, counted for each binding or operation that they belong to.
  public var repetitions: Int

  public init(
    documents: Int = 1000, bytes: Int = 32 * 1024 * 1024, nodes: Int = 1_000_000, missing: Int = 200,
    operations: Int = 200_000, parts: Int = 100_000, schemas: Int = 5000, repetitions: Int = 1_500_000
  ) {
    self.repetitions = repetitions
    self.parts = parts
    self.schemas = schemas
    self.missing = missing
    self.operations = operations
    self.documents = documents
    self.bytes = bytes
    self.nodes = nodes
  }
}
