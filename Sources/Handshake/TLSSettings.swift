/// A protocol version as it stands on the wire (RFC 8446 section 4.1.2).
public struct TLSVersion: RawRepresentable, Sendable, Hashable, Comparable, CustomStringConvertible {
  public var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static let ssl3 = TLSVersion(rawValue: 0x0300)
  public static let tls10 = TLSVersion(rawValue: 0x0301)
  public static let tls11 = TLSVersion(rawValue: 0x0302)
  public static let tls12 = TLSVersion(rawValue: 0x0303)
  public static let tls13 = TLSVersion(rawValue: 0x0304)

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  public var description: String {
    switch self {
    case .ssl3: "SSL 3.0"
    case .tls10: "TLS 1.0"
    case .tls11: "TLS 1.1"
    case .tls12: "TLS 1.2"
    case .tls13: "TLS 1.3"
    default: "0x" + String(rawValue, radix: 16)
    }
  }
}

/// What the client offers in its handshake. All of it is part of the key under which connections are shared.
public struct TLSSettings: Sendable, Hashable {
  /// Nil leaves the library's own bound.
  public var minimum: TLSVersion?
  public var maximum: TLSVersion?
  /// OpenSSL cipher list; TLS 1.3 suites (`TLS_…`) and older names may stand together, separated by colons.
  public var ciphers: String?
  /// OpenSSL group list: `X25519:P-256`.
  public var curves: String?
  /// OpenSSL security level 0…5; nil leaves the library's.
  public var securityLevel: Int?
  /// Permits servers without RFC 5746.
  public var legacyRenegotiation: Bool
  /// False leaves the server's name (RFC 6066 section 3) out of the hello; its certificate is still checked against it.
  public var sendsServerName: Bool
  public var applicationProtocols: ApplicationProtocols

  /// What the hello offers to speak inside TLS (ALPN, RFC 7301).
  public enum ApplicationProtocols: String, Sendable, Hashable, CaseIterable {
    /// No such extension.
    case none = "none"
    case http11 = "http/1.1"
    case http2 = "h2, http/1.1"
  }

  public init(
    minimum: TLSVersion? = nil, maximum: TLSVersion? = nil, ciphers: String? = nil, curves: String? = nil,
    securityLevel: Int? = nil, legacyRenegotiation: Bool = false, sendsServerName: Bool = true,
    applicationProtocols: ApplicationProtocols = .http11
  ) {
    self.minimum = minimum
    self.maximum = maximum
    self.ciphers = ciphers
    self.curves = curves
    self.securityLevel = securityLevel
    self.legacyRenegotiation = legacyRenegotiation
    self.sendsServerName = sendsServerName
    self.applicationProtocols = applicationProtocols
  }
}
