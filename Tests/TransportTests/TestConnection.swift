import COpenSSL
import Glibc

/// The server's end of one connection, blocking.
final class TestConnection {
  private let socket: Int32
  private let ssl: OpaquePointer?
  private let change: ((inout ServerView) -> Void) -> Void
  private var unread: [UInt8] = []
  private var isClosed = false

  init(socket: Int32, context: TestServerContext?, change: @escaping ((inout ServerView) -> Void) -> Void) {
    self.socket = socket
    self.change = change
    ssl = context.flatMap { SSL_new($0.pointer) }
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    // What waits for an acknowledgement would be lost in a reset.
    var isOn: Int32 = 1
    setsockopt(socket, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
  }

  func handshake() -> Bool {
    guard let ssl else { return true }
    SSL_set_fd(ssl, socket)
    // The connection frees its SSL before it goes itself.
    SSL_set_msg_callback(ssl, serverMessageSeen)
    SSL_ctrl(ssl, SSL_CTRL_SET_MSG_CALLBACK_ARG, 0, Unmanaged.passUnretained(self).toOpaque())
    let succeeded = SSL_accept(ssl) == 1
    change {
      $0.handshakeSucceeded = succeeded
      $0.isResumed = SSL_session_reused(ssl) == 1
    }
    noteClient()
    return succeeded
  }

  fileprivate func certificateMessageArrived() { change { $0.clientCertificateMessages += 1 } }

  /// Notes who the client is now.
  func noteClient() {
    guard let ssl, let chain = SSL_get_peer_cert_chain(ssl) ?? nil else {
      return change { if $0.clientCertificateMessages > 0 { $0.clientChain = [] } }
    }
    let leaf = SSL_get1_peer_certificate(ssl)
    defer { X509_free(leaf) }
    let names =
      [leaf].compactMap { $0 }
      + (0..<signet_certificates_count(chain)).compactMap { signet_certificates_get(chain, $0) }
    change { $0.clientChain = names.map(commonName) }
  }

  private var client: String {
    guard let ssl, let leaf = SSL_get1_peer_certificate(ssl) else { return "" }
    defer { X509_free(leaf) }
    return commonName(leaf)
  }

  /// Nil when the client has closed or a wait was too long.
  func readRequest() -> ReceivedRequest? {
    guard let head = readHead() else { return nil }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n").map(String.init)
    let length = lines.first { $0.lowercased().hasPrefix("content-length:") }?.split(separator: ":").last
    let count = length.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    while unread.count < count { guard fill() else { return nil } }
    let request = ReceivedRequest(lines: lines, body: Array(unread.prefix(count)))
    unread.removeFirst(count)
    let client = client
    change {
      $0.requests.append(request)
      $0.clients.append(client)
    }
    return request
  }

  func readHead() -> [UInt8]? {
    let blank: [UInt8] = [13, 10, 13, 10]
    while true {
      if let end = unread.indices.first(where: { unread[$0...].starts(with: blank) }) {
        defer { unread.removeFirst(end + 4) }
        return Array(unread[..<end])
      }
      guard fill() else { return nil }
    }
  }

  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = ssl.map { Int(SSL_read($0, &buffer, Int32(buffer.count))) } ?? recv(socket, &buffer, buffer.count, 0)
    if count > 0 { unread += buffer.prefix(count) }
    return count > 0
  }

  /// What has come; nil at the end.
  func readSome() -> [UInt8]? {
    guard !unread.isEmpty || fill() else { return nil }
    defer { unread = [] }
    return unread
  }

  /// Which of client and upstream can be read; nil after so long without a byte.
  func waitForEither(_ upstream: Int32, milliseconds: Int32 = 10_000) -> (client: Bool, upstream: Bool)? {
    if !unread.isEmpty || ssl.map({ SSL_pending($0) > 0 }) == true { return (true, false) }
    var descriptors = [
      pollfd(fd: socket, events: Int16(POLLIN), revents: 0), pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
    ]
    guard poll(&descriptors, 2, milliseconds) > 0 else { return nil }
    return (descriptors[0].revents != 0, descriptors[1].revents != 0)
  }

  /// - Returns: false when the client takes no more.
  @discardableResult
  func write(_ bytes: [UInt8]) -> Bool {
    if let ssl { return SSL_write(ssl, bytes, Int32(bytes.count)) == bytes.count }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  @discardableResult
  func answer(_ body: String = "ok", status: String = "200 OK", headers: [String] = []) -> Bool {
    let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
    return write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
  }

  /// Reads and drops until the client has closed.
  func readToEnd() { while fill() { unread = [] } }

  /// Waits for the client's first byte without taking it.
  func waitForBytes() -> Bool {
    var byte: UInt8 = 0
    return recv(socket, &byte, 1, Int32(MSG_PEEK)) > 0
  }

  /// Asks for a certificate now and reads the answer: after the handshake in TLS 1.3 (RFC 8446 section 4.6.2), by a
  /// second handshake on the same connection before.
  func askForCertificate() {
    guard let ssl else { return }
    SSL_set_verify(ssl, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
    if SSL_version(ssl) == TLS1_3_VERSION { SSL_verify_client_post_handshake(ssl) } else { SSL_renegotiate(ssl) }
    SSL_do_handshake(ssl)
    // Without automatic retry a read returns after the handshake messages that it took instead of data.
    SSL_ctrl(ssl, SSL_CTRL_CLEAR_MODE, Int(SSL_MODE_AUTO_RETRY), nil)
    var byte: UInt8 = 0
    SSL_read(ssl, &byte, 1)
    SSL_ctrl(ssl, SSL_CTRL_MODE, Int(SSL_MODE_AUTO_RETRY), nil)
    noteClient()
  }

  /// TLS 1.3: new keys from here on (RFC 8446 section 4.6.3).
  func sendKeyUpdate() {
    guard let ssl else { return }
    SSL_key_update(ssl, SSL_KEY_UPDATE_NOT_REQUESTED)
    SSL_do_handshake(ssl)
  }

  /// Cuts the connection off without a word: the client gets a reset.
  func reset() {
    if let ssl { SSL_set_quiet_shutdown(ssl, 1) }
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    close()
  }

  /// As a server does that is done: close_notify, and the socket goes whatever is still unread.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    if let ssl {
      SSL_shutdown(ssl)
      SSL_free(ssl)
    }
    Glibc.close(socket)
  }

  deinit { close() }
}

private func commonName(_ certificate: OpaquePointer) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, &buffer, Int32(buffer.count))
  return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func serverMessageSeen(
  _ isWritten: Int32, _ version: Int32, _ contentType: Int32, _ bytes: UnsafeRawPointer?, _ count: Int,
  _ ssl: OpaquePointer?, _ connection: UnsafeMutableRawPointer?
) {
  guard let connection, let bytes, isWritten == 0, contentType == SSL3_RT_HANDSHAKE, count > 4 else { return }
  guard bytes.load(as: UInt8.self) == UInt8(SSL3_MT_CERTIFICATE) else { return }
  // The SSL that calls is owned by its connection.
  Unmanaged<TestConnection>.fromOpaque(connection).takeUnretainedValue().certificateMessageArrived()
}
