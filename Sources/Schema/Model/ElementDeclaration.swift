public import XML

/// An element that a schema declares (XML Schema 1.0 part 1 section 3.3).
public struct ElementDeclaration: Sendable {
  public var name: XMLName
  public var type: TypeUse
  public var isNillable = false
  public var isAbstract = false
  public var constraint: ValueConstraint?
  public var documentation: String?
  /// The head of the substitution group that it belongs to.
  public var substitutes: XMLName?
  /// What must differ below it, and what must be there to be referred to.
  var constraints: [IdentityConstraint] = []

  public init(name: XMLName, type: TypeUse) {
    self.name = name
    self.type = type
  }
}

/// A value that the schema gives: taken when nothing is written, or the only one allowed.
public enum ValueConstraint: Sendable, Hashable {
  case `default`(String)
  case fixed(String)

  public var value: String {
    switch self {
    case .default(let value), .fixed(let value): value
    }
  }
}

/// The type of an element or attribute: by name, or written in place.
public indirect enum TypeUse: Sendable {
  case named(XMLName)
  case anonymous(TypeDefinition)

  public var name: XMLName? {
    if case .named(let name) = self { name } else { nil }
  }
}

public indirect enum TypeDefinition: Sendable {
  case simple(SimpleType)
  case complex(ComplexType)
}
