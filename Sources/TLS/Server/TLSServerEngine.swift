internal import Basics
internal import COpenSSL
public import Handshake

/// The server side of one TLS connection on memory: ciphertext goes in, ciphertext and plain text come out. It knows no
/// socket and no clock.
///
/// After every call that may have written, `takeCiphertext()` holds what must go to the client. One thread at a time.
public final class TLSServerEngine {
  /// How far a call came.
  public enum Progress: Sendable, Equatable {
    case done
    /// Nothing more can happen before more ciphertext has arrived.
    case needsCiphertext
    /// The client said close_notify.
    case closed
    /// The connection is over; the alert that says so, if any, waits in `takeCiphertext()`.
    case failed([TransferOutcome.LibraryError])
  }

  private let context: TLSServerContext
  private let connection: OpaquePointer
  private let incoming: OpaquePointer
  private let outgoing: OpaquePointer
  private var seen = Seen()

  /// Nil when OpenSSL is out of memory.
  public init?(_ context: TLSServerContext) {
    LibraryErrors.clear()
    guard let connection = SSL_new(context.pointer) else { return nil }
    guard let incoming = BIO_new(BIO_s_mem()), let outgoing = BIO_new(BIO_s_mem()) else {
      SSL_free(connection)
      return nil
    }
    self.context = context
    self.connection = connection
    self.incoming = incoming
    self.outgoing = outgoing
    SSL_set_bio(connection, incoming, outgoing)
    SSL_set_accept_state(connection)
    // Unmanaged: the SSL that calls back is freed in this object's own deinit.
    signet_server_observe(connection, observe, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { SSL_free(connection) }

  /// Hands over what the client sent. It is kept until the calls below consume it.
  public func receive(ciphertext: [UInt8]) {
    guard !ciphertext.isEmpty else { return }
    BIO_write(incoming, ciphertext, Int32(ciphertext.count))
  }

  /// Everything that waits to be sent to the client.
  public func takeCiphertext() -> [UInt8] {
    let count = BIO_ctrl_pending(outgoing)
    // An array without room is the same one in all threads, and its count would be written here.
    guard count > 0 else { return [] }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
      initialised = max(0, Int(BIO_read(outgoing, buffer.baseAddress, Int32(count))))
    }
  }

  /// Drives the handshake.
  public func handshake() -> Progress {
    LibraryErrors.clear()
    return progress(SSL_do_handshake(connection))
  }

  /// Moves up to 64 KiB of plain text to the end of `plaintext`.
  public func read(into plaintext: inout [UInt8]) -> Progress {
    LibraryErrors.clear()
    var result: Int32 = 0
    let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialised in
      result = SSL_read(connection, buffer.baseAddress, Int32(buffer.count))
      initialised = max(0, Int(result))
    }
    plaintext += chunk
    return progress(result)
  }

  /// Encrypts all of `plaintext`.
  public func write(_ plaintext: [UInt8]) -> Progress {
    guard !plaintext.isEmpty else { return .done }
    LibraryErrors.clear()
    return progress(SSL_write(connection, plaintext, Int32(plaintext.count)))
  }

  /// Says close_notify.
  public func close() {
    LibraryErrors.clear()
    SSL_shutdown(connection)
    LibraryErrors.clear()
  }

  private func progress(_ result: Int32) -> Progress {
    if result > 0 { return .done }
    switch SSL_get_error(connection, result) {
    case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return .needsCiphertext
    case SSL_ERROR_ZERO_RETURN: return .closed
    default: return .failed(LibraryErrors.drain())
    }
  }
}

extension TLSServerEngine {
  /// Asks for the client's certificate on the finished connection: post-handshake authentication in TLS 1.3 (RFC 8446
  /// section 4.6.2), a renegotiation before it. Reading drives it on; `isAsking` turns false when it is over.
  ///
  /// Fails when a TLS 1.3 client did not offer post-handshake authentication.
  public func requestClientCertificate() -> Progress {
    LibraryErrors.clear()
    seen.expectedFinished = seen.finishedCount + 1
    SSL_set_verify(connection, context.settings.clientAuthentication.verifyMode, nil)
    let isTLS13 = SSL_version(connection) >= TLS1_3_VERSION
    let began = isTLS13 ? SSL_verify_client_post_handshake(connection) : SSL_renegotiate(connection)
    guard began == 1 else {
      seen.expectedFinished = 0
      return .failed(LibraryErrors.drain())
    }
    return progress(SSL_do_handshake(connection))
  }

