/// An expanded name (Namespaces in XML 1.0): namespace URI, or nil for none, and local part.
public struct XMLName: Sendable, Hashable, CustomStringConvertible {
  public var namespace: String?
  public var local: String

  public init(_ local: String, in namespace: String? = nil) {
    self.local = local
    self.namespace = namespace
  }

  /// James Clark's notation: `{urn:example}name`.
  public var description: String { namespace.map { "{\($0)}" + local } ?? local }
}
