public import XML

/// Writes sample messages that are valid against a set of schemas as they stand.
///
/// The same set and settings give the same text, byte for byte. Recursion, choices, abstract types and substitution groups
/// are decided by the cost of what they need (`ContentCost`). For one thread; keep it for all messages of a description,
/// because it remembers what it worked out.
public struct SampleWriter {
  public let set: SchemaSet
  public var optional: OptionalParts
  /// SOAP encoding: every element says its type, and arrays their size (SOAP 1.1 section 5).
  public var isEncoded: Bool
  /// How many elements a sample may have; the parts that may be left out are cut to it, level by level.
  public var elementLimit = 1500
  private let costs: ContentCost
  private let values = SampleValues()
  private let prefixes: PrefixTable

  public init(_ set: SchemaSet, optional: OptionalParts = .comment, isEncoded: Bool = false) {
    self.set = set
    self.optional = optional
    self.isEncoded = isEncoded
    costs = ContentCost(set)
    prefixes = PrefixTable(set)
  }

  /// A global element.
  ///
  /// - Throws: `schema-missing-element`, when it is not declared.
  public func sample(element name: XMLName) throws(SchemaProblem) -> Sample {
    guard let declaration = set.element(name) else { throw .undeclared("element", name) }
    return sample { builder in builder.globalElement(declaration, builder.optional) }
  }

  /// An element of a type: a part of an rpc message, or of a document that names a type.
  ///
  /// - Throws: `schema-missing-type`, when it is not declared.
  public func sample(type: XMLName, named name: XMLName) throws(SchemaProblem) -> Sample {
    guard set.declares(type: type) || type == .anyType || type.isSOAPEncoding else { throw .undeclared("type", type) }
    let declaration = ElementDeclaration(name: name, type: .named(type))
    return sample { builder in builder.element(declaration, builder.optional) }
  }

  /// An element as it is declared somewhere in a type.
  public func sample(of declaration: ElementDeclaration) -> Sample {
    sample { builder in builder.globalElement(declaration, builder.optional) }
  }

  private func sample(_ build: (inout SampleBuilder) -> XMLElement) -> Sample {
    var last: Sample?
    // All levels first; when that is too much, fewer of them, so that every part is cut at the same depth.
    for levels in [64, 12, 8, 6, 5, 4, 3, 2, 1, 0] {
      var builder = SampleBuilder(
        set: set, costs: costs, values: values, prefixes: prefixes, optional: optional, isEncoded: isEncoded,
        levels: levels, limit: levels == 0 ? 20_000 : elementLimit)
      let element = build(&builder)
      last = builder.finished(element)
      if !builder.isOverLimit { break }
    }
    // The loop runs at least once.
    return last ?? Sample(element: XMLElement(name: XMLName("none")), problems: [])
  }
}

extension XMLName {
  var isSOAPEncoding: Bool { namespace.map { Self.soapEncodingNamespaces.contains($0) } ?? false }
}
