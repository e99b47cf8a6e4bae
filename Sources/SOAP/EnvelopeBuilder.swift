public import Bindings

/// Makes envelopes as WCF's text encoder writes them: no white space, no header element when there is no header.
public enum EnvelopeBuilder {
  /// The smallest envelope: an empty body.
  public static func empty(_ version: EnvelopeVersion) -> [UInt8] {
    Array("<s:Envelope xmlns:s=\"\(version.envelopeNamespace)\"><s:Body/></s:Envelope>".utf8)
  }

  /// An envelope to start editing from: indented, with the cursor's place inside the body.
  public static func template(_ version: EnvelopeVersion) -> [UInt8] {
    let lines = [
      "<s:Envelope xmlns:s=\"\(version.envelopeNamespace)\">",
      "  <s:Header/>", "  <s:Body>", "    <!-- the operation's element -->", "  </s:Body>", "</s:Envelope>", "",
    ]
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// The bytes that go out for an envelope written in UTF-8 when the binding writes another encoding.
  ///
  /// UTF-8 goes out exactly as it is. UTF-16 gets a byte order mark and, as WCF writes it, an XML declaration; an
  /// envelope that already begins with a UTF-16 byte order mark is left alone.
  public static func encoded(_ envelope: [UInt8], as encoding: TextEncoding) -> [UInt8] {
    guard encoding == .utf16LE || encoding == .utf16BE, !UTF16Text.hasMark(envelope) else { return envelope }
    let declaration = "<?xml version=\"1.0\" encoding=\"utf-16\"?>"
    return UTF16Text.bytes(
      of: declaration + withoutDeclaration(String(decoding: envelope, as: UTF8.self)), bigEndian: encoding == .utf16BE)
  }

  static func withoutDeclaration(_ text: String) -> Substring {
    let text = text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...]
    let isDeclared =
      text.starts(with: "<?xml".unicodeScalars) && text.dropFirst(5).first.map { $0.value <= 0x20 } == true
    guard isDeclared, let end = text.firstIndex(of: ">") else { return Substring(text) }
    return Substring(text[text.index(after: end)...])
  }
}

enum UTF16Text {
  static func hasMark(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
  }

  /// The text behind a byte order mark; nil without one. What is no character becomes U+FFFD.
  static func text(of bytes: [UInt8]) -> String? {
    guard hasMark(bytes) else { return nil }
    let isBigEndian = bytes[0] == 0xFE
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      return isBigEndian ? first << 8 | second : second << 8 | first
    }
    return String(decoding: units, as: UTF16.self)
  }

  static func bytes(of text: String, bigEndian: Bool) -> [UInt8] {
    var bytes: [UInt8] = bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
    for unit in text.utf16 {
      let (high, low) = (UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit))
      bytes += bigEndian ? [high, low] : [low, high]
    }
    return bytes
  }
}
