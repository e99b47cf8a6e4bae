public import XML

/// A simple type as it is written: one step of its derivation (XML Schema 1.0 part 1 section 3.14).
public struct SimpleType: Sendable {
  public var name: XMLName?
  public var variety: Variety
  public var facets = Facets()
  public var documentation: String?

  public indirect enum Variety: Sendable {
    case restriction(of: TypeUse)
    case list(of: TypeUse)
    case union([TypeUse])
  }
}

/// What one step of a derivation demands of values (XML Schema 1.0 part 2 section 4.3).
public struct Facets: Sendable, Hashable {
  /// A value matches one of them.
  public var patterns: [String] = []
  public var enumeration: [Enumerated] = []
  public var length: Int?
  public var minLength: Int?
  public var maxLength: Int?
  public var minInclusive: String?
  public var maxInclusive: String?
  public var minExclusive: String?
  public var maxExclusive: String?
  public var totalDigits: Int?
  public var fractionDigits: Int?

  public struct Enumerated: Sendable, Hashable {
    public var value: String
    /// What the value means as a qualified name where it was written; nil when it can be none.
    public var name: XMLName?
  }

  public init() {}
}
