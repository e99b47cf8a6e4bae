internal import Certificates
internal import Glibc
internal import Synchronization

/// Certificates that were read before, by their encoding: decoding one takes OpenSSL 3 longer than all the rest of what a
/// transcript needs, and the verifier, the transcript and the checks of a chain meet the same ones in every exchange.
///
/// An encoding always says the same, so nothing in here grows old. Safe from any thread.
final class CertificateCache: Sendable {
  static let shared = CertificateCache()
  /// A full cache is emptied: what is in use comes back with the next exchange.
  static let maximumEntries = 128
  /// Larger certificates are read every time.
  static let maximumBytes = 16_384

  private struct Entry {
    let certificate: X509Certificate
    var facts: CertificateFacts?
  }

  /// The end of a certificate is its signature, which tells it from any other; the rest is compared, not hashed.
  private struct Encoding: Hashable {
    let der: [UInt8]

    static func == (one: Self, other: Self) -> Bool {
      one.der.count == other.der.count && memcmp(one.der, other.der, one.der.count) == 0
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(der.count)
      der.withUnsafeBytes { hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: $0.suffix(16))) }
    }
  }

  private let entries = Mutex<[Encoding: Entry]>([:])

  var count: Int { entries.withLock { $0.count } }

  /// Nil unless `der` is exactly one certificate, of at most 1 MiB.
  func certificate(_ der: [UInt8]) -> X509Certificate? {
    if let known = entries.withLock({ $0[Encoding(der: der)]?.certificate }) { return known }
    guard let certificate = X509Certificate(der: der) else { return nil }
    remember(certificate, der: der)
    return certificate
  }

  /// What the certificate in an encoding says; nil when it is none.
  func facts(_ der: [UInt8]) -> CertificateFacts? {
    if let known = entries.withLock({ $0[Encoding(der: der)]?.facts }) { return known }
    guard let certificate = certificate(der) else { return nil }
    let facts = certificate.facts(der: der)
    remember(certificate, der: der, facts: facts)
    return facts
  }

  /// - Parameter facts: nil leaves those that are known.
  func remember(_ certificate: X509Certificate, der: [UInt8], facts: CertificateFacts? = nil) {
    guard der.count <= Self.maximumBytes else { return }
    let encoding = Encoding(der: der)
    entries.withLock { entries in
      if let known = entries[encoding], facts == nil || known.facts != nil { return }
      if entries.count >= Self.maximumEntries { entries.removeAll(keepingCapacity: true) }
      entries[encoding] = Entry(certificate: certificate, facts: facts)
    }
  }
}
