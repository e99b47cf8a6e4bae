import Basics
import Certificates
import Testing

@testable import TLS

@Suite struct CertificateCacheTests {
  private let leaf: MintedIdentity

  init() throws {
    let mint = CertificateMint(now: Timestamp(year: 2026, month: 6, day: 1)!)
    leaf = try mint.mintLeaf(.client("alice"), issuer: try mint.mintRoot(commonName: "Root"))
  }

  /// The same certificate with another signature.
  private func variant(_ number: UInt8) -> [UInt8] { leaf.certificateDER.dropLast() + [number] }

  @Test func `a certificate read again is the same object and says the same`() {
    let cache = CertificateCache()
    let first = cache.certificate(leaf.certificateDER)
    #expect(first != nil && cache.certificate(leaf.certificateDER) === first)
    #expect(cache.facts(leaf.certificateDER) == leaf.facts)
    #expect(cache.facts(leaf.certificateDER) == leaf.facts)
    #expect(cache.count == 1)
  }

  @Test func `one byte more or less is another certificate or none`() {
    let cache = CertificateCache()
    #expect(cache.facts(leaf.certificateDER) != nil)
    #expect(cache.facts(leaf.certificateDER + [0]) == nil)
    #expect(cache.facts(leaf.certificateDER.dropLast()) == nil)
    let other = variant((leaf.certificateDER.last ?? 0) ^ 1)
    #expect(cache.facts(other)?.der == other && cache.facts(other)?.sha256 != leaf.facts.sha256)
    #expect(cache.count == 2)
  }

  @Test func `any number of certificates fills no more than the cache`() {
    let cache = CertificateCache()
    for number in 0...UInt8.max {
      #expect(cache.facts(variant(number))?.der.last == number)
      #expect(cache.count <= CertificateCache.maximumEntries)
    }
  }

  @Test func `a large certificate is read and not kept`() throws {
    let mint = CertificateMint(now: Timestamp(year: 2026, month: 6, day: 1)!)
    var spec = CertificateSpec.client("large")
    spec.subjectAltNames = (0..<1000).map { "DNS:host-\($0).with-a-long-name.example" }
    let large = try mint.mintLeaf(spec, issuer: try mint.mintRoot(commonName: "Root"))
    try #require(large.certificateDER.count > CertificateCache.maximumBytes)
    let cache = CertificateCache()
    #expect(cache.facts(large.certificateDER) == large.facts)
    #expect(cache.count == 0)
  }
}
