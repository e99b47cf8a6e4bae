public import Schema
internal import XML

extension ServiceDescription {
  /// The elements around the parts of rpc messages, there and back, which no schema declares: each name once, the first
  /// operation's first. What is encoded is not among them, because no schema says how it looks.
  public var wrappers: [RPCWrapper] {
    var seen: Set<XMLName> = []
    let operations = (services.flatMap(\.ports) + unusedBindings).filter(\.kind.isSOAP).flatMap(\.operations)
    let messages = operations.flatMap { [$0.input, $0.output] }.compactMap(\.self).filter { $0.use == .literal }
    return messages.compactMap { message in
      guard let name = message.wrapper, seen.insert(name).inserted else { return nil }
      return RPCWrapper(name: name, parts: message.parts.map(\.wrapped))
    }
  }
}

extension ServiceDescription.Part {
  /// A part that names an element is none of rpc/literal (WS-I Basic Profile 1.1 R2203): it may hold anything.
  fileprivate var wrapped: RPCWrapper.Part {
    switch content {
    case .type(let type): RPCWrapper.Part(name: name, type: type)
    case .element: RPCWrapper.Part(name: name, type: XMLName("anyType", in: "http://www.w3.org/2001/XMLSchema"))
    }
  }
}
