public import XML

/// One schema document as it was found: in a file of its own or inline in a description.
public struct SchemaDocument: Sendable {
  /// Where it is: a URL or path; inline schemas get `FILE#schemaN`. Unique in a set.
  public var location: String
  /// The `xs:schema` element.
  public var root: XMLElement
  /// Namespace declarations in force around it (inline schemas), innermost wins; without those on the root itself.
  public var inScope: [XMLElement.Declaration]
  /// schemaLocation as written → location of the loaded document. One that could not be loaded is absent.
  public var references: [String: String]

  public init(
    location: String, root: XMLElement, inScope: [XMLElement.Declaration] = [], references: [String: String] = [:]
  ) {
    self.location = location
    self.root = root
    self.inScope = inScope
    self.references = references
  }
}
