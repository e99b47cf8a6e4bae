/// WCF's CustomBinding: an ordered stack of binding elements, the transport last.
public struct CustomBinding: Sendable, Equatable {
  public var elements: BindingElements

  public init(elements: BindingElements) { self.elements = elements }

  /// The elements another binding expands to, to be changed from there.
  public init(_ binding: Binding) throws(BindingError) { elements = try binding.createBindingElements() }
}
