internal import Basics
internal import COpenSSL
internal import Handshake

/// A server's settings made into an `SSL_CTX`: what its connections share, session tickets included.
///
/// `@unchecked Sendable`: the `SSL_CTX` is configured in `init` alone; afterwards it is only read, and OpenSSL guards
/// what connections on several threads change in it (openssl-threads(7)).
public final class TLSServerContext: @unchecked Sendable {
  public let settings: TLSServerSettings
  let pointer: OpaquePointer

  public init(_ settings: TLSServerSettings) throws(TLSServerError) {
    LibraryErrors.clear()
    guard let pointer = SSL_CTX_new(TLS_server_method()) else { throw .drained("make a context") }
    self.pointer = pointer
    self.settings = settings
    try setVersionsAndCiphers()
    try setIdentity()
    try setClientAuthentication()
    try setSessions()
    setApplicationProtocols()
    // Unmanaged: the connections that call back keep this object alive.
    if settings.stapledStatus != nil {
      signet_server_on_status(pointer, staple, Unmanaged.passUnretained(self).toOpaque())
    }
  }

  deinit { SSL_CTX_free(pointer) }
}

// Each step is called once, from `init`.
extension TLSServerContext {
  private func setVersionsAndCiphers() throws(TLSServerError) {
    let (minimum, maximum) = (Int32(settings.minimum.rawValue), Int32(settings.maximum.rawValue))
    guard signet_server_set_versions(pointer, minimum, maximum) == 1 else {
      throw .drained("limit the versions to \(settings.minimum)…\(settings.maximum)")
    }
    signet_server_set_modes(pointer)
    guard let ciphers = settings.ciphers else { return }
    let names = ciphers.split(separator: ":").map(String.init)
    let suites = names.filter { $0.hasPrefix("TLS_") }.joined(separator: ":")
    let older = names.filter { !$0.hasPrefix("TLS_") }.joined(separator: ":")
    guard suites.isEmpty || SSL_CTX_set_ciphersuites(pointer, suites) == 1,
      older.isEmpty || SSL_CTX_set_cipher_list(pointer, older) == 1
    else {
      throw .unknownCiphers(ciphers)
    }
  }

  private func setIdentity() throws(TLSServerError) {
    for (position, der) in (settings.chain.isEmpty ? [[]] : settings.chain).enumerated() {
      let added = try withCertificate(der, position) { certificate in
        position == 0
          ? SSL_CTX_use_certificate(pointer, certificate) : signet_server_add_chain_certificate(pointer, certificate)
      }
      guard added == 1 else { throw .drained("use certificate \(position) of the chain") }
    }
    guard SSL_CTX_use_PrivateKey(pointer, settings.privateKey.pointer) == 1, SSL_CTX_check_private_key(pointer) == 1
    else { throw .keyMismatch(library: LibraryErrors.drain().last?.text ?? "") }
  }

  private func setClientAuthentication() throws(TLSServerError) {
    let policy = settings.clientAuthentication
    guard policy.demand != .none else { return }
    let store = SSL_CTX_get_cert_store(pointer)
    for (position, der) in policy.anchors.enumerated() {
      _ = try withCertificate(der, position) { X509_STORE_add_cert(store, $0) }
    }
    for (position, der) in (policy.authorities ?? policy.anchors).enumerated() {
      _ = try withCertificate(der, position) { SSL_CTX_add_client_CA(pointer, $0) }
    }
    SSL_CTX_set_verify(pointer, policy.isPostHandshake ? SSL_VERIFY_NONE : policy.verifyMode, nil)
    // Unmanaged: the connections that call back keep this object alive.
    SSL_CTX_set_cert_verify_callback(pointer, verifyClient, Unmanaged.passUnretained(self).toOpaque())
  }

  private func setSessions() throws(TLSServerError) {
    // A server that asks for certificates refuses to resume sessions that belong to no context.
    let identifier = Array("signet".utf8)
    guard SSL_CTX_set_session_id_context(pointer, identifier, UInt32(identifier.count)) == 1,
      SSL_CTX_set_num_tickets(pointer, max(0, settings.sessionTickets)) == 1
    else { throw .drained("set up sessions") }
    if settings.sessionTickets <= 0 { signet_server_disable_resumption(pointer) }
  }

