import COpenSSL
import Glibc

extension TestConnection {
  /// Serves CONNECT as a proxy does, whatever host is named, up to the end of the tunnel.
  /// - Parameter challenge: headers of a 407 for a request that is not let through.
  func tunnel(to port: Int, challenge: (ReceivedRequest) -> [String]? = { _ in nil }) {
    while let connect = readRequest(), connect.lines.first?.hasPrefix("CONNECT ") == true {
      if let headers = challenge(connect) {
        answer("", status: "407 Proxy Authentication Required", headers: headers)
      } else if let upstream = connectToLoopback(port) {
        defer { Glibc.close(upstream) }
        write(Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8))
        return carry(to: upstream)
      }
    }
  }

  private func carry(to upstream: Int32) {
    while let ready = waitForEither(upstream) {
      if ready.upstream {
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(upstream, &buffer, buffer.count, 0)
        guard count > 0, write(Array(buffer.prefix(count))) else { return }
      }
      if ready.client {
        guard let bytes = readSome(), send(upstream, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
          return
        }
      }
    }
  }
}

private func connectToLoopback(_ port: Int) -> Int32? {
  let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  address.sin_port = in_port_t(port).bigEndian
  let status = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  return status == 0 ? socket : nil
}
