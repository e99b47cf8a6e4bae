public import Basics
public import Certificates

/// All that is known about an exchange, as plain values: what the rules read, and nothing else.
public struct Evidence: Sendable {
  public var target: Target
  public var transcript: Transcript
  public var outcome: TransferOutcome
  public var identity: IdentityEvidence?
  public var settings: TLSSettings
  public var trust: ServerTrust
  public var http: HTTPEvidence?
  /// The revocation lists that were given, asked about our own chain.
  public var revocationLists: [RevocationListFacts]
  /// The local clock when the exchange ended.
  public var now: Timestamp

  public init(
    target: Target, transcript: Transcript, outcome: TransferOutcome, identity: IdentityEvidence? = nil,
    settings: TLSSettings = TLSSettings(), trust: ServerTrust = ServerTrust(), http: HTTPEvidence? = nil,
    revocationLists: [RevocationListFacts] = [], now: Timestamp
  ) {
    self.target = target
    self.transcript = transcript
    self.outcome = outcome
    self.identity = identity
    self.settings = settings
    self.trust = trust
    self.http = http
    self.revocationLists = revocationLists
    self.now = now
  }

  public struct Target: Sendable, Hashable {
    /// `http` or `https`.
    public var scheme: String
    public var host: String
    public var port: Int
    public var isIPAddress: Bool
    /// `scheme://host:port` of the proxy, without credentials; nil when direct.
    public var proxy: String?

    public init(scheme: String, host: String, port: Int, isIPAddress: Bool, proxy: String? = nil) {
      self.scheme = scheme
      self.host = host
      self.port = port
      self.isIPAddress = isIPAddress
      self.proxy = proxy
    }
  }

  /// The client certificate as it was configured for the exchange (what was sent is in the transcript).
  public struct IdentityEvidence: Sendable, Hashable {
    public var chain: CertificateChain
    /// The file or label it came from.
    public var source: String
    /// False when the binding did not enable the certificate, so that it was not offered to TLS at all.
    public var isEnabled: Bool
    /// Where the key is when it is in a token.
    public var token: TokenKey?

    public init(chain: CertificateChain, source: String, isEnabled: Bool, token: TokenKey? = nil) {
      self.chain = chain
      self.source = source
      self.isEnabled = isEnabled
      self.token = token
    }
  }

  public struct HTTPEvidence: Sendable, Hashable {
    public var status: Int
    public var headers: [HTTPHeader]
    /// At most the first 4,096 bytes.
    public var bodyStart: [UInt8]

    public init(status: Int, headers: [HTTPHeader], bodyStart: [UInt8]) {
      self.status = status
      self.headers = headers
      self.bodyStart = bodyStart
    }
  }
}

public struct HTTPHeader: Sendable, Hashable {
  public var name: String
  public var value: String

  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// How a transfer ended, in the terms of the libraries that carried it.
public struct TransferOutcome: Sendable, Hashable {
  public enum Ending: Sendable, Hashable {
    case answered
    /// `code` is libcurl's CURLcode, `name` its constant (`CURLE_SSL_CONNECT_ERROR`), `message` its error buffer.
    case failed(code: Int, name: String, message: String)
    case cancelled
    /// A limit of this program: which one (`connect`, `total`, `idle`, `responseSize`), its value and unit.
    case limit(name: String, value: String)
  }

  public var ending: Ending
  /// errno of the last failed system call on the socket; 0 when there was none.
  public var systemError: Int
  /// OpenSSL's error queue right after the call that failed, earliest first.
  public var libraryErrors: [LibraryError]
  public var verification: ServerVerification?
  public var remoteAddress: String?
  public var remotePort: Int?
  /// This end of the connection, as this computer sees it.
  public var localAddress: String?
  public var localPort: Int?
  /// Status of the proxy's answer to CONNECT; nil without one.
  public var proxyConnectStatus: Int?
  /// Header fields of that answer.
  public var proxyHeaders: [HTTPHeader]
  /// True when the connection to the origin was closed by the peer without close_notify.
  public var endedByReset: Bool
  /// Time of each phase in milliseconds since the start; nil when it was not reached.
  public var timings: Timings
  /// Position of this exchange among those of its process, for `reusedConnection`.
  public var exchangeNumber: Int
  public var reusedConnection: Bool
  /// Names of the cookies that were sent because earlier answers had set them, in their order.
  public var cookieNames: [String]
  /// What the record layer is read from; empty without TLS.
  public var wire: WireLog

  public init(
    ending: Ending, systemError: Int = 0, libraryErrors: [LibraryError] = [], verification: ServerVerification? = nil,
    remoteAddress: String? = nil, remotePort: Int? = nil, proxyConnectStatus: Int? = nil,
    localAddress: String? = nil, localPort: Int? = nil, proxyHeaders: [HTTPHeader] = [], endedByReset: Bool = false,
    timings: Timings = Timings(), exchangeNumber: Int = 0, reusedConnection: Bool = false,
    cookieNames: [String] = [], wire: WireLog = WireLog()
  ) {
    self.ending = ending
    self.systemError = systemError
    self.libraryErrors = libraryErrors
    self.verification = verification
    self.remoteAddress = remoteAddress
    self.remotePort = remotePort
    self.localAddress = localAddress
    self.localPort = localPort
    self.proxyConnectStatus = proxyConnectStatus
    self.proxyHeaders = proxyHeaders
    self.endedByReset = endedByReset
    self.timings = timings
    self.exchangeNumber = exchangeNumber
    self.reusedConnection = reusedConnection
    self.cookieNames = cookieNames
    self.wire = wire
  }

  public struct LibraryError: Sendable, Hashable {
    /// OpenSSL library number (20 is SSL) and reason number.
    public var library: Int
    public var reason: Int
    public var text: String
    public var data: String?

    public init(library: Int, reason: Int, text: String, data: String? = nil) {
      self.library = library
      self.reason = reason
      self.text = text
      self.data = data
    }
  }

  public struct Timings: Sendable, Hashable {
    public var lookupMs, connectMs, tlsMs, sentMs, firstByteMs, totalMs: Double?
    public init() {}
  }
}

/// What checking the server's certificate inside the handshake gave: every error, not only the first.
public struct ServerVerification: Sendable, Hashable {
  public struct Failure: Sendable, Hashable {
    /// X509_V_ERR_… number.
    public var code: Int
    /// 0 is the server's own certificate.
    public var depth: Int
    public var text: String
    /// DER of the certificate it is about; nil when there is none.
    public var certificate: [UInt8]?

    public init(code: Int, depth: Int, text: String, certificate: [UInt8]?) {
      self.code = code
      self.depth = depth
      self.text = text
      self.certificate = certificate
    }
  }

  /// In the order they were found; empty when everything held.
  public var failures: [Failure]
  /// DER of the chain that was built, leaf first, anchors included.
  public var builtChain: [[UInt8]]
  /// The status that the server attached to its certificate; nil when none came.
  public var status: StatusCheck?

  public init(failures: [Failure], builtChain: [[UInt8]], status: StatusCheck? = nil) {
    self.failures = failures
    self.builtChain = builtChain
    self.status = status
  }
}
