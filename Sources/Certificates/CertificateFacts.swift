public import Basics

/// What one X.509 certificate says (RFC 5280), as plain values.
public struct CertificateFacts: Sendable, Hashable {
  public var der: [UInt8]
  public var subject: DistinguishedName
  public var issuer: DistinguishedName
  /// Hexadecimal, lower case, no separators.
  public var serial: String
  public var notBefore: Timestamp
  public var notAfter: Timestamp
  public var keyType: KeyType
  /// Size of the key in bits; 0 when unknown.
  public var keyBits: Int
  /// As OpenSSL names it: `sha256WithRSAEncryption`, `ecdsa-with-SHA256`, `ED25519`.
  public var signatureAlgorithm: String
  /// `DNS:host`, `IP:192.0.2.1`, `email:…`, `URI:…`.
  public var subjectAltNames: [String]
  /// RFC 5280 names (`digitalSignature`, `keyCertSign`…); nil when the extension is absent.
  public var keyUsages: [String]?
  /// `serverAuth`, `clientAuth`… or dotted OIDs; nil when the extension is absent.
  public var extendedKeyUsages: [String]?
  public var isCA: Bool
  public var pathLength: Int?
  public var subjectKeyIdentifier: [UInt8]?
  public var authorityKeyIdentifier: [UInt8]?
  /// URLs of the issuer's certificate (authority information access, caIssuers). Never fetched by itself.
  public var issuerURLs: [String]
  /// Lower-case hexadecimal digests of the DER encoding.
  public var sha1: String
  public var sha256: String

  public init(
    der: [UInt8], subject: DistinguishedName, issuer: DistinguishedName, serial: String, notBefore: Timestamp,
    notAfter: Timestamp, keyType: KeyType, keyBits: Int, signatureAlgorithm: String, subjectAltNames: [String],
    keyUsages: [String]?, extendedKeyUsages: [String]?, isCA: Bool, pathLength: Int?, subjectKeyIdentifier: [UInt8]?,
    authorityKeyIdentifier: [UInt8]?, issuerURLs: [String], sha1: String, sha256: String
  ) {
    self.der = der
    self.subject = subject
    self.issuer = issuer
    self.serial = serial
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.keyType = keyType
    self.keyBits = keyBits
    self.signatureAlgorithm = signatureAlgorithm
    self.subjectAltNames = subjectAltNames
    self.keyUsages = keyUsages
    self.extendedKeyUsages = extendedKeyUsages
    self.isCA = isCA
    self.pathLength = pathLength
    self.subjectKeyIdentifier = subjectKeyIdentifier
    self.authorityKeyIdentifier = authorityKeyIdentifier
    self.issuerURLs = issuerURLs
    self.sha1 = sha1
    self.sha256 = sha256
  }

  /// Subject and issuer are the same name: a root, or a self-signed certificate.
  public var isSelfIssued: Bool { subject == issuer }
}

/// The kind of public key in a certificate.
public enum KeyType: Sendable, Hashable, CustomStringConvertible {
  case rsa
  /// A key restricted to PSS (id-RSASSA-PSS, RFC 4055).
  case rsaPSS
  case ecP256, ecP384, ecP521
  case ed25519, ed448
  /// As OpenSSL names it.
  case other(String)

  public var description: String {
    switch self {
    case .rsa: "RSA"
    case .rsaPSS: "RSA-PSS"
    case .ecP256: "EC P-256"
    case .ecP384: "EC P-384"
    case .ecP521: "EC P-521"
    case .ed25519: "Ed25519"
    case .ed448: "Ed448"
    case .other(let name): name
    }
  }
}
