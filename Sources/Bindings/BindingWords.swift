/// A binding as words of a command line or a collection file say it; what is nil was not said.
public struct BindingWords: Sendable, Hashable {
  /// `basic`, `basicHttps`, `wsHttp`, `ws2007Http`, `custom`; or a whole text form: `basic(sendTimeout=30)`.
  public var binding: String?
  /// `none`, `transport`, `transportCredentialOnly`, `transportWithMessageCredential`, `message`.
  public var security: String?
  /// Transport client credential: `none`, `basic`, `digest`, `ntlm`, `windows`, `certificate`.
  public var credential: String?
  /// Message client credential: `userName`, `certificate`; of wsHttp also `none`, `windows`, `issuedToken`.
  public var messageCredential: String?
  /// Stack of a custom binding, top to bottom: `text:soap12,https(requireClientCertificate=true)`.
  public var elements: String?
  /// `soap11`, `soap12`, `soap12wsaddressing10` …
  public var messageVersion: String?
  /// A charset.
  public var encoding: String?

  public init(
    binding: String? = nil, security: String? = nil, credential: String? = nil, messageCredential: String? = nil,
    elements: String? = nil, messageVersion: String? = nil, encoding: String? = nil
  ) {
    self.binding = binding
    self.security = security
    self.credential = credential
    self.messageCredential = messageCredential
    self.elements = elements
    self.messageVersion = messageVersion
    self.encoding = encoding
  }
}

extension BindingWords {
  /// Words that mean this binding, whatever the address and the identity are.
  public init(_ binding: Binding) {
    switch binding {
    case .basicHTTP(let basic):
      self.init(
        binding: binding.name, security: basic.security.mode.rawValue,
        credential: basic.security.transport.clientCredentialType.rawValue,
        messageCredential: basic.security.message.clientCredentialType.rawValue,
        encoding: basic.settings.textEncoding.name)
    case .basicHTTPS(let basic):
      self.init(
        binding: binding.name, security: basic.security.mode.rawValue,
        credential: basic.security.transport.clientCredentialType.rawValue,
        messageCredential: basic.security.message.clientCredentialType.rawValue,
        encoding: basic.settings.textEncoding.name)
    case .wsHTTP(let ws):
      self.init(
        binding: binding.name, security: ws.security.mode.rawValue,
        credential: ws.security.transport.clientCredentialType.rawValue,
        messageCredential: ws.security.message.clientCredentialType.rawValue, encoding: ws.settings.textEncoding.name)
    case .custom(let custom):
      self.init(binding: binding.name, elements: custom.elements.description)
    }
    leaveOutStandard()
    let context = BindingContext(url: "", hasIdentity: false)
    // What the words cannot say is said in the text form.
    if (try? BindingParser.binding(self, context)) != binding { self.init(binding: binding.description) }
  }

  /// Takes away what is not looked at.
  private mutating func leaveOutStandard() {
    if encoding == TextEncoding.utf8.name { encoding = nil }
    let usesMessageCredential = ["transportWithMessageCredential", "message"].contains(security)
    if !usesMessageCredential { messageCredential = nil }
  }
}

/// What the defaults of unsaid words depend on.
public struct BindingContext: Sendable, Hashable {
  public var usesTLS: Bool
  public var hasIdentity: Bool
  /// Whether a user name is given.
  public var hasUser: Bool
  /// SOAP version of the envelope that will be sent; nil when there is none, or it is no envelope.
  public var envelopeVersion: EnvelopeVersion?

  /// - Parameter url: the endpoint's address; only its scheme is looked at.
  public init(url: String, hasIdentity: Bool, hasUser: Bool = false, envelopeVersion: EnvelopeVersion? = nil) {
    usesTLS = url.lowercased().hasPrefix("https:")
    self.hasIdentity = hasIdentity
    self.hasUser = hasUser
    self.envelopeVersion = envelopeVersion
  }
}
