internal import Basics
internal import COpenSSL
public import Certificates

/// Reads revocation lists and looks certificates up in them.
public enum RevocationListReader {
  static let maximumListCount = 100

  /// The lists of a PEM text, each with those of `chain` that it revokes. A list whose issuer's certificate is at hand
  /// and did not sign it is left out: anybody could have made it.
  ///
  /// - Parameter chain: leaf first; its authorities check the lists' signatures.
  public static func read(_ pem: [UInt8], about chain: [CertificateFacts], label: String) -> [RevocationListFacts] {
    defer { LibraryErrors.clear() }
    return PEMBlock.blocks(in: pem).filter { $0.label == "X509 CRL" }.prefix(maximumListCount).compactMap { block in
      guard let der = block.contents?.withBytes({ $0 }) else { return nil }
      return decoded(der, by: d2i_X509_CRL, freedBy: X509_CRL_free) { facts($0, about: chain, label: label) } ?? nil
    }
  }

  private static func facts(
    _ list: OpaquePointer, about chain: [CertificateFacts], label: String
  ) -> RevocationListFacts? {
    let issuer = DistinguishedName(native: X509_CRL_get_issuer(list))
    let authority = chain.first { $0.subject == issuer }.flatMap { X509Certificate(der: $0.der) }
    let isSigned = authority.map { X509_CRL_verify(list, X509_get0_pubkey($0.pointer)) == 1 }
    guard isSigned != false else { return nil }
    let entries = chain.filter { $0.issuer == issuer }.compactMap { entry(for: $0, in: list) }
    return RevocationListFacts(
      issuer: issuer, thisUpdate: timestamp(X509_CRL_get0_lastUpdate(list)),
      nextUpdate: X509_CRL_get0_nextUpdate(list).map { timestamp($0) },
      entryCount: Int(max(0, OPENSSL_sk_num(X509_CRL_get_REVOKED(list)))), revoked: entries,
      isSigned: isSigned ?? false, label: label)
  }

  private static func entry(for certificate: CertificateFacts, in list: OpaquePointer) -> RevocationListFacts.Entry? {
    guard let native = X509Certificate(der: certificate.der) else { return nil }
    var entry: OpaquePointer?
    // 2: the list takes an earlier revocation back (removeFromCRL).
    guard X509_CRL_get0_by_cert(list, &entry, native.pointer) == 1, let entry else { return nil }
    return RevocationListFacts.Entry(
      serial: certificate.serial, date: timestamp(X509_REVOKED_get0_revocationDate(entry)), reason: reason(of: entry))
  }

  private static func reason(of entry: OpaquePointer) -> String? {
    guard let value = X509_REVOKED_get_ext_d2i(entry, NID_crl_reason, nil, nil) else { return nil }
    let code = value.assumingMemoryBound(to: ASN1_ENUMERATED.self)
    defer { ASN1_ENUMERATED_free(code) }
    return OCSP_crl_reason_str(ASN1_ENUMERATED_get(code)).map { String(cString: $0) }
  }
}
