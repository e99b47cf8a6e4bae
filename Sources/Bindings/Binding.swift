/// How a message travels, with WCF's semantics (System.ServiceModel.Channels.Binding).
public enum Binding: Sendable, Equatable {
  case basicHTTP(BasicHTTPBinding)
  case basicHTTPS(BasicHTTPSBinding)
  case custom(CustomBinding)

  /// The stack this binding stands for, top to bottom, the transport last. Editing the result does not alter the binding.
  public func createBindingElements() throws(BindingError) -> BindingElements {
    switch self {
    case .basicHTTP(let binding): try binding.createBindingElements()
    case .basicHTTPS(let binding): try binding.createBindingElements()
    case .custom(let binding): binding.elements
    }
  }
}
