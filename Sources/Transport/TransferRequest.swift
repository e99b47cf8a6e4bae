public import Certificates
public import Exchange
public import Handshake
public import TLS

/// One HTTP exchange as it goes on the wire, everything settled.
public struct TransferRequest: Sendable {
  /// `http` or `https`; a redirect is never followed.
  public var url: String
  public var method: String
  /// Sent in this order. Nothing is added but what HTTP itself needs (Host, Content-Length): no User-Agent, no Accept,
  /// and `Expect` only if it is listed. With `Accept-Encoding` among them, the answer's content coding is undone.
  public var headers: [HTTPHeader]
  public var body: [UInt8]
  /// Shown to the origin if it asks for a certificate, never to a proxy; nil offers none.
  public var identity: Identity?
  public var chain: ChainChoice
  public var trust: ServerTrust
  public var tls: TLSSettings
  public var route: Route
  public var limits: Limits

  public init(
    url: String, method: String = "POST", headers: [HTTPHeader] = [], body: [UInt8] = [],
    identity: Identity? = nil, chain: ChainChoice = .full, trust: ServerTrust = ServerTrust(),
    tls: TLSSettings = TLSSettings(),
    route: Route = Route(), limits: Limits = Limits()
  ) {
    self.url = url
    self.method = method
    self.headers = headers
    self.body = body
    self.identity = identity
    self.chain = chain
    self.trust = trust
    self.tls = tls
    self.route = route
    self.limits = limits
  }
}
