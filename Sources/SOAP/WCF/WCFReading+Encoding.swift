internal import Basics
internal import Bindings
internal import XML

/// The three encodings that WCF's XML reader reads (System.Xml.EncodingStreamWrapper).
private enum ReaderEncoding: String {
  case utf8 = "utf-8"
  case utf16LE = "utf-16LE"
  case utf16BE = "utf-16BE"

  /// By the first bytes: a byte order mark, or how the first `<` is written; all else is taken for UTF-8.
  init(start: ArraySlice<UInt8>) {
    switch Array(start.prefix(2)) {
    case [0xFF, 0xFE], [0x3C, 0x00]: self = .utf16LE
    case [0xFE, 0xFF], [0x00, 0x3C]: self = .utf16BE
    default: self = .utf8
    }
  }

  /// What a charset announces; nil for none and for `utf-16`, which leaves the order of the bytes to the text.
  init?(charset: String?) {
    switch charset {
    case "utf-8": self = .utf8
    case "utf-16le": self = .utf16LE
    case "utf-16be": self = .utf16BE
    default: return nil
    }
  }

  func isNamed(_ declared: String) -> Bool {
    let name = declared.lowercased()
    return name == rawValue.lowercased() || name == "utf-16" && self != .utf8
  }
}

extension WCFReading {
  /// What WCF's text encoder makes of an answer whose Content-Type, first bytes and XML declaration disagree; nil when
  /// it goes on reading. Of a multipart answer the envelope's part is the reader's matter.
  static func ofEncoding(_ contentType: String?, _ answer: Answer, plan: WirePlan) -> WCFReading? {
    guard answer.package == nil, !plan.acceptsAnyCharset, answer.message.count >= 4 else { return nil }
    let expected = ReaderEncoding(charset: contentType.flatMap { ContentType($0).charset })
    let actual = ReaderEncoding(start: answer.message.prefix(2))
    if let expected, expected != actual {
      return unreadable(
        "XmlExpectedEncoding",
        "the expected encoding '\(expected.rawValue)' does not match the actual encoding '\(actual.rawValue)'.")
    }
    let declared = XMLDeclaration.encoding(of: answer.text.decoded ?? answer.message)
    if let declared, !actual.isNamed(declared) {
      return unreadable(
        "XmlEncodingMismatch",
        "the encoding in the declaration '\(String(declared.prefix(60)).neutralised)' does not match the encoding of "
          + "the document '\(actual.rawValue)'.")
    }
    if declared == nil, expected == nil, actual != .utf8 {
      return unreadable(
        "XmlDeclarationRequired",
        "a document in \(actual.rawValue) needs an XML declaration with its encoding, or a charset with its byte order "
          + "in the Content-Type.")
    }
    return nil
  }

  private static func unreadable(_ key: String, _ reason: String) -> WCFReading {
    WCFReading(
      outcome: "ProtocolException",
      message:
        "MessageXmlProtocolError: there is a problem with the XML that was received (inner XmlException \(key)): "
        + reason)
  }
}
