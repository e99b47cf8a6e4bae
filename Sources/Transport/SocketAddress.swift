internal import Glibc

/// One end of a connection, in numbers.
struct SocketAddress: Hashable {
  var host: String
  var port: Int
}

extension SocketAddress {
  /// Nil for what is no IP address.
  init?(_ address: UnsafePointer<sockaddr>, byteCount: UInt32) {
    var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    var service = [CChar](repeating: 0, count: Int(NI_MAXSERV))
    let flags = NI_NUMERICHOST | NI_NUMERICSERV
    guard
      getnameinfo(address, byteCount, &host, socklen_t(host.count), &service, socklen_t(service.count), flags) == 0
    else { return nil }
    self.init(host: text(host), port: Int(text(service)) ?? 0)
  }

  /// Nil when the socket is not connected.
  init?(peerOf socket: Int32) { self.init { getpeername(socket, $0, $1) } }

  /// Nil when the socket has no address yet.
  init?(localOf socket: Int32) { self.init { getsockname(socket, $0, $1) } }

  /// - Parameter fill: writes the address and its length, and gives 0 when it did.
  private init?(_ fill: (UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> Int32) {
    var address = sockaddr_storage()
    var byteCount = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let parsed = withUnsafeMutablePointer(to: &address) { storage in
      storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer -> SocketAddress? in
        fill(pointer, &byteCount) == 0 ? SocketAddress(pointer, byteCount: byteCount) : nil
      }
    }
    guard let parsed else { return nil }
    self = parsed
  }
}

private func text(_ buffer: [CChar]) -> String {
  String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
}
