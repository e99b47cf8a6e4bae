public import TLS

/// What the server saw: one request, or a connection that ended without any.
public struct LabExchange: Sendable, Hashable {
  /// Counted from 1 in the order of acceptance.
  public var connection: Int
  /// Nil for a connection without TLS.
  public var peer: TLSServerPeer?
  /// Nil when the connection ended before a whole request had arrived.
  public var request: HTTPRequest?
  /// Why the connection ended, in OpenSSL's or the Lab's words; nil for a request that was served.
  public var failure: String?

  public init(connection: Int, peer: TLSServerPeer?, request: HTTPRequest?, failure: String?) {
    self.connection = connection
    self.peer = peer
    self.request = request
    self.failure = failure
  }
}
