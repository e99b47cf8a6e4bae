internal import Glibc
internal import Handshake

extension CapturedAddress {
  /// Nil for what is no IP address.
  init?(_ address: SocketAddress) {
    var four = in_addr()
    var six = in6_addr()
    let host = String(address.host.prefix { $0 != "%" })
    let port = UInt16(clamping: address.port)
    if inet_pton(AF_INET, host, &four) == 1 {
      self.init(bytes: withUnsafeBytes(of: four) { Array($0) }, port: port)
    } else if inet_pton(AF_INET6, host, &six) == 1 {
      self.init(bytes: withUnsafeBytes(of: six) { Array($0) }, port: port)
    } else {
      return nil
    }
  }

  /// This end of a socket; nil while it has none.
  init?(localOf socket: Int32) {
    guard let address = SocketAddress(localOf: socket) else { return nil }
    self.init(address)
  }
}
