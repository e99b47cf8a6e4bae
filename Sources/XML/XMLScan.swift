internal import Basics

/// Reads a text from start to end and tells what it meets, without keeping any of it.
public enum XMLScan {
  public enum Event: Sendable, Hashable {
    /// Name, declarations and attributes; no children.
    case start(XMLElement)
    case end
    case text(String)
    case comment(String)
    case instruction(target: String, data: String)
  }

  public enum Answer: Sendable, Hashable { case proceed, stop }

  /// - Parameters:
  ///   - charset: encoding to read in, whatever the text says of itself; nil leaves it to byte order mark and declaration.
  ///   - visit: called for each event in document order on the caller's thread; `.stop` ends the scan
  ///     early, and what follows is not looked at.
  /// - Throws: the first problem with its place.
  public static func run(
    _ bytes: [UInt8], charset: String? = nil, limits: XMLLimits = XMLLimits(), visit: (Event) -> Answer
  ) throws(XMLProblem) {
    try check(bytes, charset: charset, limits: limits)
    let problem = withoutActuallyEscaping(visit) { visit in
      let scanner = Scanner(charset: charset, limits: limits, visit: visit)
      defer { scanner.finish() }
      return scanner.run(bytes)
    }
    if let problem { throw problem }
  }

  /// What can be said before the parser sees the text.
  static func check(_ bytes: [UInt8], charset: String? = nil, limits: XMLLimits) throws(XMLProblem) {
    if bytes.isEmpty { throw .empty() }
    if bytes.count > min(limits.bytes, Int(Int32.max) - 1) {
      throw .tooLarge(bytes: bytes.count, limit: limits.bytes)
    }
    if let place = AttributeCount.excess(in: bytes, charset: charset, limit: limits.attributesPerTag) {
      throw .tooManyAttributes(limit: limits.attributesPerTag, at: place)
    }
  }
}

extension SourcePosition {
  init(offset: Int, in bytes: [UInt8]) {
    let before = bytes[..<min(offset, bytes.count)]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    self.init(line: before.count { $0 == 0x0A } + 1, column: offset - lineStart + 1, byteOffset: offset)
  }
}
