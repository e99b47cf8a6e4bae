internal import Basics
internal import COpenSSL
internal import Handshake

extension StatusCheck {
  /// Checks the status that came with the server's certificate on a connection (an `SSL *`); nil when none came.
  ///
  /// - Parameter store: the anchors that a delegated responder's certificate must lead to. The issuer itself needs none.
  init?(of connection: OpaquePointer, store: OpaquePointer) {
    defer { LibraryErrors.clear() }
    var start: UnsafePointer<UInt8>?
    let count = signet_tap_stapled_status(connection, &start)
    guard count > 0, let start else { return nil }
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    guard let leaf = SSL_get0_peer_certificate(connection) else { return nil }
    let check = decoded(bytes, by: d2i_OCSP_RESPONSE, freedBy: OCSP_RESPONSE_free) { response in
      Self.check(response, leaf: leaf, issuer: Self.issuer(of: leaf, on: connection), store: store)
    }
    self = check ?? StatusCheck(.undecodable)
  }

  private static func check(
    _ response: OpaquePointer, leaf: OpaquePointer, issuer: OpaquePointer?, store: OpaquePointer
  ) -> StatusCheck {
    let status = OCSP_response_status(response)
    guard status == OCSP_RESPONSE_STATUS_SUCCESSFUL else {
      return StatusCheck(.noAnswer(OCSP_response_status_str(Int(status)).map { String(cString: $0) } ?? "\(status)"))
    }
    guard let basic = OCSP_response_get1_basic(response) else { return StatusCheck(.undecodable) }
    defer { OCSP_BASICRESP_free(basic) }
    guard let issuer, let statement = statement(about: leaf, of: issuer, in: basic) else {
      return StatusCheck(.otherCertificate)
    }
    if let reason = objection(to: basic, issuer: issuer, store: store) { return StatusCheck(.notSigned(reason)) }
    return StatusCheck(statement)
  }

  /// The issuer is believed by its signature alone; a delegate must have been certified by it for this task (RFC 6960
  /// section 4.2.2.2), which OpenSSL checks. No other certificate of the connection is let near the signature.
  private static func objection(to basic: OpaquePointer, issuer: OpaquePointer, store: OpaquePointer) -> String? {
    let trusted = signet_certificates_new()
    defer { signet_certificates_free(trusted) }
    LibraryErrors.clear()
    guard signet_certificates_add(trusted, issuer) == 1,
      OCSP_basic_verify(basic, trusted, store, UInt(OCSP_TRUSTOTHER)) == 1
    else { return LibraryErrors.drainReasons().last ?? "not verified" }
    return nil
  }

  /// The responder chose the digest by which certificates are named.
  private static func statement(
    about leaf: OpaquePointer, of issuer: OpaquePointer, in basic: OpaquePointer
  ) -> OpaquePointer? {
    (0..<min(64, max(0, OCSP_resp_count(basic)))).lazy.compactMap { OCSP_resp_get0(basic, $0) }.first { statement in
      guard let named = OCSP_SINGLERESP_get0_id(statement) else { return false }
      var algorithm: OpaquePointer?
      OCSP_id_get0_info(nil, &algorithm, nil, nil, named)
      guard let digest = EVP_get_digestbyname(OBJ_nid2sn(OBJ_obj2nid(algorithm))),
        let own = OCSP_cert_to_id(digest, leaf, issuer)
      else { return false }
      defer { OCSP_CERTID_free(own) }
      return OCSP_id_cmp(own, named) == 0
    }
  }

  private init(_ statement: OpaquePointer) {
    var reason: Int32 = -1
    var revokedAt: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
    var thisUpdate: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
    var nextUpdate: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
    let code = OCSP_single_get0_status(statement, &reason, &revokedAt, &thisUpdate, &nextUpdate)
    let words = reason < 0 ? nil : OCSP_crl_reason_str(Int(reason)).map { String(cString: $0) }
    let result: Result =
      switch code {
      case V_OCSP_CERTSTATUS_GOOD: .good
      case V_OCSP_CERTSTATUS_REVOKED: .revoked(at: timestamp(revokedAt), reason: words)
      default: .unknown
      }
    self.init(result, thisUpdate: thisUpdate.map { timestamp($0) }, nextUpdate: nextUpdate.map { timestamp($0) })
  }

  /// Above the leaf in the chain that was built, else whoever of those sent has the issuer's name and signed it.
  private static func issuer(of leaf: OpaquePointer, on connection: OpaquePointer) -> OpaquePointer? {
    if let built = SSL_get0_verified_chain(connection), signet_certificates_count(built) > 1 {
      return signet_certificates_get(built, 1)
    }
    let sent = SSL_get_peer_cert_chain(connection)
    return (0..<signet_certificates_count(sent)).lazy.compactMap { signet_certificates_get(sent, $0) }.first {
      X509_NAME_cmp(X509_get_subject_name($0), X509_get_issuer_name(leaf)) == 0
        && X509_verify(leaf, X509_get0_pubkey($0)) == 1
    }
  }
}
