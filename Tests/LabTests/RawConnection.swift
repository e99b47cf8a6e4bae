import Glibc

/// A blocking TCP connection to 127.0.0.1 that gives up after ten seconds.
final class RawConnection {
  let descriptor: Int32

  /// Nil when nothing listens.
  init?(port: UInt16) {
    signal(SIGPIPE, SIG_IGN)
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if result != 0 { return nil }
  }

  deinit { close(descriptor) }

  func send(_ text: String) { send(Array(text.utf8)) }
  func send(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
  func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// What comes next; empty when the server has closed, reset or said nothing for too long.
  func receive() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, initialised in
      initialised = max(0, recv(descriptor, buffer.baseAddress, buffer.count, 0))
    }
  }

  func receiveAll() -> String {
    var all: [UInt8] = []
    while case let bytes = receive(), !bytes.isEmpty { all += bytes }
    return String(decoding: all, as: UTF8.self)
  }

  /// One HTTP answer with Content-Length, head and body.
  func receiveAnswer() -> String {
    HTTPText.readAnswer { self.receive() }
  }
}

enum HTTPText {
  static func readAnswer(_ receive: () -> [UInt8]) -> String {
    var all: [UInt8] = []
    while !isComplete(all) {
      let bytes = receive()
      if bytes.isEmpty { break }
      all += bytes
    }
    return String(decoding: all, as: UTF8.self)
  }

  private static func isComplete(_ bytes: [UInt8]) -> Bool {
    let lines = String(decoding: bytes.prefix(4_096), as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    guard let end = lines.firstIndex(of: "") else { return false }
    let headBytes = lines[..<end].reduce(2) { $0 + $1.utf8.count + 2 }
    let length = lines.first { $0.hasPrefix("Content-Length: ") }.flatMap { Int($0.dropFirst(16)) } ?? 0
    return bytes.count >= headBytes + length
  }

  static func post(_ body: String, contentType: String = "text/xml; charset=utf-8", headers: String = "") -> String {
    "POST /service HTTP/1.1\r\nHost: localhost\r\nContent-Type: \(contentType)\r\n\(headers)"
      + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
  }

  static let namespace11 = "http://schemas.xmlsoap.org/soap/envelope/"
  static let namespace12 = "http://www.w3.org/2003/05/soap-envelope"

  static func envelope(_ operation: String, namespace: String = namespace11) -> String {
    "<e:Envelope xmlns:e=\"\(namespace)\" xmlns:l=\"urn:signet:lab\"><e:Body>\(operation)</e:Body></e:Envelope>"
  }
}
