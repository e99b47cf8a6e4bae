public import Basics
internal import XML

/// What is wrong with a set of schemas, or why something cannot be made with it.
public struct SchemaProblem: Remediable, Hashable {
  public var code: String
  public var summary: String
  public var values: [String]
  public var remedy: String
  /// The document that it is in, where it is in one.
  public var location: String?

  init(_ code: String, _ summary: String, values: [String] = [], remedy: String, location: String? = nil) {
    self.code = code
    self.summary = summary.neutralised
    self.values = values.map(\.neutralised)
    self.remedy = remedy.neutralised
    self.location = location
  }
}

extension SchemaProblem {
  static func undeclared(_ kind: String, _ name: XMLName) -> Self {
    SchemaProblem(
      "schema-missing-\(kind.split(separator: " ").joined(separator: "-"))",
      "No \(kind) \(name) is declared in the schemas that were loaded.",
      remedy: name.namespace.map { "Load the schema of the namespace \($0)." } ?? "Load the schema that declares it.")
  }

  static func missing(_ kind: String, _ name: XMLName, usedIn location: String, at owner: String) -> Self {
    SchemaProblem(
      "schema-missing-\(kind.split(separator: " ").joined(separator: "-"))",
      "The \(kind) \(name) is used but not declared.", values: ["used in \(location)", "by \(owner)"],
      remedy: "Add the schema document that declares it, or correct the name.", location: location)
  }

  static func unboundPrefix(_ text: String, usedIn location: String, at owner: String) -> Self {
    SchemaProblem(
      "schema-unbound-prefix", "The name \(text) has a prefix that is not declared.",
      values: ["used in \(location)", "by \(owner)"], remedy: "Declare the prefix, or correct the name.",
      location: location)
  }
}
