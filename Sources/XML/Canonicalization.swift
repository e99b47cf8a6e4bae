/// A way to write XML so that equal content has equal bytes.
///
/// Canonical XML 1.0 and 1.1, Exclusive XML Canonicalization 1.0 (W3C Recommendations).
public struct Canonicalization: Sendable, Hashable {
  public enum Form: Sendable, Hashable, CaseIterable {
    /// Declarations only where a name uses them; nothing is taken from around the element.
    case exclusive
    /// All declarations in force, and `xml:` attributes from around the element.
    case inclusive
    /// As `inclusive`, with `xml:id` left alone and `xml:base` joined (version 1.1).
    case inclusive11
  }

  public var form: Form
  public var includesComments: Bool
  /// Of the exclusive form: prefixes that are treated as the inclusive form would (InclusiveNamespaces PrefixList);
  /// `#default` is the default namespace.
  public var inclusivePrefixes: [String]

  public init(_ form: Form = .exclusive, includesComments: Bool = false, inclusivePrefixes: [String] = []) {
    self.form = form
    self.includesComments = includesComments
    self.inclusivePrefixes = inclusivePrefixes
  }

  /// By its identifier in an XML signature; nil for any other.
  public init?(algorithm: String) {
    guard let row = Self.identifiers.first(where: { $0.identifier == algorithm }) else { return nil }
    self.init(row.form, includesComments: row.includesComments)
  }

  /// Its identifier in an XML signature.
  public var algorithm: String {
    Self.identifiers.first { $0.form == form && $0.includesComments == includesComments }?.identifier ?? ""
  }

  private static let identifiers: [(identifier: String, form: Form, includesComments: Bool)] = [
    ("http://www.w3.org/2001/10/xml-exc-c14n#", .exclusive, false),
    ("http://www.w3.org/2001/10/xml-exc-c14n#WithComments", .exclusive, true),
    ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", .inclusive, false),
    ("http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments", .inclusive, true),
    ("http://www.w3.org/2006/12/xml-c14n11", .inclusive11, false),
    ("http://www.w3.org/2006/12/xml-c14n11#WithComments", .inclusive11, true),
  ]
}
