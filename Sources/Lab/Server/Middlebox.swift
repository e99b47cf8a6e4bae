public import TLS

/// What stands before a server, on the server's own port.
public enum Middlebox: Sendable {
  /// Closes every connection whose ClientHello offers TLS 1.3, as filters and appliances do that stop at what they do
  /// not know (RFC 8446 appendix D); lets the others through.
  case tls13Filter
  /// An HTTP proxy that answers CONNECT and cuts the tunnel in the midst of the server's first flight, as filters do that
  /// dislike what they read there. Without CONNECT the server itself answers.
  case cuttingProxy
  /// An HTTP proxy that answers CONNECT and ends TLS itself with a certificate of its own, which the context holds.
  /// Without CONNECT the server itself answers.
  case inspectingProxy(TLSServerContext)
}
