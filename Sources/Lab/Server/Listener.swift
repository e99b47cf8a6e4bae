internal import Glibc

/// A port of the loopback address 127.0.0.1.
struct Listener {
  let socket: LabSocket
  let port: UInt16

  /// - Parameters:
  ///   - port: 0 takes a free one.
  ///   - isDeaf: binds the port and never listens on it, so that nobody else can and every connection is refused.
  init(port: UInt16, isDeaf: Bool = false, stop: StopSignal) throws(LabError) {
    let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw .socket(step: "make a socket", port: port, systemError: errno) }
    socket = LabSocket(adopting: descriptor, stop: stop, timeoutMilliseconds: -1)
    makeNonBlocking(descriptor)
    var yes: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
    guard let bound = Self.bind(descriptor, port: port) else {
      throw .socket(step: "bind to the port", port: port, systemError: errno)
    }
    self.port = bound
    guard isDeaf || listen(descriptor, 512) == 0 else {
      throw .socket(step: "listen on the port", port: port, systemError: errno)
    }
  }

  /// The next connection; nil when one was lost between its arrival and now.
  func accept() throws(ConnectionEnd) -> Int32? {
    try socket.wait(for: POLLIN, milliseconds: -1)
    let descriptor = Glibc.accept(socket.descriptor, nil, nil)
    guard descriptor >= 0 else {
      // Out of descriptors: those in use come back when their connections end.
      if errno == EMFILE || errno == ENFILE { try? socket.pause(milliseconds: 20) }
      return nil
    }
    makeNonBlocking(descriptor)
    var yes: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
    return descriptor
  }

  private static func bind(_ descriptor: Int32, port: UInt16) -> UInt16? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var count = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard Glibc.bind(descriptor, generic, count) == 0, getsockname(descriptor, generic, &count) == 0 else {
          return nil
        }
        return UInt16(bigEndian: pointer.pointee.sin_port)
      }
    }
  }
}

private func makeNonBlocking(_ descriptor: Int32) {
  _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
  _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
}
