/// A binding as words of a command line or a collection file say it; what is nil was not said.
public struct BindingWords: Sendable, Hashable {
  /// `basic`, `basicHttps`, `custom`.
  public var binding: String?
  /// `none`, `transport`.
  public var security: String?
  /// `none`, `certificate`.
  public var credential: String?
  /// Stack of a custom binding, top to bottom: `text:soap12,https(requireClientCertificate=true)`.
  public var elements: String?
  /// `soap11`, `soap12`.
  public var messageVersion: String?
  /// `utf-8`, `utf-16`, `utf-16BE`.
  public var encoding: String?

  public init(
    binding: String? = nil, security: String? = nil, credential: String? = nil, elements: String? = nil,
    messageVersion: String? = nil, encoding: String? = nil
  ) {
    self.binding = binding
    self.security = security
    self.credential = credential
    self.elements = elements
    self.messageVersion = messageVersion
    self.encoding = encoding
  }
}

/// What the defaults of unsaid words depend on.
public struct BindingContext: Sendable, Hashable {
  public var usesTLS: Bool
  public var hasIdentity: Bool
  /// SOAP version of the envelope that will be sent; nil when there is none, or it is no envelope.
  public var envelopeVersion: MessageVersion?

  /// - Parameter url: the endpoint's address; only its scheme is looked at.
  public init(url: String, hasIdentity: Bool, envelopeVersion: MessageVersion? = nil) {
    usesTLS = url.lowercased().hasPrefix("https:")
    self.hasIdentity = hasIdentity
    self.envelopeVersion = envelopeVersion
  }
}
