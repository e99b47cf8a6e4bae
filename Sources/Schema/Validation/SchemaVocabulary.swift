/// The elements of XML Schema 1.0 with the attributes that each may have (its part 1, appendix A). Others, such as those of
/// version 1.1 or of careless generators, say nothing to the compiler, which would refuse them.
enum SchemaVocabulary {
  static func has(element: String) -> Bool { attributes[element] != nil }

  /// - Parameter isGlobal: whether the element stands at the top of a schema.
  static func allows(_ attribute: String, on element: String, isGlobal: Bool) -> Bool {
    guard attributes[element]?.contains(attribute) == true else { return false }
    return !(isGlobal ? onlyLocal : onlyGlobal)[element, default: []].contains(attribute)
  }

  private static let onlyLocal: [String: Set<String>] = [
    "attribute": ["form", "ref", "use"], "attributeGroup": ["ref"],
    "element": ["form", "ref", "minOccurs", "maxOccurs"], "group": ["ref", "minOccurs", "maxOccurs"],
  ]

  private static let onlyGlobal: [String: Set<String>] = [
    "attributeGroup": ["name"], "complexType": ["abstract", "block", "final", "name"],
    "element": ["abstract", "final", "substitutionGroup"], "group": ["name"], "simpleType": ["final", "name"],
  ]

  private static let facet: Set<String> = ["fixed", "value"]
  private static let range: Set<String> = ["maxOccurs", "minOccurs"]

  private static let attributes: [String: Set<String>] = [
    "all": range, "annotation": [], "any": range.union(["namespace", "processContents"]),
    "anyAttribute": ["namespace", "processContents"],
    "attribute": ["default", "fixed", "form", "name", "ref", "type", "use"], "attributeGroup": ["name", "ref"],
    "choice": range, "complexContent": ["mixed"], "complexType": ["abstract", "block", "final", "mixed", "name"],
    "element": range.union([
      "abstract", "block", "default", "final", "fixed", "form", "name", "nillable", "ref", "substitutionGroup", "type",
    ]),
    "enumeration": facet, "extension": ["base"], "field": ["xpath"], "fractionDigits": facet,
    "group": range.union(["name", "ref"]), "import": ["namespace", "schemaLocation"], "include": ["schemaLocation"],
    "key": ["name"], "keyref": ["name", "refer"], "length": facet, "list": ["itemType"], "maxExclusive": facet,
    "maxInclusive": facet, "maxLength": facet, "minExclusive": facet, "minInclusive": facet, "minLength": facet,
    "notation": ["name", "public", "system"], "pattern": facet, "redefine": ["schemaLocation"], "restriction": ["base"],
    "schema": [
      "attributeFormDefault", "blockDefault", "elementFormDefault", "finalDefault", "targetNamespace", "version",
    ],
    "selector": ["xpath"], "sequence": range, "simpleContent": [], "simpleType": ["final", "name"],
    "totalDigits": facet, "union": ["memberTypes"], "unique": ["name"], "whiteSpace": facet,
  ]
}
