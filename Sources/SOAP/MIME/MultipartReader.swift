internal import Certificates

/// Takes a multipart body apart (RFC 2046 section 5.1), within bounds, and tells what it had to overlook.
struct MultipartReader {
  private(set) var parts: [MIMEPart] = []
  private(set) var problems: [MIMEProblem] = []

  static let maximumParts = 1000
  static let maximumHeaderBytes = 64 * 1024

  private let bytes: [UInt8]
  private let delimiter: [UInt8]
  /// False when the first delimiter's line ends with a line feed alone: then the others may too.
  private var needsCarriageReturn = true

  /// - Parameter boundary: not empty.
  init(_ bytes: [UInt8], boundary: String) {
    self.bytes = bytes
    delimiter = Array("--\(boundary)".utf8)
    read(boundary)
  }

  /// A line that ends a part.
  private struct DelimiterLine {
    /// Where the content before it ends: the line end in front belongs to the delimiter.
    var contentEnd: Int
    var next: Int
    var isLast: Bool
    var isPadded: Bool
  }

  private mutating func read(_ boundary: String) {
    guard let first = line(from: 0) else {
      problems.append(.noPart(boundary: boundary))
      return
    }
    needsCarriageReturn = first.isLast || bytes[..<first.next].dropLast().last == 0x0D
    if !needsCarriageReturn { problems.append(.lineFeedsOnly) }
    if first.isPadded { problems.append(.paddedDelimiters) }
    var open = first
    while !open.isLast {
      guard parts.count < Self.maximumParts else { return problems.append(.tooManyParts(Self.maximumParts)) }
      let end = line(from: open.next)
      // Nothing behind a delimiter: it stands for the last one.
      if end == nil, open.next >= bytes.count { return problems.append(.unterminated) }
      add(bytes[open.next..<max(open.next, end?.contentEnd ?? bytes.count)])
      guard let end else { return problems.append(.unterminated) }
      open = end
    }
    if parts.isEmpty { problems.append(.noPart(boundary: boundary)) }
  }

  /// The next delimiter's line that begins at or after `start`, itself the beginning of a line.
  private func line(from start: Int) -> DelimiterLine? {
    var lineStart = start
    while lineStart < bytes.count {
      if let line = delimiterLine(at: lineStart, from: start) { return line }
      guard let lineFeed = bytes[lineStart...].firstIndex(of: 0x0A) else { return nil }
      lineStart = lineFeed + 1
    }
    return nil
  }

  private func delimiterLine(at position: Int, from start: Int) -> DelimiterLine? {
    let rest = bytes[position...]
    guard rest.first == delimiter[0], rest.starts(with: delimiter) else { return nil }
    var index = position + delimiter.count
    let isLast = bytes[index...].starts(with: [0x2D, 0x2D])
    if isLast { index += 2 }
    // Padding that a transport may have added.
    let padding = index
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    guard let next = lineEnd(at: index) else { return nil }
    guard let contentEnd = contentEnd(before: position, from: start) else { return nil }
    return DelimiterLine(contentEnd: contentEnd, next: next, isLast: isLast, isPadded: index > padding)
  }

  /// Where the next line begins; nil when no line ends here, as behind a longer text that only begins like the delimiter.
  private func lineEnd(at index: Int) -> Int? {
    if index >= bytes.count { return bytes.count }
    if bytes[index] == 0x0A { return index + 1 }
    guard bytes[index] == 0x0D else { return nil }
    if index + 1 >= bytes.count { return bytes.count }
    return bytes[index + 1] == 0x0A ? index + 2 : nil
  }

  private func contentEnd(before position: Int, from start: Int) -> Int? {
    if position <= start { return position }
    if position >= start + 2, bytes[position - 2] == 0x0D { return position - 2 }
    return start > 0 && needsCarriageReturn ? nil : position - 1
  }

  private mutating func add(_ region: ArraySlice<UInt8>) {
    let (headers, content) = MIMEHeaders.read(region)
    var part = MIMEPart(headers: headers, bytes: [])
    switch TransferEncoding(part.header("Content-Transfer-Encoding")) {
    case .none: part.bytes = Array(content)
    case .base64:
      problems.append(.encodedPart(part, "base64"))
      part.bytes = Base64.decode(content) ?? damaged(part, content)
    case .quotedPrintable:
      problems.append(.encodedPart(part, "quoted-printable"))
      part.bytes = QuotedPrintable.decode(content)
    case .unknown(let name):
      problems.append(.unknownTransferEncoding(part, name))
      part.bytes = Array(content)
    }
    parts.append(part)
  }

  private mutating func damaged(_ part: MIMEPart, _ content: ArraySlice<UInt8>) -> [UInt8] {
    problems.append(.damagedPart(part))
    return Array(content)
  }
}

/// The header lines at the beginning of a part (RFC 5322 section 2.2), folded ones put together.
enum MIMEHeaders {
  /// - Returns: the headers, and what follows the empty line; all of it is content when it begins with no header.
  static func read(_ region: ArraySlice<UInt8>) -> (headers: [MIMEPart.Header], content: ArraySlice<UInt8>) {
    var headers: [MIMEPart.Header] = []
    var rest = region
    while !rest.isEmpty, rest.startIndex - region.startIndex < MultipartReader.maximumHeaderBytes {
      let line = rest.prefix { $0 != 0x0A }
      let next = rest.dropFirst(line.count + 1)
      let text = line.last == 0x0D ? line.dropLast() : line
      if text.isEmpty { return (headers, next) }
      if text.first == 0x20 || text.first == 0x09, let last = headers.indices.last {
        headers[last].value += " " + value(text)
      } else if let colon = text.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex {
        headers.append(MIMEPart.Header(name(text[..<colon]), value(text[(colon + 1)...])))
      } else {
        return headers.isEmpty ? ([], region) : (headers, rest)
      }
      rest = next
    }
    return (headers, rest)
  }

  private static func name(_ text: ArraySlice<UInt8>) -> String { value(text) }

  private static func value(_ text: ArraySlice<UInt8>) -> String {
    var text = text.drop { $0 == 0x20 || $0 == 0x09 }
    while text.last == 0x20 || text.last == 0x09 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }
}
