public import Basics
public import Certificates

/// What a minted certificate shall say. Nothing is checked for sense: expired, contradictory and weak certificates are
/// minted as asked.
public struct CertificateSpec: Sendable {
  public enum Digest: Sendable { case sha1, sha256, sha384 }

  public var commonName: String
  public var organization: String?
  /// `DNS:host`, `IP:192.0.2.1`, `email:…`, `URI:…`.
  public var subjectAltNames: [String]
  public var notBefore: Timestamp?
  /// Nil for both: from an hour before to ten years after the mint's own clock.
  public var notAfter: Timestamp?
  /// RFC 5280 names; nil leaves the extension out.
  public var keyUsages: [String]?
  /// `serverAuth`, `clientAuth`, … or dotted OIDs; nil leaves the extension out.
  public var extendedKeyUsages: [String]?
  public var isCA: Bool
  public var pathLength: Int?
  public var keyType: KeyType
  /// For RSA kinds only.
  public var keyBits: Int
  public var digest: Digest
  /// An existing key to certify, instead of a new one: renewals and cross-signed authorities.
  public var key: PrivateKey?
  /// Where the issuer's certificate can be had (authority information access).
  public var issuerURLs: [String]

  public init(
    commonName: String, organization: String? = "Signet", subjectAltNames: [String] = [],
    notBefore: Timestamp? = nil, notAfter: Timestamp? = nil, keyUsages: [String]? = nil,
    extendedKeyUsages: [String]? = nil, isCA: Bool = false, pathLength: Int? = nil, keyType: KeyType = .ecP256,
    keyBits: Int = 2048, digest: Digest = .sha256, key: PrivateKey? = nil, issuerURLs: [String] = []
  ) {
    self.commonName = commonName
    self.organization = organization
    self.subjectAltNames = subjectAltNames
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.keyUsages = keyUsages
    self.extendedKeyUsages = extendedKeyUsages
    self.isCA = isCA
    self.pathLength = pathLength
    self.keyType = keyType
    self.keyBits = keyBits
    self.digest = digest
    self.key = key
    self.issuerURLs = issuerURLs
  }
}

extension CertificateSpec {
  /// A certificate authority that may sign certificates and revocation lists.
  public static func authority(
    _ commonName: String, organization: String? = "Signet", keyType: KeyType = .ecP256
  ) -> CertificateSpec {
    CertificateSpec(
      commonName: commonName, organization: organization, keyUsages: ["keyCertSign", "cRLSign"], isCA: true,
      keyType: keyType)
  }

  /// A client's leaf certificate.
  public static func client(
    _ commonName: String, organization: String? = "Signet", keyType: KeyType = .ecP256
  ) -> CertificateSpec {
    CertificateSpec(
      commonName: commonName, organization: organization, keyUsages: ["digitalSignature"],
      extendedKeyUsages: ["clientAuth"], keyType: keyType)
  }

  /// A server's leaf certificate for `localhost` and the loopback addresses, unless other names are given.
  public static func server(
    _ commonName: String = "localhost", organization: String? = "Signet",
    subjectAltNames: [String] = ["DNS:localhost", "IP:127.0.0.1", "IP:::1"], keyType: KeyType = .ecP256
  ) -> CertificateSpec {
    CertificateSpec(
      commonName: commonName, organization: organization, subjectAltNames: subjectAltNames,
      keyUsages: ["digitalSignature", "keyEncipherment"], extendedKeyUsages: ["serverAuth"], keyType: keyType)
  }
}
