internal import Basics

/// What a binding puts on the wire for one message: all of its elements' decisions in one place.
public struct WirePlan: Sendable, Hashable {
  public struct Header: Sendable, Hashable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// How messages become bytes.
  public enum Encoding: Sendable, Hashable {
    case text
    case mtom(MTOMPlan)
  }

  /// Where the action goes. With addressing it stands in the envelope's Action header as well.
  public enum ActionPlacement: String, Sendable, Hashable {
    /// SOAPAction, SOAP 1.1 section 6.1.1.
    case httpHeader
    /// `action=` of Content-Type, RFC 3902 section 2.
    case contentTypeParameter
    /// The addressing header alone.
    case envelopeHeader
    /// No envelope, no action.
    case nowhere
  }

  public struct Proxy: Sendable, Hashable {
    public var address: String
    /// True goes directly to hosts whose name has no dot.
    public var bypassesLocal: Bool
    public var scheme: AuthenticationScheme
  }

  public var flavour: Flavour
  /// `http` or `https`: the only scheme that an address may have.
  public var scheme: String
  public var messageVersion: MessageVersion
  public var encoding: Encoding
  /// In which the envelope is written.
  public var textEncoding: TextEncoding
  /// Media type of an answer's envelope.
  public var mediaType: String
  /// True when an answer may have any charset, false when only WCF's own.
  public var acceptsAnyCharset: Bool
  public var actionPlacement: ActionPlacement
  /// Without quotes and encoding; nil sends none.
  public var action: String?
  /// True leaves the addressing headers to the caller: the envelope has them or it has none.
  public var manualAddressing: Bool
  /// WS-Security; nil without.
  public var security: SecurityPlan?
  /// In the order WCF writes them. Host and Content-Length are the transport's own; of MTOM's Content-Type the boundary is
  /// settled when the message is written.
  public var headers: [Header]
  /// Milliseconds to wait for 100 Continue, where `Expect` is among the headers.
  public var expectWaitMilliseconds: Int
  /// True when TLS shows the client certificate to a server that asks for one.
  public var offersClientCertificate: Bool
  /// HTTP authentication: an answer to the server's challenge.
  public var authenticationScheme: AuthenticationScheme
  /// The only realm whose challenge is answered; empty answers any.
  public var realm: String
  /// The binding's own; nil leaves the way to the caller.
  public var proxy: Proxy?
  public var keepAlive: Bool
  public var allowCookies: Bool
  public var decompression: Bool
  public var transferMode: TransferMode
  /// Quota of a WCF client for one answer, in bytes.
  public var maxReceivedMessageSize: Int
  public var maxBufferSize: Int
  /// As far as they were set, and what holds because of it: `readerQuotas.inForce(transferMode)`.
  public var readerQuotas: ReaderQuotas
  public var timeouts: BindingTimeouts
}

