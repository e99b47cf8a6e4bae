public import Basics
public import Bindings
public import Certificates
public import Handshake

/// What was asked: everything a person or a collection says about one call, with files and secrets still by reference.
public struct Draft: Sendable, Equatable {
  /// Name of the request in its collection; nil for a call from the command line.
  public var name: String?
  public var url: String
  public var method: RequestMethod
  /// The envelope's bytes as they will be sent, or nil for an empty body in the binding's SOAP version.
  public var envelope: [UInt8]?
  /// SOAP action. Nil sends none; the empty string sends an empty one.
  public var action: String?
  public var binding: Binding
  /// Which of the two WCF clients is the model.
  public var flavour: Flavour
  public var identity: IdentityReference?
  /// For HTTP authentication and the UsernameToken, as far as the binding asks for them.
  public var user: UserReference?
  public var chain: ChainChoice
  public var trust: TrustReference
  public var tls: TLSSettings
  public var httpHeaders: [HTTPHeader]
  /// Added to those that the envelope has.
  public var soapHeaders: [SOAPHeader]
  /// Whether the operation has no reply (WCF's OperationContract.IsOneWay): with addressing the message then has neither
  /// MessageID nor ReplyTo, and an answer without a message is what a WCF client expects.
  public var isOneWay: Bool
  /// Run in their order, before any callback.
  public var behaviors: [RequestBehavior]
  /// Absolute path of the collection's folder, where programs of its behaviors run; nil for a call from the command line.
  public var folder: String?
  public var route: Route
  public var limits: Limits
  /// Keeps every byte of the connection and the TLS secrets in the report (`Report.capture`).
  public var captures: Bool
  /// What is put into address, action, headers, behaviors, user name and envelope when the call is sent.
  public var insertions: [Insertion]

  public init(
    name: String? = nil, url: String, method: RequestMethod = .post, envelope: [UInt8]? = nil, action: String? = nil,
    binding: Binding = .basicHTTP(BasicHTTPBinding()), flavour: Flavour = .netFramework,
    identity: IdentityReference? = nil, user: UserReference? = nil, chain: ChainChoice = .full,
    trust: TrustReference = TrustReference(), tls: TLSSettings = TLSSettings(), httpHeaders: [HTTPHeader] = [],
    soapHeaders: [SOAPHeader] = [], isOneWay: Bool = false,
    behaviors: [RequestBehavior] = [], folder: String? = nil, route: Route = Route(), limits: Limits = Limits(),
    captures: Bool = false, insertions: [Insertion] = []
  ) {
    self.name = name
    self.url = url
    self.method = method
    self.envelope = envelope
    self.action = action
    self.binding = binding
    self.flavour = flavour
    self.identity = identity
    self.user = user
    self.chain = chain
    self.trust = trust
    self.tls = tls
    self.httpHeaders = httpHeaders
    self.soapHeaders = soapHeaders
    self.isOneWay = isOneWay
    self.behaviors = behaviors
    self.folder = folder
    self.route = route
    self.limits = limits
    self.captures = captures
    self.insertions = insertions
  }
}

/// How the request is made (RFC 9110 section 9.3).
public enum RequestMethod: String, Sendable, Hashable, CaseIterable {
  /// The call itself, with its envelope.
  case post = "POST"
  /// Safe methods, without envelope or action: they show how far the way to the service goes, and call nothing.
  case head = "HEAD"
  case get = "GET"
}

/// A client certificate by reference.
public struct IdentityReference: Sendable, Equatable {
  /// Its name in the private identities file; nil when files were named directly.
  public var name: String?
  public var certificate: CertificateSource
  /// Where the key is, when not in the certificate's own file.
  public var key: CertificateSource?
  /// Nil: found by looking at the bytes.
  public var format: CertificateFormat?
  public var password: SecretSource
  public var intermediates: [CertificateSource]

  public init(
    name: String? = nil, certificate: CertificateSource, key: CertificateSource? = nil,
    format: CertificateFormat? = nil, password: SecretSource = .none, intermediates: [CertificateSource] = []
  ) {
    self.name = name
    self.certificate = certificate
    self.key = key
    self.format = format
    self.password = password
    self.intermediates = intermediates
  }
}

