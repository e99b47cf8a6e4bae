public import Handshake

/// A TLS client as the server sees it.
public struct TLSServerPeer: Sendable, Hashable {
  /// The client's Certificate message as it came, DER, in the order sent, also when it was refused. Nil when no such
  /// message arrived; empty when the client had nothing to send.
  public var certificates: [[UInt8]]?
  /// The certificate that the connection or its resumed session belongs to.
  public var authenticated: [UInt8]?
  /// `X509_V_…`; 0 when the verification held or none was made.
  public var verifyError: Int32 = 0
  /// As the client asked for it (SNI, RFC 6066 section 3); hostile text.
  public var serverName: String?
  /// Nil until the server has said it.
  public var version: TLSVersion?
  /// IANA name.
  public var cipherSuite: String?
  public var applicationProtocol: String?
  public var isResumed = false
  /// Description of the last alert of each side (RFC 8446 section 6); 0 is close_notify.
  public var alertSent: UInt8?
  public var alertReceived: UInt8?

  public init() {}
}
