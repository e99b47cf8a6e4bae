import COpenSSL
import Exchange
import Glibc
import Handshake
import Lab
import TLS

/// A plain TLS client on OpenSSL, to see the Lab with other eyes than the program's own client.
final class TLSTestClient {
  /// What a handshake and one request came to.
  struct Outcome {
    var isConnected = false
    var isHandshakeDone = false
    /// Received from the server.
    var alert: Int?
    /// OpenSSL's reason for the first error; received alerts are 1000 and their number.
    var reason: Int?
    var verifyError = 0
    var answer = ""
  }

  private let context: OpaquePointer
  private let setup: Scenario.ClientSetup
  /// Of the last call; the next one offers it.
  private var session: OpaquePointer?

  /// Nil when OpenSSL refuses the identity.
  init?(_ setup: Scenario.ClientSetup = Scenario.ClientSetup(), pki: LabPKI) {
    guard let context = SSL_CTX_new(TLS_client_method()) else { return nil }
    self.context = context
    self.setup = setup
    let minimum = setup.tls.minimum.map { Int32($0.rawValue) } ?? TLS1_2_VERSION
    let maximum = setup.tls.maximum.map { Int32($0.rawValue) } ?? TLS1_3_VERSION
    signet_server_set_versions(context, minimum, maximum)
    if let ciphers = setup.tls.ciphers { SSL_CTX_set_cipher_list(context, ciphers) }
    SSL_CTX_set_post_handshake_auth(context, 1)
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nil)
    withCertificate(pki.root.certificateDER) { X509_STORE_add_cert(SSL_CTX_get_cert_store(context), $0) }
    guard let identity = setup.identity else { return }
    guard let identity = try? pki.client(identity), use(identity, leafOnly: setup.chain == .leaf) else { return nil }
  }

  deinit {
    SSL_SESSION_free(session)
    SSL_CTX_free(context)
  }

  private func use(_ identity: LabIdentity, leafOnly: Bool) -> Bool {
    signet_server_set_modes(context)
    withCertificate(identity.leaf.certificateDER) { SSL_CTX_use_certificate(context, $0) }
    for issuer in leafOnly ? [] : identity.intermediates {
      withCertificate(issuer.certificateDER) { signet_server_add_chain_certificate(context, $0) }
    }
    let der = identity.leaf.privateKeyDER
    let key = der.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      return d2i_AutoPrivateKey(nil, &position, buffer.count)
    }
    defer { EVP_PKEY_free(key) }
    return SSL_CTX_use_PrivateKey(context, key) == 1
  }

  private func withCertificate(_ der: [UInt8], _ body: (OpaquePointer?) -> Int32) {
    let certificate = der.withUnsafeBufferPointer { buffer in
      var position = buffer.baseAddress
      return d2i_X509(nil, &position, buffer.count)
    }
    _ = body(certificate)
    X509_free(certificate)
  }
}

extension TLSTestClient {
  /// Connects, shakes hands, sends the requests one after another and keeps the last answer.
  func call(port: UInt16, requests: [String]) -> Outcome {
    var outcome = Outcome()
    guard let connection = open(port: port, outcome: &outcome) else { return outcome }
    defer { connection.free() }
    for request in requests where outcome.isHandshakeDone {
      outcome.answer = connection.exchange(request)
      if outcome.answer.isEmpty { note(&outcome) }
    }
    SSL_SESSION_free(session)
    session = SSL_get1_session(connection.ssl)
    return outcome
  }

  /// A connection that stays open; nil when none came about, and `outcome` says why.
  func open(port: UInt16, outcome: inout Outcome) -> Connection? {
    ERR_clear_error()
    guard let raw = RawConnection(port: port), let ssl = SSL_new(context) else { return nil }
    outcome.isConnected = true
    let connection = Connection(ssl: ssl, raw: raw)
    SSL_set_fd(ssl, raw.descriptor)
    var host = setup.host.utf8CString.map { $0 }
    SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name), &host)
    SSL_set1_host(ssl, setup.host)
    if let session { SSL_set_session(ssl, session) }
    outcome.isHandshakeDone = SSL_connect(ssl) == 1
    outcome.verifyError = SSL_get_verify_result(ssl)
    if !outcome.isHandshakeDone { note(&outcome) }
    return connection
  }

  private func note(_ outcome: inout Outcome) {
    let reason = Int(ERR_get_error() & 0x7FFFFF)
    outcome.reason = reason
    if (1_000..<1_256).contains(reason) { outcome.alert = reason - 1_000 }
  }

  struct Connection {
    var ssl: OpaquePointer
    var raw: RawConnection

    /// The answer to a request; empty when none came.
    func exchange(_ request: String) -> String {
      guard write(Array(request.utf8)) else { return "" }
      return HTTPText.readAnswer {
        [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialised in
          initialised = max(0, Int(SSL_read(ssl, buffer.baseAddress, Int32(buffer.count))))
        }
      }
    }

    @discardableResult func write(_ bytes: [UInt8]) -> Bool { SSL_write(ssl, bytes, Int32(bytes.count)) > 0 }

    func free() {
      SSL_shutdown(ssl)
      SSL_free(ssl)
    }
  }
}
