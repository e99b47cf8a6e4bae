public import Handshake

/// An HTTP/1.1 request as the Lab received it (RFC 9112).
public struct HTTPRequest: Sendable, Hashable {
  public var method: String
  /// As it stood on the request line, query included.
  public var target: String
  /// In the order received, names as written.
  public var headers: [HTTPHeader]
  /// After the transfer coding is undone.
  public var body: [UInt8]
  var isHTTP10: Bool

  /// The target without its query.
  public var path: String { String(target.prefix { $0 != "?" }) }

  /// The first header of that name, in any case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  var keepsAlive: Bool {
    let tokens = header("Connection")?.lowercased() ?? ""
    return isHTTP10 ? tokens.contains("keep-alive") : !tokens.contains("close")
  }
}
