internal import Glibc

/// A character encoding that the system's iconv converts to and from UTF-8.
public struct CharacterEncoding: Sendable, Hashable {
  public let name: String

  /// Nil when the system does not know it, or the text is no name (RFC 2978 section 2.3).
  public init?(_ name: String) {
    guard (1...40).contains(name.utf8.count), name.utf8.allSatisfy(Self.isNameByte),
      Converter(from: name, to: "UTF-8") != nil
    else { return nil }
    self.name = name
  }

  /// Whether two names stand for UTF-8, or are the same but for their case.
  public static func isSame(_ left: String, _ right: String) -> Bool { plain(left) == plain(right) }

  private static func plain(_ name: String) -> String {
    let name = name.lowercased()
    return ["utf8", "us-ascii", "ascii"].contains(name) ? "utf-8" : name
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_.:+".utf8.contains(byte)
    }
  }

  /// As UTF-8; each byte that is part of no character becomes U+FFFD, and is counted.
  public func decoded(_ bytes: [UInt8]) -> (text: [UInt8], replacements: Int) {
    guard let converter = Converter(from: name, to: "UTF-8") else { return (bytes, 0) }
    var text: [UInt8] = []
    var replacements = 0
    _ = converter.convert(bytes, into: &text) { text in
      text += [0xEF, 0xBF, 0xBD]
      replacements += 1
      return true
    }
    return (text, replacements)
  }

  /// From UTF-8.
  ///
  /// - Returns: the bytes; or where the first character stands that the encoding does not have.
  public func encoded(_ text: [UInt8]) -> Result<[UInt8], Missing> {
    guard let converter = Converter(from: "UTF-8", to: name) else { return .failure(Missing(offset: 0)) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    if let stop = converter.convert(text, into: &bytes, passingOver: { _ in false }) {
      return .failure(Missing(offset: stop))
    }
    return .success(bytes)
  }

  public struct Missing: Error, Hashable {
    /// In the text's bytes.
    public var offset: Int
  }
}

/// One conversion of iconv, used by one thread at a time and closed with it.
private final class Converter {
  private let descriptor: iconv_t
  private var buffer = [CChar](repeating: 0, count: 16384)

  init?(from: String, to: String) {
    guard let descriptor = iconv_open(to, from), Int(bitPattern: descriptor) != -1 else { return nil }
    self.descriptor = descriptor
  }

  deinit { iconv_close(descriptor) }

  /// - Parameter passingOver: asked where it cannot go on; true goes on behind that byte.
  /// - Returns: nil at the end, else the offset at which it stopped.
  func convert(
    _ bytes: [UInt8], into output: inout [UInt8], passingOver: (inout [UInt8]) -> Bool
  ) -> Int? {
    var input = bytes.map { CChar(bitPattern: $0) }
    var used = 0
    while used < input.count {
      let (isDone, consumed, error) = step(&input, from: used, into: &output)
      used += consumed
      if isDone { break }
      // The output was full: on with the rest. Anything else is a byte that is no character, or one cut off.
      if error == E2BIG { continue }
      guard passingOver(&output) else { return used }
      used += 1
    }
    flush(into: &output)
    return nil
  }

  private func step(
    _ input: inout [CChar], from used: Int, into output: inout [UInt8]
  ) -> (isDone: Bool, consumed: Int, error: Int32) {
    input.withUnsafeMutableBufferPointer { source in
      buffer.withUnsafeMutableBufferPointer { target in
        var next = source.baseAddress.map { $0 + used }
        var left = source.count - used
        var place = target.baseAddress
        var room = target.count
        let result = iconv(descriptor, &next, &left, &place, &room)
        let error = errno
        output += target[..<(target.count - room)].map { UInt8(bitPattern: $0) }
        return (result != -1 && left == 0, source.count - used - left, error)
      }
    }
  }

  /// What a stateful encoding wants at the end.
  private func flush(into output: inout [UInt8]) {
    buffer.withUnsafeMutableBufferPointer { target in
      var place = target.baseAddress
      var room = target.count
      _ = iconv(descriptor, nil, nil, &place, &room)
      output += target[..<(target.count - room)].map { UInt8(bitPattern: $0) }
    }
  }
}
