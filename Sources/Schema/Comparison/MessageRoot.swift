public import XML

/// Where a message's tree begins.
public enum MessageRoot: Sendable, Hashable {
  /// A global element.
  case element(XMLName)
  /// An element of a type, as a part of an rpc message.
  case type(XMLName, named: XMLName)

  public var name: XMLName {
    switch self {
    case .element(let name), .type(_, named: let name): name
    }
  }
}
