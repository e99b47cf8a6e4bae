/// Writes JSON as UTF-8: texts of megabytes pass through here, so plain ones are copied as they are.
struct JSONWriter {
  private var bytes: [UInt8] = []

  /// - Parameter indent: the level of the first line; nil for one line.
  static func text(of value: JSONValue, indent: Int?) -> String {
    var writer = JSONWriter()
    writer.write(value, indent)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private mutating func write(_ value: JSONValue, _ indent: Int?) {
    switch value {
    case .null: write("null")
    case .bool(let value): write(value ? "true" : "false")
    case .int(let value): write(String(value))
    case .double(let value): write(value.isFinite ? String(value) : "null")
    case .string(let value): writeQuoted(value)
    case .array(let elements):
      write("[")
      for (index, element) in elements.enumerated() {
        beginItem(index, indent)
        write(element, indent.map { $0 + 1 })
      }
      end("]", isEmpty: elements.isEmpty, indent)
    case .object(let members):
      write("{")
      for (index, member) in members.enumerated() {
        beginItem(index, indent)
        writeQuoted(member.name)
        write(indent == nil ? ":" : ": ")
        write(member.value, indent.map { $0 + 1 })
      }
      end("}", isEmpty: members.isEmpty, indent)
    }
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func beginItem(_ index: Int, _ indent: Int?) {
    if index > 0 { write(",") }
    breakLine(indent.map { $0 + 1 })
  }

  private mutating func end(_ bracket: String, isEmpty: Bool, _ indent: Int?) {
    if !isEmpty { breakLine(indent) }
    write(bracket)
  }

  private mutating func breakLine(_ indent: Int?) {
    guard let indent else { return }
    write("\n")
    for _ in 0..<indent { write("  ") }
  }

  /// Quotes, backslashes and every control character escaped, C1 and bidirectional ones too, so that the text can be
  /// printed on a terminal as it is.
  private mutating func writeQuoted(_ string: String) {
    write("\"")
    if string.utf8.allSatisfy(Self.isPlain) { write(string) } else { writeEscaped(string) }
    write("\"")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func writeEscaped(_ string: String) {
    for scalar in string.unicodeScalars {
      switch scalar.value {
      case 0x22: write("\\\"")
      case 0x5C: write("\\\\")
      case 0x0A: write("\\n")
      case 0x0D: write("\\r")
      case 0x09: write("\\t")
      case 0..<0x20, 0x7F..<0xA0, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
        let digits = String(scalar.value, radix: 16)
        write("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      case 0..<0x80: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
      default: UTF8.encode(scalar).map { bytes.append(contentsOf: $0) }
      }
    }
  }
}
