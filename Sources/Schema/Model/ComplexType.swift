public import XML

/// A complex type as it is written: what it adds to, or leaves of, its base (XML Schema 1.0 part 1 section 3.4).
public struct ComplexType: Sendable {
  /// Nil when it is written in place.
  public var name: XMLName?
  public var isAbstract = false
  public var isMixed = false
  public var derivation: Derivation?
  public var content: Content = .particle(nil)
  public var attributes: [AttributeUse] = []
  public var attributeGroups: [XMLName] = []
  public var attributeWildcard: Wildcard?
  public var documentation: String?
  /// Of a SOAP array: `wsdl:arrayType`, the type of its items and its dimensions.
  public var arrayType: ArrayType?

  public struct Derivation: Sendable {
    public var base: TypeUse
    public var isExtension: Bool
  }

  public enum Content: Sendable {
    /// Elements in this order; nil for none.
    case particle(Particle?)
    /// A text. The type restricts the base's, when it is a restriction; nil leaves the base's.
    case simple(SimpleType?)
  }

  public struct ArrayType: Sendable, Hashable {
    public var item: XMLName
    /// As written: `[]`, `[,]`, `[][]`.
    public var dimensions: String
  }
}

/// An attribute of a type (section 3.5).
public struct AttributeUse: Sendable {
  public enum Use: String, Sendable { case optional, required, prohibited }

  public var name: XMLName
  /// Nil for a reference to a global attribute of that name.
  public var type: TypeUse?
  public var use: Use
  public var constraint: ValueConstraint?
  public var documentation: String?
}
