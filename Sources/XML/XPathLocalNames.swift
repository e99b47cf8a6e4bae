/// XPath 1.0 as people write it: `//Order/Name` means elements of that name in no namespace at all, and is nearly always
/// meant for those of whatever namespace the document has.
public enum XPathLocalNames {
  /// The expression with every element that is named without a prefix taken in any namespace:
  /// `//Order[@id]` becomes `//*[local-name()='Order'][@id]`.
  ///
  /// Names of attributes, functions, axes, variables and operators stay (XPath 1.0, section 3.7), and so does what has a
  /// prefix.
  ///
  /// - Returns: nil when no element is named without a prefix.
  public static func widened(_ expression: String) -> String? { rewritten(expression, "*[local-name()='", "']") }

  /// The expression with that prefix on every element that is named without one: `//m:Order[@id]`.
  ///
  /// - Returns: nil when no element is named without a prefix.
  public static func prefixed(_ expression: String, with prefix: String) -> String? {
    rewritten(expression, prefix + ":", "")
  }

  private static func rewritten(_ expression: String, _ before: String, _ after: String) -> String? {
    var reader = Reader(bytes: Array(expression.utf8), before: Array(before.utf8), after: Array(after.utf8))
    reader.read()
    return reader.hasChanged ? String(decoding: reader.output, as: UTF8.self) : nil
  }

  private struct Reader {
    let bytes: [UInt8]
    /// What is put around each name.
    let before, after: [UInt8]
    var position = 0
    var output: [UInt8] = []
    var hasChanged = false
    /// Where an operand may stand, a name is no operator and `*` is no multiplication.
    private var expectsOperand = true
    /// The next name is not an element's.
    private var isOther = false

    init(bytes: [UInt8], before: [UInt8], after: [UInt8]) {
      (self.bytes, self.before, self.after) = (bytes, before, after)
    }

    mutating func read() {
      while let byte = byte(at: position) {
        switch byte {
        case UInt8(ascii: " "), 9, 10, 13: copy(to: position + 1)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): readLiteral(byte)
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "]"):
          copy(to: position + 1)
          expectsOperand = false
        case UInt8(ascii: "*"):
          copy(to: position + 1)
          expectsOperand.toggle()
        case UInt8(ascii: "@"), UInt8(ascii: "$"):
          copy(to: position + 1)
          (expectsOperand, isOther) = (true, true)
        case let byte where byte.startsXMLName: readName()
        default:
          copy(to: position + 1)
          (expectsOperand, isOther) = (true, false)
        }
      }
    }

    private mutating func readLiteral(_ quote: UInt8) {
      let rest = bytes[(position + 1)...]
      copy(to: rest.firstIndex(of: quote).map { $0 + 1 } ?? bytes.count)
      expectsOperand = false
    }

    private mutating func readName() {
      let end = end(ofNameAt: position)
      defer { isOther = false }
      guard expectsOperand else {
        copy(to: end)
        expectsOperand = true
        return
      }
      let next = bytes[end...].firstIndex { !$0.isXMLSpace } ?? bytes.count
      if byte(at: next) == UInt8(ascii: ":"), byte(at: next + 1) == UInt8(ascii: ":") { return readAxis(end, next + 2) }
      if byte(at: next) == UInt8(ascii: "(") { return copy(to: end) }
      expectsOperand = false
      if byte(at: end) == UInt8(ascii: ":") {
        let isAny = byte(at: end + 1) == UInt8(ascii: "*")
        return copy(to: isAny ? end + 2 : self.end(ofNameAt: end + 1))
      }
      if isOther { return copy(to: end) }
      output += before + bytes[position..<end] + after
      (position, hasChanged) = (end, true)
    }

    private mutating func readAxis(_ nameEnd: Int, _ end: Int) {
      let name = String(decoding: bytes[position..<nameEnd], as: UTF8.self)
      copy(to: end)
      // Its own name is read already; the one that follows is of this kind.
      let next = bytes[end...].firstIndex { !$0.isXMLSpace } ?? bytes.count
      copy(to: next)
      guard name == "attribute" || name == "namespace", byte(at: next)?.startsXMLName == true else { return }
      copy(to: self.end(ofNameAt: next))
      expectsOperand = false
    }

    private func end(ofNameAt start: Int) -> Int {
      bytes[min(start, bytes.count)...].firstIndex { !$0.continuesXMLName } ?? bytes.count
    }

    private func byte(at index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }

    private mutating func copy(to end: Int) {
      output += bytes[position..<max(position, min(end, bytes.count))]
      position = max(position, min(end, bytes.count))
    }
  }
}

extension UInt8 {
  fileprivate var isXMLSpace: Bool { self == 32 || (9...10).contains(self) || self == 13 }

  /// Of an NCName; every byte above ASCII is taken for a letter.
  fileprivate var startsXMLName: Bool {
    self >= 0x80 || self == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }

  fileprivate var continuesXMLName: Bool {
    startsXMLName || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
  }
}
