internal import Handshake

/// Collects the header lines of an answer, as libcurl hands them over one at a time.
struct ResponseHead {
  private(set) var status = 0
  private(set) var headers: [HTTPHeader] = []
  private var isOpen = false

  /// - Returns: true when the line ends a head; a trailer field, which stands outside any head, is ignored.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
    let content = Self.trimmed(line)
    if !isOpen {
      if content.starts(with: "HTTP/".utf8) { open(content) }
      return false
    }
    if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
      // Nothing but blanks goes on with the field before.
      isOpen = false
      return true
    }
    add(content, isContinuation: line.first.map(Self.isBlank) ?? false)
    return false
  }

  /// 100 Continue and its like announce another head (RFC 9110 section 15.2); 101 is the last of its kind.
  var isInterim: Bool { (100..<200).contains(status) && status != 101 }

  private mutating func open(_ statusLine: Slice<UnsafeRawBufferPointer>) {
    isOpen = true
    headers.removeAll(keepingCapacity: true)
    let code = statusLine.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
    status = Int(String(decoding: code, as: UTF8.self)) ?? 0
  }

  /// A line that begins with a space continues the one before (RFC 9112 section 5.2).
  private mutating func add(_ line: Slice<UnsafeRawBufferPointer>, isContinuation: Bool) {
    if isContinuation, let last = headers.indices.last {
      headers[last].value += " " + String(decoding: line, as: UTF8.self)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      let value = line[(colon + 1)...].drop(while: Self.isBlank)
      headers.append(
        HTTPHeader(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The line without blanks and line ends around it.
  private static func trimmed(_ line: UnsafeRawBufferPointer) -> Slice<UnsafeRawBufferPointer> {
    let isOutside: (UInt8) -> Bool = { isBlank($0) || $0 == 0x0D || $0 == 0x0A }
    var content = line[...].drop(while: isOutside)
    while let last = content.last, isOutside(last) { content.removeLast() }
    return content
  }
}
