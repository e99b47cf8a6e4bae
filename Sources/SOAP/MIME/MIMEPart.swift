internal import Basics

/// One part of a multipart message (RFC 2045), its transfer encoding undone.
public struct MIMEPart: Sendable, Hashable {
  public struct Header: Sendable, Hashable {
    public var name: String
    /// On one line, as it was written otherwise.
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public var headers: [Header]
  public var bytes: [UInt8]

  public init(headers: [Header], bytes: [UInt8]) {
    self.headers = headers
    self.bytes = bytes
  }

  /// The first header of that name, whatever its case.
  public func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }

  public var contentType: ContentType? { header("Content-Type").map { ContentType($0) } }
  public var contentLocation: String? { header("Content-Location") }

  /// Content-ID without its angle brackets (RFC 2392).
  public var contentID: String? { header("Content-ID").map(Self.bare) }

  /// Without white space and angle brackets around it.
  static func bare(_ id: String) -> String {
    var id = Substring(id).drop(while: \.isWhitespace)
    while id.last?.isWhitespace == true { id.removeLast() }
    guard id.first == "<", id.last == ">" else { return String(id) }
    return String(id.dropFirst().dropLast())
  }

  /// The ids that a `cid:` URL may mean: as it is written, and with its percent-encoding undone (RFC 2392 section 2).
  static func ids(namedBy reference: String) -> [String] {
    guard reference.prefix(4).lowercased() == "cid:" else { return [] }
    let written = String(reference.dropFirst(4))
    return [written, written.percentDecoded]
  }
}

extension String {
  /// `%40` becomes `@`; what is no such triple stays.
  fileprivate var percentDecoded: String {
    let source = Array(utf8)
    var bytes: [UInt8] = []
    var index = 0
    while index < source.count {
      if source[index] == UInt8(ascii: "%"), index + 2 < source.count, let high = source[index + 1].hexadecimalValue,
        let low = source[index + 2].hexadecimalValue
      {
        bytes.append(high << 4 | low)
        index += 3
      } else {
        bytes.append(source[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension UInt8 {
  /// Of an ASCII digit to base 16.
  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - 55
    default: nil
    }
  }
}
