extension BindingElements {
  /// Whether a channel can be built from this stack: exactly one transport, at the end; exactly one encoder above it;
  /// everything else in canonical order.
  ///
  /// The moment and the exceptions are those of WCF's channel factory (CustomBinding.CreateBindingElements,
  /// TransportChannelFactory), with one exception: a stack without an encoder is refused, because the SOAP 1.2 with
  /// WS-Addressing 1.0 that WCF silently chooses is not what its author sees written there.
  public func validate() throws(BindingError) {
    try requireOneTransportAtTheEnd()
    try requireOneEncoder()
    try requireCanonicalOrder()
  }

  private func requireOneTransportAtTheEnd() throws(BindingError) {
    let transports = all.filter { $0.elementRole == .transport }
    guard let first = transports.first else { throw .noTransport(self) }
    if transports.count > 1 { throw .severalTransports(transports, in: self) }
    if all.last?.elementRole != .transport { throw .transportNotLast(first, in: self) }
  }

  private func requireOneEncoder() throws(BindingError) {
    let encoders = all.filter { $0.elementRole == .encoding }
    if encoders.isEmpty { throw .noEncoder(self) }
    if encoders.count > 1 { throw .severalEncoders(encoders, in: self) }
  }

  private func requireCanonicalOrder() throws(BindingError) {
    for (upper, lower) in zip(all, all.dropFirst()) where upper.elementRole > lower.elementRole {
      throw .wrongOrder(upper, above: lower, in: self)
    }
  }
}

extension BindingElement {
  var elementRole: BindingElementRole { Self.role }
  var elementName: String { Self.name }
}

extension BindingError {
  static func noTransport(_ stack: BindingElements) -> Self {
    .illegal(
      code: "binding-without-transport", summary: "The custom binding has no transport element.",
      values: [stack.line, "WCF: InvalidOperationException (CustomBindingRequiresTransport)"],
      remedy: "End the list with http or https: text:soap12,https")
  }

  static func severalTransports(_ transports: [any BindingElement], in stack: BindingElements) -> Self {
    .illegal(
      code: "several-transports", summary: "The custom binding has \(transports.count) transport elements.",
      values: [
        stack.line, "transports: " + transports.map(\.elementName).joined(separator: ", "),
        "WCF: InvalidOperationException (TransportBindingElementMustBeLast)",
      ], remedy: "Keep the one that fits the URL, at the end.")
  }

  static func transportNotLast(_ transport: any BindingElement, in stack: BindingElements) -> Self {
    let below = stack.all.last.map(\.elementName) ?? ""
    return .illegal(
      code: "transport-not-last",
      summary: "\(transport.elementName) must be the last element; \(below) stands below it.",
      values: [stack.line, "WCF: InvalidOperationException (TransportBindingElementMustBeLast)"],
      remedy: "Move \(transport.text) to the end of the list.")
  }

  static func noEncoder(_ stack: BindingElements) -> Self {
    .illegal(
      code: "binding-without-encoder", summary: "The custom binding has no message encoding element.",
      values: [
        stack.line,
        "WCF would silently write SOAP 1.2 with WS-Addressing 1.0 (Soap12WSAddressing10), which is not available here",
        "available: " + MessageVersion.allCases.map { "text:" + $0.rawValue }.joined(separator: ", "),
      ], remedy: "Say which SOAP version is meant: text:soap12,\(stack)")
  }

  static func severalEncoders(_ encoders: [any BindingElement], in stack: BindingElements) -> Self {
    .illegal(
      code: "several-encoders", summary: "The custom binding has \(encoders.count) message encoding elements.",
      values: [
        stack.line, "encoders: " + encoders.map(\.text).joined(separator: ", "),
        "WCF: InvalidOperationException (MultipleMebesInParameters)",
      ], remedy: "Keep one of them.")
  }

  static func wrongOrder(_ upper: any BindingElement, above lower: any BindingElement, in stack: BindingElements)
    -> Self
  {
    .illegal(
      code: "wrong-element-order", summary: "\(upper.elementName) must stand below \(lower.elementName).",
      values: [stack.line, "order, top to bottom: security, encoding, transport"],
      remedy: "Swap \(upper.text) and \(lower.text).")
  }
}

extension BindingElements {
  var line: String { "elements: " + (all.isEmpty ? "none" : description) }
}
