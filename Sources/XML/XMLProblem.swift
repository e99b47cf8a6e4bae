public import Basics

/// Why a text is not the XML that is accepted here: not well-formed, with a DTD, or beyond a limit.
public struct XMLProblem: Remediable, Hashable {
  public var code: String
  public var summary: String
  /// Where it was noticed; nil when it is about the whole text.
  public var position: SourcePosition?
  public var remedy: String

  public var values: [String] { position.map { ["at \($0)"] } ?? [] }
}

extension XMLProblem {
  static func empty() -> Self {
    XMLProblem(
      code: "xml-empty", summary: "There is no XML: the text is empty.", position: nil, remedy: "Write an element.")
  }

  static func tooLarge(bytes: Int, limit: Int) -> Self {
    XMLProblem(
      code: "xml-too-large", summary: "The XML has \(bytes) bytes; the limit here is \(limit).", position: nil,
      remedy: "Look at it as text, or raise the limit.")
  }

  static func documentType(at position: SourcePosition?) -> Self {
    XMLProblem(
      code: "xml-dtd", summary: "A document type declaration (<!DOCTYPE) is not allowed in a SOAP message.",
      position: position, remedy: "Remove it: SOAP 1.1 section 3 and SOAP 1.2 part 1 section 5 forbid it.")
  }

  static func tooDeep(limit: Int, at position: SourcePosition?) -> Self {
    XMLProblem(
      code: "xml-too-deep", summary: "Elements are nested more than \(limit) levels deep.", position: position,
      remedy: "Look at it as text, or raise the limit.")
  }

  static func tooManyAttributes(limit: Int, at position: SourcePosition?) -> Self {
    XMLProblem(
      code: "xml-too-many-attributes", summary: "A tag has more than \(limit) attributes.", position: position,
      remedy: "Look at it as text, or raise the limit.")
  }

  static func tooManyNamespaces(limit: Int, at position: SourcePosition?) -> Self {
    XMLProblem(
      code: "xml-too-many-namespaces", summary: "More than \(limit) namespace declarations are in force at once.",
      position: position, remedy: "Look at it as text, or raise the limit.")
  }

  static func tooManyNames(limit: Int, at position: SourcePosition?) -> Self {
    XMLProblem(
      code: "xml-too-many-names", summary: "There are more than \(limit) different names, prefixes and namespaces.",
      position: position, remedy: "Look at it as text, or raise the limit.")
  }

  static func malformed(_ message: String, at position: SourcePosition?) -> Self {
    XMLProblem(
      code: "xml-not-well-formed", summary: message.neutralised, position: position,
      remedy: position.map { "Correct the XML at \($0)." } ?? "Correct the XML.")
  }

  static func noElement(_ path: XMLPath) -> Self {
    XMLProblem(
      code: "xml-no-element", summary: "There is no element at the place \(path.steps).", position: nil,
      remedy: "Name an element of this document.")
  }

  static func notCanonical(_ message: String) -> Self {
    XMLProblem(
      code: "xml-not-canonical",
      summary: "The XML has no canonical form: \(message.split(separator: "\n").joined(separator: " ").neutralised)",
      position: nil, remedy: "Write every namespace as an absolute URI.")
  }
}
