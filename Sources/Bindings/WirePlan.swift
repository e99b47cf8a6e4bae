internal import Basics

/// What a binding puts on the wire for one message: all of its elements' decisions in one place.
///
/// The reference is .NET Framework's WCF client (HttpChannelFactory over HttpWebRequest).
public struct WirePlan: Sendable, Hashable {
  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// `http` or `https`: the only scheme that an address may have.
  public var scheme: String
  public var messageVersion: MessageVersion
  public var textEncoding: TextEncoding
  /// In the order WCF writes them. Host and Content-Length are the transport's own.
  public var headers: [Header]
  /// True when TLS shows the client certificate to a server that asks for one.
  public var offersClientCertificate: Bool
  /// Quota of a WCF client for one answer, in bytes.
  public var maxReceivedMessageSize: Int
  public var keepAlive: Bool
}

extension Binding {
  /// Expands the binding for one message.
  ///
  /// - Parameter action: the SOAP action; nil (or WCF's wildcard `*`) sends none, the empty string an empty one.
  /// - Throws: the error that WCF's channel factory would raise for this stack, or for an action with a control
  ///   character in it.
  public func wirePlan(action: String?) throws(BindingError) -> WirePlan {
    let elements = try createBindingElements()
    try elements.validate()
    guard let encoder = elements.find(TextMessageEncodingBindingElement.self) else { throw .noEncoder(elements) }
    let transport = try TransportPlan(elements)
    return WirePlan(
      scheme: transport.scheme, messageVersion: encoder.messageVersion, textEncoding: encoder.writeEncoding,
      headers: try WirePlan.headers(encoder: encoder, action: action, keepAlive: transport.keepAlive),
      offersClientCertificate: transport.offersClientCertificate,
      maxReceivedMessageSize: transport.maxReceivedMessageSize, keepAlive: transport.keepAlive)
  }
}

extension WirePlan {
  static func headers(
    encoder: TextMessageEncodingBindingElement, action: String?, keepAlive: Bool
  ) throws(BindingError) -> [Header] {
    let action = try SOAPAction(action)
    var headers = [Header("Content-Type", encoder.contentType(action: action))]
    if encoder.messageVersion == .soap11, let action { headers.append(Header("SOAPAction", action.quoted)) }
    headers.append(Header("Expect", "100-continue"))
    headers.append(Header("Accept-Encoding", "gzip, deflate"))
    if !keepAlive { headers.append(Header("Connection", "close")) }
    return headers
  }

  /// Refuses an address whose scheme is not the transport's, as WCF does when the channel is made.
  public func check(url: String) throws(BindingError) {
    let given = url.prefix { $0 != ":" }.lowercased()
    guard url.contains("://") else { throw .relativeAddress(url) }
    if given != scheme { throw .wrongScheme(given: given, expected: scheme, url: url) }
  }
}

extension TextMessageEncodingBindingElement {
  /// SOAP 1.1 carries its action in an HTTP header of its own, SOAP 1.2 as a parameter (RFC 3902 section 2).
  func contentType(action: SOAPAction?) -> String {
    let plain = "\(messageVersion.mediaType); charset=\(writeEncoding.charset)"
    guard messageVersion == .soap12, let action else { return plain }
    return plain + "; action=\(action.quoted)"
  }
}

/// What the transport element decides.
private struct TransportPlan {
  var scheme: String
  var offersClientCertificate: Bool
  var maxReceivedMessageSize: Int
  var keepAlive: Bool

  init(_ elements: BindingElements) throws(BindingError) {
    if let https = elements.find(HTTPSTransportBindingElement.self) {
      scheme = "https"
      offersClientCertificate = https.requireClientCertificate
      maxReceivedMessageSize = https.maxReceivedMessageSize
      keepAlive = https.keepAliveEnabled
    } else if let http = elements.find(HTTPTransportBindingElement.self) {
      scheme = "http"
      offersClientCertificate = false
      maxReceivedMessageSize = http.maxReceivedMessageSize
      keepAlive = http.keepAliveEnabled
    } else {
      throw .noTransport(elements)
    }
  }
}

extension BindingError {
  static func relativeAddress(_ url: String) -> Self {
    .illegal(
      code: "address-not-absolute", summary: "The address is not an absolute URL.",
      values: ["address: \(url.withoutCredentials.neutralised)", "WCF: ArgumentException (absolute URI required)"],
      remedy: "Write it with its scheme: https://host/path")
  }

  static func wrongScheme(given: String, expected: String, url: String) -> Self {
    .illegal(
      code: "wrong-uri-scheme",
      summary: "The provided URI scheme '\(given.neutralised)' is invalid; expected '\(expected)'.",
      values: [
        "address: \(url.withoutCredentials.neutralised)", "WCF: ArgumentException (InvalidUriScheme), parameter via",
      ],
      remedy: expected == "https"
        ? "Use an https address, or a binding without transport security (--security none, http)."
        : "Use transport security (--security transport, https) for an https address.")
  }
}
