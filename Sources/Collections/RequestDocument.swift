public import Bindings
public import Exchange
public import Handshake

/// What a request file (`Name.yaml`) says: everything but the envelope, which stands beside it in `Name.xml`.
///
/// The keys are the command line's flags, so that one vocabulary serves both. Nil means that the file does not say: the
/// collection's defaults decide, then the program's own.
public struct RequestDocument: Sendable, Hashable {
  public var url: String?
  /// SOAP action; the empty string sends an empty one.
  public var action: String?
  /// Whether the operation has no reply.
  public var oneWay: Bool?
  /// `basic`, `basicHttps`, `wsHttp`, `ws2007Http`, `custom`; or a whole text form: `basic(sendTimeout=30)`.
  public var binding: String?
  /// WCF security mode of the binding: `none`, `transport`, `transportWithMessageCredential` …
  public var security: String?
  /// Transport client credential type: `none`, `basic`, `certificate` …
  public var credential: String?
  /// Message client credential type: `userName`, `certificate` …
  public var messageCredential: String?
  /// The stack of a custom binding, top to bottom: `text:soap12,https(requireClientCertificate=true)`.
  public var elements: String?
  /// `soap11`, `soap12`, `soap12wsaddressing10` …
  public var messageVersion: String?
  /// Character encoding of the message: `utf-8`, `utf-16`, or any other charset.
  public var encoding: String?
  /// Which of the two WCF clients is the model.
  public var flavour: Flavour?
  /// User name for HTTP authentication and the UsernameToken.
  public var user: String?
  /// Where the user's password comes from: `env:NAME`, `file:PATH`, `keyring:NAME`, `command:…`, `prompt:`. Never the password itself.
  public var userPassword: String?
  /// A name in the private identities file, never a path.
  public var identity: String?
  public var chain: ChainChoice?
  /// File of the envelope, relative to the request's folder; nil is the request's own name with `.xml`.
  public var envelope: String?
  public var headers: [HTTPHeader]
  /// What the request does with its call, in this order.
  public var behaviors: [RequestBehavior]
  public var trust: Trust
  public var tls: TLS
  public var route: RouteChoice
  public var limits: LimitChoice
  /// For choosing requests of a run.
  public var tags: [String]
  /// What must hold of the exchange.
  public var assertions: [Assertion]
  /// What later requests of a run take from the answer.
  public var captures: [AnswerCapture]
  /// Prefixes of the XPath expressions, by their names.
  public var namespaces: [String: String]
  /// Texts with placeholders of keys that hold a number, a version or a word, by the keys' names: what they mean is known
  /// once the placeholders are replaced, and until then the key has no value. A value that it has counts instead.
  public var placeholders: [String: String] = [:]

  public init(
    url: String? = nil, action: String? = nil, oneWay: Bool? = nil, binding: String? = nil, security: String? = nil,
    credential: String? = nil, messageCredential: String? = nil, elements: String? = nil, messageVersion: String? = nil,
    encoding: String? = nil, flavour: Flavour? = nil, user: String? = nil, userPassword: String? = nil,
    identity: String? = nil, chain: ChainChoice? = nil, envelope: String? = nil, headers: [HTTPHeader] = [],
    behaviors: [RequestBehavior] = [],
    trust: Trust = Trust(),
    tls: TLS = TLS(), route: RouteChoice = RouteChoice(), limits: LimitChoice = LimitChoice(),
    tags: [String] = [], assertions: [Assertion] = [], captures: [AnswerCapture] = [],
    namespaces: [String: String] = [:]
  ) {
    self.url = url
    self.action = action
    self.oneWay = oneWay
    self.binding = binding
    self.security = security
    self.credential = credential
    self.messageCredential = messageCredential
    self.elements = elements
    self.messageVersion = messageVersion
    self.encoding = encoding
    self.flavour = flavour
    self.user = user
    self.userPassword = userPassword
    self.identity = identity
    self.chain = chain
    self.envelope = envelope
    self.headers = headers
    self.behaviors = behaviors
    self.trust = trust
    self.tls = tls
    self.route = route
    self.limits = limits
    self.tags = tags
    self.assertions = assertions
    self.captures = captures
    self.namespaces = namespaces
  }

  /// Keys `cacert`, `capath`, `crl`, `insecure`. Paths are relative to the collection's folder.
  public struct Trust: Sendable, Hashable {
    public var anchorsPath, folderPath: String?
    public var revocationListPaths: [String]
    public var insecure: Bool?
    public init(
      anchorsPath: String? = nil, folderPath: String? = nil, revocationListPaths: [String] = [],
      insecure: Bool? = nil
    ) {
      self.anchorsPath = anchorsPath
      self.folderPath = folderPath
      self.revocationListPaths = revocationListPaths
      self.insecure = insecure
    }
  }

  /// Keys `tls-min`, `tls-max`, `ciphers`, `curves`, `security-level`, `legacy-renegotiation`.
  public struct TLS: Sendable, Hashable {
    public var minimum, maximum: TLSVersion?
    public var ciphers, curves: String?
    public var securityLevel: Int?
    public var legacyRenegotiation: Bool?
    public init(
      minimum: TLSVersion? = nil, maximum: TLSVersion? = nil, ciphers: String? = nil, curves: String? = nil,
      securityLevel: Int? = nil, legacyRenegotiation: Bool? = nil
    ) {
      self.minimum = minimum
      self.maximum = maximum
      self.ciphers = ciphers
      self.curves = curves
      self.securityLevel = securityLevel
      self.legacyRenegotiation = legacyRenegotiation
    }
  }

  /// Keys `proxy` and `resolve`.
  public struct RouteChoice: Sendable, Hashable {
    public var proxyURL: String?
    public var resolve: [String]
    public init(proxyURL: String? = nil, resolve: [String] = []) {
      self.proxyURL = proxyURL
      self.resolve = resolve
    }
  }

  /// Keys `connect-timeout`, `max-time`, `idle-time` (seconds) and `max-response` (bytes).
  public struct LimitChoice: Sendable, Hashable {
    public var connectSeconds, totalSeconds, idleSeconds: Double?
    public var responseBytes: Int?
    public init(
      connectSeconds: Double? = nil, totalSeconds: Double? = nil, idleSeconds: Double? = nil, responseBytes: Int? = nil
    ) {
      self.connectSeconds = connectSeconds
      self.totalSeconds = totalSeconds
      self.idleSeconds = idleSeconds
      self.responseBytes = responseBytes
    }
  }
}
