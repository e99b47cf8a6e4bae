public import XML

/// A part of a content model and how often it occurs (XML Schema 1.0 part 1 section 3.9).
public struct Particle: Sendable {
  public var minOccurs: Int
  /// Nil for any number.
  public var maxOccurs: Int?
  public var term: Term

  public init(minOccurs: Int = 1, maxOccurs: Int? = 1, term: Term) {
    self.minOccurs = minOccurs
    self.maxOccurs = maxOccurs
    self.term = term
  }

  public indirect enum Term: Sendable {
    case element(ElementDeclaration)
    case elementReference(XMLName)
    case group(Compositor, [Particle])
    case groupReference(XMLName)
    case wildcard(Wildcard)
  }

  public enum Compositor: String, Sendable { case sequence, choice, all }
}

/// A place for elements, or attributes, that the schema does not name (section 3.10).
public struct Wildcard: Sendable, Hashable {
  public enum Processing: String, Sendable { case strict, lax, skip }
  public enum Namespaces: Sendable, Hashable {
    case any
    /// Any but this one, and not without a namespace.
    case other(than: String?)
    /// Nil stands for no namespace.
    case list([String?])
  }

  public var namespaces: Namespaces
  public var processing: Processing

  public func allows(_ namespace: String?) -> Bool {
    switch namespaces {
    case .any: true
    case .other(let own): namespace != nil && namespace != own
    case .list(let list): list.contains(namespace)
    }
  }
}
