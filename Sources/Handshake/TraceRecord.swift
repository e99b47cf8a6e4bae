/// Which side a message came from.
public enum Side: String, Sendable, Hashable, CaseIterable { case client, server }

/// One thing the tap saw on a connection, in the order it happened. Raw: decoding is `Transcript`'s.
public struct TraceRecord: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    /// The five bytes of a record header (RFC 8446 section 5.1), also when they are no TLS at all (`HTTP/`).
    case recordHeader([UInt8])
    /// One whole handshake message in plain text, its four-byte header included.
    case handshake([UInt8])
    /// Level and description (RFC 8446 section 6).
    case alert([UInt8])
    case changeCipherSpec
    /// Bytes that arrived where TLS was expected and are none: at most the first 1,024.
    case foreignBytes([UInt8])
    /// A step that is not a TLS message.
    case milestone(Milestone)
  }

  /// Microseconds since the exchange began.
  public var atMicroseconds: Int64
  public var from: Side
  public var leg: Leg
  public var content: Content

  public init(atMicroseconds: Int64, from: Side, leg: Leg = .origin, content: Content) {
    self.atMicroseconds = atMicroseconds
    self.from = from
    self.leg = leg
    self.content = content
  }
}

/// Which TLS connection a record belongs to.
public enum Leg: Sendable, Hashable { case origin, proxy }

/// Steps of an exchange around the handshake.
public enum Milestone: Sendable, Hashable {
  /// The name resolved (or was an address).
  case resolved
  /// TCP connected to this address.
  case connected(address: String, port: Int)
  /// The proxy answered CONNECT with this status.
  case proxyConnected(status: Int)
  case tlsStarted
  /// The client's own view: in TLS 1.3 the server may still refuse the client certificate.
  case tlsFinished(alpn: String?)
  /// An existing connection serves the request; its handshake belonged to the exchange with this number.
  case reusedConnection(handshakeOfExchange: Int)
  case requestWritten(bytes: Int)
  case firstByte
  case answerComplete(bytes: Int)
}
