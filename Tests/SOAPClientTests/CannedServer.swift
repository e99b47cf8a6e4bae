import Glibc
import Synchronization

/// A server on loopback without TLS that takes a request, keeps it, and answers what it was given.
final class CannedServer: Sendable {
  let port: UInt16
  private let listener: Int32
  private let request = Mutex<[UInt8]>([])

  struct Failure: Error { var number = errno }

  /// - Parameter requests: how many it takes, each on a connection of its own; the last is kept.
  init(
    answer body: [UInt8], contentType: String = "text/xml; charset=utf-8", status: Int = 200, headers: [String] = [],
    requests: Int = 1
  ) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isListening = withUnsafeMutableBytes(of: &address) { bytes in
      let pointer = bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self)
      return bind(listener, pointer, size) == 0 && listen(listener, 4) == 0
        && getsockname(listener, pointer, &size) == 0
    }
    guard isListening else { throw Failure() }
    port = UInt16(bigEndian: address.sin_port)
    let head =
      [
        "HTTP/1.1 \(status) Canned", "Content-Type: \(contentType)", "Content-Length: \(body.count)",
        "Connection: close",
      ]
      + headers + ["", ""]
    let answer = Array(head.joined(separator: "\r\n").utf8) + body
    onThread { [self] in
      for _ in 0..<requests { serve(answer) }
      close(listener)
    }
  }

  var url: String { "http://127.0.0.1:\(port)/service" }

  /// The request's body as it came, complete once it was answered.
  var requestBody: [UInt8] {
    request.withLock { request in
      guard let end = request.firstRange(of: Array("\r\n\r\n".utf8)) else { return [] }
      return Array(request[end.upperBound...])
    }
  }

  /// The chunks of a body that came in chunks (RFC 9112 section 7.1); nil for one that did not.
  var requestChunks: [[UInt8]]? {
    var rest = requestBody[...]
    var chunks: [[UInt8]] = []
    let lineEnd = Array("\r\n".utf8)
    while let line = rest.firstRange(of: lineEnd),
      let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16)
    {
      rest = rest[line.upperBound...]
      if size == 0 { return Array(rest) == lineEnd ? chunks : nil }
      guard rest.count >= size + 2, Array(rest.dropFirst(size).prefix(2)) == lineEnd else { return nil }
      chunks.append(Array(rest.prefix(size)))
      rest = rest.dropFirst(size + 2)
    }
    return nil
  }

  /// The request's head, with the line ends.
  var requestHead: String {
    request.withLock { request in
      let end = request.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound ?? request.count
      return String(decoding: request[..<end], as: UTF8.self)
    }
  }

  private func serve(_ answer: [UInt8]) {
    let connection = accept(listener, nil, nil)
    defer { close(connection) }
    request.withLock { $0 = [] }
    var buffer = [UInt8](repeating: 0, count: 65536)
    while !isComplete {
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return }
      request.withLock { $0 += buffer[..<count] }
      if expectsContinue { _ = send(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), to: connection) }
    }
    _ = send(answer, to: connection)
  }

  private func send(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// The head has come and the client waits before it sends the body.
  private var expectsContinue: Bool {
    request.withLock { request in
      let text = String(decoding: request, as: UTF8.self)
      return text.hasSuffix("\r\n\r\n") && text.lowercased().contains("expect: 100-continue")
    }
  }

  private var isComplete: Bool {
    request.withLock { request in
      guard let end = request.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
      let head = String(decoding: request[..<end.lowerBound], as: UTF8.self).lowercased()
      if head.contains("transfer-encoding: chunked") {
        return Array(request.suffix(5)) == Array("0\r\n\r\n".utf8)
      }
      guard let field = head.firstRange(of: "content-length:") else { return true }
      let length = head[field.upperBound...].drop { $0 == " " }.prefix { $0.isNumber }
      return request.count - end.upperBound >= Int(length) ?? 0
    }
  }
}

private func onThread(_ work: @escaping @Sendable () -> Void) {
  final class Box: Sendable {
    let work: @Sendable () -> Void
    init(_ work: @escaping @Sendable () -> Void) { self.work = work }
  }
  var thread = pthread_t()
  let context = Unmanaged.passRetained(Box(work)).toOpaque()
  pthread_create(
    &thread, nil,
    { context in
      Unmanaged<Box>.fromOpaque(context!).takeRetainedValue().work()
      return nil
    }, context)
  pthread_detach(thread)
}
