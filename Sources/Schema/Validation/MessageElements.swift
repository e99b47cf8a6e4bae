public import XML

/// The elements of messages that only a description knows of, and no schema declares.
public struct MessageElements: Sendable, Hashable {
  public var wrappers: [RPCWrapper]
  /// Header blocks and details of faults whose message part names a type.
  public var typed: [Typed]
  /// Whether a message part's type stands for the whole body of a message: what is in a body then need not be declared.
  public var hasTypedBody: Bool
  /// Whether a message has nothing in its body: then an empty body is checked with that.
  public var hasEmptyBody: Bool

  public struct Typed: Sendable, Hashable {
    public var name: XMLName
    public var type: XMLName

    public init(name: XMLName, type: XMLName) {
      self.name = name
      self.type = type
    }
  }

  public init(
    wrappers: [RPCWrapper] = [], typed: [Typed] = [], hasTypedBody: Bool = false, hasEmptyBody: Bool = false
  ) {
    self.wrappers = wrappers
    self.typed = typed
    self.hasTypedBody = hasTypedBody
    self.hasEmptyBody = hasEmptyBody
  }
}

extension MessageElements {
  /// Schemas that declare what `set` does not, for what only knows schemas.
  public func schemas(beside set: SchemaSet) -> [SchemaDocument] {
    MessageSchemas(self, set).documents.enumerated().map { SchemaDocument(location: "messages \($0 + 1)", root: $1) }
  }
}
