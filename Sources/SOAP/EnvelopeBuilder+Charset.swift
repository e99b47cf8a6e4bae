public import Basics
public import Bindings
internal import Text
internal import XML

extension EnvelopeBuilder {
  /// The bytes that go out for an envelope when the binding writes that encoding, through iconv where WCF's own encoders
  /// do not have it.
  ///
  /// UTF-8 goes out exactly as it is. Any other encoding is named in an XML declaration, as XmlWriter does for WCF's
  /// CustomTextMessageEncoder; an envelope that is no UTF-8 and names the encoding itself is left alone.
  ///
  /// - Throws: `CharsetError` for an encoding that the system does not have, or a character that it lacks.
  public static func written(_ envelope: [UInt8], in encoding: TextEncoding) throws(CharsetError) -> [UInt8] {
    if encoding.isStandard { return encoded(envelope, as: encoding) }
    guard let charset = CharacterEncoding(encoding.name) else { throw .unknown(encoding.name) }
    guard let text = String(validating: envelope, as: UTF8.self) else {
      return try foreign(envelope, encoding, charset)
    }
    let content = Array(withoutDeclaration(text).utf8)
    switch charset.encoded(Array("<?xml version=\"1.0\" encoding=\"\(encoding.name)\"?>".utf8) + content) {
    case .success(let bytes): return bytes
    case .failure:
      guard case .failure(let missing) = charset.encoded(content) else { throw .unknown(encoding.name) }
      throw .missing(MissingCharacter(in: content, at: missing.offset, charset: encoding.name))
    }
  }

  private static func foreign(
    _ envelope: [UInt8], _ encoding: TextEncoding, _ charset: CharacterEncoding
  ) throws(CharsetError) -> [UInt8] {
    guard let declared = XMLDeclaration.encoding(of: envelope) else { throw .notUTF8(declared: nil) }
    if CharacterEncoding.isSame(declared, encoding.name) { return envelope }
    guard let source = CharacterEncoding(declared) else { throw .notUTF8(declared: declared) }
    return try written(source.decoded(envelope).text, in: encoding)
  }
}

/// A character that an encoding does not have.
public struct MissingCharacter: Sendable, Hashable {
  public var charset: String
  public var scalar: Unicode.Scalar
  public var position: SourcePosition
  /// Whether a character reference may stand in its place: in text and in the values of attributes.
  public var canBeReferenced: Bool

  init(in text: [UInt8], at offset: Int, charset: String) {
    self.charset = charset
    scalar =
      String(decoding: text[min(offset, text.count)...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    let before = text[..<min(offset, text.count)]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    position = SourcePosition(
      line: before.count { $0 == 0x0A } + 1, column: before.count - lineStart + 1)
    canBeReferenced = Self.canBeReferenced(in: text, at: offset)
  }

  private static func canBeReferenced(in text: [UInt8], at offset: Int) -> Bool {
    var scanner = XMLScanner(text)
    while let node = scanner.next() {
      guard node.range.upperBound > offset else { continue }
      switch node.kind {
      case .text: return true
      case .startTag, .emptyTag: return isInValue(text[node.range], offset)
      default: return false
      }
    }
    return false
  }

  private static func isInValue(_ tag: ArraySlice<UInt8>, _ offset: Int) -> Bool {
    var quote: UInt8?
    for byte in tag.prefix(upTo: offset) {
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
    }
    return quote != nil
  }
}

/// Why an envelope cannot be written in an encoding.
public enum CharsetError: Remediable, Hashable {
  case unknown(String)
  case missing(MissingCharacter)
  /// The envelope's own bytes are no UTF-8, and what they are is not known.
  case notUTF8(declared: String?)

  public var code: String {
    switch self {
    case .unknown: "charset-unknown"
    case .missing: "charset-character-missing"
    case .notUTF8: "envelope-not-utf8"
    }
  }

  public var summary: String {
    switch self {
    case .unknown(let name): "This system does not know the character encoding \(name.neutralised)."
    case .missing(let missing):
      "The character \(String(missing.scalar).neutralised) (\(missing.number)) does not exist in \(missing.charset)."
    case .notUTF8: "The envelope is not written in UTF-8."
    }
  }

  public var values: [String] {
    switch self {
    case .unknown: []
    case .missing(let missing): ["at \(missing.position)"]
    case .notUTF8(let declared): ["its XML declaration names: \((declared ?? "nothing").neutralised)"]
    }
  }

  public var remedy: String {
    switch self {
    case .unknown: "Use a name that iconv --list shows, or --encoding utf-8."
    case .missing(let missing) where missing.canBeReferenced: "Write \(missing.reference) in its place."
    case .missing: "Use another encoding: in a name, a comment or CDATA no character reference can stand."
    case .notUTF8: "Save it as UTF-8, or name its encoding in an XML declaration."
    }
  }
}

extension MissingCharacter {
  /// `U+20AC`.
  public var number: String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// `&#x20AC;`.
  public var reference: String { "&#x\(String(scalar.value, radix: 16, uppercase: true));" }
}
