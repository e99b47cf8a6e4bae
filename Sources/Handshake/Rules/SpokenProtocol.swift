internal import Basics

/// What a port speaks, by the first bytes that came from it.
enum SpokenProtocol: Hashable {
  case http, http2, ssh, smtp, ftp, imap, pop3, sslv2, mysql, redis, unknown

  init(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.prefix(128), as: UTF8.self)
    self = Self.beginnings.first { text.hasPrefix($0.0) }?.1 ?? Self.binary(bytes)
    if text.hasPrefix("220") { self = text.uppercased().contains("FTP") ? .ftp : .smtp }
  }

  private static let beginnings: [(String, SpokenProtocol)] = [
    ("HTTP/", .http), ("<html", .http), ("<HTML", .http), ("<!DOCTYPE", .http), ("SSH-", .ssh), ("* OK", .imap),
    ("+OK", .pop3), ("-ERR", .redis),
  ]

  private static func binary(_ bytes: [UInt8]) -> SpokenProtocol {
    // A SETTINGS frame on stream 0 is the first thing that an HTTP/2 server sends (RFC 9113 section 3.4).
    if bytes.count >= 9, bytes[0] == 0, bytes[1] == 0, bytes[3] == 4, bytes[5...8].allSatisfy({ $0 == 0 }) {
      return .http2
    }
    // A record of SSL 2 has two bytes of length, the first bit set, before its message type.
    if bytes.count >= 3, bytes[0] & 0x80 != 0, bytes[1] <= 64, bytes[2] == 0 || bytes[2] == 4 { return .sslv2 }
    if bytes.count >= 6, bytes[3] == 0, bytes[4] == 10, (0x34...0x38).contains(bytes[5]) { return .mysql }
    return .unknown
  }

  var name: String {
    switch self {
    case .http: "HTTP"
    case .http2: "unencrypted HTTP/2"
    case .ssh: "SSH"
    case .smtp: "a mail server (SMTP)"
    case .ftp: "an FTP server"
    case .imap: "a mail server (IMAP)"
    case .pop3: "a mail server (POP3)"
    case .sslv2: "a server that only has SSL 2"
    case .mysql: "a MySQL server"
    case .redis: "a Redis server"
    case .unknown: "another protocol"
    }
  }

  /// The beginning as text where it is text, else in hexadecimal.
  static func preview(_ bytes: [UInt8]) -> String {
    let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(80)
    let isText = !line.isEmpty && line.allSatisfy { $0 == 9 || (0x20..<0x7F).contains($0) }
    return isText ? "“\(wireText(line))”" : bytes.prefix(16).hexadecimal(separator: " ")
  }
}
