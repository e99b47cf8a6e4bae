internal import Handshake

/// Collects the head of an answer, as libcurl hands its lines over one at a time.
struct ResponseHead: Equatable {
  private(set) var status = 0
  /// The lines after the first.
  private var lines: [UInt8] = []
  private var isOpen = false

  /// - Returns: true when the line ends a head; a trailer field, which stands outside any head, is ignored.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
    guard isOpen else {
      open(Self.trimmed(line[...]))
      return false
    }
    lines += line
    // Nothing but blanks goes on with the field before.
    isOpen = !line.allSatisfy { $0 == 0x0D || $0 == 0x0A }
    return !isOpen
  }

  /// 100 Continue and its like announce another head (RFC 9110 section 15.2); 101 is the last of its kind.
  var isInterim: Bool { (100..<200).contains(status) && status != 101 }

  private mutating func open(_ statusLine: Slice<UnsafeRawBufferPointer>) {
    guard statusLine.starts(with: "HTTP/".utf8) else { return }
    isOpen = true
    lines.removeAll(keepingCapacity: true)
    lines.reserveCapacity(256)
    let code = statusLine.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
    status = Int(String(decoding: code, as: UTF8.self)) ?? 0
  }
}

// MARK: - Its fields

extension ResponseHead {
  /// Read from its lines, of which the last may be missing.
  var headers: [HTTPHeader] {
    lines.withUnsafeBytes { bytes in
      bytes.split(separator: 0x0A).reduce(into: []) { headers, line in
        let content = Self.trimmed(line)
        let isContinuation = line.first.map(Self.isBlank) ?? false
        if isContinuation || !content.isEmpty { Self.add(content, isContinuation, to: &headers) }
      }
    }
  }

  /// A line that begins with a space continues the one before (RFC 9112 section 5.2).
  private static func add(_ line: Slice<UnsafeRawBufferPointer>, _ isContinuation: Bool, to headers: inout [HTTPHeader])
  {
    if isContinuation, let last = headers.indices.last {
      headers[last].value += " " + String(decoding: line, as: UTF8.self)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      let value = line[(colon + 1)...].drop(while: isBlank)
      headers.append(
        HTTPHeader(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// The line without blanks and line ends around it.
  private static func trimmed(_ line: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
    let isOutside: (UInt8) -> Bool = { isBlank($0) || $0 == 0x0D || $0 == 0x0A }
    var content = line.drop(while: isOutside)
    while let last = content.last, isOutside(last) { content.removeLast() }
    return content
  }
}
