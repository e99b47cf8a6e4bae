internal import CCurl
internal import Glibc
internal import Handshake

// libcurl calls these on the loop's thread, from within a call that the loop makes. They are free functions, isolated
// to nothing.

extension EasyHandle {
  func installCallbacks() {
    // The handle frees libcurl's own before it goes itself.
    let pointer = Unmanaged.passUnretained(self).toOpaque()
    signet_curl_set_pointer(easy, CURLOPT_PRIVATE, pointer)
    signet_curl_on_body(easy, receiveBody, pointer)
    signet_curl_on_header(easy, receiveHeader, pointer)
    if request.request.isWatched { signet_curl_on_debug(easy, observeBytes, pointer) }
    signet_curl_on_progress(easy, observeProgress, pointer)
    signet_curl_on_open_socket(easy, openSocket, pointer)
    signet_curl_on_request(easy, beginRequest, pointer)
    signet_curl_on_tls_context(easy, prepareTLS, pointer)
  }
}

extension ActiveTransfer {
  /// The transfer that a handle of libcurl carries; nil when that is none now.
  static func behind(_ pointer: UnsafeMutableRawPointer?) -> ActiveTransfer? {
    // See `installCallbacks`.
    pointer.flatMap { Unmanaged<EasyHandle>.fromOpaque($0).takeUnretainedValue().transfer }
  }
}

private func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ pointer: UnsafeMutableRawPointer?
) -> Int {
  ActiveTransfer.behind(pointer)?.bodyArrived(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
}

private func receiveHeader(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ pointer: UnsafeMutableRawPointer?
) -> Int {
  guard let transfer = ActiveTransfer.behind(pointer) else { return 0 }
  transfer.headerArrived(UnsafeRawBufferPointer(start: bytes, count: size * count))
  // Less than was given ends the transfer at once.
  return transfer.isStopped ? 0 : size * count
}

private func observeBytes(
  _ easy: UnsafeMutableRawPointer?, _ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int,
  _ pointer: UnsafeMutableRawPointer?
) -> Int32 {
  guard let transfer = ActiveTransfer.behind(pointer) else { return 0 }
  switch kind {
  case CURLINFO_HEADER_OUT:
    transfer.spoke(.client, UnsafeRawBufferPointer(start: bytes, count: count))
    transfer.wroteHead(UnsafeRawBufferPointer(start: bytes, count: count))
  case CURLINFO_DATA_OUT:
    transfer.spoke(.client, UnsafeRawBufferPointer(start: bytes, count: count))
    transfer.wrote(bodyBytes: count)
  case CURLINFO_HEADER_IN, CURLINFO_DATA_IN:
    transfer.spoke(.server, UnsafeRawBufferPointer(start: bytes, count: count))
  default: break
  }
  return 0
}

private func observeProgress(
  _ pointer: UnsafeMutableRawPointer?, _ downloadTotal: curl_off_t, _ downloaded: curl_off_t,
  _ uploadTotal: curl_off_t, _ uploaded: curl_off_t
) -> Int32 {
  ActiveTransfer.behind(pointer)?.progressed(to: Int64(downloaded + uploaded), uploaded: Int(uploaded))
  return 0
}

private func openSocket(
  _ pointer: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let transfer = ActiveTransfer.behind(pointer), let address else { return CURL_SOCKET_BAD }
  let socket = signet_curl_open_socket(address)
  guard socket != CURL_SOCKET_BAD else { return socket }
  let peer = withUnsafePointer(to: &address.pointee.addr) { SocketAddress($0, byteCount: address.pointee.addrlen) }
  transfer.socketOpened(socket, to: peer)
  return socket
}

/// The profile holds the capture for as long as libcurl may close one of its sockets.
func closeSocket(_ capture: UnsafeMutableRawPointer?, _ socket: curl_socket_t) -> Int32 {
  if let capture { Unmanaged<ExchangeCapture>.fromOpaque(capture).takeUnretainedValue().closing(socket) }
  return close(socket)
}

private func beginRequest(
  _ pointer: UnsafeMutableRawPointer?, _ remoteHost: UnsafeMutablePointer<CChar>?,
  _ localHost: UnsafeMutablePointer<CChar>?, _ remotePort: Int32, _ localPort: Int32
) -> Int32 {
  guard let transfer = ActiveTransfer.behind(pointer) else { return CURL_PREREQFUNC_ABORT }
  transfer.requestBegins(
    local: SocketAddress(host: localHost.map { String(cString: $0) } ?? "", port: Int(localPort)),
    remote: SocketAddress(host: remoteHost.map { String(cString: $0) } ?? "", port: Int(remotePort)))
  return CURL_PREREQFUNC_OK
}

private func prepareTLS(
  _ easy: UnsafeMutableRawPointer?, _ context: UnsafeMutableRawPointer?, _ pointer: UnsafeMutableRawPointer?
) -> CURLcode {
  guard let transfer = ActiveTransfer.behind(pointer), let context else { return CURLE_SSL_CERTPROBLEM }
  return transfer.tlsContextMade(OpaquePointer(context)) ? CURLE_OK : CURLE_SSL_CERTPROBLEM
}
