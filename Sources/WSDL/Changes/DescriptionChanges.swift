public import Schema

/// What is different between a description as it was and as it is now, port by port and operation by operation.
public struct DescriptionChanges: Sendable, Hashable {
  /// Those with a change, in the order of the new description, removed ones last.
  public var ports: [Port] = []
  /// Whether all messages were compared to their ends; content beyond what one comparison may cost is not.
  public var isComplete = true

  public var isEmpty: Bool { ports.isEmpty }

  public enum Kind: String, Sendable { case added, removed, changed }

  public struct Port: Sendable, Hashable {
    /// Nil for a binding without a port.
    public var service: String?
    public var name: String
    public var kind: Kind
    public var values: [Value] = []
    public var operations: [Operation] = []
  }

  public struct Operation: Sendable, Hashable {
    public var name: String
    /// Which of several operations of that name, from 1.
    public var number = 1
    public var kind: Kind
    public var values: [Value] = []
    public var elements: [Element] = []
  }

  /// Something that has one value: `address`, `soapAction`, ….
  public struct Value: Sendable, Hashable {
    public var name: String
    /// Nil where nothing was said.
    public var before: String?
    public var after: String?

    public init(_ name: String, before: String?, after: String?) {
      self.name = name
      self.before = before
      self.after = after
    }
  }

  /// A place in one of the operation's messages.
  public struct Element: Sendable, Hashable {
    /// `input`, `output`, `input header`, `output header`, `fault NAME`.
    public var message: String
    public var change: ElementChange
  }

  public init() {}

  /// Compares two descriptions.
  public init(from old: ServiceDescription, to new: ServiceDescription) {
    var comparison = DescriptionComparison(old, new)
    ports = comparison.ports()
    isComplete = comparison.isComplete
  }
}
