/// A word of C# (ECMA-334 section 6.4), as far as generated clients need it.
struct CodeToken: Equatable {
  enum Kind: Equatable {
    case name(String)
    case string(String)
    case number(String)
    /// One character, or `==`, `=>` and the like as a whole.
    case symbol(String)
  }

  var kind: Kind
  /// 1-based.
  var line: Int

  func `is`(_ symbol: String) -> Bool { kind == .symbol(symbol) }

  var name: String? { if case .name(let name) = kind { name } else { nil } }

  /// For messages.
  var text: String {
    switch kind {
    case .name(let text), .number(let text), .symbol(let text): text
    // Never its content: it may be a password.
    case .string: "\"…\""
    }
  }

  /// All words of a text; what is no word is passed over.
  static func all(in text: [UInt8]) -> [CodeToken] {
    var scanner = Scanner(text)
    var tokens: [CodeToken] = []
    while let token = scanner.next() { tokens.append(token) }
    return tokens
  }
}

private struct Scanner {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> CodeToken? {
    skipSpace()
    guard let byte = peek() else { return nil }
    let start = line
    return CodeToken(kind: kind(byte), line: start)
  }

  private mutating func kind(_ byte: UInt8) -> CodeToken.Kind {
    switch byte {
    case UInt8(ascii: "\""):
      position += 1
      return .string(regularString(end: UInt8(ascii: "\"")))
    case UInt8(ascii: "'"):
      position += 1
      return .string(regularString(end: UInt8(ascii: "'")))
    case UInt8(ascii: "@") where peek(1) == UInt8(ascii: "\""):
      position += 2
      return .string(verbatimString())
    case UInt8(ascii: "@"):
      position += 1
      return .name(take { Self.isNameByte($0) })
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      return .number(take { Self.isNameByte($0) || $0 == UInt8(ascii: ".") })
    case _ where Self.isNameByte(byte): return .name(take { Self.isNameByte($0) })
    default: return .symbol(symbol(byte))
    }
  }

  private mutating func symbol(_ byte: UInt8) -> String {
    let pair = String(decoding: bytes[position..<min(position + 2, bytes.count)], as: UTF8.self)
    let isPair = ["==", "!=", "=>", "&&", "||", "<=", ">=", "+=", "??", "::"].contains(pair)
    position += isPair ? 2 : 1
    return isPair ? pair : String(UnicodeScalar(byte))
  }

  private mutating func skipSpace() {
    while let byte = peek() {
      if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "/") {
        skip { $0 != 0x0A }
      } else if byte == UInt8(ascii: "#") {
        // A line for the preprocessor.
        skip { $0 != 0x0A }
      } else if byte == UInt8(ascii: "/"), peek(1) == UInt8(ascii: "*") {
        skipComment()
      } else if byte <= 0x20 || byte == 0xEF || byte == 0xBB || byte == 0xBF {
        advance()
      } else {
        return
      }
    }
  }

  private mutating func skipComment() {
    position += 2
    while peek() != nil, !(peek() == UInt8(ascii: "*") && peek(1) == UInt8(ascii: "/")) { advance() }
    position = min(position + 2, bytes.count)
  }

  private mutating func regularString(end: UInt8) -> String {
    var text: [UInt8] = []
    while let byte = peek(), byte != end, byte != 0x0A {
      advance()
      guard byte == UInt8(ascii: "\\"), let escaped = peek() else {
        text.append(byte)
        continue
      }
      advance()
      switch escaped {
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): text += unicodeEscape()
      default: text.append(escaped)
      }
    }
    if peek() == end { advance() }
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func unicodeEscape() -> [UInt8] {
    let digits = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
    guard digits.utf8.count == 4, let value = UInt32(digits, radix: 16), let scalar = UnicodeScalar(value) else {
      return []
    }
    position += 4
    return Array(String(scalar).utf8)
  }

  private mutating func verbatimString() -> String {
    var text: [UInt8] = []
    while let byte = peek() {
      advance()
      if byte == UInt8(ascii: "\"") {
        guard peek() == UInt8(ascii: "\"") else { break }
        advance()
      }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private func peek(_ offset: Int = 0) -> UInt8? {
    position + offset < bytes.count ? bytes[position + offset] : nil
  }

  private mutating func advance() {
    if bytes[position] == 0x0A { line += 1 }
    position += 1
  }

  private mutating func skip(_ isWanted: (UInt8) -> Bool) {
    while let byte = peek(), isWanted(byte) { advance() }
  }

  private mutating func take(_ isWanted: (UInt8) -> Bool) -> String {
    let start = position
    while let byte = peek(), isWanted(byte) { position += 1 }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }
}
