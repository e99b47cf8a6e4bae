internal import XML

/// `xs:key`, `xs:unique` or `xs:keyref` of an element (XML Schema 1.0 part 1 section 3.11). Its paths are taken by local
/// names: samples are looked through with them, no message is judged.
struct IdentityConstraint: Sendable {
  var name: String
  /// The key that a `keyref` names.
  var refers: String?
  var selector: [Path]
  var fields: [[Path]]

  init?(_ element: XMLElement) {
    guard ["key", "unique", "keyref"].contains(element.name.local) else { return nil }
    name = element["name"] ?? ""
    let referred = element["refer"]?.trimmed.split(separator: ":").last.map(String.init)
    refers = element.name.local == "keyref" ? referred ?? "" : nil
    selector = Path.all(element.first(.xs("selector"))?["xpath"] ?? "")
    fields = element.all(.xs("field")).map { Path.all($0["xpath"] ?? "") }
  }

  /// The local names of what it looks at.
  var fieldNames: [String] {
    fields.flatMap { paths in paths.flatMap { path in path.last.map { [$0] } ?? selector.compactMap(\.last) } }
  }

  /// Steps down from an element, and an attribute at their end.
  struct Path: Sendable {
    var isAnywhere = false
    /// `*` is any.
    var steps: [String] = []
    var attribute: String?

    var last: String? { attribute ?? steps.last }

    static func all(_ text: String) -> [Path] { text.split(separator: "|").map { Path(String($0)) } }

    private init(_ text: String) {
      let text = text.filter { !$0.isWhitespace }
      isAnywhere = text.hasPrefix(".//")
      for step in text.split(separator: "/") where step != "." {
        let plain = step.replacing("child::", with: "").replacing("attribute::", with: "@")
        let local = String(plain.drop { $0 == "@" }.split(separator: ":").last ?? "*")
        if plain.hasPrefix("@") { attribute = local } else { steps.append(local) }
      }
    }
  }
}
