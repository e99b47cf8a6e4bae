internal import Basics
internal import Handshake

/// Reads one request after another from a connection. Strict and bounded: whatever is unclear is refused, because two
/// readers that understand a message differently are a hole (RFC 9112 section 11.2).
struct HTTPRequestReader {
  static let headLimit = 65_536
  static let bodyLimit = 67_108_864

  private let channel: any ByteChannel
  private var buffer: [UInt8] = []
  private var position = 0

  init(_ channel: any ByteChannel) { self.channel = channel }

  /// The next request; nil when the client closed between two.
  mutating func next() throws(ConnectionEnd) -> HTTPRequest? {
    do { try fill(1) } catch .closed { return nil }
    var request = try readHead()
    if request.header("Expect")?.lowercased() == "100-continue", buffer.count == position {
      try channel.write(Array("HTTP/1.1 100 Continue\r\n\r\n".utf8))
    }
    request.body = try readBody(of: request)
    return request
  }

  /// Plain text that arrived while something else was waited for.
  mutating func append(_ bytes: [UInt8]) { buffer += bytes }

  private mutating func readHead() throws(ConnectionEnd) -> HTTPRequest {
    var budget = Self.headLimit
    var line = try readLine(&budget)
    if line.isEmpty { line = try readLine(&budget) }
    let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[0].isHTTPToken, !parts[1].isEmpty, ["HTTP/1.1", "HTTP/1.0"].contains(parts[2]) else {
      throw .badRequest(status: 400, reason: "The request line is not HTTP/1.1.")
    }
    var headers: [HTTPHeader] = []
    while case let field = try readLine(&budget), !field.isEmpty { headers.append(try parseHeader(field)) }
    return HTTPRequest(
      method: parts[0], target: parts[1], headers: headers, body: [], isHTTP10: parts[2] == "HTTP/1.0")
  }

  private func parseHeader(_ line: String) throws(ConnectionEnd) -> HTTPHeader {
    guard let colon = line.firstIndex(of: ":"), String(line[..<colon]).isHTTPToken else {
      throw .badRequest(status: 400, reason: "A header line has no name.")
    }
    let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
    return HTTPHeader(String(line[..<colon]), String(value.reversed().drop { $0 == " " || $0 == "\t" }.reversed()))
  }

  private mutating func readBody(of request: HTTPRequest) throws(ConnectionEnd) -> [UInt8] {
    let lengths = request.headers.filter { $0.name.lowercased() == "content-length" }.map(\.value)
    let codings = request.headers.filter { $0.name.lowercased() == "transfer-encoding" }.map { $0.value.lowercased() }
    if !codings.isEmpty {
      guard lengths.isEmpty, codings == ["chunked"] else {
        throw .badRequest(status: 400, reason: "The body's length is said in two ways, or in an unknown one.")
      }
      return try readChunks()
    }
    guard let length = lengths.first else { return [] }
    guard Set(lengths).count == 1, length.utf8.allSatisfy(isDigit), let count = Int(length) else {
      throw .badRequest(status: 400, reason: "Content-Length is not one number.")
    }
    return try readBytes(count)
  }

  private mutating func readChunks() throws(ConnectionEnd) -> [UInt8] {
    var body: [UInt8] = []
    while true {
      var budget = 1_024
      let size = try readLine(&budget).prefix { $0 != ";" }.trimmingSuffixSpaces()
      guard size.count <= 8, size.allSatisfy(\.isHexDigit), let count = Int(size, radix: 16) else {
        throw .badRequest(status: 400, reason: "A chunk's size is not a hexadecimal number.")
      }
      if count == 0 { break }
      guard body.count + count <= Self.bodyLimit else { throw Self.tooLarge }
      body += try readBytes(count)
      guard try readLine(&budget).isEmpty else {
        throw .badRequest(status: 400, reason: "A chunk is longer than it says.")
      }
    }
    var budget = Self.headLimit
    while try !readLine(&budget).isEmpty {}
    return body
  }

  private static let headTooLarge = ConnectionEnd.badRequest(status: 431, reason: "The head is larger than 64 KiB.")
  private static let tooLarge = ConnectionEnd.badRequest(status: 413, reason: "The body is larger than 64 MiB.")

  /// A line without its end; the budget is what the lines of one part may have in total.
  private mutating func readLine(_ budget: inout Int) throws(ConnectionEnd) -> String {
    var scanned = 0
    while true {
      if let end = buffer[(position + scanned)...].firstIndex(of: 0x0A) {
        guard end - position <= budget else { throw Self.headTooLarge }
        guard end > position, buffer[end - 1] == 0x0D else {
          throw .badRequest(status: 400, reason: "A line does not end with CR LF.")
        }
        let line = String(decoding: buffer[position..<end - 1], as: UTF8.self)
        budget -= end + 1 - position
        position = end + 1
        return line
      }
      scanned = buffer.count - position
      guard scanned <= budget else { throw Self.headTooLarge }
      try fill(scanned + 1)
    }
  }

  private mutating func readBytes(_ count: Int) throws(ConnectionEnd) -> [UInt8] {
    guard count <= Self.bodyLimit else { throw Self.tooLarge }
    try fill(count)
    defer { position += count }
    return Array(buffer[position..<position + count])
  }

  /// Waits until `count` unread bytes are there.
  private mutating func fill(_ count: Int) throws(ConnectionEnd) {
    if position == buffer.count || position > Self.headLimit {
      buffer.removeFirst(position)
      position = 0
    }
    while buffer.count - position < count { buffer += try channel.read() }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

extension Substring {
  fileprivate func trimmingSuffixSpaces() -> Substring {
    var result = self
    while result.last == " " || result.last == "\t" { result.removeLast() }
    return result
  }
}
