internal import COpenSSL
internal import Glibc
internal import Handshake

// OpenSSL calls these on the thread that drives the connection. They are free functions, isolated to nothing.

extension HandshakeTap {
  /// Puts a tap into a fresh SSL_CTX, which then owns it.
  static func install(_ tap: HandshakeTap, in context: OpaquePointer, isWatched: Bool) -> Bool {
    // Released by `releaseTap` when the context goes.
    let pointer = Unmanaged.passRetained(tap).toOpaque()
    guard SSL_CTX_set_ex_data(context, tapIndex, pointer) == 1 else {
      // Nobody else took the reference.
      Unmanaged<HandshakeTap>.fromOpaque(pointer).release()
      return false
    }
    SSL_CTX_set_cert_verify_callback(context, verifyServer, pointer)
    signet_tap_on_status(context, judgeStatus, pointer)
    guard isWatched else { return true }
    SSL_CTX_set_msg_callback(context, messageSeen)
    signet_tap_set_message_argument(context, pointer)
    SSL_CTX_set_info_callback(context, stateChanged)
    return true
  }

  /// The tap of a connection (an `SSL *`); nil when it has none.
  package static func watching(_ connection: OpaquePointer) -> HandshakeTap? {
    SSL_CTX_get_ex_data(SSL_get_SSL_CTX(connection), tapIndex).map(borrow)
  }
}

private let tapIndex = signet_tap_new_index(releaseTap)

/// A tap by its pointer, without a claim on it.
private func borrow(_ pointer: UnsafeMutableRawPointer) -> HandshakeTap {
  // Every caller is called by a connection, which holds its SSL_CTX, which holds the tap.
  Unmanaged<HandshakeTap>.fromOpaque(pointer).takeUnretainedValue()
}

private func releaseTap(
  _ parent: UnsafeMutableRawPointer?, _ pointer: UnsafeMutableRawPointer?,
  _ data: UnsafeMutablePointer<CRYPTO_EX_DATA>?, _ index: Int32,
  _ argument: Int, _ argumentPointer: UnsafeMutableRawPointer?
) {
  // Gives back the reference that `install` took; contexts without a tap come here too, with nil.
  if let pointer { Unmanaged<HandshakeTap>.fromOpaque(pointer).release() }
}

private func messageSeen(
  _ isWritten: Int32, _ version: Int32, _ contentType: Int32, _ bytes: UnsafeRawPointer?, _ count: Int,
  _ connection: OpaquePointer?, _ tap: UnsafeMutableRawPointer?
) {
  guard let tap else { return }
  let content = UnsafeRawBufferPointer(start: bytes, count: count)
  borrow(tap).saw(isWritten == 1 ? .client : .server, contentType: contentType, content, on: connection)
}

private func stateChanged(_ connection: OpaquePointer?, _ place: Int32, _ result: Int32) {
  // Dozens of states are passed through; nobody asks for them.
  guard place != SSL_CB_CONNECT_LOOP, let connection, let tap = HandshakeTap.watching(connection) else { return }
  switch place {
  case SSL_CB_HANDSHAKE_START:
    if !tap.sendsServerName { signet_tap_hide_server_name(connection) }
    watchBytes(of: connection, for: tap)
    tap.started()
  case SSL_CB_HANDSHAKE_DONE: tap.finished(alpn: negotiatedProtocol(connection))
  case SSL_CB_CONNECT_EXIT where result <= 0: tap.note(LibraryErrors.earliest())
  default: break
  }
}

private func negotiatedProtocol(_ connection: OpaquePointer) -> String? {
  var name: UnsafePointer<UInt8>?
  var count: UInt32 = 0
  SSL_get0_alpn_selected(connection, &name, &count)
  guard let name, count > 0 else { return nil }
  return String(decoding: UnsafeBufferPointer(start: name, count: Int(count)), as: UTF8.self)
}

private func verifyServer(_ context: OpaquePointer?, _ pointer: UnsafeMutableRawPointer?) -> Int32 {
  guard let context, let pointer else { return 0 }
  let tap = borrow(pointer)
  let verification = tap.verifier.verify(context)
  tap.verification = verification
  return verification.failures.isEmpty || !tap.verifier.verifies ? 1 : 0
}

/// A certificate that is certainly revoked ends the handshake; any other status is for the report.
private func judgeStatus(_ connection: OpaquePointer?, _ pointer: UnsafeMutableRawPointer?) -> Int32 {
  guard let connection, let pointer else { return 1 }
  let tap = borrow(pointer)
  let status = StatusCheck(of: connection, store: tap.verifier.store)
  tap.verification?.status = status
  return status?.isRevoked == true && tap.verifier.verifies ? 0 : 1
}

// MARK: - The bytes below TLS

private func watchBytes(of connection: OpaquePointer, for tap: HandshakeTap) {
  // The BIO belongs to the connection, and goes before the context that holds the tap.
  let pointer = Unmanaged.passUnretained(tap).toOpaque().assumingMemoryBound(to: CChar.self)
  for bio in [SSL_get_rbio(connection), SSL_get_wbio(connection)].compactMap({ $0 }) {
    BIO_set_callback_ex(bio, bytesMoved)
    BIO_set_callback_arg(bio, pointer)
  }
}

private func bytesMoved(
  _ bio: OpaquePointer?, _ operation: Int32, _ bytes: UnsafePointer<CChar>?, _ count: Int, _ argument: Int32,
  _ largeArgument: Int, _ result: Int32, _ processed: UnsafeMutablePointer<Int>?
) -> Int {
  let isRead = operation == BIO_CB_READ | BIO_CB_RETURN
  guard isRead || operation == BIO_CB_WRITE | BIO_CB_RETURN, let bio, let pointer = BIO_get_callback_arg(bio) else {
    return Int(result)
  }
  if result > 0 {
    if let count = processed?.pointee, count > 0 {
      let moved = UnsafeRawBufferPointer(start: bytes, count: count)
      borrow(UnsafeMutableRawPointer(pointer)).moved(moved, from: isRead ? .server : .client)
    }
    return Int(result)
  }
  guard BIO_test_flags(bio, BIO_FLAGS_SHOULD_RETRY) == 0 else { return Int(result) }
  let error = Int(errno)
  let tap = borrow(UnsafeMutableRawPointer(pointer))
  if isRead {
    tap.readEnded(result < 0 ? error : 0)
    return Int(result)
  }
  tap.writeFailed(error)
  processed?.pointee = count
  return 1
}

// MARK: - The secrets of a captured connection

extension HandshakeTap {
  /// Has OpenSSL say every secret of the context's connections to the tap; without this nobody learns them.
  static func logSecrets(of context: OpaquePointer) { SSL_CTX_set_keylog_callback(context, secretMade) }
}

private func secretMade(_ connection: OpaquePointer?, _ line: UnsafePointer<CChar>?) {
  guard let connection, let line, let tap = HandshakeTap.watching(connection) else { return }
  tap.wireObserver?(.secret(line))
}