  /// Whether the answer to `requestClientCertificate()` is still to come.
  public var isAsking: Bool { seen.finishedCount < seen.expectedFinished }

  /// The client as far as it is known by now.
  public var peer: TLSServerPeer {
    var peer = TLSServerPeer()
    peer.certificates = seen.certificates
    peer.authenticated = SSL_get0_peer_certificate(connection).map { X509Certificate(sharing: $0).der }
    peer.verifyError = Int32(SSL_get_verify_result(connection))
    peer.serverName = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name).map { String(cString: $0) }
    peer.isResumed = SSL_session_reused(connection) == 1
    peer.alertSent = seen.alertSent
    peer.alertReceived = seen.alertReceived
    guard seen.serverHello else { return peer }
    peer.version = TLSVersion(rawValue: UInt16(truncatingIfNeeded: SSL_version(connection)))
    peer.cipherSuite = SSL_get_current_cipher(connection).flatMap(SSL_CIPHER_standard_name).map { String(cString: $0) }
    peer.applicationProtocol = selectedProtocol()
    return peer
  }

  private func selectedProtocol() -> String? {
    var name: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    SSL_get0_alpn_selected(connection, &name, &count)
    return name.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(count)), as: UTF8.self) }
  }
}

// What passes by in the handshake's own messages, which OpenSSL keeps only when everything went well.
extension TLSServerEngine {
  private struct Seen {
    var certificates: [[UInt8]]?
    var serverHello = false
    var finishedCount = 0
    var expectedFinished = 0
    var alertSent: UInt8?
    var alertReceived: UInt8?
  }

  fileprivate func saw(_ message: ArraySlice<UInt8>, type: Int32, fromClient: Bool) {
    var reader = ByteReader(slice: message)
    switch (type, reader.uint8(), fromClient) {
    case (SSL3_RT_ALERT, _, true): seen.alertReceived = reader.uint8()
    case (SSL3_RT_ALERT, _, false): seen.alertSent = reader.uint8()
    case (SSL3_RT_HANDSHAKE, UInt8(SSL3_MT_SERVER_HELLO), false): seen.serverHello = true
    case (SSL3_RT_HANDSHAKE, UInt8(SSL3_MT_FINISHED), true): seen.finishedCount += 1
    case (SSL3_RT_HANDSHAKE, UInt8(SSL3_MT_CERTIFICATE), true):
      seen.certificates = certificates(message, isTLS13: SSL_version(connection) >= TLS1_3_VERSION)
    default: break
    }
  }
}

/// The entries of a Certificate message (RFC 5246 section 7.4.2, RFC 8446 section 4.4.2); of a broken one, those before
/// the break.
private func certificates(_ message: ArraySlice<UInt8>, isTLS13: Bool) -> [[UInt8]] {
  var reader = ByteReader(slice: message.dropFirst(4))
  if isTLS13 { _ = reader.vector(lengthBytes: 1) }
  guard let list = reader.vector(lengthBytes: 3) else { return [] }
  var entries = ByteReader(slice: list)
  var result: [[UInt8]] = []
  while let certificate = entries.vector(lengthBytes: 3) {
    result.append(Array(certificate))
    if isTLS13 { _ = entries.vector(lengthBytes: 2) }
  }
  return result
}

private func observe(
  _ isWritten: Int32, _ version: Int32, _ type: Int32, _ bytes: UnsafeRawPointer?, _ count: Int,
  _ connection: OpaquePointer?, _ argument: UnsafeMutableRawPointer?
) {
  guard let bytes, let argument, type == SSL3_RT_HANDSHAKE || type == SSL3_RT_ALERT else { return }
  // Unmanaged: the engine frees the SSL, the only caller, in its own deinit.
  let engine = Unmanaged<TLSServerEngine>.fromOpaque(argument).takeUnretainedValue()
  let message = [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  engine.saw(message[...], type: type, fromClient: isWritten == 0)
}
