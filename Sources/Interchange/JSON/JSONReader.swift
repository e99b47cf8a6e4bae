public import Basics

/// Reads JSON texts (RFC 8259) into values, within bounds.
public struct JSONReader {
  /// Objects and arrays inside each other, at most.
  static let depthLimit = 200

  private let bytes: [UInt8]
  private var index = 0

  /// - Throws: the place where the text stops being JSON.
  public static func read(_ bytes: [UInt8]) throws(InterchangeError) -> JSONValue {
    var reader = JSONReader(bytes: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    guard reader.index == reader.bytes.count else { throw reader.problem("Something stands behind the value.") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  private func problem(_ text: String) -> InterchangeError {
    let line = bytes[..<min(index, bytes.count)].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
    return .notJSON(line: line, text: text)
  }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func value(depth: Int) throws(InterchangeError) -> JSONValue {
    skipSpace()
    guard depth < Self.depthLimit else { throw problem("It is nested more than \(Self.depthLimit) deep.") }
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw problem("It ends in the middle.")
    default: return try number()
    }
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(InterchangeError) -> JSONValue {
    guard bytes[index...].starts(with: text.utf8) else { throw problem("A value was expected.") }
    index += text.utf8.count
    return value
  }

  private mutating func number() throws(InterchangeError) -> JSONValue {
    let digits = bytes[index...].prefix(400).prefix { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "+-.eE".utf8.contains(byte)
      }
    }
    let text = String(decoding: digits, as: UTF8.self)
    let value = Int(text).map(JSONValue.int) ?? Double(text).map(JSONValue.double)
    if case .double(let number) = value, !number.isFinite { throw problem("A number is too large.") }
    guard let value, !text.hasPrefix("+") else { throw problem("A value was expected.") }
    index += digits.count
    return value
  }

  private mutating func array(depth: Int) throws(InterchangeError) -> JSONValue {
    index += 1
    var elements: [JSONValue] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      index += 1
      return .array([])
    }
    while true {
      elements.append(try value(depth: depth + 1))
      if try isLast(UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func object(depth: Int) throws(InterchangeError) -> JSONValue {
    index += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if current == UInt8(ascii: "}") {
      index += 1
      return .object([])
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw problem("A member's name was expected.") }
      let name = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw problem("A colon was expected.") }
      index += 1
      members.append(.init(name, try value(depth: depth + 1)))
      if try isLast(UInt8(ascii: "}")) { return .object(members) }
    }
  }

  /// Behind an element: a comma, or the closing bracket.
  private mutating func isLast(_ end: UInt8) throws(InterchangeError) -> Bool {
    skipSpace()
    guard let byte = current, byte == end || byte == UInt8(ascii: ",") else {
      throw problem("A comma or \(Character(Unicode.Scalar(end))) was expected.")
    }
    index += 1
    return byte == end
  }

  private mutating func string() throws(InterchangeError) -> String {
    index += 1
    var text: [UInt8] = []
    while let byte = current {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      default: text.append(byte)
      }
    }
    throw problem("A text is not closed.")
  }

  private mutating func escape() throws(InterchangeError) -> [UInt8] {
    let byte = current
    index += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte ?? 0]
    default: throw problem("There is no such escape.")
    }
  }

  /// A surrogate that stands alone is U+FFFD.
  private mutating func scalar() throws(InterchangeError) -> Unicode.Scalar {
    let high = try unit()
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    guard bytes[min(index, bytes.count)...].starts(with: "\\u".utf8) else { return "\u{FFFD}" }
    let start = index
    index += 2
    let low = try unit()
    guard (0xDC00..<0xE000).contains(low) else {
      index = start
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  private mutating func unit() throws(InterchangeError) -> UInt32 {
    guard index + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
    else { throw problem("Four hexadecimal digits were expected.") }
    index += 4
    return value
  }
}

// Reading what others wrote: a value of another kind is none.
extension JSONValue {
  var text: String? {
    switch self {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): String(number)
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  var members: [Member] { if case .object(let members) = self { members } else { [] } }
}
