internal import Basics
internal import COpenSSL
internal import Glibc

extension CertificateMint {
  /// A certificate revocation list (RFC 5280 section 5) in DER.
  ///
  /// - Parameters:
  ///   - ageSeconds: how long ago the list was made, and its certificates were revoked.
  ///   - lifeSeconds: after how long the next list is due, counted from then.
  public func mintRevocationList(
    of issuer: MintedIdentity, revoking revoked: [MintedIdentity] = [], ageSeconds: Int64 = 60,
    lifeSeconds: Int64 = 86_400
  ) throws(MintError) -> [UInt8] {
    LibraryErrors.clear()
    guard let list = X509_CRL_new() else { throw .drained("a revocation list") }
    defer { X509_CRL_free(list) }
    let times = [0, lifeSeconds].map { ASN1_TIME_set(nil, time_t(now.secondsSinceEpoch - ageSeconds + $0)) }
    defer { for time in times { ASN1_STRING_free(time) } }
    guard X509_CRL_set_version(list, 1) == 1,
      X509_CRL_set_issuer_name(list, X509_get_subject_name(issuer.native.pointer)) == 1,
      X509_CRL_set1_lastUpdate(list, times[0]) == 1, X509_CRL_set1_nextUpdate(list, times[1]) == 1,
      revoked.allSatisfy({ add($0, at: times[0], to: list) }),
      X509_CRL_sort(list) == 1, X509_CRL_sign(list, issuer.key.pointer, EVP_sha256()) > 0
    else { throw .drained("a revocation list") }
    return encodedDER { i2d_X509_CRL(list, $0) }
  }

  private func add(_ identity: MintedIdentity, at date: UnsafeMutablePointer<ASN1_TIME>?, to list: OpaquePointer)
    -> Bool
  {
    guard let entry = X509_REVOKED_new() else { return false }
    guard X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(identity.native.pointer)) == 1,
      X509_REVOKED_set_revocationDate(entry, date) == 1, X509_CRL_add0_revoked(list, entry) == 1
    else {
      X509_REVOKED_free(entry)
      return false
    }
    return true
  }
}
