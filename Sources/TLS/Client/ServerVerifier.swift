internal import COpenSSL
package import Certificates
internal import Handshake

/// Judges server certificates by a set of anchors, inside the handshake, and keeps every error instead of the first.
///
/// The same verifier serves any number of connections of one thread: the store in it is only read once it is made.
package final class ServerVerifier {
  let store: OpaquePointer
  let verifies: Bool

  /// - Parameter includesSystem: adds the system's store to the given anchors, as for a proxy's certificate.
  /// - Throws: when the anchors or the revocation lists are no PEM text, or hold none.
  package init(_ trust: ServerTrust, includesSystem: Bool = false) throws(ClientContextError) {
    guard let store = X509_STORE_new() else { throw .library("no memory for a trust store") }
    self.store = store
    verifies = trust.verifies
    // As libcurl does: an anchor need not be a root, except where revocation must be known up to the root.
    let partial = trust.revocationLists == nil ? UInt(X509_V_FLAG_PARTIAL_CHAIN) : 0
    X509_STORE_set_flags(store, partial | UInt(X509_V_FLAG_TRUSTED_FIRST))
    try add(trust.anchors)
    if includesSystem, trust.anchors != .system { try add(.system) }
    if let lists = trust.revocationLists { try add(revocationLists: lists) }
  }

  private func add(_ anchors: ServerTrust.Anchors) throws(ClientContextError) {
    switch anchors {
    case .system: X509_STORE_set_default_paths(store)
    case .only(let pem, let folder):
      if !pem.isEmpty, signet_tap_add_pem(store, pem, Int32(clamping: pem.count), 0) < 1 {
        throw .anchors(LibraryErrors.drain())
      }
      if let folder { X509_STORE_load_path(store, folder) }
    }
    LibraryErrors.clear()
  }

  private func add(revocationLists pem: [UInt8]) throws(ClientContextError) {
    guard signet_tap_add_pem(store, pem, Int32(clamping: pem.count), 1) >= 1 else {
      throw .revocationLists(LibraryErrors.drain())
    }
    X509_STORE_set_flags(store, UInt(X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL))
  }

  deinit { X509_STORE_free(store) }
}

extension ServerVerifier {
  /// Runs the verification that the library prepared, to its end, whatever it finds.
  ///
  /// The context's error is left at the first failure, which decides the alert that is sent; at success when this
  /// verifier accepts any server.
  func verify(_ context: OpaquePointer) -> ServerVerification {
    let collector = VerificationFailures()
    X509_STORE_CTX_set_ex_data(context, verificationIndex, Unmanaged.passUnretained(collector).toOpaque())
    X509_STORE_CTX_set_verify_cb(context, collectFailure)
    if X509_verify_cert(context) <= 0, collector.failures.isEmpty { collector.add(context) }
    X509_STORE_CTX_set_ex_data(context, verificationIndex, nil)
    let first = collector.failures.first.map { Int32($0.code) } ?? X509_V_OK
    X509_STORE_CTX_set_error(context, verifies ? first : X509_V_OK)
    return ServerVerification(failures: collector.failures, builtChain: builtChain(context))
  }

  private func builtChain(_ context: OpaquePointer) -> [[UInt8]] {
    let chain = X509_STORE_CTX_get0_chain(context)
    return (0..<signet_certificates_count(chain)).compactMap { index in
      guard let certificate = signet_certificates_get(chain, index) else { return nil }
      let der = certificateDER(certificate)
      // Whoever reads the transcript asks for them next.
      CertificateCache.shared.remember(X509Certificate(sharing: certificate), der: der)
      return der
    }
  }
}

/// What one run of X509_verify_cert complained about.
private final class VerificationFailures {
  var failures: [ServerVerification.Failure] = []

  func add(_ context: OpaquePointer) {
    let code = X509_STORE_CTX_get_error(context)
    let depth = Int(X509_STORE_CTX_get_error_depth(context))
    guard failures.count < 64, !failures.contains(where: { $0.code == Int(code) && $0.depth == depth }) else { return }
    failures.append(
      ServerVerification.Failure(
        code: Int(code), depth: depth, text: String(cString: X509_verify_cert_error_string(Int(code))),
        certificate: X509_STORE_CTX_get_current_cert(context).map(certificateDER)))
  }
}

/// Where a verification's own context finds its collector.
private let verificationIndex = signet_tap_new_verification_index()

private func collectFailure(_ isFine: Int32, _ context: OpaquePointer?) -> Int32 {
  if isFine == 0, let context, let pointer = X509_STORE_CTX_get_ex_data(context, verificationIndex) {
    // `verify` holds the collector until the run is over.
    Unmanaged<VerificationFailures>.fromOpaque(pointer).takeUnretainedValue().add(context)
  }
  return 1
}

private func certificateDER(_ certificate: OpaquePointer) -> [UInt8] { encodedDER { i2d_X509(certificate, $0) } }
