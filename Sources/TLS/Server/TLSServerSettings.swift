public import Handshake

/// What a TLS server shows and asks for.
public struct TLSServerSettings: Sendable {
  /// Sent exactly so: DER, leaf first.
  public var chain: [[UInt8]]
  /// The leaf's own.
  public var privateKey: PrivateKey
  public var minimum: TLSVersion
  public var maximum: TLSVersion
  /// OpenSSL cipher list; TLS 1.3 suites (`TLS_…`) and older names may stand together, separated by colons. Nil leaves
  /// the library's own.
  public var ciphers: String?
  public var clientAuthentication: ClientAuthentication
  /// TLS 1.3 tickets after each full handshake; 0 turns resumption off in every version.
  public var sessionTickets: Int
  /// ALPN (RFC 7301) in the server's order of preference; empty selects none.
  public var applicationProtocols: [String]
  /// OCSP response in DER that is attached to the certificate for clients that ask (stapling); nil attaches none.
  public var stapledStatus: [UInt8]?

  public init(
    chain: [[UInt8]], privateKey: PrivateKey, minimum: TLSVersion = .tls12, maximum: TLSVersion = .tls13,
    ciphers: String? = nil, clientAuthentication: ClientAuthentication = ClientAuthentication(),
    sessionTickets: Int = 2, applicationProtocols: [String] = [], stapledStatus: [UInt8]? = nil
  ) {
    self.chain = chain
    self.privateKey = privateKey
    self.minimum = minimum
    self.maximum = maximum
    self.ciphers = ciphers
    self.clientAuthentication = clientAuthentication
    self.sessionTickets = sessionTickets
    self.applicationProtocols = applicationProtocols
    self.stapledStatus = stapledStatus
  }
}

/// Whether and how a TLS server asks its client for a certificate.
public struct ClientAuthentication: Sendable, Hashable {
  public enum Demand: Sendable, Hashable {
    case none
    case optional
    /// No certificate ends the handshake with OpenSSL's own alert: 40 in TLS 1.2, 116 in TLS 1.3.
    case required
  }

  public var demand: Demand
  /// Certificates in DER that end a client's chain; only self-signed ones end it.
  public var anchors: [[UInt8]]
  /// Certificates whose subjects the CertificateRequest names; nil names the anchors.
  public var authorities: [[UInt8]]?
  /// A certificate that fails verification is let in, and `TLSServerPeer.verifyError` says why: what front ends do that
  /// answer in HTTP.
  public var toleratesFailure: Bool
  /// An `X509_V_ERR_…` that replaces the outcome of the verification, and so decides the alert.
  public var forcedError: Int32?
  /// A Certificate message with more entries is refused as too long a chain (`X509_V_ERR_CERT_CHAIN_TOO_LONG`); nil sets
  /// no limit.
  public var maximumChainLength: Int?
  /// The handshake does not ask; `TLSServerEngine.requestClientCertificate()` does.
  public var isPostHandshake: Bool

  public init(
    _ demand: Demand = .none, anchors: [[UInt8]] = [], authorities: [[UInt8]]? = nil, toleratesFailure: Bool = false,
    forcedError: Int32? = nil, maximumChainLength: Int? = nil, isPostHandshake: Bool = false
  ) {
    self.demand = demand
    self.anchors = anchors
    self.authorities = authorities
    self.toleratesFailure = toleratesFailure
    self.forcedError = forcedError
    self.maximumChainLength = maximumChainLength
    self.isPostHandshake = isPostHandshake
  }
}
