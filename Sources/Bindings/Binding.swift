/// How a message travels, with WCF's semantics (System.ServiceModel.Channels.Binding).
public enum Binding: Sendable, Equatable {
  case basicHTTP(BasicHTTPBinding)
  case basicHTTPS(BasicHTTPSBinding)
  case wsHTTP(WSHTTPBinding)
  case custom(CustomBinding)

  /// The stack this binding stands for, top to bottom, the transport last. Editing the result does not alter the binding.
  ///
  /// - Throws: what WCF raises when such a binding is constructed or asked for its elements.
  public func createBindingElements(_ flavour: Flavour = .netFramework) throws(BindingError) -> BindingElements {
    switch self {
    case .basicHTTP(let binding): try binding.createBindingElements(flavour)
    case .basicHTTPS(let binding): try binding.createBindingElements(flavour)
    case .wsHTTP(let binding): try binding.createBindingElements(flavour)
    case .custom(let binding): try binding.createBindingElements()
    }
  }

  public var timeouts: BindingTimeouts {
    switch self {
    case .basicHTTP(let binding): binding.settings.timeouts
    case .basicHTTPS(let binding): binding.settings.timeouts
    case .wsHTTP(let binding): binding.settings.timeouts
    case .custom(let binding): binding.timeouts
    }
  }
}
