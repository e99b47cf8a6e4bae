/// WCF's CustomBinding: an ordered stack of binding elements, the transport last.
public struct CustomBinding: Sendable, Equatable {
  public var elements: BindingElements
  public var timeouts: BindingTimeouts

  public init(elements: BindingElements, timeouts: BindingTimeouts = BindingTimeouts()) {
    self.elements = elements
    self.timeouts = timeouts
  }

  /// The timeouts of another binding and the elements it expands to, to be changed from there.
  ///
  /// - Throws: what `Binding.createBindingElements` throws.
  public init(_ binding: Binding) throws(BindingError) {
    self.init(elements: try binding.createBindingElements(), timeouts: binding.timeouts)
  }
}
