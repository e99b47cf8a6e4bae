internal import Basics

/// Finds a tag with too many attributes before the parser meets it: libxml2 compares every attribute of a tag with every
/// other, so that a megabyte of them takes minutes.
struct AttributeCount {
  private enum Place {
    case text, tag
    /// Behind `<`, and behind `<!`.
    case opening, declaration
    /// In a comment, a CDATA section or an instruction, which end with these bytes.
    case passage(end: UInt32)
  }
  private var place = Place.text
  private var quote: UInt8?
  private var count = 0
  /// The last bytes of what `place` asks for.
  private var latest: UInt64 = 0

  /// Where the count passed the limit; nil when no tag does.
  ///
  /// - Parameter charset: as in `XMLScan.run`.
  static func excess(in bytes: [UInt8], charset: String?, limit: Int) -> SourcePosition? {
    // A limit's worth of attributes needs at least this many bytes: `a=""` and a space each.
    if bytes.count < limit * 5 { return nil }
    let text = withoutDisguise(bytes, charset ?? declaredEncoding(bytes))
    var state = AttributeCount()
    // Zero bytes are the high halves of UTF-16 ASCII.
    for (offset, byte) in text.enumerated() where byte != 0 {
      state.take(byte)
      if state.count > limit { return SourcePosition(offset: offset, in: text) }
    }
    return nil
  }

  private mutating func take(_ byte: UInt8) {
    switch place {
    case .text: if byte == UInt8(ascii: "<") { place = .opening }
    case .opening: open(byte)
    case .declaration: declare(byte)
    case .passage(let end): pass(byte, until: end)
    case .tag: takeInTag(byte)
    }
  }

  private mutating func open(_ byte: UInt8) {
    (count, latest) = (0, 0)
    switch byte {
    case UInt8(ascii: "!"): place = .declaration
    case UInt8(ascii: "?"): place = .passage(end: 0x3F3E)
    // An end tag has none.
    case UInt8(ascii: "/"): place = .text
    default: place = .tag
    }
  }

  private mutating func declare(_ byte: UInt8) {
    latest = latest << 8 | UInt64(byte)
    if latest == 0x2D2D { (place, latest) = (.passage(end: 0x2D2D3E), 0) }
    // `[CDATA[`
    if latest == 0x5B_4344_4154_415B { (place, latest) = (.passage(end: 0x5D5D3E), 0) }
    if byte == UInt8(ascii: ">"), case .declaration = place { place = .text }
  }

  private mutating func pass(_ byte: UInt8, until end: UInt32) {
    latest = latest << 8 | UInt64(byte)
    let mask: UInt64 = end > 0xFFFF ? 0xFF_FFFF : 0xFFFF
    if latest & mask == UInt64(end) { place = .text }
  }

  private mutating func takeInTag(_ byte: UInt8) {
    if let open = quote {
      if byte == open { quote = nil }
    } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      quote = byte
    } else if byte == UInt8(ascii: ">") {
      place = .text
    } else if byte == UInt8(ascii: "=") {
      count += 1
    }
  }
}

// Encodings that write ASCII otherwise.
extension AttributeCount {
  /// The encodings in which `<`, `=`, `>` and the quotes are these bytes, and nothing else is: all others are converted.
  private static let plain = [
    "utf-8", "utf8", "utf-16", "utf16", "ucs-2", "ucs-4", "utf-32", "us-ascii", "ascii", "iso-8859-", "iso8859-",
    "iso_8859-", "latin", "windows-", "cp125", "koi8-", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc-",
  ]

  private static func withoutDisguise(_ bytes: [UInt8], _ charset: String?) -> [UInt8] {
    guard let charset = charset?.lowercased(), !plain.contains(where: charset.hasPrefix) else { return bytes }
    return CharacterEncoding(charset)?.decoded(bytes).text ?? bytes
  }

  /// EBCDIC has its declaration in EBCDIC, by which libxml2 knows it (XML 1.0 appendix F).
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    bytes.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) ? "ibm037" : XMLDeclaration.encoding(of: bytes)
  }
}