extension Binding {
  /// Expands the binding for one message.
  ///
  /// - Parameter action: the SOAP action; nil (or WCF's wildcard `*`) sends none, the empty string an empty one.
  /// - Throws: the error that WCF's channel factory would raise for this stack, or for an action with a control
  ///   character in it.
  public func wirePlan(action: String?, flavour: Flavour = .netFramework) throws(BindingError) -> WirePlan {
    let elements = try createBindingElements(flavour)
    try checkFactory()
    try elements.validate(flavour)
    guard let http = elements.find(HTTPTransportBindingElement.self) else { throw .noTransport(elements) }
    let encoder: any MessageEncodingBindingElement = elements.encoder ?? TextMessageEncodingBindingElement()
    let https = elements.find(HTTPSTransportBindingElement.self)
    let planned = try SOAPAction(action)
    let requiresCertificate = https?.requireClientCertificate ?? false
    let placement = WirePlan.ActionPlacement(encoder.messageVersion)
    let parts = WirePlan.HeaderParts(
      contentType: encoder.contentType(action: placement == .contentTypeParameter ? planned : nil),
      action: placement == .httpHeader ? planned : nil, isMTOM: encoder is MTOMMessageEncodingBindingElement,
      expects: flavour == .netFramework || requiresCertificate || http.authenticationScheme != .anonymous)
    return WirePlan(
      flavour: flavour, scheme: https == nil ? "http" : "https", messageVersion: encoder.messageVersion,
      encoding: encoder.plannedEncoding, textEncoding: encoder.writeEncoding, mediaType: encoder.mediaTypeOfAnswers,
      acceptsAnyCharset: encoder is CustomTextMessageEncodingBindingElement, actionPlacement: placement,
      action: planned == nil ? nil : action, manualAddressing: http.manualAddressing,
      security: elements.find(SecurityBindingElement.self).map { SecurityPlan($0, encoder.messageVersion) },
      headers: parts.headers(http, flavour), expectWaitMilliseconds: flavour == .net ? 1000 : 350,
      offersClientCertificate: requiresCertificate, authenticationScheme: http.authenticationScheme,
      realm: http.realm, proxy: http.plannedProxy, keepAlive: http.keepAliveEnabled, allowCookies: http.allowCookies,
      decompression: http.decompressionEnabled, transferMode: http.transferMode,
      maxReceivedMessageSize: http.maxReceivedMessageSize,
      maxBufferSize: http.maxBufferSize ?? http.maxReceivedMessageSize, readerQuotas: encoder.quotas,
      timeouts: timeouts)
  }
}

extension WirePlan {
  /// Refuses an address whose scheme is not the transport's, as WCF does when the channel is made.
  public func check(url: String) throws(BindingError) {
    let given = url.prefix { $0 != ":" }.lowercased()
    guard Array(url.utf8).firstPlace(of: "://") != nil else { throw .relativeAddress(url) }
    if given != scheme { throw .wrongScheme(given: given, expected: scheme, url: url) }
  }
}

extension WirePlan.ActionPlacement {
  init(_ version: MessageVersion) {
    switch (version.envelope, version.addressing) {
    case (nil, _): self = .nowhere
    case (.soap11, _): self = .httpHeader
    case (.soap12, .none): self = .contentTypeParameter
    case (.soap12, _): self = .envelopeHeader
    }
  }
}

extension MessageEncodingBindingElement {
  fileprivate var plannedEncoding: WirePlan.Encoding {
    guard let mtom = self as? MTOMMessageEncodingBindingElement else { return .text }
    return .mtom(MTOMPlan(mtom))
  }

  fileprivate var mediaTypeOfAnswers: String {
    (self as? CustomTextMessageEncodingBindingElement)?.mediaType ?? messageVersion.mediaType
  }

  fileprivate var quotas: ReaderQuotas {
    switch self {
    case let text as TextMessageEncodingBindingElement: text.readerQuotas
    case let mtom as MTOMMessageEncodingBindingElement: mtom.readerQuotas
    default: ReaderQuotas()
    }
  }
}

extension HTTPTransportBindingElement {
  fileprivate var plannedProxy: WirePlan.Proxy? {
    proxyAddress.map {
      WirePlan.Proxy(address: $0, bypassesLocal: bypassProxyOnLocal, scheme: proxyAuthenticationScheme)
    }
  }
}

extension BindingError {
  static func relativeAddress(_ url: String) -> Self {
    .illegal(
      code: "address-not-absolute", summary: "The address is not an absolute URL.",
      values: ["address: \(url.withoutCredentials.neutralised)"],
      wcf: .init("ArgumentException", "UriMustBeAbsolute", .construct),
      remedy: "Write it with its scheme: https://host/path")
  }

  static func wrongScheme(given: String, expected: String, url: String) -> Self {
    .illegal(
      code: "wrong-uri-scheme",
      summary: "The provided URI scheme '\(given.neutralised)' is invalid; expected '\(expected)'.",
      values: ["address: \(url.withoutCredentials.neutralised)", "parameter: via"],
      wcf: .init("ArgumentException", "InvalidUriScheme", .createChannel),
      remedy: expected == "https"
        ? "Use an https address, or a binding without transport security (--security none, http)."
        : "Use transport security (--security transport, https) for an https address.")
  }
}
