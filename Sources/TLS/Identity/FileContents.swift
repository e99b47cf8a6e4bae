internal import Basics
internal import Certificates

/// What one file holds, decoded and not yet judged.
struct FileContents {
  var format: CertificateFormat
  /// In the file's order, without duplicates.
  private(set) var certificates: [X509Certificate] = []
  private(set) var keys: [PrivateKey] = []
  /// How its parts are encrypted, each way once.
  private(set) var encryption: [String] = []
  /// Encrypted keys that stayed closed because no password was given.
  private(set) var lockedKeyCount = 0
  /// Whether a PKCS#12 file has an integrity check; nil for other formats.
  var hasIntegrityCheck: Bool?
  private var seen: Set<[UInt8]> = []

  static let maximumCertificateCount = 1000
  static let maximumKeyCount = 50

  init(format: CertificateFormat) { self.format = format }

  mutating func append(certificate der: [UInt8], file: String) throws(IdentityError) {
    guard seen.insert(der).inserted else { return }
    guard certificates.count < Self.maximumCertificateCount else {
      throw .tooManyCertificates(file: file, limit: Self.maximumCertificateCount)
    }
    guard let certificate = CertificateCache.shared.certificate(der) else {
      throw .damaged(file: file, part: "certificate \(certificates.count + 1)", reasons: [])
    }
    certificates.append(certificate)
  }

  /// - Parameter der: an unencrypted private key; nil for one that stayed closed.
  mutating func append(key der: Secret?, file: String) throws(IdentityError) {
    guard keys.count + lockedKeyCount < Self.maximumKeyCount else {
      throw .tooManyKeys(file: file, limit: Self.maximumKeyCount)
    }
    if let der { keys.append(try .decode(der, file: file)) } else { lockedKeyCount += 1 }
  }

  /// A key that cannot leave where it is.
  mutating func append(key: PrivateKey) { keys.append(key) }
  mutating func appendLockedKey() { lockedKeyCount += 1 }

  mutating func append(encryption name: String) {
    if !encryption.contains(name) { encryption.append(name) }
  }
}
