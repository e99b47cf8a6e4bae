internal import Basics
internal import COpenSSL
internal import Glibc

/// What a minted status or revocation list says of a certificate.
public enum MintedStatus: Sendable, Hashable { case good, revoked, unknown }

extension CertificateMint {
  /// An OCSP response (RFC 6960) in DER, from now to a day later.
  ///
  /// - Parameters:
  ///   - signer: nil lets the issuer sign.
  ///   - ageSeconds: how long ago the response was made.
  public func mintStatus(
    _ status: MintedStatus, of certificate: MintedIdentity, issuer: MintedIdentity, signer: MintedIdentity? = nil,
    ageSeconds: Int64 = 60
  ) throws(MintError) -> [UInt8] {
    LibraryErrors.clear()
    guard let basic = OCSP_BASICRESP_new() else { throw .drained("a certificate status") }
    defer { OCSP_BASICRESP_free(basic) }
    let times = [0, 0, 86_400].map { ASN1_TIME_set(nil, time_t(now.secondsSinceEpoch - ageSeconds + $0)) }
    defer { for time in times { ASN1_STRING_free(time) } }
    let named = OCSP_cert_to_id(nil, certificate.native.pointer, issuer.native.pointer)
    defer { OCSP_CERTID_free(named) }
    let isRevoked = status == .revoked
    let code =
      status == .good ? V_OCSP_CERTSTATUS_GOOD : isRevoked ? V_OCSP_CERTSTATUS_REVOKED : V_OCSP_CERTSTATUS_UNKNOWN
    let signer = signer ?? issuer
    guard
      OCSP_basic_add1_status(
        basic, named, code, OCSP_REVOKED_STATUS_KEYCOMPROMISE, isRevoked ? times[0] : nil, times[1], times[2]) != nil,
      OCSP_basic_sign(basic, signer.native.pointer, signer.key.pointer, EVP_sha256(), nil, 0) == 1,
      let response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic)
    else { throw .drained("a certificate status") }
    defer { OCSP_RESPONSE_free(response) }
    return encodedDER { i2d_OCSP_RESPONSE(response, $0) }
  }
}