  private func setApplicationProtocols() {
    guard !settings.applicationProtocols.isEmpty else { return }
    // Unmanaged: the connections that call back keep this object alive.
    SSL_CTX_set_alpn_select_cb(pointer, selectProtocol, Unmanaged.passUnretained(self).toOpaque())
  }
}

extension ClientAuthentication {
  var verifyMode: Int32 {
    switch demand {
    case .none: SSL_VERIFY_NONE
    case .optional: SSL_VERIFY_PEER
    case .required: SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT
    }
  }
}

extension ClientAuthentication {
  fileprivate func lengthError(_ verification: OpaquePointer) -> Int32? {
    guard let maximumChainLength, let sent = X509_STORE_CTX_get0_untrusted(verification) else { return nil }
    return signet_certificates_count(sent) > Int32(clamping: maximumChainLength) ? X509_V_ERR_CERT_CHAIN_TOO_LONG : nil
  }
}

private func verifyClient(_ verification: OpaquePointer?, _ argument: UnsafeMutableRawPointer?) -> Int32 {
  guard let verification, let argument else { return 0 }
  // Unmanaged: every engine keeps its context alive for as long as its SSL, the only caller.
  let policy = Unmanaged<TLSServerContext>.fromOpaque(argument).takeUnretainedValue().settings.clientAuthentication
  var isAccepted = X509_verify_cert(verification) == 1
  if let error = policy.forcedError ?? policy.lengthError(verification) {
    X509_STORE_CTX_set_error(verification, error)
    isAccepted = error == X509_V_OK
  }
  return isAccepted || policy.toleratesFailure ? 1 : 0
}

private func staple(_ connection: OpaquePointer?, _ argument: UnsafeMutableRawPointer?) -> Int32 {
  guard let connection, let argument else { return SSL_TLSEXT_ERR_NOACK }
  // Unmanaged: every engine keeps its context alive for as long as its SSL, the only caller.
  let settings = Unmanaged<TLSServerContext>.fromOpaque(argument).takeUnretainedValue().settings
  guard let status = settings.stapledStatus, signet_server_staple(connection, status, status.count) == 1 else {
    return SSL_TLSEXT_ERR_NOACK
  }
  return SSL_TLSEXT_ERR_OK
}

private func selectProtocol(
  _ connection: OpaquePointer?, _ selected: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ selectedCount: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?, _ offeredCount: UInt32,
  _ argument: UnsafeMutableRawPointer?
) -> Int32 {
  guard let selected, let selectedCount, let offered, let argument else { return SSL_TLSEXT_ERR_NOACK }
  // Unmanaged: every engine keeps its context alive for as long as its SSL, the only caller.
  let settings = Unmanaged<TLSServerContext>.fromOpaque(argument).takeUnretainedValue().settings
  for name in settings.applicationProtocols {
    var position = 0
    while position < Int(offeredCount) {
      let count = Int(offered[position])
      guard position + 1 + count <= Int(offeredCount) else { break }
      if Array(UnsafeBufferPointer(start: offered + position + 1, count: count)) == Array(name.utf8) {
        selected.pointee = offered + position + 1
        selectedCount.pointee = UInt8(count)
        return SSL_TLSEXT_ERR_OK
      }
      position += 1 + count
    }
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL
}

/// Lends a certificate to a call that takes a reference of its own.
private func withCertificate(
  _ der: [UInt8], _ position: Int, _ body: (OpaquePointer) -> Int32
) throws(TLSServerError) -> Int32 {
  guard let certificate = X509Certificate(der: der) else { throw .unreadableCertificate(position: position) }
  return withExtendedLifetime(certificate) { body(certificate.pointer) }
}

extension TLSServerError {
  fileprivate static func drained(_ step: String) -> Self {
    .library(step: step, text: LibraryErrors.drain().map(\.text).joined(separator: "; "))
  }
}
