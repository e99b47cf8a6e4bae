/// Who makes a header of a SOAP call here.
public enum HTTPHeaderRole: Sendable {
  /// Content-Type and SOAPAction: the binding, from version, charset and action.
  case binding
  /// The transport, from what it sends; or it is about the connection alone.
  case transport
  /// The caller.
  case own

  public init(_ name: String) {
    switch name.lowercased() {
    case "content-type", "soapaction": self = .binding
    case "content-length", "transfer-encoding", "host", "connection", "keep-alive", "expect", "accept-encoding", "te",
      "proxy-connection", "upgrade", "mime-version":
      self = .transport
    // HTTP/2's own, in HARs of browsers.
    case _ where name.hasPrefix(":"): self = .transport
    default: self = .own
    }
  }
}
