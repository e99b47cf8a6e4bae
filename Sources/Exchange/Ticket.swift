public import Bindings
public import Certificates
public import Handshake

/// What was accepted for sending: the draft with everything settled, as it goes on the wire. Nothing secret is in it.
public struct Ticket: Sendable, Equatable {
  public var url: String
  public var method: String
  /// In the order they are sent; those that libcurl adds itself are not here.
  public var httpHeaders: [HTTPHeader]
  public var action: String?
  /// The message as it goes out; a password in it is hidden.
  public var body: [UInt8]
  /// How many bytes really go out.
  public var byteCount: Int
  /// What was added to the envelope and by which element, one sentence each.
  public var additions: [String]
  /// Names of headers that the binding would have added and the envelope has itself: they went out as they were written.
  public var kept: [String]
  /// Of the message (WS-Addressing); nil without.
  public var messageID: String?
  /// The binding after the callbacks, frozen.
  public var binding: Binding
  public var messageVersion: MessageVersion
  public var identity: IdentitySummary?
  /// Whether the binding enables the client certificate.
  public var offersClientCertificate: Bool
  /// HTTP authentication and as whom: `Basic as alice`; nil for none.
  public var authentication: String?

  public init(
    url: String, method: String = "POST", httpHeaders: [HTTPHeader], action: String?, body: [UInt8], binding: Binding,
    messageVersion: MessageVersion, identity: IdentitySummary?, offersClientCertificate: Bool,
    authentication: String? = nil, byteCount: Int? = nil, additions: [String] = [], kept: [String] = [],
    messageID: String? = nil
  ) {
    self.url = url
    self.method = method
    self.httpHeaders = httpHeaders
    self.action = action
    self.body = body
    self.binding = binding
    self.messageVersion = messageVersion
    self.identity = identity
    self.offersClientCertificate = offersClientCertificate
    self.authentication = authentication
    self.byteCount = byteCount ?? body.count
    self.additions = additions
    self.kept = kept
    self.messageID = messageID
  }
}

/// The public part of a loaded identity.
public struct IdentitySummary: Sendable, Hashable {
  /// Name, file or label.
  public var source: String
  /// As it is sent: leaf first.
  public var chain: CertificateChain
  public var hasPrivateKey: Bool
  /// Where the key is when it is in a token.
  public var token: TokenKey?

  public init(source: String, chain: CertificateChain, hasPrivateKey: Bool, token: TokenKey? = nil) {
    self.source = source
    self.chain = chain
    self.hasPrivateKey = hasPrivateKey
    self.token = token
  }
}
