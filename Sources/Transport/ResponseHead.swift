internal import Handshake

/// Collects the header lines of an answer, as libcurl hands them over one at a time.
struct ResponseHead {
  private(set) var status = 0
  private(set) var headers: [HTTPHeader] = []
  private var isOpen = false

  /// - Returns: true when the line ends a head; a trailer field, which stands outside any head, is ignored.
  mutating func take(_ line: some Collection<UInt8>) -> Bool {
    let bytes = Self.trimmed(line)
    if bytes.starts(with: "HTTP/".utf8) && !isOpen {
      open(String(decoding: bytes, as: UTF8.self))
    } else if !isOpen {
      return false
    } else if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
      // Nothing but blanks goes on with the field before.
      isOpen = false
      return true
    } else {
      add(bytes, isContinuation: line.first == 0x20 || line.first == 0x09)
    }
    return false
  }

  /// 100 Continue and its like announce another head (RFC 9110 section 15.2); 101 is the last of its kind.
  var isInterim: Bool { (100..<200).contains(status) && status != 101 }

  private mutating func open(_ statusLine: String) {
    isOpen = true
    headers = []
    let parts = statusLine.split(separator: " ", maxSplits: 2)
    status = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  }

  /// A line that begins with a space continues the one before (RFC 9112 section 5.2).
  private mutating func add(_ line: ArraySlice<UInt8>, isContinuation: Bool) {
    if isContinuation, let last = headers.indices.last {
      headers[last].value += " " + String(decoding: line, as: UTF8.self)
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")) {
      let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
      headers.append(
        HTTPHeader(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self)))
    }
  }

  private static func trimmed(_ line: some Collection<UInt8>) -> ArraySlice<UInt8> {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }
    var bytes = Array(line)[...].drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return bytes
  }
}
