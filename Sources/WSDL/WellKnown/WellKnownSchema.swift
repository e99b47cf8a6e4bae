/// A schema that descriptions use and often do not bring along, in the smallest form that says the same of what they use.
struct WellKnownSchema: Sendable {
  var namespace: String
  /// Where it is found in the world; where it is here is the first.
  var locations: [String]
  /// What stands between the tags of `xs:schema`; the prefix `x` is XML Schema's, `t` the namespace's own.
  var content: String
  var isQualified = true

  var location: String { locations[0] }

  var text: String {
    // The prefix of the XML namespace itself is never declared otherwise.
    let own = namespace == Self.xmlNamespace.namespace ? "" : " xmlns:t=\"\(namespace)\""
    let form = isQualified ? " elementFormDefault=\"qualified\"" : ""
    return
      "<x:schema xmlns:x=\"\(Namespaces.schema)\"\(own) targetNamespace=\"\(namespace)\"\(form)>\(content)</x:schema>"
  }

  /// By where it is said to be, else by its namespace.
  static func at(_ location: String, namespace: String?) -> WellKnownSchema? {
    let plain = location.hasPrefix("https://") ? "http://" + location.dropFirst(8) : location
    return all.first { $0.locations.contains(plain) }
      ?? namespace.flatMap { wanted in
        all.first { $0.namespace == wanted }
      }
  }

  static let all: [WellKnownSchema] = [
    xmlNamespace, xop, xmlMIME, swaRef, message, addressing, soap11, soap12,
  ]
}
