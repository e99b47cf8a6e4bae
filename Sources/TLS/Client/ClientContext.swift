internal import COpenSSL
internal import Glibc
package import Handshake

/// What one connection's SSL_CTX is given before its handshake.
package struct ClientContext {
  package var leg: Leg
  /// Name or address of the server that this leg ends at, as it stands in the URL.
  package var host: String
  package var settings: TLSSettings
  package var verifier: ServerVerifier
  /// Nil offers no certificate.
  package var identity: Identity?
  package var sendsFullChain: Bool
  /// The tap's `wireObserver` gets the secrets that open the connection: for a capture.
  package var logsSecrets: Bool
  /// False leaves the tap deaf: to measure what it costs.
  package var isWatched = true

  package init(
    leg: Leg, host: String, settings: TLSSettings, verifier: ServerVerifier, identity: Identity? = nil,
    sendsFullChain: Bool = true, logsSecrets: Bool = false
  ) {
    self.leg = leg
    self.host = host
    self.settings = settings
    self.verifier = verifier
    self.identity = identity
    self.sendsFullChain = sendsFullChain
    self.logsSecrets = logsSecrets
  }

  /// Prepares the context (an `SSL_CTX *`) and puts a tap into it.
  ///
  /// The server's name is checked inside the handshake, so that a server of another name never sees the client
  /// certificate. The security level comes before the identity, which it may refuse.
  package func prepare(_ context: OpaquePointer) throws(ClientContextError) -> HandshakeTap {
    LibraryErrors.clear()
    let tap = HandshakeTap(leg: leg, verifier: verifier)
    tap.sendsServerName = settings.sendsServerName
    guard HandshakeTap.install(tap, in: context, isWatched: isWatched),
      signet_tap_set_verify_store(context, verifier.store) == 1
    else {
      throw .library("the connection could not be prepared")
    }
    if leg == .origin { signet_tap_request_status(context) }
    if logsSecrets { HandshakeTap.logSecrets(of: context) }
    try require(host, in: context)
    try apply(settings, to: context)
    if let identity { try load(identity, into: context) }
    return tap
  }

  private func require(_ host: String, in context: OpaquePointer) throws(ClientContextError) {
    let parameters = SSL_CTX_get0_param(context)
    if X509_VERIFY_PARAM_set1_ip_asc(parameters, host) == 1 { return }
    X509_VERIFY_PARAM_set_hostflags(parameters, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS))
    guard !host.isEmpty, X509_VERIFY_PARAM_set1_host(parameters, host, host.utf8.count) == 1 else {
      throw .setting("server name", host, LibraryErrors.drain())
    }
    LibraryErrors.clear()
  }

  private func apply(_ settings: TLSSettings, to context: OpaquePointer) throws(ClientContextError) {
    if let level = settings.securityLevel { SSL_CTX_set_security_level(context, Int32(clamping: level)) }
    if let minimum = settings.minimum, signet_tap_set_minimum(context, Int32(minimum.rawValue)) != 1 {
      throw .setting("minimum version", minimum.description, LibraryErrors.drain())
    }
    if let maximum = settings.maximum, signet_tap_set_maximum(context, Int32(maximum.rawValue)) != 1 {
      throw .setting("maximum version", maximum.description, LibraryErrors.drain())
    }
    if let ciphers = settings.ciphers { try set(ciphers: ciphers, in: context) }
    if let curves = settings.curves, signet_tap_set_groups(context, curves) != 1 {
      throw .setting("curve list", curves, LibraryErrors.drain())
    }
    if settings.legacyRenegotiation { signet_tap_permit_legacy_renegotiation(context) }
  }

  /// The chain goes with the certificate as it is, never completed from a trust store.
  private func load(_ identity: Identity, into context: OpaquePointer) throws(ClientContextError) {
    signet_tap_disable_automatic_chain(context)
    let rest = signet_certificates_new()
    defer { signet_certificates_free(rest) }
    let isAccepted = identity.withNativeHandles { certificate, key, issuers in
      (sendsFullChain ? issuers : []).allSatisfy { signet_certificates_add(rest, $0) == 1 }
        && SSL_CTX_use_cert_and_key(context, certificate, key, rest, 1) == 1
    }
    guard isAccepted else { throw .identity(identity.leaf, LibraryErrors.drain()) }
  }

  /// TLS 1.3 suites have a list of their own; a list that names none of a kind leaves that kind's default.
  private func set(ciphers: String, in context: OpaquePointer) throws(ClientContextError) {
    let names = ciphers.split(whereSeparator: { ":, ".contains($0) })
    let suites = names.filter { $0.hasPrefix("TLS_") }.joined(separator: ":")
    let older = names.filter { !$0.hasPrefix("TLS_") }.joined(separator: ":")
    guard suites.isEmpty || SSL_CTX_set_ciphersuites(context, suites) == 1,
      older.isEmpty || SSL_CTX_set_cipher_list(context, older) == 1, !names.isEmpty
    else { throw .setting("cipher list", ciphers, LibraryErrors.drain()) }
  }
}
