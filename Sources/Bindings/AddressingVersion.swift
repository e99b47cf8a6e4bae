/// System.ServiceModel.Channels.AddressingVersion.
public enum AddressingVersion: String, Sendable, Hashable, CaseIterable {
  case none
  case wsAddressing10
  case wsAddressingAugust2004

  /// Namespace of the addressing headers; nil without addressing.
  public var namespace: String? {
    switch self {
    case .none: nil
    case .wsAddressing10: "http://www.w3.org/2005/08/addressing"
    case .wsAddressingAugust2004: "http://schemas.xmlsoap.org/ws/2004/08/addressing"
    }
  }

  /// The address that means "answer on this connection".
  public var anonymousAddress: String? {
    switch self {
    case .none: nil
    case .wsAddressing10: "http://www.w3.org/2005/08/addressing/anonymous"
    case .wsAddressingAugust2004: "http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous"
    }
  }

  public var title: String {
    switch self {
    case .none: "no addressing"
    case .wsAddressing10: "WS-Addressing 1.0"
    case .wsAddressingAugust2004: "WS-Addressing August 2004"
    }
  }
}
