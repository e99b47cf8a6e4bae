internal import Basics
public import Certificates
public import Exchange
public import Handshake
public import TLS

/// One HTTP exchange as it goes on the wire, everything settled.
public struct TransferRequest: Sendable {
  /// `http` or `https`; a redirect is never followed.
  public var url: String
  public var method: String
  /// Sent in this order. Nothing is added but what HTTP itself needs (Host, Content-Length) and the `cookies`: no
  /// User-Agent, no Accept, and `Expect` only if it is listed. With `Accept-Encoding` among them, the answer's content
  /// coding is undone; with `Transfer-Encoding: chunked` the body goes in chunks, where it is HTTP/1.1.
  public var headers: [HTTPHeader]
  /// How many of `headers` stand before Host and Content-Length, where a message is sent; nil leaves it to libcurl, which
  /// begins with Host and ends with Content-Length.
  package var headersBeforeHost: Int?
  public var body: [UInt8]
  /// Shown to the origin if it asks for a certificate, never to a proxy; nil offers none.
  public var identity: Identity?
  public var chain: ChainChoice
  public var trust: ServerTrust
  public var tls: TLSSettings
  public var route: Route
  public var limits: Limits
  /// Keeps every byte and the TLS secrets for `TransferEvent.captured`. The exchange then has connections of its own,
  /// closed with it, so that the whole of them is in the capture.
  public var captures: Bool
  /// False reports no record of what happens on the connection: to measure what watching costs.
  package var isWatched = true
  /// Answers a challenge of the origin; nil answers none.
  public var authentication: HTTPAuthentication?
  /// Keeps the cookies that the answer sets, and sends those that earlier answers set; nil does neither.
  public var cookies: CookieOwner?

  public init(
    url: String, method: String = "POST", headers: [HTTPHeader] = [], body: [UInt8] = [],
    identity: Identity? = nil, chain: ChainChoice = .full, trust: ServerTrust = ServerTrust(),
    tls: TLSSettings = TLSSettings(),
    route: Route = Route(), limits: Limits = Limits(), captures: Bool = false,
    authentication: HTTPAuthentication? = nil, cookies: CookieOwner? = nil
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
    self.captures = captures
    self.authentication = authentication
    self.cookies = cookies
  }
}

/// A request that may be sent many times: what the transport made ready for it is used again.
package final class SharedRequest: Sendable {
  let request: TransferRequest

  package init(_ request: TransferRequest) { self.request = request }
}

extension TransferRequest {
  /// Why it cannot be sent as it is: what would break out of its line in the request's head (RFC 9112 section 11.1).
  var fault: String? {
    if !method.isHTTPToken {
      return "The method \(method.neutralised) is no HTTP token."
    }
    if let header = headers.first(where: { !$0.name.isHTTPToken }) {
      return "The header name \(header.name.neutralised) is no HTTP token."
    }
    if let header = headers.first(where: { $0.value.utf8.contains { $0 == 0 || $0 == 10 || $0 == 13 } }) {
      return "The value of the header \(header.name) holds a line break."
    }
    return nil
  }
}