/// A user name with its password by reference.
public struct UserReference: Sendable, Equatable {
  /// As the server knows it; `DOMAIN\user` for NTLM.
  public var name: String
  public var password: SecretSource
  /// The collection's, when a file of it named the password's source: then that is only read once it is trusted.
  public var folder: String?

  public init(name: String, password: SecretSource = .none, folder: String? = nil) {
    self.name = name
    self.password = password
    self.folder = folder
  }

  /// What must be trusted before the password may be read; nil for what needs no trust.
  public var trust: ExternalProgram? {
    guard let folder else { return nil }
    switch password {
    case .environment, .file, .keyring, .command: return ExternalProgram(command: password.description, folder: folder)
    case .none, .prompt, .literal: return nil
    }
  }
}

extension IdentityReference {
  /// Where password or PIN is: what was said beside the reference, else what a PKCS#11 URI in it says.
  public var secretSource: SecretSource {
    guard password == .none else { return password }
    for case .token(let uri) in [key, certificate] where uri.pin != .none { return uri.pin }
    return .none
  }
}

/// How much of the client chain is sent.
public enum ChainChoice: String, Sendable, Hashable, CaseIterable {
  /// The completed chain.
  case full
  /// The leaf alone, as WCF does on a machine whose store lacks the intermediates.
  case leaf
}

/// Server trust by reference, with curl's meanings.
public struct TrustReference: Sendable, Hashable {
  /// PEM file of anchors; nil leaves the system's.
  public var anchorsPath: String?
  /// Folder of anchors under their hashes.
  public var folderPath: String?
  /// Files of revocation lists, PEM or DER; with any, every certificate of the server's chain is checked.
  public var revocationListPaths: [String]
  /// True accepts any server.
  public var insecure: Bool
  /// The collection's, when a file of it named some of these; and which of them those are.
  public var folder: String?
  public var namedPaths: Set<String> = []

  /// Files outside the collection that its own files name: they are only read once that is trusted.
  public var trusts: [ExternalProgram] {
    paths.filter { namedPaths.contains($0) && isOutside($0) }.map {
      ExternalProgram(command: SecretSource.file(path: $0).description, folder: folder)
    }
  }

  /// Those that must lie in the collection, links followed.
  public var pathsInside: [String] { paths.filter { namedPaths.contains($0) && !isOutside($0) } }

  private var paths: [String] { [anchorsPath, folderPath].compactMap(\.self) + revocationListPaths }

  private func isOutside(_ path: String) -> Bool {
    guard let folder else { return false }
    let inside = path.utf8.starts(with: (folder == "/" ? folder : folder + "/").utf8)
    return !inside || path.hasStepUp
  }

  public init(
    anchorsPath: String? = nil, folderPath: String? = nil, revocationListPaths: [String] = [], insecure: Bool = false
  ) {
    self.anchorsPath = anchorsPath
    self.folderPath = folderPath
    self.revocationListPaths = revocationListPaths
    self.insecure = insecure
  }
}

/// The way to the server.
public struct Route: Sendable, Equatable {
  /// `HOST:PORT:ADDRESS` as in curl's `--resolve`.
  public var resolve: [String]
  public var proxyURL: String?
  /// `user:password` for the proxy.
  public var proxyCredentials: Secret?

  public init(resolve: [String] = [], proxyURL: String? = nil, proxyCredentials: Secret? = nil) {
    self.resolve = resolve
    self.proxyURL = proxyURL
    self.proxyCredentials = proxyCredentials
  }
}

/// Every wait and every size has one.
public struct Limits: Sendable, Hashable {
  public var connectSeconds: Double
  public var totalSeconds: Double
  /// No byte in either direction for this long.
  public var idleSeconds: Double
  public var responseBytes: Int

  public init(
    connectSeconds: Double = 15, totalSeconds: Double = 120, idleSeconds: Double = 60,
    responseBytes: Int = 256 * 1024 * 1024
  ) {
    self.connectSeconds = connectSeconds
    self.totalSeconds = totalSeconds
    self.idleSeconds = idleSeconds
    self.responseBytes = responseBytes
  }
}
