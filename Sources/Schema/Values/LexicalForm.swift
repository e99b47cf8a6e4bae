/// How the values of a built-in type are written.
enum LexicalForm: Sendable, Hashable {
  case text, language, name, ncName, nmtoken, qName
  case boolean, decimal, integer, float
  case duration, dateTime, date, time, yearMonth, year, monthDay, day, month
  case hexBinary, base64Binary

  /// Whether a text, with its white space folded, is a value.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .text: true
    case .language: Self.isLanguage(text)
    case .name: Self.isName(text, colons: true)
    case .ncName: Self.isName(text, colons: false)
    case .nmtoken: !text.isEmpty && text.unicodeScalars.allSatisfy(\.isNameCharacter)
    case .qName: Self.isQualifiedName(text)
    case .boolean: ["true", "false", "1", "0"].contains(text)
    case .decimal: Self.isDecimal(text)
    case .integer: Self.isDecimal(text) && !text.contains(".")
    case .float: Self.isFloat(text)
    case .duration: Duration8601(text) != nil
    case .dateTime, .date, .time, .yearMonth, .year, .monthDay, .day, .month: CalendarValue(text, self) != nil
    case .hexBinary: text.utf8.count % 2 == 0 && text.utf8.allSatisfy(\.isHexadecimalDigit)
    case .base64Binary: Self.byteCount(ofBase64: text) != nil
    }
  }

  /// What length facets count; nil where they do not apply.
  func length(_ text: String) -> Int? {
    switch self {
    case .hexBinary: text.utf8.count / 2
    case .base64Binary: Self.byteCount(ofBase64: text)
    case .text, .language, .name, .ncName, .nmtoken: text.unicodeScalars.count
    default: nil
    }
  }

  /// Whether `a` is not above `b`; nil when they do not compare.
  func isOrdered(_ a: String, _ b: String) -> Bool? {
    switch self {
    case .decimal, .integer:
      guard let a = DecimalNumber(a), let b = DecimalNumber(b) else { return nil }
      return a <= b
    case .float:
      guard let a = Self.double(a), let b = Self.double(b) else { return nil }
      return a <= b
    case .duration:
      guard let a = Duration8601(a), let b = Duration8601(b) else { return nil }
      return a.seconds <= b.seconds
    case .dateTime, .date, .time, .yearMonth, .year, .monthDay, .day, .month:
      guard let a = CalendarValue(a, self), let b = CalendarValue(b, self) else { return nil }
      return a.seconds <= b.seconds
    default: return nil
    }
  }
}

extension LexicalForm {
  private static func isLanguage(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.enumerated().allSatisfy { index, part in
      (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { $0.isLetter || (index > 0 && $0.isDigit) }
    }
  }

  private static func isName(_ text: String, colons: Bool) -> Bool {
    guard let first = text.unicodeScalars.first, first.isNameStart, colons || first != ":" else { return false }
    return text.unicodeScalars.allSatisfy { $0.isNameCharacter && (colons || $0 != ":") }
  }

  private static func isQualifiedName(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return (1...2).contains(parts.count) && parts.allSatisfy { isName(String($0), colons: false) }
  }

  private static func isDecimal(_ text: String) -> Bool {
    let digits = text.first == "-" || text.first == "+" ? text.dropFirst() : Substring(text)
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    return digits.utf8.contains(where: \.isDigit) && parts.allSatisfy { $0.utf8.allSatisfy(\.isDigit) }
  }

  private static func isFloat(_ text: String) -> Bool {
    if ["INF", "-INF", "NaN"].contains(text) { return true }
    let parts = text.split(omittingEmptySubsequences: false) { $0 == "e" || $0 == "E" }
    return (1...2).contains(parts.count) && isDecimal(String(parts[0]))
      && (parts.count == 1 || (isDecimal(String(parts[1])) && !parts[1].contains(".")))
  }

  private static func double(_ text: String) -> Double? {
    switch text {
    case "INF": .infinity
    case "-INF": -.infinity
    default: isFloat(text) ? Double(text) : nil
    }
  }

  private static func byteCount(ofBase64 text: String) -> Int? {
    let symbols = text.utf8.filter { $0 != 0x20 }
    let padding = symbols.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let isAlphabet = symbols.dropLast(padding).allSatisfy {
      $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
    }
    return symbols.count % 4 == 0 && padding <= 2 && isAlphabet ? symbols.count / 4 * 3 - padding : nil
  }
}

extension UInt8 {
  var isDigit: Bool { (0x30...0x39).contains(self) }
  var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
  var isHexadecimalDigit: Bool { isDigit || (0x41...0x46).contains(self) || (0x61...0x66).contains(self) }
}

extension Unicode.Scalar {
  /// XML 1.0 fifth edition, production 4.
  var isNameStart: Bool {
    switch value {
    case 0x3A, 0x5F, 0x41...0x5A, 0x61...0x7A: true
    case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F,
      0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD, 0x10000...0xEFFFF:
      true
    default: false
    }
  }

  var isNameCharacter: Bool {
    switch value {
    case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
    default: isNameStart
    }
  }
}
