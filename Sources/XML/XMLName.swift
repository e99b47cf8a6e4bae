/// An expanded name (Namespaces in XML 1.0): namespace URI, or nil for none, and local part.
public struct XMLName: Sendable, Hashable, CustomStringConvertible {
  public var namespace: String?
  public var local: String

  @inlinable public init(_ local: String, in namespace: String? = nil) {
    self.local = local
    self.namespace = namespace
  }

  /// The local names first, because they differ more often.
  @inlinable public static func == (a: XMLName, b: XMLName) -> Bool {
    a.local == b.local && a.namespace == b.namespace
  }

  /// James Clark's notation: `{urn:example}name`.
  public var description: String { namespace.map { "{\($0)}" + local } ?? local }
}
