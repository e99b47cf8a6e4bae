/// libxml2's sentences in plain words.
enum PlainViolation {
  static func words(_ message: String) -> String {
    var text = withoutNamespaces(message)
    for (from, to) in phrases { text = text.replacing(from, with: to) }
    if text.hasPrefix("Element '"), let end = text.dropFirst(9).firstIndex(of: "'") {
      let name = text.dropFirst(9)[..<end]
      text = "<\(name)>" + text[text.index(after: end)...]
    }
    return withoutFacetMark(text)
  }

  /// The first text in quotation marks that is a value.
  static func quoted(_ message: String) -> String? {
    guard let colon = message.firstRange(of: ": ")?.upperBound, let open = message[colon...].firstIndex(of: "'") else {
      return nil
    }
    let start = message.index(after: open)
    return message[start...].firstIndex(of: "'").map { String(message[start..<$0]) }
  }

  private static let phrases: [(String, String)] = [
    ("This element is not expected. Expected is one of ( ", "it is not expected here; expected is one of ( "),
    ("This element is not expected. Expected is ( ", "it is not expected here; expected is ( "),
    ("This element is not expected.", "it is not expected here; nothing more may follow."),
    ("Missing child element(s). Expected is one of ( ", "something is missing in it; expected is one of ( "),
    ("Missing child element(s). Expected is ( ", "something is missing in it; expected is ( "),
    (
      "No matching global element declaration available, but demanded by the strict wildcard",
      "the schemas do not declare it, and only declared elements may stand here"
    ),
    ("No matching global declaration available for the validation root", "the schemas declare no element of this name"),
    (
      "Character content other than whitespace is not allowed because the content type is 'element-only'",
      "there is text between its elements, where only elements may be"
    ),
    (
      "Element content is not allowed, because the content type is a simple type definition",
      "it holds elements, where only a value may be"
    ),
    (
      "Element content is not allowed, because the type definition is simple",
      "it holds elements, where only a value may be"
    ),
    ("Character content is not allowed, because the content type is empty", "it holds text, and must be empty"),
    ("Element content is not allowed, because the content type is empty", "it holds elements, and must be empty"),
    ("is not accepted by the pattern", "does not match the pattern"),
    ("is not a valid value of the atomic type", "is no value of the type"),
    ("is not a valid value of the local atomic type", "is no value of its type"),
    ("is not a valid value of the list type", "is no list of the type"),
    ("is not a valid value of the union type", "is no value of the type"),
    ("The type definition is abstract", "its type is abstract: xsi:type must name a derived one"),
    ("The element declaration is abstract", "it is abstract: a member of its substitution group must stand here"),
    ("is not an element of the set", "is none of"),
    ("is required but missing", "is missing"),
  ]

  /// `{urn:x}Name` becomes `Name`.
  private static func withoutNamespaces(_ message: String) -> String {
    var text = ""
    var rest = Substring(message)
    while let open = rest.firstIndex(of: "{") {
      text += rest[..<open]
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: "}"), inside[..<close].contains(where: { $0 == ":" || $0 == "/" }) else {
        text.append("{")
        rest = inside
        continue
      }
      rest = inside[inside.index(after: close)...]
    }
    return text + rest
  }

  private static func withoutFacetMark(_ message: String) -> String {
    guard let start = message.firstRange(of: "[facet '")?.lowerBound, let end = message[start...].firstRange(of: "'] ")
    else { return message }
    return String(message[..<start] + message[end.upperBound...])
  }
}
