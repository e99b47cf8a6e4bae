internal import Handshake

/// What the Lab answers.
struct HTTPResponse {
  var status: Int
  var headers: [HTTPHeader]
  var body: Body
  /// The answer waits this long, unless the client leaves or the server stops.
  var delayMilliseconds = 0

  struct Body {
    var start: [UInt8]
    /// These bytes, so many times, between start and end: large answers are never held in memory.
    var unit: [UInt8] = []
    var unitCount = 0
    var end: [UInt8] = []

    var count: Int { start.count + unit.count * unitCount + end.count }
  }

  init(status: Int, contentType: String, body: Body, headers: [HTTPHeader] = []) {
    self.status = status
    self.headers = [HTTPHeader("Content-Type", contentType)] + headers
    self.body = body
  }

  init(status: Int, html: String) {
    self.init(status: status, contentType: "text/html; charset=utf-8", body: Body(start: Array(html.utf8)))
  }

  func write(to channel: some ByteChannel, withBody: Bool, keepsAlive: Bool) throws(ConnectionEnd) {
    let length = HTTPHeader("Content-Length", String(body.count))
    let connection = HTTPHeader("Connection", keepsAlive ? "keep-alive" : "close")
    let lines = ["HTTP/1.1 \(status) \(Self.reason(status))"] + (headers + [length, connection]).map(\.line)
    let head = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8)
    guard withBody else { return try channel.write(head) }
    try channel.write(head + body.start)
    let unitsPerPiece = 65_536 / max(1, body.unit.count)
    let piece = Array(repeatElement(body.unit, count: min(body.unitCount, unitsPerPiece)).joined())
    for first in stride(from: 0, to: body.unitCount, by: unitsPerPiece) {
      let count = min(unitsPerPiece, body.unitCount - first) * body.unit.count
      try channel.write(count == piece.count ? piece : Array(piece[..<count]))
    }
    try channel.write(body.end)
  }

  /// The reason phrases of RFC 9110 section 15 that the Lab uses.
  static func reason(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 307: "Temporary Redirect"
    case 308: "Permanent Redirect"
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 413: "Content Too Large"
    case 415: "Unsupported Media Type"
    case 431: "Request Header Fields Too Large"
    case 500: "Internal Server Error"
    default: "Unknown"
    }
  }
}

extension HTTPHeader {
  fileprivate var line: String { "\(name): \(value)" }
}
